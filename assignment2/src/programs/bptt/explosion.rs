//! What becomes of the two networks with a large W_h, one clipped and one not.

use super::Bptt;
use super::case::Case;
use super::sights::{Sights, note, radii, spread};
use super::watched::{Told, Watched};
use common::program::prelude::*;

/// What the two networks with a large W_h say of clipping.
pub(super) fn tell(
    settings: &Bptt,
    run: &mut Run,
    (study, sights): (&mut Study<Case, Watched>, &Sights),
) -> String {
    let [clipped, unclipped] = [true, false].map(|clipped| Case::Large { clipped });
    let largest = |it: &mut Watched| {
        let norms = it.told().iter().map(|told| told.norm);
        norms.fold(0.0, f64::max)
    };
    let norms = study.learners_of(&unclipped).map(largest);
    let norms: Vec<f64> = norms.map(f64::log10).collect();
    let most = Summary::of(&norms);
    let [low, high] = [most.min, most.max].map(|exponent| 10_f64.powf(exponent));
    run.record("large_rnn_log10_largest_norm", norms);
    let [with, without] =
        [clipped, unclipped].map(|case| study.summary(&case, Part::Test, "accuracy"));
    format!(
        "An RNN with {} times that W_h, spectral radius {:.2}, by gradient descent: the norm of all gradients comes \
         up to {low:.0} to {high:.0}, by the seed.\nAfter {} steps its test accuracy is {with} with clipping at {}, and {without} without.",
        settings.large_scale,
        radii(sights.of_case(clipped)).unwrap_or(f64::NAN),
        settings.training.steps,
        settings.of.max_norm,
    )
}

/// The norm of all gradients and the loss, step by step, of networks with a large W_h.
pub(super) fn plots(settings: &Bptt, study: &mut Study<Case, Watched>) -> Vec<Figure> {
    let mut over_steps = |plot: Plot, of: fn(&Told) -> f64| {
        let plot = plot.note(note(settings)).x("step").log_y();
        plot.each([true, false], |plot, clipped| {
            let case = Case::Large { clipped };
            let learners = study.learners_of(&case);
            let seeds: Vec<Vec<f64>> = learners
                .map(|it| it.told().iter().map(of).collect())
                .collect();
            let steps = seeds.iter().map(Vec::len).min().unwrap_or(0);
            let points = (0..steps).map(|step| {
                let values: Vec<f64> = seeds.iter().map(|of_steps| of_steps[step]).collect();
                (step as f64 + 1.0, spread(&values))
            });
            let name = if clipped { "clipped" } else { "not clipped" };
            plot.spread(name, points)
        })
    };
    let norms = Plot::new("Norm of all gradients, before clipping").y("norm");
    let norms = over_steps(norms, |told| told.norm);
    let ends = [1.0, settings.training.steps as f64].map(|step| (step, settings.of.max_norm));
    let norms = norms.line("--max-norm", ends);
    let losses = over_steps(Plot::new("Loss of each step").y("loss"), |told| told.loss);
    vec![norms.figure(), losses.figure()]
}
