//! The examples of a perceptron, whose labels are +1 and -1.

use crate::novikoff::Margin;
use crate::perceptron::{Perceptron, with_bias};
use common::by_hand::{Stream, Tensor};
use common::data::{Data, ExampleSet};
use common::error::{Error, Result};
use common::learner::Part;

/// A data set of two classes: the first has the label -1, the second +1.
pub struct SignedData {
    data: Data<2>,
    train: Examples,
    test: Examples,
}

/// Inputs `[examples, features]` and labels `[examples]`.
pub type Examples = (Tensor<2>, Tensor<1>);

impl SignedData {
    /// # Errors
    /// [`Error::Usage`] if there are not two classes.
    pub fn new(data: Data<2>) -> Result<Self> {
        if data.classes.len() != 2 {
            return Err(Error::Usage(format!(
                "--dataset {} has {} classes, but a perceptron tells two apart.\n\
                 Choose one of: gaussians, gaussians-close, gaussians-wide, moons, circles, xor, \
                 spirals, or a CSV file with two classes. `mlp` takes any number of classes.",
                data.name,
                data.classes.len()
            )));
        }
        Ok(Self {
            train: signed(&data.train),
            test: signed(&data.test),
            data,
        })
    }

    /// The data set.
    pub fn data(&self) -> &Data<2> {
        &self.data
    }

    /// A part's examples in stored order.
    pub fn part(&self, part: Part) -> Examples {
        match part {
            Part::Train => self.train.clone(),
            Part::Test => self.test.clone(),
            Part::TrainSample | Part::Validation => signed(self.data.part(part)),
        }
    }

    /// Every example of the training part once, in random order: the input `[1, features]` and the
    /// label.
    pub fn shuffled(&self, mut stream: Stream) -> impl Iterator<Item = (Tensor<2>, f64)> + '_ {
        let order = stream.permutation(self.data.train.len()).into_iter();
        order.map(|number| {
            let label = [-1.0, 1.0][self.data.train.labels()[number]];
            (self.train.0.clone().narrow(0, number, 1), label)
        })
    }

    /// How well a line separates the training examples.
    pub fn margin(&self) -> Margin {
        let (inputs, labels) = &self.train;
        let inputs: Vec<f64> = inputs.to_data().iter().collect();
        let labels: Vec<f64> = labels.to_data().iter().collect();
        Margin::of(&inputs, self.data.features(), &labels)
    }

    /// As [`logits`], in units of the training examples' typical distance.
    pub fn logits(&self, perceptron: &Perceptron, inputs: Tensor<2>) -> Tensor<2> {
        logits(perceptron, self.train.0.clone(), inputs)
    }
}

/// Logits of the two classes for a picture of a perceptron's decision: zero on the line, and the
/// further from zero the further away, in units of the typical distance of some examples.
///
/// # Shapes
/// - examples: `[examples, features]`
/// - inputs: `[batch, features]`
/// - output: `[batch, 2]`
pub fn logits(perceptron: &Perceptron, examples: Tensor<2>, inputs: Tensor<2>) -> Tensor<2> {
    let weights: Tensor<2> = perceptron.weights.clone().unsqueeze_dim(1);
    let scores = |inputs| with_bias(inputs).matmul(weights.clone()); // [batch, 1]
    let typical = scores(examples).square().mean().sqrt();
    // Weights of zero, whose scores are all zero, must not divide by it.
    let typical = typical.clamp_min(f64::from(f32::MIN_POSITIVE));
    let logits = scores(inputs) / typical.into_scalar::<f64>();
    Tensor::cat(vec![-logits.clone(), logits], 1)
}

fn signed(set: &ExampleSet<2>) -> Examples {
    let whole = set.whole();
    (whole.inputs, whole.labels.float() * 2.0 - 1.0)
}
