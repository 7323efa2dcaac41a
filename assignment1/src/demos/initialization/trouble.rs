//! What is wrong with a network that began badly, in words.

use super::beginnings::Beginning;
use crate::activations::Activation;
use crate::staff::signal::Inside;
use common::demo::Cause;

impl Beginning {
    /// What is wrong with it, if anything is.
    pub fn trouble(&self, inside: &Inside) -> Option<(Cause, String)> {
        let (outputs, grads) = (&inside.signal.activations, &inside.backward);
        let first = |is: &dyn Fn(f64) -> bool| Some(outputs.iter().position(|it| is(*it))? + 1);
        let most = |shares: &[f64]| {
            let numbered = shares.iter().zip(1..);
            let most = numbered.max_by(|a, b| a.0.total_cmp(b.0));
            most.map_or((0.0, 0), |(share, layer)| (100.0 * share, layer))
        };
        let (flat, flat_layer) = most(&inside.saturated);
        let (dead, dead_layer) = most(&inside.dead);
        let fall = grads.first()? / grads.last()?;
        let (cause, words) = if let Some(step) = self.diverged {
            let words =
                format!("its loss is no number any more since step {step}; drawn as it began");
            (Cause::Note, words)
        } else if inside.alike {
            let words = "all units of a layer say the same and get the same gradient, so nothing can tell them apart";
            (Cause::Collapsed, words.into())
        } else if let Some(layer) = first(&|size| size < 1e-3) {
            let words = format!(
                "vanished: from layer {layer} on the outputs are below a thousandth of the input"
            );
            (Cause::Collapsed, words)
        } else if let Some(layer) = first(&|size| size > 1e3) {
            let words = format!(
                "exploded: from layer {layer} on the outputs are over a thousand times the input"
            );
            (Cause::Note, words)
        } else if flat > 50.0 {
            let words = format!(
                "saturated: {flat:.0} % of the outputs of layer {flat_layer} are where {} is flat",
                activation_name(self.recipe.activation)
            );
            (Cause::Saturated, words)
        } else if fall < 1e-3 {
            let words = format!(
                "the gradient vanishes: layer 1 gets {fall:.0e} of what the last layer gets"
            );
            (Cause::Note, words)
        } else if dead >= 25.0 {
            let words = format!(
                "dead: {dead:.0} % of the units of layer {dead_layer} are 0 for every example of the batch"
            );
            (Cause::Dead, words)
        } else {
            return None;
        };
        Some((cause, format!("{}: {words}.", self.name)))
    }
}

fn activation_name(activation: Activation) -> &'static str {
    match activation {
        Activation::Relu => "ReLU",
        Activation::LeakyRelu => "leaky ReLU",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "the sigmoid",
    }
}
