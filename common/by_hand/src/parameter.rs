//! What a layer learns and measures, and how the rest of the course sees it whatever its rank.

use burn::tensor::{Tensor, TensorData};

/// Something a network learns, together with the gradient of the loss with respect to it.
#[derive(Debug, Clone)]
pub struct Parameter<const D: usize> {
    /// The current value.
    pub value: Tensor<D>,
    /// The gradient that the last `backward` stored; zeros before the first.
    pub grad: Tensor<D>,
}

impl<const D: usize> Parameter<D> {
    /// A parameter with this initial value and a gradient of zeros.
    pub fn new(value: Tensor<D>) -> Self {
        let grad = value.zeros_like();
        Self { value, grad }
    }
}

/// A tensor of any rank, as checkpoints see it.
pub trait AnyTensor {
    /// The shape.
    fn shape(&self) -> Vec<usize>;

    /// A copy of the values on the host.
    fn to_data(&self) -> TensorData;

    /// Replaces the values; the shape must be the same.
    ///
    /// # Panics
    /// If the shape differs.
    fn load(&mut self, data: TensorData);
}

impl<const D: usize> AnyTensor for Tensor<D> {
    fn shape(&self) -> Vec<usize> {
        self.dims().to_vec()
    }

    fn to_data(&self) -> TensorData {
        Tensor::to_data(self)
    }

    fn load(&mut self, data: TensorData) {
        assert_eq!(
            data.shape().as_slice(),
            self.dims(),
            "a tensor keeps its shape when it is loaded"
        );
        *self = Tensor::from_data(data, &self.device());
    }
}

/// A [`Parameter`] of rank 1 to 4, as optimisers see it.
///
/// An optimiser's update is the same for every element, so it works on the flat view:
/// a vector of values and the vector of their gradients.
pub trait AnyParameter: AnyTensor {
    /// The value, flattened: shape `[elements]`.
    fn flat_value(&self) -> Tensor<1>;

    /// The gradient, flattened: shape `[elements]`.
    fn flat_grad(&self) -> Tensor<1>;

    /// Replaces the value by `change(value, grad)`, both flattened to `[elements]`.
    ///
    /// The value is handed over, not copied, so that an update can happen in place.
    fn update(&mut self, change: &mut dyn FnMut(Tensor<1>, Tensor<1>) -> Tensor<1>);
}

/// The value alone: a gradient is computed anew in every step.
impl<const D: usize> AnyTensor for Parameter<D> {
    fn shape(&self) -> Vec<usize> {
        AnyTensor::shape(&self.value)
    }

    fn to_data(&self) -> TensorData {
        self.value.to_data()
    }

    fn load(&mut self, data: TensorData) {
        self.value.load(data);
    }
}

impl<const D: usize> AnyParameter for Parameter<D>
where
    Tensor<D>: Vectorize,
{
    fn flat_value(&self) -> Tensor<1> {
        self.value.clone().into_vector()
    }

    fn flat_grad(&self) -> Tensor<1> {
        self.grad.clone().into_vector()
    }

    fn update(&mut self, change: &mut dyn FnMut(Tensor<1>, Tensor<1>) -> Tensor<1>) {
        // While `change` runs, the value must have no second owner: the gradient stands in for it.
        let value = std::mem::replace(&mut self.value, self.grad.clone());
        let changed = change(value.into_vector(), self.flat_grad());
        self.value = Vectorize::from_vector(changed, &self.grad);
    }
}

/// From a tensor to a vector and back; a vector is one already, and small networks would feel even
/// a reshape that does nothing.
pub trait Vectorize {
    /// As a vector.
    fn into_vector(self) -> Tensor<1>;

    /// A vector in the shape of `like`.
    fn from_vector(vector: Tensor<1>, like: &Self) -> Self;
}

impl Vectorize for Tensor<1> {
    fn into_vector(self) -> Tensor<1> {
        self
    }

    fn from_vector(vector: Tensor<1>, _like: &Self) -> Self {
        vector
    }
}

macro_rules! vectorize_by_reshaping {
    ($($rank:literal)*) => {$(
        impl Vectorize for Tensor<$rank> {
            fn into_vector(self) -> Tensor<1> {
                self.reshape([-1])
            }

            fn from_vector(vector: Tensor<1>, like: &Self) -> Self {
                vector.reshape(like.dims())
            }
        }
    )*};
}
vectorize_by_reshaping!(2 3 4);

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    fn counting<const D: usize>(shape: [usize; D]) -> Tensor<D> {
        let count: usize = shape.iter().product();
        let values: Vec<f64> = (0..count).map(|value| value as f64).collect();
        Tensor::from_data(TensorData::new(values, shape), &Device::flex())
    }

    /// Flat views, an update and a checkpoint of a parameter of this shape.
    fn check<const D: usize>(shape: [usize; D])
    where
        Tensor<D>: Vectorize,
    {
        let values = |data: TensorData| data.iter::<f64>().collect::<Vec<_>>();
        let mut parameter = Parameter::new(counting(shape));
        assert_eq!(values(parameter.grad.to_data()), vec![0.0; 24]);
        parameter.grad = counting(shape) * 10.0;
        let seen: &mut dyn AnyParameter = &mut parameter;
        assert_eq!(seen.shape(), shape);
        let flat: Vec<f64> = (0..24).map(f64::from).collect();
        assert_eq!(values(seen.flat_value().into_data()), flat);
        let saved = seen.to_data();
        seen.update(&mut |value, grad| {
            assert_eq!((value.dims(), grad.dims()), ([24], [24]));
            value + grad
        });
        let updated: Vec<f64> = flat.iter().map(|value| 11.0 * value).collect();
        assert_eq!(values(seen.to_data()), updated);
        seen.load(saved);
        assert_eq!(values(seen.flat_value().into_data()), flat);
        let grad: Vec<f64> = flat.iter().map(|value| 10.0 * value).collect();
        assert_eq!(values(seen.flat_grad().into_data()), grad);
        assert_eq!(parameter.value.dims(), shape);
    }

    #[test]
    fn a_parameter_of_every_rank_is_a_vector_to_an_optimiser_and_itself_in_a_checkpoint() {
        check([24]);
        check([4, 6]);
        check([2, 3, 4]);
        check([2, 3, 2, 2]);
    }

    #[test]
    #[should_panic(expected = "keeps its shape")]
    fn another_shape_is_not_loaded() {
        let mut parameter = Parameter::new(counting([2, 3]));
        parameter.load(counting([3, 2]).into_data());
    }
}
