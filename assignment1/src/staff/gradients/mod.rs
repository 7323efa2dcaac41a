//! Every layer and loss of the assignment against central differences.

mod regularization;

use crate::activations::{LeakyRelu, Relu, Sigmoid, Tanh};
use crate::cross_entropy::CrossEntropy;
use crate::initialization::Initialization::LeCun;
use crate::linear::Linear;
use crate::mlp::Mlp;
use crate::softmax::Softmax;
use crate::surfaces::{Surface, point};
use common::by_hand::{Device, Layer, Stream, Streams, Tensor, TensorData};
use common::gradcheck::{numeric_gradient, relative_error};

/// The worst error of one gradient over all shapes.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was differentiated: "linear: weight".
    pub gradient: String,
    /// The largest relative error, as `gradcheck::relative_error` defines it.
    pub error: f64,
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

/// What can be checked.
pub const NAMES: [&str; 14] = [
    "linear",
    "relu",
    "leaky_relu",
    "tanh",
    "sigmoid",
    "softmax",
    "cross_entropy",
    "mlp",
    "batch_norm",
    "dropout",
    "l1",
    "l2",
    "bowl",
    "rosenbrock",
];

/// Checks the gradients of one of [`NAMES`] on a device configured for f64.
///
/// # Panics
/// If the name is unknown or the device is not configured for f64.
pub fn check(name: &str, streams: &Streams, device: &Device) -> Vec<Check> {
    let mut worst: Vec<Check> = Vec::new();
    for (number, shape) in SHAPES.into_iter().enumerate() {
        let mut stream = streams.at(name, number as u64);
        let checks = match name {
            "linear" => check_linear(shape, &mut stream, device),
            "relu" => check_layer(&mut Relu::default(), shape, &mut stream, device),
            "leaky_relu" => check_layer(&mut LeakyRelu::default(), shape, &mut stream, device),
            "tanh" => check_layer(&mut Tanh::default(), shape, &mut stream, device),
            "sigmoid" => check_layer(&mut Sigmoid::default(), shape, &mut stream, device),
            "softmax" => check_layer(&mut Softmax::default(), shape, &mut stream, device),
            "cross_entropy" => check_cross_entropy(shape, &mut stream, device),
            "mlp" => check_mlp(shape, &mut stream, device),
            "batch_norm" => regularization::check_batch_norm(shape, &mut stream, device),
            "dropout" => regularization::check_dropout(shape, number, streams, device),
            "l1" => regularization::check_l1(shape, &mut stream, device),
            "l2" => regularization::check_l2(shape, &mut stream, device),
            "bowl" => check_surface(Surface::Bowl, &mut stream, device),
            "rosenbrock" => check_surface(Surface::Rosenbrock, &mut stream, device),
            _ => panic!("there is no gradient check of `{name}`"),
        };
        for (gradient, error) in checks {
            let gradient = format!("{name}: {gradient}");
            match worst.iter_mut().find(|check| check.gradient == gradient) {
                Some(check) => {
                    check.error = check.error.max(error);
                    check.shapes += 1;
                }
                None => worst.push(Check {
                    gradient,
                    error,
                    shapes: 1,
                }),
            }
        }
    }
    worst
}

type Errors = Vec<(String, f64)>;

