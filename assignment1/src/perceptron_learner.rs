//! The training of a perceptron, as the rest of the course sees trainings.

use crate::novikoff::Margin;
use crate::perceptron::{Perceptron, with_bias};
use common::by_hand::{Streams, Tensor};
use common::data::{Data, Split};
use common::error::{Error, Result};
use common::learner::{Learner, Part, Snapshot, StepReport};
use common::metrics::Metrics;
use common::tensors;
use serde::{Deserialize, Serialize};

const WEIGHTS: &str = "weights.safetensors";
const UPDATES: &str = "updates.json";

/// How the weights change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
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
    data: Data<2>,
    streams: Streams,
    /// How often the weights had changed after 0, 1, 2, … epochs.
    updates: Vec<usize>,
}

impl PerceptronTraining {
    /// A training from weights of zero.
    ///
    /// The first class of the data has the label -1, the second +1.
    ///
    /// # Errors
    /// [`Error::Usage`] if there are not two classes.
    pub fn new(data: Data<2>, rule: Rule, learning_rate: f64, streams: Streams) -> Result<Self> {
        if data.classes.len() != 2 {
            return Err(Error::Usage(format!(
                "--dataset {} has {} classes, but a perceptron tells two apart.\n\
                 Choose one of: gaussians, gaussians-close, gaussians-wide, moons, circles, xor, \
                 spirals, or a CSV file with two classes. `mlp` takes any number of classes.",
                data.name,
                data.classes.len()
            )));
        }
        let device = data.train.whole().inputs.device();
        Ok(Self {
            perceptron: Perceptron::new(data.features(), &device),
            rule,
            learning_rate,
            data,
            streams,
            updates: vec![0],
        })
    }

    /// The data that the perceptron learns from and is tested on.
    pub fn data(&self) -> &Data<2> {
        &self.data
    }

    /// How often the weights had changed after 0, 1, 2, … epochs.
    ///
    /// With Rosenblatt's rule an update is a mistake; with the batch rule it answers all mistakes of
    /// its epoch at once.
    pub fn updates(&self) -> &[usize] {
        &self.updates
    }

    /// How well a line separates the training examples.
    pub fn margin(&self) -> Margin {
        let inputs: Vec<f64> = self.data.train.whole().inputs.to_data().iter().collect();
        let labels: Vec<f64> = self.data.train.labels().iter().map(sign).collect();
        Margin::of(&inputs, self.data.features(), &labels)
    }

    /// Logits of the two classes for a picture of the decision: zero on the line, and the further
    /// from zero the further away, in units of the training examples' typical distance.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: `[batch, 2]`
    pub fn logits(&self, inputs: Tensor<2>) -> Tensor<2> {
        let weights: Tensor<2> = self.perceptron.weights.clone().unsqueeze_dim(1);
        let scores = |inputs| with_bias(inputs).matmul(weights.clone()); // [batch, 1]
        let typical = scores(self.data.train.whole().inputs)
            .square()
            .mean()
            .sqrt();
        // Weights of zero, whose scores are all zero, must not divide by it.
        let typical: f64 = typical
            .clamp_min(f64::from(f32::MIN_POSITIVE))
            .into_scalar();
        let logits = scores(inputs) / typical;
        Tensor::cat(vec![-logits.clone(), logits], 1)
    }

    /// Rosenblatt's rule on every example once, in the random order of this epoch; the mistakes.
    fn pass(&mut self, inputs: &Tensor<2>) -> usize {
        let epoch = self.steps() as u64;
        let mut stream = self.streams.at("shuffle", epoch);
        let mut mistakes = 0;
        for example in stream.permutation(self.data.train.len()) {
            let input = inputs.clone().narrow(0, example, 1);
            let label = sign(&self.data.train.labels()[example]);
            let mistake = self
                .perceptron
                .rosenblatt_step(input, label, self.learning_rate);
            mistakes += usize::from(mistake);
        }
        mistakes
    }

    fn split(&self, part: Part) -> &Split<2> {
        match part {
            Part::Train => &self.data.train,
            Part::Test => &self.data.test,
            Part::Validation => self.data.validation.as_ref().expect("was held out"),
        }
    }
}

/// The label of a class.
fn sign(class: &usize) -> f64 {
    [-1.0, 1.0][*class]
}

/// Inputs and labels of a part: `[examples, features]` and `[examples]`.
fn examples(split: &Split<2>) -> (Tensor<2>, Tensor<1>) {
    let whole = split.whole();
    (whole.inputs, whole.labels.float() * 2.0 - 1.0)
}

impl Learner for PerceptronTraining {
    fn step(&mut self) -> Result<StepReport> {
        let (inputs, labels) = examples(&self.data.train);
        let loss = self.perceptron.loss(inputs.clone(), labels.clone());
        let updates = match self.rule {
            Rule::Batch => {
                let mistakes = self
                    .perceptron
                    .batch_step(inputs, labels, self.learning_rate);
                usize::from(mistakes > 0)
            }
            Rule::Rosenblatt => self.pass(&inputs),
        };
        self.updates.push(self.updates[self.steps()] + updates);
        Ok(StepReport { loss })
    }

    /// Loss, the total distance of the misclassified examples, and accuracy.
    ///
    /// The updates are no metric: they belong to the training and to no part of the data.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let (inputs, labels) = examples(self.split(part));
        let loss = self.perceptron.loss(inputs.clone(), labels.clone());
        let correct = self.perceptron.forward(inputs).equal(labels).float().sum();
        let examples = self.split(part).len() as f64;
        Ok(Metrics::from_iter([
            ("loss", loss.into_scalar()),
            ("accuracy", correct.into_scalar::<f64>() / examples),
        ]))
    }

    fn steps(&self) -> usize {
        self.updates.len() - 1
    }

    fn steps_per_epoch(&self) -> usize {
        1
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let weights = [("weights".into(), self.perceptron.weights.to_data())];
        let updates = serde_json::to_vec(&self.updates)
            .map_err(|error| Error::Failed(format!("the updates cannot be saved: {error}")))?;
        Ok(Snapshot::at(self.steps())
            .with(WEIGHTS, tensors::to_bytes(&weights)?)
            .with(UPDATES, updates))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let does_not_fit = |what: &str| Error::Data(format!("the checkpoint does not fit: {what}"));
        let weights = tensors::from_bytes(snapshot.block(WEIGHTS)?, "weights")?;
        if weights.shape().as_slice() != self.perceptron.weights.dims() {
            return Err(does_not_fit("its perceptron has other inputs"));
        }
        let updates: Vec<usize> = serde_json::from_slice(snapshot.block(UPDATES)?)
            .map_err(|error| does_not_fit(&format!("{UPDATES}: {error}")))?;
        if updates.len() != snapshot.steps()? + 1 {
            return Err(does_not_fit("it counts updates of other epochs"));
        }
        self.perceptron.weights = Tensor::from_data(weights, &self.perceptron.weights.device());
        self.updates = updates;
        Ok(())
    }
}
