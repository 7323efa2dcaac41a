//! Every layer and loss of the assignment against central differences.

mod regularization;

use crate::activations::{LeakyRelu, Relu, Sigmoid, Tanh};
use crate::cross_entropy::CrossEntropy;
use crate::initialization::Initialization::LeCun;
use crate::linear::Linear;
use crate::mlp::Mlp;
use crate::penalties::{L1, L2};
use crate::softmax::Softmax;
use crate::surfaces::{Surface, point};
use common::by_hand::{Content, Device, Layer, Stream, Streams, Tensor, TensorData};
use common::gradcheck::{largest_difference, numeric_gradient, relative_error};

/// The worst error of one gradient over all shapes.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was differentiated: "linear: weight".
    pub gradient: String,
    /// The largest relative error, as `gradcheck::relative_error` defines it.
    pub error: f64,
    /// Where that is: "of shape [2, 3]: row 1, column 2 is 0.5, and central differences give 0.25".
    pub largest: String,
    /// How many shapes were tried.
    pub shapes: usize,
}

/// Rows and columns of the inputs that every gradient is checked with.
const SHAPES: [[usize; 2]; 10] = [
    [1, 1],
    [1, 7],
    [2, 3],
    [3, 2],
    [4, 4],
    [5, 1],
    [6, 10],
    [8, 5],
    [9, 3],
    [16, 2],
];

/// Checks gradients at one place.
type Checker = fn(At) -> Errors;

/// What can be checked, by name.
const CHECKS: [(&str, Checker); 15] = [
    ("linear", check_linear),
    ("relu", |at| check_layer(&mut Relu::default(), at)),
    ("leaky_relu", |at| {
        check_layer(&mut LeakyRelu::default(), at)
    }),
    ("tanh", |at| check_layer(&mut Tanh::default(), at)),
    ("sigmoid", |at| check_layer(&mut Sigmoid::default(), at)),
    ("softmax", |at| check_layer(&mut Softmax::default(), at)),
    ("cross_entropy", check_cross_entropy),
    ("mlp", check_mlp),
    ("batch_norm", regularization::check_batch_norm),
    ("dropout", regularization::check_dropout),
    ("l1", |at| {
        regularization::check_penalty(&L1 { strength: 0.3 }, at)
    }),
    ("l2", |at| {
        regularization::check_penalty(&L2 { strength: 0.3 }, at)
    }),
    ("bowl", |at| check_surface(Surface::Bowl, at)),
    ("rosenbrock", |at| check_surface(Surface::Rosenbrock, at)),
    ("saddle", |at| check_surface(Surface::Saddle, at)),
];

/// The names of all that can be checked.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHECKS.into_iter().map(|(name, _)| name)
}

/// Checks the gradients of one of [`names`]: to about 1e-9 on a device configured for f64, to about 1e-4 on
/// any other.
///
/// # Panics
/// If the name is unknown.
pub fn check(name: &str, streams: &Streams, device: &Device) -> Vec<Check> {
    let known = CHECKS.into_iter().find(|(known, _)| *known == name);
    let (_, errors_at) = known.unwrap_or_else(|| panic!("there is no gradient check of `{name}`"));
    let mut worst: Vec<Check> = Vec::new();
    for (number, shape) in SHAPES.into_iter().enumerate() {
        let errors = errors_at(At {
            shape,
            number,
            streams,
            stream: &mut streams.at(name, number as u64),
            device,
        });
        for found in errors {
            let gradient = format!("{name}: {}", found.gradient);
            let known = worst.iter_mut().find(|check| check.gradient == gradient);
            match known {
                Some(check) => {
                    check.shapes += 1;
                    if found.error > check.error {
                        (check.error, check.largest) = (found.error, found.largest);
                    }
                }
                None => worst.push(Check {
                    gradient,
                    shapes: 1,
                    ..found
                }),
            }
        }
    }
    worst
}

/// Where a gradient is checked: at random numbers of this shape.
struct At<'a> {
    shape: [usize; 2],
    /// The place of the shape among [`SHAPES`].
    number: usize,
    streams: &'a Streams,
    /// The stream of this check and this shape.
    stream: &'a mut Stream,
    device: &'a Device,
}

impl At<'_> {
    fn normal<const D: usize>(&mut self, shape: [usize; D]) -> Tensor<D> {
        self.stream.normal_tensor(shape, 1.0, self.device)
    }

    /// An input whose elements are at least 0.05 from 0, where some activations have a kink.
    fn input(&mut self) -> Tensor<2> {
        let elements = 0..self.shape[0] * self.shape[1];
        let values = elements.map(|_| {
            let value = self.stream.normal();
            value + 0.05_f64.copysign(value)
        });
        let values: Vec<f64> = values.collect();
        Tensor::from_data(TensorData::new(values, self.shape), self.device)
    }

    /// A target of one of so many classes for each row.
    fn one_hot(&mut self, classes: usize) -> Tensor<2> {
        let mut values = vec![0.0; self.shape[0] * classes];
        for row in values.chunks_mut(classes) {
            row[self.stream.below(classes)] = 1.0;
        }
        let data = TensorData::new(values, [self.shape[0], classes]);
        Tensor::from_data(data, self.device)
    }
}

