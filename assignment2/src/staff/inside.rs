//! A deep network seen from inside: what of the loss's gradient reaches each layer, and how many of its units
//! are where their function is flat.

use super::deep::Activation;
use crate::depth::Deep;
use burn::module::Module;
use burn::tensor::Tensor;
use common::data::Batch;
use common::learner::Step;

/// What one batch meets, layer by layer from the first on.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// ‖∂L/∂h_l‖ of each hidden layer, over the whole batch.
    pub gradients: Vec<f64>,
    /// The mean slope of the activation.
    pub slopes: Vec<f64>,
    /// The share of outputs where the activation is flat: its slope is below a tenth of its steepest.
    pub flat: Vec<f64>,
    /// The share of units that are flat for every example.
    pub dead: Vec<f64>,
    /// The mean loss.
    pub loss: f64,
}

impl Inside {
    /// One forward and one backward pass in training mode, through a copy: parameters and running
    /// statistics stay as they are.
    pub fn of(network: &Deep, activation: Activation, batch: Batch<2>) -> Self {
        let network = network.valid().train();
        let (mut leaves, mut hidden) = (Vec::new(), Vec::new());
        let logits = network.forward_seen(batch.inputs.autodiff(), |output| {
            let plain = output.clone().without_autodiff();
            // A zero that is added to an output has the output's gradient.
            let zero = plain.zeros_like().autodiff().require_grad();
            leaves.push(zero.clone());
            hidden.push(plain);
            output + zero
        });
        let loss = Step::classify(logits, batch.labels).loss;
        let gradients = loss.backward();
        let norm = |leaf: &Tensor<2>| leaf.grad(&gradients).map_or(0.0, norm);
        let skips = network.blocks.iter().map(|block| block.has_skip);
        let layers = skips.enumerate().map(|(layer, has_skip)| {
            // What the activation gave.
            match has_skip {
                true => hidden[layer].clone() - hidden[layer - 1].clone(),
                false => hidden[layer].clone(),
            }
        });
        let flat: Vec<Flat> = layers.map(|it| Flat::of(it, activation)).collect();
        Self {
            gradients: leaves.iter().map(norm).collect(),
            slopes: flat.iter().map(|it| it.slope).collect(),
            flat: flat.iter().map(|it| it.outputs).collect(),
            dead: flat.iter().map(|it| it.units).collect(),
            loss: loss.into_scalar(),
        }
    }

    /// What the first layer gets of the gradient of the last one.
    pub fn ratio(&self) -> f64 {
        self.gradients[0] / self.gradients[self.gradients.len() - 1]
    }

    /// By what the gradient is multiplied on its way back through one layer, as a geometric mean; 1 where
    /// there is but one.
    pub fn factor(&self) -> f64 {
        factor(self.ratio(), self.gradients.len())
    }
}

/// By what a gradient is multiplied in one of so many layers, if that comes to this ratio of the first and
/// the last one.
pub fn factor(ratio: f64, depth: usize) -> f64 {
    match depth {
        0 | 1 => 1.0,
        _ => ratio.powf(1.0 / (depth - 1) as f64),
    }
}

/// How flat the activation is in a layer: its mean slope, and shares of outputs and of units.
struct Flat {
    slope: f64,
    outputs: f64,
    units: f64,
}

impl Flat {
    /// From the activation's outputs, `[batch, unit]`.
    fn of(outputs: Tensor<2>, activation: Activation) -> Self {
        let width = outputs.dims()[1];
        let values: Vec<f64> = outputs.into_data().iter().collect();
        let bound = 0.1 * activation.steepest();
        let is_flat = |value: &f64| activation.slope(*value) < bound;
        let flat = values.iter().filter(|value| is_flat(value)).count();
        let unit = |unit: &usize| values.iter().skip(*unit).step_by(width).all(is_flat);
        let units = (0..width).filter(unit).count();
        let slopes = values.iter().map(|value| activation.slope(*value));
        Self {
            slope: slopes.sum::<f64>() / values.len() as f64,
            outputs: flat as f64 / values.len() as f64,
            units: units as f64 / width as f64,
        }
    }
}

/// On the host in double precision: the square of a vanished f32 is 0.
fn norm(gradient: Tensor<2>) -> f64 {
    let values = gradient.into_data();
    let squares = values.iter::<f64>().map(|value| value * value);
    squares.sum::<f64>().sqrt()
}
