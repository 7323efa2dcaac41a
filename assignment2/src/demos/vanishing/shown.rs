//! What is seen of a batch on its way through a deep network.

use crate::staff::deep::{Activation, Design};
use crate::staff::inside::Inside;
use crate::staff::mean_field;
use common::demo::{Cause, Frame};
use common::figures::Plot;

/// Panels of what the batch meets now and met before the first step, and what is to be noticed.
pub fn frame(design: &Design, first: &Inside, now: &Inside) -> Frame {
    let frame = Frame::new()
        .panel(gradients(design, first, now))
        .panel(slopes(design, first, now));
    let ratio = now.ratio();
    let factor = now.factor();
    let vanishing = format!(
        "Vanishing: the first layer gets {ratio:.0e} of the gradient of the last, {factor:.2} a layer."
    );
    let exploding = format!(
        "Exploding: the first layer gets {ratio:.0e} times the gradient of the last, {factor:.2} a layer."
    );
    let (most_flat, flat_layer) = most(&now.flat);
    let saturated = format!(
        "Saturated: {:.0} % of the outputs of layer {flat_layer} are where {} is flat.",
        100.0 * most_flat,
        design.activation.name()
    );
    let (most_dead, dead_layer) = most(&now.dead);
    let dead = format!(
        "Dead: {:.0} % of the units of layer {dead_layer} are 0 for every example of the batch.",
        100.0 * most_dead
    );
    // Half of ReLU's outputs are where it is flat, by design; whole units are not.
    let is_relu = design.activation == Activation::Relu;
    frame
        .remark_if(ratio < 1e-3, Cause::Note, vanishing)
        .remark_if(ratio > 1e3, Cause::Note, exploding)
        .remark_if(!is_relu && most_flat > 0.5, Cause::Saturated, saturated)
        .remark_if(is_relu && most_dead >= 0.25, Cause::Dead, dead)
}

fn gradients(design: &Design, first: &Inside, now: &Inside) -> Plot {
    let last = first.gradients[design.depth - 1];
    let theory = mean_field::profile(design).into_iter();
    Plot::new("Backward: the gradient that reaches each layer")
        .note("length of ∂L/∂h over the batch; theory is that of wide layers at step 0")
        .x("hidden layer")
        .y("‖∂L/∂h‖")
        .log_y()
        .line("now", layers(now.gradients.iter().copied()))
        .line("at step 0", layers(first.gradients.iter().copied()))
        .line("theory", layers(theory.map(|share| share * last)))
}

fn slopes(design: &Design, first: &Inside, now: &Inside) -> Plot {
    let title = format!("The slope of {} in each layer", design.activation.name());
    Plot::new(title)
        .note("flat: a slope below a tenth of the steepest; dead: a unit that is flat for all")
        .x("hidden layer")
        .y("mean slope, or share")
        .line("slope now", layers(now.slopes.iter().copied()))
        .line("slope at step 0", layers(first.slopes.iter().copied()))
        .line("flat now", layers(now.flat.iter().copied()))
        .line("dead units now", layers(now.dead.iter().copied()))
        .area((1.0, design.depth as f64), (0.0, 1.05))
}

fn layers(values: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    (1..).map(f64::from).zip(values).collect()
}

/// The largest share, and the layer that it is of.
fn most(shares: &[f64]) -> (f64, usize) {
    let numbered = shares.iter().copied().zip(1..);
    numbered
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((0.0, 0))
}
