//! The training of an autoencoder, beside the principal components of the same data.

use super::autoencoding::{Architecture, Network, Plan};
use super::pictures::{images, of_classes};
use super::{Reduction, principal_angles};
use burn::module::Module;
use burn::tensor::Tensor;
use common::by_hand::Stream;
use common::data::{Batch, CHUNK, Data, Shuffled};
use common::error::Result;
use common::figures::{Figure, Pictures};
use common::learner::{Exhibit, Learner, Part, Snapshot, Start, StepReport};
use common::metrics::Metrics;
use common::schedule::{self, Schedule};
use common::supervised::Supervised;
use common::trained::{Trained, parameters};
use common::{optimizers, random};

/// An autoencoder in training, and PCA with as many components as its code has numbers.
pub struct AutoencoderTraining {
    inner: Supervised<Network, Shuffled<2>>,
    /// Of the same data; fewer components where the data have fewer directions.
    pub reference: Reduction,
    is_linear: bool,
}

/// Pictures of an exhibit.
const SHOWN: usize = 10;

impl AutoencoderTraining {
    /// A training from its start, whose rate falls from the plan's to 0 along half a cosine.
    ///
    /// # Errors
    /// Those of [`Reduction::up_to`].
    pub fn new(plan: &Plan, data: Data<2>, start: &Start) -> Result<Self> {
        let per_epoch = data.train.len().div_ceil(plan.batch_size);
        let (steps, _) = start.length.in_steps(per_epoch);
        Self::with_rates(plan, data, schedule::cosine(plan.lr, steps), start)
    }

    /// As [`new`](Self::new), with other rates than the plan's.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_rates(plan: &Plan, data: Data<2>, rates: Schedule, start: &Start) -> Result<Self> {
        let reference = Reduction::up_to(data.clone(), plan.sizes[plan.sizes.len() - 1])?;
        let stream = start.streams.stream("weights");
        let network = random::initialize(stream, &start.device, |device| plan.network(device));
        // As many training examples as the test has tell as much.
        let tested = data.test.len();
        let loader = Shuffled::new(data, plan.batch_size, start.streams);
        let loader = loader.measuring(tested.max(CHUNK), &start.streams);
        let trained = Trained::new(network, optimizers::adam(0.9), rates);
        let objective = plan.objective;
        let forward = move |network: &Network, batch: Batch<2>, stream: &mut Stream| {
            objective.forward(network, batch.inputs, stream)
        };
        let shown = plan
            .image
            .map(|shape| (of_classes(&loader.data().test, SHOWN), shape));
        let inner = Supervised::new(trained, loader, start, forward);
        let inner = match shown {
            None => inner,
            Some((rows, shape)) => inner.showing(move |network| {
                let figure = beside(network, rows.clone(), shape);
                vec![Exhibit::figure("reconstructions", figure)]
            }),
        };
        Ok(Self {
            inner,
            reference,
            is_linear: plan.architecture == Architecture::Linear,
        })
    }

    /// The network as it is now, in evaluation mode.
    pub fn network(&self) -> Network {
        self.inner.model().valid()
    }

    /// How many numbers of the network are learned.
    pub fn parameters(&self) -> usize {
        parameters(self.inner.model())
    }

    /// What it learns from.
    pub fn data(&self) -> &Data<2> {
        self.inner.loader().data()
    }

    /// The angles in degrees between the space of the principal components and that of the decoder; none for a
    /// decoder that spans no space.
    ///
    /// # Errors
    /// Those of [`principal_angles`].
    pub fn angles(&self) -> Result<Option<Vec<f64>>> {
        match (self.is_linear, self.inner.model()) {
            (true, Network::Dense(network)) => {
                let rows = network.decoder[0].weight.val().without_autodiff();
                principal_angles(&self.reference.pca.components, &rows).map(Some)
            }
            _ => Ok(None),
        }
    }
}

fn beside(network: &Network, rows: Tensor<2>, shape: [usize; 3]) -> Figure {
    let again = network.decode(network.encode(rows.clone()));
    let pictures = Pictures::rows("Test examples and their reconstructions");
    let pictures = pictures.row("original", &images(rows, shape));
    pictures.row("again", &images(again, shape)).figure()
}

impl Learner for AutoencoderTraining {
    fn step(&mut self) -> Result<StepReport> {
        self.inner.step()
    }

    /// Of the test part also the largest angle, where there are angles.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let mut metrics = self.inner.evaluate(part)?;
        if part == Part::Test && self.is_linear {
            // Of weights that are not finite any more there are none: the loss says why.
            let angles = self.angles().ok().flatten();
            let largest = angles.and_then(|angles| angles.last().copied());
            metrics.push("largest_angle", largest.unwrap_or(f64::NAN));
        }
        Ok(metrics)
    }

    fn parts(&self) -> Vec<Part> {
        self.inner.parts()
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        self.inner.exhibits()
    }

    fn steps(&self) -> usize {
        self.inner.steps()
    }

    fn steps_per_epoch(&self) -> usize {
        self.inner.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        self.inner.snapshot()
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.inner.restore(snapshot)
    }

    fn weights(&mut self) -> Result<Snapshot> {
        self.inner.weights()
    }

    fn restore_weights(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.inner.restore_weights(snapshot)
    }
}
