//! What regularises and normalises, against central differences.

use super::{Errors, check_layer, input};
use crate::batch_norm::BatchNorm;
use crate::dropout::Dropout;
use crate::penalties::{L1, L2};
use common::by_hand::{Device, Layer, Mode, Penalty, Stream, Streams};
use common::gradcheck::{numeric_gradient, relative_error};

/// Batch normalisation in training and in evaluation. In training a batch has four more examples than
/// the shape says.
///
/// One example is normalised to 0 and two to ±1, whatever they are: what is left of the gradient of
/// the input comes from ε alone, and central differences cannot see it. Of three or four, some are as
/// good as two.
pub(super) fn check_batch_norm(
    [batch, features]: [usize; 2],
    stream: &mut Stream,
    device: &Device,
) -> Errors {
    let mut layer = BatchNorm::new(features, device);
    layer.gain.value = stream.normal_tensor([features], 1.0, device);
    layer.shift.value = stream.normal_tensor([features], 1.0, device);
    layer.running_mean = stream.normal_tensor([features], 1.0, device);
    let deviation = stream.normal_tensor([features], 1.0, device);
    layer.running_variance = deviation.square() + 0.1;

    let evaluated = check_layer(&mut layer, [batch, features], stream, device);
    layer.set_mode(Mode::Training { step: 0 });
    let mut errors = check_layer(&mut layer, [batch + 4, features], stream, device);
    let evaluated = evaluated.into_iter();
    errors.extend(evaluated.map(|(name, error)| (format!("evaluated {name}"), error)));
    errors
}

/// Dropout with the mask of one step, which every forward pass of that step has.
pub(super) fn check_dropout(
    shape: [usize; 2],
    step: usize,
    streams: &Streams,
    device: &Device,
) -> Errors {
    let mut layer = Dropout::new(0.4, 0, *streams);
    layer.set_mode(Mode::Training { step });
    let mut stream = streams.at("dropout", step as u64);
    check_layer(&mut layer, shape, &mut stream, device)
}

pub(super) fn check_l1(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Errors {
    check_penalty(&L1 { strength: 0.3 }, shape, stream, device)
}

pub(super) fn check_l2(shape: [usize; 2], stream: &mut Stream, device: &Device) -> Errors {
    check_penalty(&L2 { strength: 0.3 }, shape, stream, device)
}

fn check_penalty(
    penalty: &dyn Penalty,
    shape: [usize; 2],
    stream: &mut Stream,
    device: &Device,
) -> Errors {
    let weights = input(shape, stream, device).reshape([-1]);
    let analytic = penalty.gradient(weights.clone());
    let numeric = numeric_gradient(&weights, |weights| penalty.loss(weights).into_scalar());
    vec![("weights".into(), relative_error(&analytic, &numeric))]
}
