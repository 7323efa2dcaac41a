//! What is measured of a trained variational autoencoder beside its loss.

use crate::importance;
use crate::vae::Vae;
use common::by_hand::Streams;
use common::data::{CHUNK, ExampleSet};

/// Codes that are drawn for each picture.
pub const DRAWS: usize = 50;
/// Pictures at a time, with all of their draws.
const AT_ONCE: usize = 100;
/// A dimension whose KL is below this many nats says nothing of the picture.
pub const COLLAPSED: f64 = 0.01;

/// The KL of each dimension of a code, mean over all pictures of a set, in nats.
pub fn of_dimensions(vae: &Vae, set: &ExampleSet<2>) -> Vec<f64> {
    let mut sums = vec![0.0; vae.latent()];
    for batch in set.chunks(CHUNK) {
        let kl = vae.encoder.forward(batch.inputs).kl().sum_dim(0);
        let of_batch = kl.into_data();
        for (sum, of_batch) in sums.iter_mut().zip(of_batch.iter::<f64>()) {
            *sum += of_batch / set.len() as f64;
        }
    }
    sums
}

/// How many dimensions of these say something of the picture.
pub fn active(dimensions: &[f64]) -> usize {
    dimensions.iter().filter(|kl| **kl >= COLLAPSED).count()
}

/// Minus the importance-weighted bound of 50 draws, in nats a picture, over at most so many pictures of a set,
/// and how many these were; where there are more, which ones are taken follows from the seed.
pub fn importance_bound(
    vae: &Vae,
    (set, most): (&ExampleSet<2>, usize),
    streams: Streams,
) -> (f64, usize) {
    let order = streams.stream("importance pictures").permutation(set.len());
    let chosen = &order[..set.len().min(most)];
    let mut noise = streams.stream("importance");
    let mut sum = 0.0;
    for places in chosen.chunks(AT_ONCE) {
        let pictures = set.gather(places).inputs;
        let shape = [DRAWS, places.len(), vae.latent()];
        let noise = noise.normal_tensor(shape, 1.0, &pictures.device());
        let bounds = importance::bound(vae, pictures, noise);
        sum -= bounds.into_data().iter::<f64>().sum::<f64>();
    }
    (sum / chosen.len() as f64, chosen.len())
}
