//! What a probe gives back, and how it is to be judged.

use by_hand::{Bool, Int, Tensor, TensorData};
use serde::{Deserialize, Serialize};

/// Numbers with a name and a shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// What the probe calls it.
    pub name: String,
    /// A size for each dimension; none for a number.
    pub shape: Vec<usize>,
    /// Row by row.
    pub values: Vec<f64>,
}

/// A value that a probe gives back, with the rule for the same value of a submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The solution's value.
    #[serde(flatten)]
    pub value: Named,
    /// When another one is right.
    pub rule: Rule,
}

/// When a value of a submission is right, beside the value of the solution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The same shape, and each element differs by at most `relative` of the solution's largest element,
    /// and `absolute` more.
    Close {
        /// In parts of the solution's largest element.
        relative: f64,
        /// As it stands.
        absolute: f64,
    },
    /// The same shape `[examples, classes]`, and at least this share of the rows has its largest element
    /// at the label.
    Accuracy {
        /// The label of each row.
        labels: Vec<usize>,
        /// From 0 to 1.
        at_least: f64,
    },
    /// The same shape, and each element is this or more.
    AtLeast(f64),
    /// The same shape, and each element is this or less.
    AtMost(f64),
}

/// A case with the solution: what was drawn, what was given back.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Told {
    /// In the order in which they were drawn.
    pub asked: Vec<Named>,
    /// In the order in which they were given.
    pub given: Vec<Given>,
    /// The exercises that were called.
    pub reached: Vec<String>,
}

/// What can be given back: tensors and numbers.
pub trait Give {
    /// As a shape and numbers, row by row; yes is 1 and no is 0.
    fn give(self) -> (Vec<usize>, Vec<f64>);
}

fn numbers(data: &TensorData) -> (Vec<usize>, Vec<f64>) {
    (
        data.shape().as_slice().to_vec(),
        data.iter::<f64>().collect(),
    )
}

impl<const D: usize> Give for Tensor<D> {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        numbers(&self.into_data())
    }
}

impl<const D: usize> Give for Tensor<D, Int> {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        numbers(&self.into_data())
    }
}

impl<const D: usize> Give for Tensor<D, Bool> {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        numbers(&self.int().into_data())
    }
}

impl Give for Vec<f64> {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        (vec![self.len()], self)
    }
}

impl Give for f64 {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        (Vec::new(), vec![self])
    }
}

impl Give for usize {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        (self as f64).give()
    }
}

impl Give for bool {
    fn give(self) -> (Vec<usize>, Vec<f64>) {
        f64::from(u8::from(self)).give()
    }
}
