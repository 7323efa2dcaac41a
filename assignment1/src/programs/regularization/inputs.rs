//! What the scale of the inputs does to a training.

use super::Regularization;
use super::case::{Case, Cases, Inputs};
use super::outcomes::curves;
use super::topic::Topic;
use common::program::prelude::*;

/// Hidden layers of the networks whose inputs are scaled.
const SIZES: [usize; 1] = [64];

pub(super) fn cases(settings: &Regularization) -> Vec<Case> {
    let case = |inputs, label| Case {
        name: format!("inputs {label}"),
        inputs,
        ..Case::plain(Topic::Inputs, label, &SIZES, settings.lr)
    };
    vec![
        case(Inputs::Normalized, "normalised"),
        case(Inputs::Shifted, "shifted by 5"),
        case(Inputs::Shifted, "shifted, batch norm").with_batch_norm(),
        case(Inputs::Smaller, "100 times smaller"),
        case(Inputs::Smaller, "smaller, batch norm").with_batch_norm(),
        case(Inputs::MixedUnits, "in mixed units"),
    ]
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &Cases) -> Result<()> {
    let title = format!("The scale of the inputs, rate {}", settings.lr);
    let is_here = |case: &Case| case.topic == Topic::Inputs;
    run.save_figure("07-inputs", &curves(study, &title, Part::Test, is_here))
}
