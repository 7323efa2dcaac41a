//! The training of a variational autoencoder, as the rest of the course sees trainings.

use super::pictures::of_classes;
use super::vae_views::{reconstructions, samples};
use crate::vae::{Plan, Vae};
use common::by_hand::Stream;
use common::data::{Batch, Data, Shuffled};
use common::learner::{Exhibit, Start};
use common::schedule::{Schedule, Turned};
use common::supervised::Supervised;
use common::trained::Trained;
use common::{optimizers, random};

/// A variational autoencoder, and the pictures that it learns from, as rows.
pub type VaeTraining = Supervised<Vae, Shuffled<2>>;

/// Pictures that are shown, one of each of so many classes.
pub const SHOWN: usize = 10;

/// A training of new networks on pictures from 0 to 1, so many a step, by Adam with a rate for each step. β may be
/// turned while it goes on; a measured loss is minus the evidence lower bound whatever it is, so that measured
/// losses compare.
pub fn training(
    plan: &Plan,
    (data, batch_size): (Data<4>, usize),
    (beta, rate): (Turned, Schedule),
    start: &Start,
) -> VaeTraining {
    let stream = start.streams.stream("weights");
    let vae = random::initialize(stream, &start.device, |device| Vae::new(plan, device));
    let trained = Trained::new(vae, optimizers::adam(0.9), rate);
    let most = data.test.len();
    let pictures = Shuffled::new(data.flatten(), batch_size, start.streams);
    let pictures = pictures.measuring(most, &start.streams);
    let shown = of_classes(&pictures.data().test, SHOWN);
    let forward = move |vae: &Vae, batch: Batch<2>, stream: &mut Stream| {
        let device = batch.inputs.device();
        let noise = stream.normal_tensor([batch.inputs.dims()[0], vae.latent()], 1.0, &device);
        let beta = if device.is_autodiff() {
            beta.get()
        } else {
            1.0
        };
        vae.loss(batch.inputs, noise, beta)
    };
    let streams = start.streams;
    Supervised::new(trained, pictures, start, forward).showing(move |vae| {
        let of_pictures = reconstructions(vae, &shown).figure();
        vec![
            Exhibit::figure("samples", samples(vae, streams).figure()),
            Exhibit::figure("reconstructions", of_pictures),
        ]
    })
}
