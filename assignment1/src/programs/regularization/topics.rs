//! What each topic of `regularization` compares and draws stands in a file of its own.

use super::case::{Case, Cases};
use super::topic::Topic;
use super::{Regularization, batch_norm, initialization, inputs, overfitting};
use common::program::prelude::*;

pub(super) fn cases(topic: Topic, settings: &Regularization) -> Vec<Case> {
    match topic {
        Topic::Overfitting => overfitting::cases(settings),
        Topic::Inputs => inputs::cases(settings),
        Topic::Initialization => initialization::cases(settings),
        Topic::BatchNorm => batch_norm::cases(),
    }
}

pub(super) fn draw(topic: Topic, of: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    match topic {
        Topic::Overfitting => overfitting::draw(of, run, study),
        Topic::Inputs => inputs::draw(of, run, study),
        Topic::Initialization => initialization::draw(of, run, study),
        Topic::BatchNorm => batch_norm::draw(of, run, study),
    }
}
