//! A parameter with its gradient, and what a layer written by hand offers.

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

/// A [`Parameter`] of any rank, as optimisers and checkpoints see it.
///
/// An optimiser's update is the same for every element, so it works on the flat view:
/// a vector of values and the vector of their gradients.
pub trait AnyParameter {
    /// The shape of the value and of its gradient.
    fn shape(&self) -> Vec<usize>;

    /// The value, flattened: shape `[elements]`.
    fn value(&self) -> Tensor<1>;

    /// The gradient, flattened: shape `[elements]`.
    fn grad(&self) -> Tensor<1>;

    /// Replaces the value by `change(value, grad)`, both flattened to `[elements]`.
    ///
    /// The value is handed over, not copied, so that an update can happen in place.
    fn update(&mut self, change: &mut dyn FnMut(Tensor<1>, Tensor<1>) -> Tensor<1>);

    /// A copy of the value on the host.
    fn to_data(&self) -> TensorData;

    /// Replaces the value; the shape must be the same.
    ///
    /// # Panics
    /// If the shape differs.
    fn load(&mut self, data: TensorData);
}

impl<const D: usize> AnyParameter for Parameter<D>
where
    Tensor<D>: Vectorize,
{
    fn shape(&self) -> Vec<usize> {
        self.value.dims().to_vec()
    }

    fn value(&self) -> Tensor<1> {
        self.value.clone().into_vector()
    }

    fn grad(&self) -> Tensor<1> {
        self.grad.clone().into_vector()
    }

    fn update(&mut self, change: &mut dyn FnMut(Tensor<1>, Tensor<1>) -> Tensor<1>) {
        // While `change` runs, the value must have no second owner: the gradient stands in for it.
        let value = std::mem::replace(&mut self.value, self.grad.clone());
        self.value = Vectorize::from_vector(change(value.into_vector(), self.grad()), &self.grad);
    }

    fn to_data(&self) -> TensorData {
        self.value.to_data()
    }

    fn load(&mut self, data: TensorData) {
        assert_eq!(
            data.shape().as_slice(),
            self.value.dims(),
            "a parameter keeps its shape when it is loaded"
        );
        self.value = Tensor::from_data(data, &self.value.device());
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

impl Vectorize for Tensor<2> {
    fn into_vector(self) -> Tensor<1> {
        self.reshape([-1])
    }

    fn from_vector(vector: Tensor<1>, like: &Self) -> Self {
        vector.reshape(like.dims())
    }
}

/// What a forward pass is for; a few layers act differently in the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A step of training: there is noise, and statistics are those of the batch.
    Training {
        /// The step's number, from which its random numbers follow.
        step: usize,
    },
    /// A measurement or a prediction: nothing is random, nothing changes.
    Evaluation,
}

/// One layer of a network written by hand.
///
/// `forward` keeps what `backward` will need, so each `backward` belongs to the `forward`
/// before it.
pub trait Layer {
    /// From the layer's input to its output.
    ///
    /// # Shapes
    /// - input: `[batch, in_features]`
    /// - output: `[batch, out_features]`
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2>;

    /// From the gradient of the loss with respect to the output to the one with respect to
    /// the input; the gradients of the layer's own parameters are stored in them.
    ///
    /// # Shapes
    /// - grad_output: `[batch, out_features]`
    /// - output: `[batch, in_features]`
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2>;

    /// The part of [`backward`](Self::backward) that the first layer of a network needs: stores
    /// the gradients of the layer's own parameters.
    ///
    /// # Shapes
    /// - grad_output: `[batch, out_features]`
    fn backward_parameters(&mut self, grad_output: Tensor<2>) {
        self.backward(grad_output);
    }

    /// Says what the next forward passes are for. Most layers do the same in both.
    fn set_mode(&mut self, _mode: Mode) {}

    /// The layer's parameters by name; none for an activation.
    fn parameters(&self) -> Vec<(&'static str, &dyn AnyParameter)> {
        Vec::new()
    }

    /// As [`parameters`](Self::parameters), to be changed.
    fn parameters_mut(&mut self) -> Vec<(&'static str, &mut dyn AnyParameter)> {
        Vec::new()
    }

    /// What the layer remembers without learning it by gradient, such as running statistics.
    fn buffers(&self) -> Vec<(&'static str, &dyn AnyParameter)> {
        Vec::new()
    }

    /// As [`buffers`](Self::buffers), to be changed.
    fn buffers_mut(&mut self) -> Vec<(&'static str, &mut dyn AnyParameter)> {
        Vec::new()
    }
}
