//! The training of a network written by hand, as the rest of the course sees trainings.

use super::one_hot::OneHotData;
use crate::cross_entropy::CrossEntropy;
use crate::mlp::Mlp;
use crate::training;
use common::by_hand::{Mode, Optimizer, Penalty, Tensor};
use common::data::Data;
use common::error::Result;
use common::learner::{Batches, Learner, Part, Snapshot, StepReport};
use common::metrics::{self, Metrics};
use common::schedule::Schedule;
use common::tensors;

/// A multi-layer perceptron with its optimiser and its place in the data.
pub struct MlpTraining {
    network: Mlp,
    loss: CrossEntropy,
    optimizer: Optimizer,
    schedule: Option<Schedule>,
    examples: OneHotData,
    steps: usize,
}

impl MlpTraining {
    /// A training of `network` from its start; `batches` are of the training part of `data`.
    pub fn new(network: Mlp, optimizer: Optimizer, data: Data<2>, batches: Batches) -> Self {
        Self {
            network,
            loss: CrossEntropy::default(),
            optimizer,
            schedule: None,
            examples: OneHotData::new(data, batches),
            steps: 0,
        }
    }

    /// The same training with a learning rate that changes from step to step.
    pub fn with_schedule(mut self, schedule: Schedule) -> Self {
        self.schedule = Some(schedule);
        self
    }

    /// Goes on with another learning rate.
    pub fn set_learning_rate(&mut self, rate: f64) {
        self.optimizer.learning_rate = rate;
    }

    /// Goes on with another penalty on the weights.
    pub fn set_penalty(&mut self, penalty: impl Penalty + 'static) {
        self.optimizer.set_penalty(penalty);
    }

    /// The batch of the coming step, for which the network is made ready. It changes nothing.
    pub fn next_batch(&mut self) -> (Tensor<2>, Tensor<2>) {
        self.network.set_mode(Mode::Training { step: self.steps });
        self.examples.batch(self.steps)
    }

    /// The data that the network learns from and is tested on.
    pub fn data(&self) -> &Data<2> {
        self.examples.data()
    }

    /// The network, to be looked into.
    pub fn network(&mut self) -> &mut Mlp {
        &mut self.network
    }

    /// All weights of the network, without biases, gains and shifts.
    pub fn weights(&mut self) -> Vec<f64> {
        let parameters = self.network.parameters_mut().into_iter();
        let matrices = parameters.filter(|parameter| parameter.shape().len() > 1);
        matrices
            .flat_map(|matrix| {
                matrix
                    .flat_value()
                    .into_data()
                    .iter::<f64>()
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// The network's logits `[batch, class]` for inputs `[batch, features]`, as in an evaluation.
    pub fn logits(&mut self, inputs: Tensor<2>) -> Tensor<2> {
        self.network.set_mode(Mode::Evaluation);
        self.network.forward(inputs)
    }

    /// Predicted classes of the test set, in its order.
    pub fn test_predictions(&mut self) -> Vec<usize> {
        self.network.set_mode(Mode::Evaluation);
        let batches = self.examples.part(Part::Test);
        batches
            .flat_map(|(batch, _)| metrics::predictions(self.network.forward(batch.inputs)))
            .collect()
    }
}

impl Learner for MlpTraining {
    fn step(&mut self) -> Result<StepReport> {
        let (inputs, targets) = self.examples.batch(self.steps);
        self.network.set_mode(Mode::Training { step: self.steps });
        if let Some(schedule) = &self.schedule {
            self.optimizer.learning_rate = schedule(self.steps);
        }
        let (network, optimizer) = (&mut self.network, &mut self.optimizer);
        let loss = training::step(network, &mut self.loss, optimizer, inputs, targets);
        self.steps += 1;
        Ok(StepReport::of(loss))
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        self.network.set_mode(Mode::Evaluation);
        let (mut loss, mut accuracy, mut examples) = (0.0, 0.0, 0.0);
        for (batch, targets) in self.examples.part(part) {
            let count = batch.labels.dims()[0] as f64;
            let logits = self.network.forward(batch.inputs);
            let value = self.loss.forward(logits.clone(), targets);
            loss += count * value.into_scalar::<f64>();
            accuracy += count * training::accuracy(logits, batch.labels);
            examples += count;
        }
        let (loss, accuracy) = (loss / examples, accuracy / examples);
        Ok(Metrics::classification(loss, accuracy))
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.examples.per_epoch()
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
