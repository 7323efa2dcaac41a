//! What is seen of gradients on their way back through three networks.

use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use crate::staff::through_time::Reach;
use burn::module::Module;
use burn::tensor::Tensor;
use common::demo::{Cause, Frame};
use common::figures::Plot;

/// What is seen of one network at one time.
pub struct Shown {
    cell: Cell,
    pub(super) reach: Reach,
    /// What the singular values of diag(1 - h²) W_hᵀ allow; of a plain network.
    bound: Option<Vec<f64>>,
}

impl Shown {
    /// Of a network, with what reaches its states.
    pub fn of(network: &Network, reach: Reach, inputs: &Tensor<3>) -> Self {
        let layer = network.valid().layer;
        let bound = (layer.cell == Cell::Rnn).then(|| {
            let [near, _] = reach.bounds(&layer, inputs);
            near
        });
        Self {
            cell: layer.cell,
            reach,
            bound,
        }
    }
}

/// Panels of what reaches each state now and before the first step, and what is to be noticed.
pub fn frame((first, now): (&[Shown], &[Shown]), norms: &[f64], clip: f64) -> Frame {
    let all = now
        .iter()
        .fold(plot("The gradient that reaches each state"), |plot, it| {
            plot.line(it.cell.name(), steps(&it.reach.hidden))
        });
    let frame = Frame::new().panel(all.note("length of ∂L/∂h, mean of 16 palindromes"));
    let pairs = first.iter().zip(now);
    let frame = pairs.fold(frame, |frame, (first, now)| frame.panel(alone(first, now)));
    let frame = now.iter().fold(frame, |frame, it| {
        let (name, ratio) = (it.cell.name(), it.reach.ratio());
        let factor = it.reach.factor();
        let vanishing = format!("Vanishing: the first state of the {name} gets {ratio:.0e} of the gradient of the last, {factor:.2} a step.");
        let exploding = format!("Exploding: the first state of the {name} gets {ratio:.0e} times the gradient of the last, {factor:.2} a step.");
        frame
            .remark_if(ratio < 1e-3, Cause::Note, vanishing)
            .remark_if(ratio > 1e3, Cause::Note, exploding)
    });
    now.iter().zip(norms).fold(frame, |frame, (it, norm)| {
        let clipped = format!(
            "Clipped: the gradients of the {} from a norm of {norm:.1e} to {clip}.",
            it.cell.name()
        );
        frame.remark_if(*norm > clip, Cause::Note, clipped)
    })
}

/// One network beside what is known of it.
fn alone(first: &Shown, now: &Shown) -> Plot {
    let of = |shown: &Shown| match &shown.reach.cell {
        Some(cell) => steps(cell),
        None => steps(&shown.reach.hidden),
    };
    let (title, beside) = match now.cell {
        Cell::Rnn => ("RNN: ∂L/∂h, and what it can be at most", "at most"),
        Cell::Lstm => (
            "LSTM: ∂L/∂c, and what its forget gates keep",
            "kept by forget gates",
        ),
        Cell::Gru => (
            "GRU: ∂L/∂h, and what its update gates keep",
            "kept by update gates",
        ),
    };
    let known = now.bound.as_ref().or(now.reach.kept.as_ref());
    let plot = plot(title)
        .line("now", of(now))
        .line("at step 0", of(first));
    plot.line(beside, known.map(|it| steps(it)).unwrap_or_default())
}

fn plot(title: &str) -> Plot {
    Plot::new(title)
        .x("t, digits read")
        .y("length of the gradient")
        .log_y()
}

fn steps(values: &[f64]) -> Vec<(f64, f64)> {
    (1..).map(f64::from).zip(values.iter().copied()).collect()
}
