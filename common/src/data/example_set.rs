//! One part of a data set on a device, and the mini-batches that come out of it.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};

/// One mini-batch.
#[derive(Debug, Clone)]
pub struct Batch<const D: usize> {
    /// The examples: shape `[batch, ...]`; images have values in `[0, 1]`.
    pub inputs: Tensor<D>,
    /// The class of each example: shape `[batch]`.
    pub labels: Tensor<1, Int>,
}

impl<const D: usize> Batch<D> {
    /// The same batch with its inputs on the autodiff device, as a step of training needs it.
    pub fn tracked(self) -> Self {
        Self {
            inputs: self.inputs.autodiff(),
            labels: self.labels,
        }
    }
}

/// One part, train or test, of a data set on a device.
///
/// The inputs are floats, or bytes that become floats only when a batch is gathered: a full
/// MNIST then takes 47 MB instead of 188.
#[derive(Debug, Clone)]
pub struct ExampleSet<const D: usize> {
    inputs: Inputs<D>,
    labels: Tensor<1, Int>,
    host_labels: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Inputs<const D: usize> {
    Floats(Tensor<D>),
    /// Bytes, then zero and unit: each float is `(byte - zero) / unit`.
    Bytes(Tensor<D, Int>, [f64; 2]),
}

/// Inputs of either kind, moved about in the same way; bytes stay bytes.
macro_rules! moved {
    ($inputs:expr, |$values:ident| $moved:expr) => {
        match $inputs {
            Inputs::Floats($values) => Inputs::Floats($moved),
            Inputs::Bytes($values, scale) => Inputs::Bytes($moved, scale),
        }
    };
}

impl<const D: usize> Inputs<D> {
    fn into_floats(self) -> Tensor<D> {
        match self {
            Self::Floats(values) => values,
            Self::Bytes(values, [zero, unit]) => (values.float() - zero) / unit,
        }
    }
}

#[allow(clippy::len_without_is_empty, reason = "a part has examples")]
impl<const D: usize> ExampleSet<D> {
    /// Floats in the device's own precision.
    ///
    /// `values` holds one example after the other, each of shape `item`.
    ///
    /// # Panics
    /// If the lengths of `values`, `item` and `labels` do not fit together.
    pub fn from_floats(
        values: Vec<f64>,
        item: &[usize],
        labels: Vec<usize>,
        device: &Device,
    ) -> Self {
        let data = TensorData::new(values, [&[labels.len()], item].concat());
        let inputs = Inputs::Floats(Tensor::from_data(data, device));
        Self::new(inputs, labels, device)
    }

    /// Bytes, otherwise as [`from_floats`](Self::from_floats); a gathered batch holds `byte / white`.
    pub fn from_bytes(
        values: Vec<u8>,
        white: u8,
        item: &[usize],
        labels: Vec<usize>,
        device: &Device,
    ) -> Self {
        let data = TensorData::new(values, [&[labels.len()], item].concat());
        // A backend without byte arithmetic (some GPUs) stores its default integer instead.
        let values = match device.supports_dtype(DType::U8) {
            true => Tensor::from_data(data, (device, DType::U8)),
            false => Tensor::from_data(data, device),
        };
        let scale = [0.0, f64::from(white)];
        Self::new(Inputs::Bytes(values, scale), labels, device)
    }

    fn new(inputs: Inputs<D>, host_labels: Vec<usize>, device: &Device) -> Self {
        Self {
            inputs,
            labels: integers(&host_labels, device),
            host_labels,
        }
    }

    /// The number of examples.
    pub fn len(&self) -> usize {
        self.host_labels.len()
    }

    /// The class of each example, on the host.
    pub fn labels(&self) -> &[usize] {
        &self.host_labels
    }

    /// The class of each example, on the set's device: shape `[examples]`.
    pub fn label_tensor(&self) -> Tensor<1, Int> {
        self.labels.clone()
    }

    /// The examples at `indices`, in their order; an index may occur more than once.
    ///
    /// # Panics
    /// If `indices` is empty or one of them is not below [`len`](Self::len).
    pub fn gather(&self, indices: &[usize]) -> Batch<D> {
        let indices = self.indices(indices);
        Batch {
            labels: self.label_tensor().select(0, indices.clone()),
            inputs: self.select(indices),
        }
    }

