//! One part of a data set on a device, and the mini-batches that come out of it.
//!
//! Longer than other files because only here bytes and floats are two things, in every method.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};

/// One mini-batch.
#[derive(Debug, Clone)]
pub struct Batch<const D: usize> {
    /// The examples: shape `[batch, ...]`; images have values in `[0, 1]`.
    pub inputs: Tensor<D>,
    /// The class of each example: shape `[batch]`.
    pub labels: Tensor<1, Int>,
}

/// One part, train or test, of a data set on a device.
///
/// The inputs are floats, or bytes that become floats only when a batch is gathered: a full
/// MNIST then takes 47 MB instead of 188.
#[derive(Debug, Clone)]
pub struct Split<const D: usize> {
    inputs: Inputs<D>,
    labels: Tensor<1, Int>,
    host_labels: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Inputs<const D: usize> {
    Floats(Tensor<D>),
    Bytes {
        values: Tensor<D, Int>,
        scale: Scale,
    },
}

/// From a byte to a float: `(byte - zero) / unit`.
#[derive(Debug, Clone, Copy)]
struct Scale {
    zero: f64,
    unit: f64,
}

impl Scale {
    fn apply<const D: usize>(self, bytes: Tensor<D, Int>) -> Tensor<D> {
        let floats = bytes.float();
        if self.zero == 0.0 {
            floats / self.unit
        } else {
            (floats - self.zero) / self.unit
        }
    }
}

impl<const D: usize> Split<D> {
    /// A split of floats in the device's own precision.
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
        let data = TensorData::new(values, shape_of::<D>(labels.len(), item));
        Self::new(Inputs::Floats(Tensor::from_data(data, device)), labels)
    }

    /// A split of bytes; a gathered batch holds `byte / white`.
    ///
    /// `values` holds one example after the other, each of shape `item`.
    ///
    /// # Panics
    /// If the lengths of `values`, `item` and `labels` do not fit together.
    pub fn from_bytes(
        values: Vec<u8>,
        white: u8,
        item: &[usize],
        labels: Vec<usize>,
        device: &Device,
    ) -> Self {
        let data = TensorData::new(values, shape_of::<D>(labels.len(), item));
        // A backend without byte arithmetic (some GPUs) stores its default integer instead.
        let values = if device.supports_dtype(DType::U8) {
            Tensor::from_data(data, (device, DType::U8))
        } else {
            Tensor::from_data(data, device)
        };
        let scale = Scale {
            zero: 0.0,
            unit: f64::from(white),
        };
        Self::new(Inputs::Bytes { values, scale }, labels)
    }

    fn new(inputs: Inputs<D>, host_labels: Vec<usize>) -> Self {
        let labels = integers(&host_labels, &inputs.device());
        Self {
            inputs,
            labels,
            host_labels,
        }
    }

    /// The number of examples.
    pub fn len(&self) -> usize {
        self.host_labels.len()
    }

    /// Whether there is no example.
    pub fn is_empty(&self) -> bool {
        self.host_labels.is_empty()
    }

    /// The class of each example, on the host.
    pub fn labels(&self) -> &[usize] {
        &self.host_labels
    }

