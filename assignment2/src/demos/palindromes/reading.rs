//! A recurrent network that reads a palindrome, looked at after each digit.

use crate::palindromes::DIGITS;
use burn::tensor::Tensor;
use common::demo::{Cause, Frame};
use common::figures::{Heat, Plot};

/// What was seen while one palindrome was read, and many.
pub struct Reading {
    pub(super) digits: Vec<String>,
    /// The probability of each first digit after each digit that was read, and last the network's own
    /// answer, shape `[digit, steps + 1]`.
    pub(super) beliefs: Tensor<2>,
    /// The hidden states, shape `[steps, hidden]`.
    pub(super) hidden: Tensor<2>,
    /// Of how many palindromes the first digit is told by the hidden state, after each digit.
    pub(super) told: Vec<f64>,
    /// The length of ∂L/∂h_t for each step t.
    pub(super) reach: Vec<f64>,
    pub(super) norm: f64,
}

impl Reading {
    fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.digits[..self.told.len()].iter().cloned()
    }

    /// Panels of all that was seen, and what is to be noticed, also of what gradients are clipped to.
    pub fn frame(&self, clip: f64) -> Frame {
        let frame = Frame::new().panel(self.beliefs()).panel(self.told());
        let frame = frame.panel(self.reach()).panel(self.hidden());
        let lost = self.told.iter().position(|share| *share < 0.5);
        let (last, norm) = (self.told[self.told.len() - 1], self.norm);
        let forgotten = format!(
            "Forgotten: after {} digits the hidden state tells less than half of the first digits.",
            lost.map_or(0, |lost| lost + 1)
        );
        let times = self.reach[self.reach.len() - 1] / self.reach[0];
        let many = match times < 1e6 {
            true => format!("{times:.0}"),
            false => "more than a million".into(),
        };
        let vanished = format!(
            "Vanishing: the gradient is {many} times smaller at the first digit than at the last."
        );
        let carried =
            "Carried: the last hidden state tells the first digit of nearly every palindrome.";
        let exploded = format!("Exploded: the gradients of the last step had the norm {norm:.0}.");
        let clipped = format!("Clipped: from a norm of {norm:.3} to {clip}, in the last step.");
        let flat = "Saturated: most hidden numbers are beyond ±0.99, where tanh is flat.";
        frame
            .remark_if(last < 0.15, Cause::Note, "At chance: it can only guess.")
            .remark_if(lost.is_some(), Cause::Note, forgotten)
            .remark_if(last > 0.99, Cause::Note, carried)
            .remark_if(times > 100.0, Cause::Note, vanished)
            .remark_if(norm > 100.0, Cause::Note, exploded)
            .remark_if(norm > clip, Cause::Note, clipped)
            .remark_if(self.saturated() > 0.5, Cause::Saturated, flat)
    }

    /// Which first digit the hidden state tells, after each digit.
    fn beliefs(&self) -> Heat {
        let names = self.names().chain(["answer".into()]);
        let heat = Heat::new("The first digit, as the hidden state tells it", names)
            .note("after each digit that was read; the answer is the network's own")
            .x("digits as they are read")
            .y("probability of each first digit");
        let right = self.digits[0].parse().unwrap_or(0);
        let heat = heat.limit(1.0).chosen(right, self.told.len());
        let rows = (0..DIGITS).map(|digit| (digit.to_string(), row(&self.beliefs, digit)));
        rows.fold(heat, |heat, (name, row)| heat.row(name, row))
    }

    /// Of how many palindromes the first digit is told, after each digit.
    fn told(&self) -> Plot {
        let chance = self.told.iter().map(|_| 1.0 / DIGITS as f64);
        let plot = Plot::new("Palindromes whose first digit is told");
        let plot = plot.x("digits read").y("share of 500");
        let plot = plot.line("by the hidden state", places(self.told.iter().copied()));
        let plot = plot.line("by chance", places(chance));
        plot.area((1.0, self.told.len() as f64), (0.0, 1.05))
    }

    /// How much of the gradient reaches each step.
    fn reach(&self) -> Plot {
        let plot = Plot::new("What of the loss reaches each hidden state");
        let plot = plot.note("length of the gradient, mean of 100 palindromes");
        let plot = plot.x("digits read").y("gradient").log_y();
        plot.line("gradient", places(self.reach.iter().copied()))
    }

    /// The hidden state, after each digit.
    fn hidden(&self) -> Heat {
        let units = (1..=self.hidden.dims()[1]).map(|unit| unit.to_string());
        let heat = Heat::new("The hidden state after each digit", units).limit(1.0);
        let heat = heat.x("number").y("digits as they are read");
        let rows = self.names().enumerate();
        rows.fold(heat, |heat, (step, name)| {
            heat.row(name, row(&self.hidden, step))
        })
    }

    /// The share of the hidden state's numbers that are beyond ±0.99, where tanh is flat.
    fn saturated(&self) -> f64 {
        let flat = self.hidden.clone().abs().greater_elem(0.99);
        flat.float().mean().into_scalar()
    }
}

fn places(values: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    (1..).map(f64::from).zip(values).collect()
}

fn row(of: &Tensor<2>, number: usize) -> Vec<f64> {
    of.clone().narrow(0, number, 1).into_data().iter().collect()
}
