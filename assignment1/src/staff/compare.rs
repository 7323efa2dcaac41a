//! By hand and by Burn: the same weights, batches and optimiser must give the same numbers.

use super::burn_mlp::BurnMlp;
use super::recipe::Recipe;
use crate::activations::Activation;
use crate::cross_entropy::CrossEntropy;
use crate::sgd::Sgd;
use crate::training;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::{GradientsParams, SgdConfig};
use common::by_hand::{Device, Int, Optimizer, Streams, Tensor, TensorData};

/// How far two computations of one tensor are apart.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What was computed: "logits", "gradient of 0.weight", "1.bias after 100 steps".
    pub tensor: String,
    /// The largest absolute difference of two corresponding elements.
    pub largest: f64,
}

/// The sizes of the compared networks.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Inputs of the network.
    pub features: usize,
    /// Sizes of the hidden layers.
    pub hidden_sizes: Vec<usize>,
    /// Outputs of the network.
    pub classes: usize,
    /// Between the affine layers.
    pub activation: Activation,
    /// Examples a step.
    pub batch_size: usize,
    /// Steps of training.
    pub steps: usize,
    /// η
    pub learning_rate: f64,
}

/// Trains both networks side by side on random batches and compares the first step's outputs and
/// gradients and the weights at the end.
///
/// `device` is without autodiff.
pub fn compare(setting: &Setting, streams: &Streams, device: &Device) -> Vec<Difference> {
    let recipe = Recipe::mlp(setting.hidden_sizes.as_slice(), setting.activation);
    let mut by_hand = recipe.build([setting.features, setting.classes], *streams, device);
    let autodiff = device.clone().autodiff();
    let mut by_burn = BurnMlp::with_weights_of(&mut by_hand, setting.activation, &autodiff);
    let cross_entropy = CrossEntropyLossConfig::new().init(&autodiff);
    let mut burn_sgd = SgdConfig::new().init();
    let mut loss = CrossEntropy::default();
    let mut sgd = Optimizer::new(Sgd, setting.learning_rate);
    let one_hot = Tensor::<2>::eye(setting.classes, device);

    let mut differences = Vec::new();
    for step in 0..setting.steps {
        let mut stream = streams.at("batch", step as u64);
        let shape = [setting.batch_size, setting.features];
        let inputs = stream.normal_tensor(shape, 1.0, device);
        let labels: Vec<i64> = (0..setting.batch_size)
            .map(|_| stream.below(setting.classes) as i64)
            .collect();
        let labels = Tensor::<1, Int>::from_data(TensorData::from(labels.as_slice()), device);
        let targets = one_hot.clone().select(0, labels.clone());

        let burn_logits = by_burn.forward(inputs.clone().autodiff());
        let burn_loss = cross_entropy.forward(burn_logits.clone(), labels);
        let burn_grads = burn_loss.backward();
        if step == 0 {
            let logits = by_hand.forward(inputs.clone());
            let value = loss.forward(logits.clone(), targets.clone());
            by_hand.backward(loss.backward());
            differences.push(between("logits", logits, burn_logits.clone().inner()));
            differences.push(between("loss", value, burn_loss.clone().inner()));
            let burn_gradients = by_burn.layers.iter().flat_map(|layer| {
                let weight = layer.weight.val().grad(&burn_grads).expect("is tracked");
                let bias = layer.bias.as_ref().expect("has a bias").val();
                let bias = bias.grad(&burn_grads).expect("is tracked");
                [weight.reshape([-1]), bias.reshape([-1])]
            });
            for ((name, content), burn) in by_hand.contents().into_iter().zip(burn_gradients) {
                let parameter = content.parameter().expect("there are no others");
                let name = format!("gradient of {name}");
                differences.push(between(&name, parameter.flat_grad(), burn));
            }
        }
        let burn_grads = GradientsParams::from_grads(burn_grads, &by_burn);
        by_burn = burn_sgd.step(setting.learning_rate, by_burn, burn_grads);
        training::step(&mut by_hand, &mut loss, &mut sgd, inputs, targets);
    }

    let burn_weights = by_burn.layers.iter().flat_map(|layer| {
        let bias = layer.bias.as_ref().expect("has a bias").val();
        [
            layer.weight.val().inner().reshape([-1]),
            bias.inner().reshape([-1]),
        ]
    });
    for ((name, content), burn) in by_hand.contents().into_iter().zip(burn_weights) {
        let parameter = content.parameter().expect("there are no others");
        let name = format!("{name} after {} steps", setting.steps);
        differences.push(between(&name, parameter.flat_value(), burn));
    }
    differences
}

fn between<const D: usize>(name: &str, by_hand: Tensor<D>, by_burn: Tensor<D>) -> Difference {
    let difference = (by_hand - by_burn).abs();
    // A maximum over NaN may be anything; a sum over NaN is NaN, which no tolerance accepts.
    let sum: f64 = difference.clone().sum().into_scalar();
    let largest: f64 = difference.max().into_scalar();
    Difference {
        tensor: name.into(),
        largest: if sum.is_nan() { f64::NAN } else { largest },
    }
}
