//! What a training of `autoencoder` says at its end.

use crate::staff::AutoencoderTraining;
use common::data::CHUNK;
use common::program::prelude::*;

/// What of the mean's error is left where a network has learned the mean and nothing else.
const STUCK: f64 = 0.98;

/// Records what principal components lose, and the mean alone; and says where a network does no better.
pub(super) fn tell(run: &mut Run, learner: &mut AutoencoderTraining) -> Result<()> {
    let (reference, test) = (&learner.reference, &learner.data().test);
    let pca = reference.error(reference.components(), test);
    let mean = reference.error(0, test);
    let network = learner.network();
    let errors = test.chunks(CHUNK).map(|batch| {
        let again = network.decode(network.encode(batch.inputs.clone()));
        (batch.inputs - again)
            .square()
            .mean_dim(1)
            .sum()
            .into_scalar::<f64>()
    });
    let own = errors.sum::<f64>() / test.len() as f64;
    run.record("parameters", learner.parameters() as f64);
    run.record("pca_reconstruction_error", pca);
    run.record("mean_reconstruction_error", mean);
    let mut words = format!(
        "Of the squared error of the mean example, {mean:.4} on the test set, {} principal components leave {:.1} %, and \
         the network {:.1} %.",
        reference.components(),
        100.0 * pca / mean,
        100.0 * own / mean
    );
    if own > STUCK * mean {
        words += "\nStuck: whatever it sees, it gives back the mean example. Sigmoids behind one another shrink the \
                  gradient to at most a quarter each; the output's bias learns the mean, the code says nothing, and \
                  nothing tells it to. Try --arch deep.";
    }
    if let Some(angles) = learner.angles()? {
        words += &format!(
            "\nThe space of the decoder is {:.2} degrees from that of the principal components, at the largest of {} angles.",
            angles[angles.len() - 1],
            angles.len()
        );
    }
    run.explain(words);
    Ok(())
}
