//! The training of a network written by hand, as the rest of the course sees trainings.

use crate::cross_entropy::CrossEntropy;
use crate::mlp::Mlp;
use crate::training;
use common::by_hand::{Mode, Optimizer, Streams, Tensor};
use common::data::{Data, Split};
use common::error::Result;
use common::learner::{Batches, Learner, Part, Snapshot, StepReport};
use common::metrics::{self, Metrics};
use common::tensors;

/// Examples in one batch of an evaluation: bounds memory, changes no result.
const EVALUATION_BATCH: usize = 1000;

/// The learning rate of each step, the steps counted from 0.
pub type Schedule = Box<dyn Fn(usize) -> f64>;

/// A multi-layer perceptron with its optimiser and its place in the data.
pub struct ByHand {
    network: Mlp,
    loss: CrossEntropy,
    optimizer: Optimizer,
    schedule: Option<Schedule>,
    data: Data<2>,
    /// The identity matrix: its row k is the one-hot target of class k.
    one_hot: Tensor<2>,
    /// One-hot targets of the training set, shape `[examples, class]`.
    targets: Tensor<2>,
    batches: Batches,
    batch_size: usize,
    /// The inputs of the whole training set, when that is the batch.
    full: Option<Tensor<2>>,
    steps: usize,
}

impl ByHand {
    /// A training of `network` from its start.
    pub fn new(
        network: Mlp,
        optimizer: Optimizer,
        data: Data<2>,
        batch_size: usize,
        streams: Streams,
    ) -> Self {
        let batches = Batches::new(data.train.len(), batch_size, streams);
        let labels = data.train.whole().labels;
        let one_hot = Tensor::eye(data.classes.len(), &labels.device());
        Self {
            network,
            loss: CrossEntropy::default(),
            optimizer,
            schedule: None,
            targets: one_hot.clone().select(0, labels),
            one_hot,
            full: batches.is_full().then(|| data.train.whole().inputs),
            data,
            batches,
            batch_size,
            steps: 0,
        }
    }

    /// The same training with a learning rate that changes from step to step.
    pub fn with_schedule(mut self, schedule: Schedule) -> Self {
        self.schedule = Some(schedule);
        self
    }

    /// Inputs and one-hot targets of the next step.
    fn next_batch(&mut self) -> (Tensor<2>, Tensor<2>) {
        if let Some(inputs) = &self.full {
            return (inputs.clone(), self.targets.clone());
        }
        let (order, batch) = self.batches.epoch_of(self.steps);
        let indices = training::minibatch(order, batch, self.batch_size);
        let indices = self.data.train.indices(indices);
        let targets = self.targets.clone().select(0, indices.clone());
        (self.data.train.select(indices), targets)
    }

    fn split(&self, part: Part) -> &Split<2> {
        match part {
            Part::Train => &self.data.train,
            Part::Test => &self.data.test,
            Part::Validation => self.data.validation.as_ref().expect("was held out"),
        }
    }

    /// The data that the network learns from and is tested on.
    pub fn data(&self) -> &Data<2> {
        &self.data
    }

    /// The network, to be looked into.
    pub fn network(&mut self) -> &mut Mlp {
        &mut self.network
    }

    /// The network's logits, as in an evaluation.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: `[batch, class]`
    pub fn logits(&mut self, inputs: Tensor<2>) -> Tensor<2> {
        self.network.set_mode(Mode::Evaluation);
        self.network.forward(inputs)
    }

    /// Predicted classes of the test set, in its order.
    pub fn test_predictions(&mut self) -> Vec<usize> {
        let Self { network, data, .. } = self;
        network.set_mode(Mode::Evaluation);
        data.test
            .chunks(EVALUATION_BATCH)
            .flat_map(|batch| metrics::predictions(network.forward(batch.inputs)))
            .collect()
    }
}

impl Learner for ByHand {
    fn step(&mut self) -> Result<StepReport> {
        let (inputs, targets) = self.next_batch();
        self.network.set_mode(Mode::Training { step: self.steps });
        if let Some(schedule) = &self.schedule {
            self.optimizer.learning_rate = schedule(self.steps);
        }
        let loss = training::step(
            &mut self.network,
            &mut self.loss,
            &mut self.optimizer,
            inputs,
            targets,
        );
        self.steps += 1;
        Ok(StepReport { loss })
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        self.network.set_mode(Mode::Evaluation);
        let (mut loss, mut accuracy) = (0.0, 0.0);
        let batches: Vec<_> = self.split(part).chunks(EVALUATION_BATCH).collect();
        for batch in batches {
            let labels = batch.labels.clone();
            let examples = labels.dims()[0] as f64;
            let targets = self.one_hot.clone().select(0, labels.clone());
            let logits = self.network.forward(batch.inputs);
            let value = self.loss.forward(logits.clone(), targets);
            loss += examples * value.into_scalar::<f64>();
            accuracy += examples * training::accuracy(logits, labels);
        }
        let examples = self.split(part).len() as f64;
        Ok(Metrics::classification(
            loss / examples,
            accuracy / examples,
        ))
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let snapshot = Snapshot::at(self.steps);
        tensors::save_network(snapshot, self.network.contents(), &self.optimizer)
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        tensors::load_network(snapshot, self.network.contents(), &mut self.optimizer)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
