//! The training of a perceptron, as the rest of the course sees trainings.

use super::signed::SignedData;
use crate::perceptron::Perceptron;
use common::by_hand::{Streams, Tensor};
use common::data::Data;
use common::error::{Error, Result};
use common::learner::{Learner, Part, Snapshot, StepReport};
use common::metrics::Metrics;
use common::tensors::{self, WEIGHTS};
use serde::Serialize;

const UPDATES: &str = "updates.json";

/// How the weights change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Gradient descent on the mean of all misclassified examples, once an epoch
    Batch,
    /// Rosenblatt 1958: from example to example in random order, at each mistake
    Rosenblatt,
}

/// A perceptron with its rule and its data. A step is an epoch: one update from the whole training
/// set, or one pass through it.
pub struct PerceptronTraining {
    perceptron: Perceptron,
    rule: Rule,
    learning_rate: f64,
    examples: SignedData,
    streams: Streams,
    updates: Vec<usize>,
}

impl PerceptronTraining {
    /// A training from weights of zero.
    ///
    /// # Errors
    /// As [`SignedData::new`].
    pub fn new(data: Data<2>, rule: Rule, learning_rate: f64, streams: Streams) -> Result<Self> {
        let examples = SignedData::new(data)?;
        let (inputs, _) = examples.part(Part::Train);
        Ok(Self {
            perceptron: Perceptron::new(inputs.dims()[1], &inputs.device()),
            rule,
            learning_rate,
            examples,
            streams,
            updates: vec![0],
        })
    }

    /// The data that the perceptron learns from and is tested on.
    pub fn examples(&self) -> &SignedData {
        &self.examples
    }

    /// What learns.
    pub fn perceptron(&self) -> &Perceptron {
        &self.perceptron
    }

    /// How often the weights had changed after 0, 1, 2, … epochs. With Rosenblatt's rule an update is
    /// a mistake; with the batch rule it answers all mistakes of its epoch at once.
    pub fn updates(&self) -> &[usize] {
        &self.updates
    }
}

impl Learner for PerceptronTraining {
    fn step(&mut self) -> Result<StepReport> {
        let stream = self.streams.at("shuffle", self.steps() as u64);
        let (inputs, labels) = self.examples.part(Part::Train);
        let loss = self.perceptron.loss(inputs.clone(), labels.clone());
        let (perceptron, rate) = (&mut self.perceptron, self.learning_rate);
        let updates = match self.rule {
            Rule::Batch => usize::from(perceptron.batch_step(inputs, labels, rate) > 0),
            Rule::Rosenblatt => {
                let examples = self.examples.shuffled(stream);
                let mut learn = |(input, label)| perceptron.rosenblatt_step(input, label, rate);
                examples.map(|example| usize::from(learn(example))).sum()
            }
        };
        self.updates.push(self.updates[self.steps()] + updates);
        Ok(StepReport::of(loss))
    }

    /// Loss, the total distance of the misclassified examples, and accuracy.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let (inputs, labels) = self.examples.part(part);
        let examples = labels.dims()[0] as f64;
        let loss = self.perceptron.loss(inputs.clone(), labels.clone());
        let right = self.perceptron.forward(inputs).equal(labels).float().sum();
        let (loss, right): (f64, f64) = (loss.into_scalar(), right.into_scalar());
        let metrics = [("loss", loss), ("accuracy", right / examples)];
        Ok(Metrics::from_iter(metrics))
    }

    fn steps(&self) -> usize {
        self.updates.len() - 1
    }

    fn steps_per_epoch(&self) -> usize {
        1
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let weights = [("weights".into(), self.perceptron.weights.to_data())];
        let updates = serde_json::to_vec(&self.updates).expect("numbers are JSON");
        Ok(Snapshot::at(self.steps())
            .with(WEIGHTS, tensors::to_bytes(&weights)?)
            .with(UPDATES, updates))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let data = tensors::from_bytes(snapshot.block(WEIGHTS)?, "weights")?;
        let updates: Option<Vec<_>> = serde_json::from_slice(snapshot.block(UPDATES)?).ok();
        let updates = updates.unwrap_or_default();
        let weights = &mut self.perceptron.weights;
        if data.shape().as_slice() != weights.dims() || updates.len() != snapshot.steps()? + 1 {
            let problem = "the checkpoint is of another perceptron";
            return Err(Error::Data(problem.into()));
        }
        *weights = Tensor::from_data(data, &weights.device());
        self.updates = updates;
        Ok(())
    }
}