    /// Indices of examples as a tensor on the set's device: shape `[batch]`.
    pub fn indices(&self, indices: &[usize]) -> Tensor<1, Int> {
        integers(indices, &self.labels.device())
    }

    /// The inputs of [`gather`](Self::gather) alone, for who keeps targets of another kind.
    pub fn select(&self, indices: Tensor<1, Int>) -> Tensor<D> {
        moved!(self.inputs.clone(), |values| values.select(0, indices)).into_floats()
    }

    /// All examples in stored order.
    ///
    /// For floats this copies nothing; bytes are scaled anew at each call.
    pub fn whole(&self) -> Batch<D> {
        Batch {
            labels: self.label_tensor(),
            inputs: self.inputs.clone().into_floats(),
        }
    }

    /// All examples in stored order, `size` at a time; the last batch may be smaller.
    ///
    /// # Panics
    /// If `size` is 0.
    pub fn chunks(&self, size: usize) -> impl Iterator<Item = Batch<D>> + '_ {
        (0..self.len()).step_by(size).map(move |start| {
            let length = size.min(self.len() - start);
            let inputs = self.inputs.clone();
            Batch {
                labels: self.label_tensor().narrow(0, start, length),
                inputs: moved!(inputs, |values| values.narrow(0, start, length)).into_floats(),
            }
        })
    }

    /// The examples at `indices` as a set of their own; bytes stay bytes.
    pub(super) fn keep(&self, indices: &[usize]) -> Self {
        let at = self.indices(indices);
        let labels = indices.iter().map(|&index| self.host_labels[index]);
        let inputs = moved!(self.inputs.clone(), |values| values.select(0, at));
        Self::new(inputs, labels.collect(), &self.labels.device())
    }

    /// The same examples with other labels, one for each.
    pub(super) fn with_labels(self, labels: Vec<usize>) -> Self {
        Self::new(self.inputs, labels, &self.labels.device())
    }

    /// The shape of all inputs: `[examples, ...]`.
    pub(super) fn dims(&self) -> [usize; D] {
        match &self.inputs {
            Inputs::Floats(values) => values.dims(),
            Inputs::Bytes(values, _) => values.dims(),
        }
    }

    /// The same examples as rows; bytes stay bytes.
    pub(super) fn flatten(self) -> ExampleSet<2> {
        let rows = [self.len(), self.dims()[1..].iter().product()];
        ExampleSet {
            inputs: moved!(self.inputs, |values| values.reshape(rows)),
            labels: self.labels,
            host_labels: self.host_labels,
        }
    }

    /// Mean and standard deviation over all values of all examples.
    pub(super) fn mean_and_deviation(&self) -> (f64, f64) {
        let (data, [zero, unit]) = match &self.inputs {
            Inputs::Floats(values) => (values.to_data(), [0.0, 1.0]),
            Inputs::Bytes(values, scale) => (values.to_data(), *scale),
        };
        // On the host in double precision: the same on every device. Twice through the values,
        // because a copy of them in double precision may be larger than the memory.
        let values = || data.iter::<f64>();
        let count = data.num_elements() as f64;
        let mean = values().sum::<f64>() / count;
        let squares: f64 = values().map(|value| (value - mean).powi(2)).sum();
        ((mean - zero) / unit, (squares / count).sqrt() / unit)
    }

    /// The same examples with every value shifted and scaled; bytes stay bytes.
    pub(super) fn shift_and_scale(self, mean: f64, deviation: f64) -> Self {
        let inputs = match self.inputs {
            Inputs::Floats(values) => Inputs::Floats((values - mean) / deviation),
            Inputs::Bytes(values, [zero, unit]) => {
                Inputs::Bytes(values, [zero + mean * unit, unit * deviation])
            }
        };
        Self { inputs, ..self }
    }

    /// The same examples with `change` applied to all inputs, which become floats.
    pub(super) fn map(self, change: impl Fn(Tensor<D>) -> Tensor<D>) -> Self {
        Self {
            inputs: Inputs::Floats(change(self.inputs.into_floats())),
            ..self
        }
    }
}

fn integers(values: &[usize], device: &Device) -> Tensor<1, Int> {
    let values: Vec<i64> = values.iter().map(|&value| value as i64).collect();
    let count = values.len();
    Tensor::from_data(TensorData::new(values, [count]), device)
}
