//! What regularises and normalises, against central differences.

use super::{At, Errors, beside, check_layer};
use crate::batch_norm::BatchNorm;
use crate::dropout::Dropout;
use common::by_hand::{Layer, Mode, Penalty};
use common::gradcheck::numeric_gradient;

/// Batch normalisation in training and in evaluation. In training a batch has four more examples than
/// the shape says.
///
/// One example is normalised to 0 and two to ±1, whatever they are: what is left of the gradient of
/// the input comes from ε alone, and central differences cannot see it. Of three or four, some are as
/// good as two.
pub(super) fn check_batch_norm(mut at: At) -> Errors {
    let [batch, features] = at.shape;
    let mut layer = BatchNorm::new(features, at.device);
    layer.gain.value = at.normal([features]);
    layer.shift.value = at.normal([features]);
    layer.running_mean = at.normal([features]);
    layer.running_variance = at.normal([features]).square() + 0.1;

    let stream = &mut *at.stream;
    let evaluated = check_layer(&mut layer, At { stream, ..at });
    layer.set_mode(Mode::Training { step: 0 });
    at.shape = [batch + 4, features];
    let mut errors = check_layer(&mut layer, at);
    errors.extend(evaluated.into_iter().map(|mut check| {
        check.gradient = format!("evaluated {}", check.gradient);
        check
    }));
    errors
}

/// Dropout with the mask of one step, which every forward pass of that step has.
pub(super) fn check_dropout(at: At) -> Errors {
    let mut layer = Dropout::new(0.4, 0, *at.streams);
    layer.set_mode(Mode::Training { step: at.number });
    check_layer(&mut layer, at)
}

pub(super) fn check_penalty(penalty: &dyn Penalty, mut at: At) -> Errors {
    let weights = at.input().reshape([-1]);
    let analytic = penalty.gradient(weights.clone());
    let numeric = numeric_gradient(&weights, |weights| penalty.loss(weights).into_scalar());
    vec![beside("weights", [&analytic, &numeric], &weights.dims())]
}
