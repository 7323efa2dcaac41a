//! What each topic of `regularization` compares and draws stands in a file of its own.

use super::case::{Case, Cases, Topic};
use super::{Regularization, batch_norm, initialization, inputs, overfitting};
use common::program::prelude::*;

type Compare = fn(&Regularization) -> Vec<Case>;
type Draw = fn(&Regularization, &Run, &mut Cases) -> Result<()>;

/// The cases of a topic, and its figures.
pub(super) fn parts(topic: Topic) -> (Compare, Draw) {
    match topic {
        Topic::Overfitting => (overfitting::cases, overfitting::draw),
        Topic::Inputs => (inputs::cases, inputs::draw),
        Topic::Initialization => (initialization::cases, initialization::draw),
        Topic::BatchNorm => (batch_norm::cases, batch_norm::draw),
    }
}