/// An input whose elements are at least 1e-3 from 0, where some activations have a kink.
fn input(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Tensor<2> {
    let values: Vec<f64> = (0..shape[0] * shape[1])
        .map(|_| {
            let value = stream.normal();
            value + 1e-3_f64.copysign(value)
        })
        .collect();
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// A scalar that depends on every output of a layer, each with its own weight; the weights are
/// then the gradient that the layer's `backward` receives.
fn weighted_sum(output: Tensor<2>, weights: &Tensor<2>) -> f64 {
    (output * weights.clone()).sum().into_scalar()
}

/// The gradients of a layer's input and of each of its parameters; `shape` is that of the input.
fn check_layer(
    layer: &mut dyn Layer,
    shape: [usize; 2],
    stream: &mut Stream,
    device: &Device,
) -> Errors {
    let x = input(shape, stream, device);
    let output = layer.forward(x.clone());
    let weights = stream.normal_tensor(output.dims(), 1.0, device);
    let analytic = layer.backward(weights.clone());
    let contents = layer.contents().into_iter();
    let gradients: Vec<(&str, Tensor<1>, Tensor<1>)> = contents
        .filter_map(|(name, content)| Some((name, content.parameter()?)))
        .map(|(name, parameter)| (name, parameter.flat_value(), parameter.flat_grad()))
        .collect();
    let numeric = numeric_gradient(&x, |x| weighted_sum(layer.forward(x), &weights));
    let mut errors = vec![("input".into(), relative_error(&analytic, &numeric))];
    for (number, (name, value, analytic)) in gradients.into_iter().enumerate() {
        let mut sum_at = |value: Tensor<1>| {
            let contents = layer.contents().into_iter();
            let mut parameters = contents.filter_map(|(_, content)| content.parameter());
            let parameter = parameters.nth(number).expect("is there still");
            parameter.update(&mut |_, _| value.clone());
            weighted_sum(layer.forward(x.clone()), &weights)
        };
        let numeric = numeric_gradient(&value, &mut sum_at);
        sum_at(value);
        errors.push((name.into(), relative_error(&analytic, &numeric)));
    }
    errors
}

fn check_linear(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Errors {
    let [batch, in_features] = shape;
    let out_features = 1 + (batch + in_features) % 5;
    let mut layer = Linear::with_weight(LeCun.weight([in_features, out_features], stream, device));
    layer.bias.value = stream.normal_tensor([out_features], 1.0, device);
    check_layer(&mut layer, shape, stream, device)
}

fn one_hot(batch: usize, classes: usize, stream: &mut Stream, device: &Device) -> Tensor<2> {
    let mut values = vec![0.0; batch * classes];
    for row in values.chunks_mut(classes) {
        row[stream.below(classes)] = 1.0;
    }
    Tensor::from_data(TensorData::new(values, [batch, classes]), device)
}

fn check_cross_entropy(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Errors {
    let logits = input(shape, stream, device);
    let targets = one_hot(shape[0], shape[1], stream, device);
    let mut loss = CrossEntropy::default();
    loss.forward(logits.clone(), targets.clone());
    let analytic = loss.backward();
    let numeric = numeric_gradient(&logits, |z| loss.forward(z, targets.clone()).into_scalar());
    vec![("logits".into(), relative_error(&analytic, &numeric))]
}

/// A whole network with its loss. Smooth activations: nothing keeps a hidden unit off a kink.
fn check_mlp(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Errors {
    let [batch, features] = shape;
    let classes = 3;
    let x = input(shape, stream, device);
    let targets = one_hot(batch, classes, stream, device);
    let mut affine = |shape| Box::new(Linear::with_weight(LeCun.weight(shape, stream, device)));
    let mut network = Mlp::of(vec![
        affine([features, 4]),
        Box::new(Tanh::default()),
        affine([4, 3]),
        Box::new(Tanh::default()),
        affine([3, classes]),
    ]);
    let mut loss = CrossEntropy::default();
    loss.forward(network.forward(x.clone()), targets.clone());
    network.backward(loss.backward());
    let contents = network.contents().into_iter();
    let analytic: Vec<(String, Tensor<1>, Tensor<1>)> = contents
        .filter_map(|(name, content)| Some((name, content.parameter()?)))
        .map(|(name, parameter)| (name, parameter.flat_value(), parameter.flat_grad()))
        .collect();
    analytic
        .into_iter()
        .enumerate()
        .map(|(number, (name, value, grad))| {
            let mut loss_at = |value: Tensor<1>| {
                network.parameters_mut()[number].update(&mut |_, _| value.clone());
                let logits = network.forward(x.clone());
                loss.forward(logits, targets.clone()).into_scalar()
            };
            let numeric = numeric_gradient(&value, &mut loss_at);
            loss_at(value);
            (name, relative_error(&grad, &numeric))
        })
        .collect()
}

/// A function of the plane at a random point; there is no shape to vary.
fn check_surface(surface: Surface, stream: &mut Stream, device: &Device) -> Errors {
    let at: Tensor<1> = stream.normal_tensor([2], 1.0, device);
    let analytic = Tensor::from_data(surface.gradient(point(&at)), device);
    let numeric = numeric_gradient(&at, |at| surface.value(point(&at)));
    vec![("point".into(), relative_error(&analytic, &numeric))]
}
