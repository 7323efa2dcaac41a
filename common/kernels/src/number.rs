//! The numbers that kernels compute with.

use burn::backend::TensorMetadata;
use burn::backend::flex::FlexTensor;
use burn::tensor::{DType, Element, TensorData};
use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// What the transforms of a tile need of a number, or of several side by side.
pub(crate) trait Ring: Copy + Default + Add<Output = Self> + Sub<Output = Self> {
    /// A half of it.
    fn half(self) -> Self;
}

impl Ring for f32 {
    #[inline]
    fn half(self) -> Self {
        0.5 * self
    }
}

impl Ring for f64 {
    #[inline]
    fn half(self) -> Self {
        0.5 * self
    }
}

/// A floating-point number in a tensor of flex.
pub(crate) trait Number:
    Element + Ring + AddAssign + PartialOrd + Mul<Output = Self> + Div<Output = Self>
{
    const ONE: Self;

    /// The numbers of a contiguous tensor of this type, in their order.
    fn of(tensor: &FlexTensor) -> &[Self];

    /// The same, to be written over: in place where nobody else has the tensor, else in a copy.
    fn of_mut(tensor: &mut FlexTensor) -> &mut [Self];

    fn square_root(self) -> Self;

    /// Whether it is none (NaN).
    fn is_none(self) -> bool;
}

macro_rules! number {
    ($type:ident) => {
        impl Number for $type {
            const ONE: Self = 1.0;

            fn of(tensor: &FlexTensor) -> &[Self] {
                tensor.as_slice().expect("contiguous, of this type")
            }

            fn of_mut(tensor: &mut FlexTensor) -> &mut [Self] {
                let length = tensor.shape().num_elements();
                if !tensor.is_contiguous() || tensor.storage::<Self>().len() != length {
                    *tensor = tensor.to_contiguous();
                }
                tensor.storage_mut()
            }

            #[inline]
            fn square_root(self) -> Self {
                self.sqrt()
            }

            #[inline]
            fn is_none(self) -> bool {
                self.is_nan()
            }
        }
    };
}

number!(f32);
number!(f64);

/// A tensor of these numbers.
pub(crate) fn tensor<E: Number, const D: usize>(numbers: Vec<E>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(numbers, shape))
}

/// Calls the function for the type of a tensor's numbers.
macro_rules! for_type_of {
    ($tensor:expr, $function:ident($($argument:expr),*)) => {
        match $tensor.dtype() {
            burn::tensor::DType::F32 => $function::<f32>($($argument),*),
            burn::tensor::DType::F64 => $function::<f64>($($argument),*),
            other => unreachable!("{}", $crate::number::unsupported(other)),
        }
    };
}

pub(crate) use for_type_of;

pub(crate) fn unsupported(dtype: DType) -> String {
    format!("no kernel computes with {dtype:?}: `supports` was to be asked")
}
