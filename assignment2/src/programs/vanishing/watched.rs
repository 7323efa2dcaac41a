//! A training that also tells its gradients.

use crate::depth::Deep;
use crate::staff::deep::Activation;
use crate::staff::inside::Inside;
use common::data::{Batch, Shuffled};
use common::learner::{Snapshot, StepReport};
use common::metrics::Metrics;
use common::program::prelude::*;
use common::supervised::Supervised;

/// Examples of each part whose gradients are measured.
const WATCHED: usize = 128;

/// The metrics of the gradients: ‖∂L/∂h‖ of the first and the last hidden layer, of a fixed batch of the
/// part.
pub(super) const GRADIENTS: [&str; 2] = ["first_gradient", "last_gradient"];

/// A training that measures its gradients beside loss and accuracy.
pub struct Watched {
    training: Supervised<Deep, Shuffled<2>>,
    activation: Activation,
    /// Of the training part, of the test part.
    watched: [Batch<2>; 2],
}

impl Watched {
    pub(super) fn new(
        (training, activation): (Supervised<Deep, Shuffled<2>>, Activation),
        data: &Data<2>,
        start: &Start,
    ) -> Self {
        let watched = [Part::Train, Part::Test].map(|part| {
            let examples = data.part(part);
            let mut stream = start.streams.stream("watched");
            let mut chosen = stream.permutation(examples.len());
            chosen.truncate(WATCHED);
            examples.gather(&chosen)
        });
        Self {
            training,
            activation,
            watched,
        }
    }

    /// What a fixed batch of the training part meets in the network as it is now.
    pub(super) fn inside(&self) -> Inside {
        self.look(Part::Train)
    }

    fn look(&self, part: Part) -> Inside {
        let [train, test] = &self.watched;
        let batch = if part == Part::Train { train } else { test };
        Inside::of(self.training.model(), self.activation, batch.clone())
    }
}

impl Learner for Watched {
    fn step(&mut self) -> Result<StepReport> {
        self.training.step()
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let mut metrics = self.training.evaluate(part)?;
        let gradients = self.look(part).gradients;
        let ends = [gradients.first(), gradients.last()];
        for (name, norm) in GRADIENTS.into_iter().zip(ends) {
            metrics.push(name, norm.copied().unwrap_or(f64::NAN));
        }
        Ok(metrics)
    }

    fn steps(&self) -> usize {
        self.training.steps()
    }

    fn steps_per_epoch(&self) -> usize {
        self.training.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        self.training.snapshot()
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.training.restore(snapshot)
    }
}
