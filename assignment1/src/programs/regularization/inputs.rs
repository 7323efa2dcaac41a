//! What the scale of the inputs does to a training.

use super::Regularization;
use super::case::{Case, Cases, Topic};
use super::outcomes::curves;
use crate::staff::scales::Inputs;
use common::program::prelude::*;

/// Hidden layers of the networks whose inputs are scaled.
const SIZES: [usize; 1] = [64];

pub(super) fn cases(settings: &Regularization) -> Vec<Case> {
    let case = |inputs, label| {
        let names = (format!("inputs {label}"), label);
        let plain = Case::plain(Topic::Inputs, names, &SIZES, settings.lr);
        Case { inputs, ..plain }
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

pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    let title = format!("The scale of the inputs, rate {}", settings.lr);
    let plot = curves(study, &title, Part::Test, &Topic::Inputs.of(study));
    run.save_plots([("07-inputs", plot)])
}