/// What was differentiated at one shape, and its error.
type Errors = Vec<Check>;

/// A gradient beside its central differences, for something of this shape.
fn beside<const D: usize>(
    gradient: impl Into<String>,
    [analytic, numeric]: [&Tensor<D>; 2],
    shape: &[usize],
) -> Check {
    Check {
        gradient: gradient.into(),
        error: relative_error(analytic, numeric),
        largest: largest_difference(analytic, numeric, shape),
        shapes: 1,
    }
}

/// The gradients that a model has stored in its parameters; `value` is what they are gradients of.
fn check_parameters<M, N: Into<String>>(
    model: &mut M,
    contents: impl Fn(&mut M) -> Vec<(N, Content<'_>)>,
    mut value: impl FnMut(&mut M) -> f64,
) -> Errors {
    let parameters = contents(model).into_iter();
    let parameters = parameters.filter_map(|(name, content)| {
        let parameter = content.parameter()?;
        let (value, grad) = (parameter.flat_value(), parameter.flat_grad());
        Some((name.into(), parameter.shape(), value, grad))
    });
    let parameters: Vec<(String, Vec<usize>, Tensor<1>, Tensor<1>)> = parameters.collect();
    let mut errors = Vec::new();
    for (number, (name, shape, weights, analytic)) in parameters.into_iter().enumerate() {
        let mut value_at = |weights: Tensor<1>| {
            let contents = contents(model).into_iter();
            let mut parameters = contents.filter_map(|(_, content)| content.parameter());
            let parameter = parameters.nth(number).expect("is there still");
            parameter.update(&mut |_, _| weights.clone());
            drop(parameters);
            value(model)
        };
        let numeric = numeric_gradient(&weights, &mut value_at);
        value_at(weights);
        errors.push(beside(name, [&analytic, &numeric], &shape));
    }
    errors
}

/// The gradients of a layer's input and of each of its parameters. What is differentiated depends on
/// every output, each with its own weight: these weights are what the layer's `backward` receives.
fn check_layer<L: Layer>(layer: &mut L, mut at: At) -> Errors {
    let x = at.input();
    let weights = at.normal(layer.forward(x.clone()).dims());
    let analytic = layer.backward(weights.clone());
    let sum = |layer: &mut L, x| (layer.forward(x) * weights.clone()).sum().into_scalar();
    let numeric = numeric_gradient(&x, |x| sum(layer, x));
    let mut errors = vec![beside("input", [&analytic, &numeric], &x.dims())];
    let of_parameters = check_parameters(layer, L::contents, |layer| sum(layer, x.clone()));
    errors.extend(of_parameters);
    errors
}

fn check_linear(mut at: At) -> Errors {
    let [batch, in_features] = at.shape;
    let out_features = 1 + (batch + in_features) % 5;
    let weight = LeCun.weight([in_features, out_features], at.stream, at.device);
    let mut layer = Linear::with_weight(weight);
    layer.bias.value = at.normal([out_features]);
    check_layer(&mut layer, at)
}

fn check_cross_entropy(mut at: At) -> Errors {
    let (logits, targets) = (at.input(), at.one_hot(at.shape[1]));
    let mut loss = CrossEntropy::default();
    loss.forward(logits.clone(), targets.clone());
    let analytic = loss.backward();
    let numeric = numeric_gradient(&logits, |z| loss.forward(z, targets.clone()).into_scalar());
    vec![beside("logits", [&analytic, &numeric], &logits.dims())]
}

/// sin z, which nobody has to write for the check of a network.
#[derive(Default)]
struct Sine {
    input: Option<Tensor<2>>,
}

impl Layer for Sine {
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        self.input = Some(input.clone());
        input.sin()
    }

    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        grad_output * self.input.take().expect("backward follows forward").cos()
    }
}

/// A whole network with its loss. Smooth activations: nothing keeps a hidden unit off a kink.
fn check_mlp(mut at: At) -> Errors {
    let (x, targets) = (at.input(), at.one_hot(3));
    let mut affine = |shape| {
        Box::new(Linear::with_weight(
            LeCun.weight(shape, at.stream, at.device),
        ))
    };
    let mut network = Mlp::of(vec![
        affine([at.shape[1], 4]),
        Box::new(Sine::default()),
        affine([4, 3]),
        Box::new(Sine::default()),
        affine([3, 3]),
    ]);
    let mut loss = CrossEntropy::default();
    loss.forward(network.forward(x.clone()), targets.clone());
    network.backward(loss.backward());
    check_parameters(&mut network, Mlp::contents, |network| {
        let logits = network.forward(x.clone());
        loss.forward(logits, targets.clone()).into_scalar()
    })
}

/// A function of the plane at a random point; there is no shape to vary.
fn check_surface(surface: Surface, mut at: At) -> Errors {
    let (place, device) = (at.normal([2]), at.device);
    let analytic = Tensor::from_data(surface.gradient(point(&place)), device);
    let numeric = numeric_gradient(&place, |place| surface.value(point(&place)));
    vec![beside("point", [&analytic, &numeric], &[2])]
}