    /// The class of each example, on the split's device: shape `[examples]`.
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
            labels: self.labels.clone().select(0, indices.clone()),
            inputs: self.select(indices),
        }
    }

    /// Indices of examples as a tensor on the split's device: shape `[batch]`.
    pub fn indices(&self, indices: &[usize]) -> Tensor<1, Int> {
        integers(indices, &self.inputs.device())
    }

    /// The inputs of [`gather`](Self::gather) alone, for who keeps targets of another kind.
    pub fn select(&self, indices: Tensor<1, Int>) -> Tensor<D> {
        match &self.inputs {
            Inputs::Floats(values) => values.clone().select(0, indices),
            Inputs::Bytes { values, scale } => scale.apply(values.clone().select(0, indices)),
        }
    }

    /// All examples in stored order.
    ///
    /// For floats this copies nothing; bytes are scaled anew at each call.
    pub fn whole(&self) -> Batch<D> {
        Batch {
            labels: self.labels.clone(),
            inputs: match &self.inputs {
                Inputs::Floats(values) => values.clone(),
                Inputs::Bytes { values, scale } => scale.apply(values.clone()),
            },
        }
    }

    /// All examples in stored order, `size` at a time; the last batch may be smaller.
    ///
    /// # Panics
    /// If `size` is 0.
    pub fn chunks(&self, size: usize) -> impl Iterator<Item = Batch<D>> + '_ {
        (0..self.len()).step_by(size).map(move |start| {
            let length = size.min(self.len() - start);
            Batch {
                labels: self.labels.clone().narrow(0, start, length),
                inputs: match &self.inputs {
                    Inputs::Floats(values) => values.clone().narrow(0, start, length),
                    Inputs::Bytes { values, scale } => {
                        scale.apply(values.clone().narrow(0, start, length))
                    }
                },
            }
        })
    }

    /// The examples at `indices` as a split of their own; bytes stay bytes.
    pub(super) fn keep(&self, indices: &[usize]) -> Self {
        let at = self.indices(indices);
        let inputs = match &self.inputs {
            Inputs::Floats(values) => Inputs::Floats(values.clone().select(0, at)),
            Inputs::Bytes { values, scale } => Inputs::Bytes {
                values: values.clone().select(0, at),
                scale: *scale,
            },
        };
        let labels = indices.iter().map(|&index| self.host_labels[index]);
        Self::new(inputs, labels.collect())
    }

    /// The same examples with other labels, one for each.
    pub(super) fn with_labels(self, labels: Vec<usize>) -> Self {
        Self::new(self.inputs, labels)
    }

    /// The shape of all inputs: `[examples, ...]`.
    pub(super) fn dims(&self) -> [usize; D] {
        match &self.inputs {
            Inputs::Floats(values) => values.dims(),
            Inputs::Bytes { values, .. } => values.dims(),
        }
    }

    /// The same examples as rows; bytes stay bytes.
    pub(super) fn flatten(self) -> Split<2> {
        let [examples, features] = [self.len(), self.dims()[1..].iter().product()];
        Split {
            inputs: match self.inputs {
                Inputs::Floats(values) => Inputs::Floats(values.reshape([examples, features])),
                Inputs::Bytes { values, scale } => Inputs::Bytes {
                    values: values.reshape([examples, features]),
                    scale,
                },
            },
            labels: self.labels,
            host_labels: self.host_labels,
        }
    }

    /// Mean and standard deviation over all values of all examples.
    pub(super) fn mean_and_deviation(&self) -> (f64, f64) {
        let data = match &self.inputs {
            Inputs::Floats(values) => values.to_data(),
            Inputs::Bytes { values, .. } => values.to_data(),
        };
        // On the host in double precision: the same on every device. Twice through the values,
        // because a copy of them in double precision may be larger than the memory.
        let values = || data.iter::<f64>();
        let count = data.num_elements() as f64;
        let mean = values().sum::<f64>() / count;
        let squares: f64 = values().map(|value| (value - mean).powi(2)).sum();
        let (mean, deviation) = (mean, (squares / count).sqrt());
        match &self.inputs {
            Inputs::Floats(_) => (mean, deviation),
            Inputs::Bytes { scale, .. } => {
                ((mean - scale.zero) / scale.unit, deviation / scale.unit)
            }
        }
    }

    /// The same examples with every value shifted and scaled; bytes stay bytes.
    pub(super) fn shift_and_scale(self, mean: f64, deviation: f64) -> Self {
        let inputs = match self.inputs {
            Inputs::Floats(values) => Inputs::Floats((values - mean) / deviation),
            Inputs::Bytes { values, scale } => Inputs::Bytes {
                values,
                scale: Scale {
                    zero: scale.zero + mean * scale.unit,
                    unit: scale.unit * deviation,
                },
            },
        };
        Self { inputs, ..self }
    }

    /// The same examples with `change` applied to all inputs, which become floats.
    pub(super) fn map(self, change: impl Fn(Tensor<D>) -> Tensor<D>) -> Self {
        Self {
            inputs: Inputs::Floats(change(self.whole().inputs)),
            ..self
        }
    }
}

impl<const D: usize> Inputs<D> {
    fn device(&self) -> Device {
        match self {
            Self::Floats(values) => values.device(),
            Self::Bytes { values, .. } => values.device(),
        }
    }
}

fn integers(values: &[usize], device: &Device) -> Tensor<1, Int> {
    let values: Vec<i64> = values.iter().map(|&value| value as i64).collect();
    let count = values.len();
    Tensor::from_data(TensorData::new(values, [count]), device)
}

fn shape_of<const D: usize>(examples: usize, item: &[usize]) -> [usize; D] {
    assert_eq!(item.len() + 1, D, "an example has one dimension fewer");
    let mut shape = [examples; D];
    shape[1..].copy_from_slice(item);
    shape
}
