//! The training of a network written by hand, as the rest of the course sees trainings.

use crate::cross_entropy::CrossEntropy;
use crate::mlp::Mlp;
use crate::sgd::Sgd;
use crate::training;
use common::by_hand::{Streams, Tensor};
use common::data::{Data, Split};
use common::error::Result;
use common::learner::{Batches, Learner, Part, Snapshot, StepReport};
use common::metrics::{self, Metrics};
use common::tensors;

/// Examples in one batch of an evaluation: bounds memory, changes no result.
const EVALUATION_BATCH: usize = 1000;
const PARAMETERS: &str = "parameters.safetensors";

/// A multi-layer perceptron with its optimiser and its place in the data.
pub struct ByHand {
    network: Mlp,
    loss: CrossEntropy,
    optimizer: Sgd,
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
        optimizer: Sgd,
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
            targets: one_hot.clone().select(0, labels),
            one_hot,
            full: batches.is_full().then(|| data.train.whole().inputs),
            data,
            batches,
            batch_size,
            steps: 0,
        }
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
        }
    }

    /// The data that the network learns from and is tested on.
    pub fn data(&self) -> &Data<2> {
        &self.data
    }

    /// The network's logits.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: `[batch, class]`
    pub fn logits(&mut self, inputs: Tensor<2>) -> Tensor<2> {
        self.network.forward(inputs)
    }

    /// Predicted classes of the test set, in its order.
    pub fn test_predictions(&mut self) -> Vec<usize> {
        let Self { network, data, .. } = self;
        data.test
            .chunks(EVALUATION_BATCH)
            .flat_map(|batch| metrics::predictions(network.forward(batch.inputs)))
            .collect()
    }
}

impl Learner for ByHand {
    fn step(&mut self) -> Result<StepReport> {
        let (inputs, targets) = self.next_batch();
        let loss = training::step(
            &mut self.network,
            &mut self.loss,
            &self.optimizer,
            inputs,
            targets,
        );
        self.steps += 1;
        Ok(StepReport { loss })
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
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

    fn snapshot(&self) -> Result<Snapshot> {
        let parameters: Vec<_> = self
            .network
            .parameters()
            .into_iter()
            .map(|(name, parameter)| (name, parameter.to_data()))
            .collect();
        Ok(Snapshot::at(self.steps).with(PARAMETERS, tensors::to_bytes(&parameters)?))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let bytes = snapshot.block(PARAMETERS)?;
        for (name, parameter) in self.network.parameters_mut() {
            let data = tensors::from_bytes(bytes, &name)?;
            if data.shape().to_vec() != parameter.shape() {
                return Err(common::error::Error::Data(format!(
                    "the checkpoint is of another network: {name} has another shape"
                )));
            }
            parameter.load(data);
        }
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
