//! A range test and what it has led to, drawn and in words.

use super::trials::{FACTORS, Trials};
use crate::range_test::Sweep;
use common::figures::Plot;

/// A loss above this share of the first has hardly fallen.
const HARDLY: f64 = 0.9;

impl Trials {
    /// The range test with the rate in the middle, and the losses over the steps after it.
    pub fn plots(&self, sweep: &Sweep) -> [Plot; 2] {
        let test = Plot::new("The test: a higher rate every step").log_x();
        let test = test.x("learning rate of the step").y("loss, smoothed");
        let test = test.line("loss", sweep.curve.clone());
        let test = test.each(self.rate(), |plot, rate| plot.mark("chosen", rate));
        let test = test.each(sweep.exploded, |plot, rate| plot.mark("explodes", rate));
        let after = Plot::new("After it: from the same weights").log_y();
        let after = after.x("step").y("training loss");
        let trainings = FACTORS.iter().zip(self.losses());
        let after = after.each(trainings, |plot, (factor, losses)| {
            let name = match self.rate() {
                Some(rate) => format!("rate {}", two_digits(factor * rate)),
                None => format!("{factor} times the rate"),
            };
            plot.line(name, losses.clone())
        });
        [test, after]
    }

    /// What the curve of a range test says, and what it has led to.
    pub fn words(&self, curve: &[(f64, f64)]) -> String {
        let lowest = curve.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(first), Some((best, lowest))) = (curve.first(), lowest) else {
            return String::new();
        };
        if *lowest > HARDLY * first.1 {
            return "The loss has hardly fallen at any rate, so the test says nothing: take more steps.".into();
        }
        let rates = FACTORS.map(|factor| two_digits(factor * self.rate().unwrap_or(0.0)));
        let last = self.last().map(|loss| format!("{loss:.2}"));
        format!(
            "The loss is lowest at rate {}, near the edge; a tenth is the usual first choice. After {} steps the \
             loss is {} at rate {}, {} at {}, {} at {}.",
            two_digits(*best),
            self.steps(),
            last[0],
            rates[0],
            last[1],
            rates[1],
            last[2],
            rates[2]
        )
    }
}

/// A rate as people read it: with two digits that count.
fn two_digits(rate: f64) -> String {
    let rounded = format!("{rate:.1e}").parse();
    rounded.unwrap_or(rate).to_string()
}
