//! The classifier of digits that marks generated ones: LeNet, given and never an exercise.
//!
//! Its last hidden layer is the space in which pictures are compared: two pictures are near each other there if they
//! mean the same to it, wherever their strokes lie.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::data::embedded;
use common::error::Result;
use common::layers::{Conv2d, MaxPool2d};
use common::ops::Window;
use common::tensors;

/// Numbers in the space of features.
pub const FEATURES: usize = 64;

/// Digits.
pub const CLASSES: usize = 10;

/// Height and width of what it reads.
pub const SIDE: usize = 28;

const FILE: &str = "judge-mnist.safetensors";

/// The network.
#[derive(Module, Debug)]
pub struct Judge {
    /// Two convolutions, 5x5, padded so that height and width stay.
    pub convolutions: [Conv2d; 2],
    /// Behind each of them.
    pub pool: MaxPool2d,
    /// To the features, and to the logits.
    pub linear: [Linear; 2],
}

impl Judge {
    /// A network that has learned nothing.
    pub fn new(device: &Device) -> Self {
        let convolutions = [[16, 1, 5, 5], [32, 16, 5, 5]];
        let linear = [
            [32 * (SIDE / 4) * (SIDE / 4), FEATURES],
            [FEATURES, CLASSES],
        ];
        Self {
            convolutions: convolutions.map(|shape| Conv2d::new(shape, Window::padded(2), device)),
            pool: MaxPool2d::new(2, Window::padded(0).every(2)),
            linear: linear.map(|[from, to]| LinearConfig::new(from, to).init(device)),
        }
    }

    /// The network that is shipped, as the row `judge` of the results has it.
    ///
    /// # Errors
    /// [`Error::Data`](common::error::Error::Data) if its file is damaged, with the command that repairs it.
    pub fn shipped(device: &Device) -> Result<Self> {
        let bytes = embedded::read(FILE)?;
        let mut judge = Self::new(device);
        for (number, convolution) in judge.convolutions.iter_mut().enumerate() {
            convolution.weight =
                parameter(&bytes, &format!("convolutions.{number}.weight"), device)?;
            convolution.bias = Some(parameter(
                &bytes,
                &format!("convolutions.{number}.bias"),
                device,
            )?);
        }
        for (number, linear) in judge.linear.iter_mut().enumerate() {
            linear.weight = parameter(&bytes, &format!("linear.{number}.weight"), device)?;
            linear.bias = Some(parameter(&bytes, &format!("linear.{number}.bias"), device)?);
        }
        Ok(judge)
    }

    /// What it makes of pictures before it names a digit.
    ///
    /// # Shapes
    /// - pictures: `[batch, 1, 28, 28]`, from 0 to 1
    /// - output: `[batch, 64]`
    pub fn features(&self, pictures: Tensor<4>) -> Tensor<2> {
        assert_shape!(pictures, [_, 1, SIDE, SIDE]);
        let [first, second] = &self.convolutions;
        let maps = self.pool.forward(activation::relu(first.forward(pictures)));
        let maps = self.pool.forward(activation::relu(second.forward(maps)));
        activation::relu(self.linear[0].forward(maps.flatten(1, 3)))
    }

    /// # Shapes
    /// - features: `[batch, 64]`
    /// - output: logits, `[batch, 10]`
    pub fn logits(&self, features: Tensor<2>) -> Tensor<2> {
        self.linear[1].forward(features)
    }
}

fn parameter<const D: usize>(
    bytes: &[u8],
    name: &str,
    device: &Device,
) -> Result<Param<Tensor<D>>> {
    let data = tensors::from_bytes(bytes, name)?;
    Ok(Param::from_tensor(Tensor::from_data(data, device)))
}
