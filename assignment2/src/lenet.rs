//! LeNet: two convolutions with pooling, then a classifier. The oldest network of the course, and still
//! the one to try first on small images.
//!
//! Each convolution is followed by ReLU and by 2x2 max pooling with stride 2, which halves height and
//! width. What is left of a 28x28 image is a map of 7x7, read as a row:
//!
//! a₁ = pool(relu(conv₁(x)))   (1)
//!
//! a₂ = pool(relu(conv₂(a₁)))   (2)
//!
//! o = dropout(relu(flatten(a₂) W₁ + b₁)) W₂ + b₂   (3)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `images` | `[batch, channels, height, width]` |
//! | a₁ | | `[batch, 32, height / 2, width / 2]` |
//! | a₂ | output of [`LeNet::features`] | `[batch, 64, height / 4, width / 4]` |
//! | o | output of [`LeNet::classify`] | `[batch, class]` |
//!
//! Source: LeCun et al., *Gradient-based learning applied to document recognition* (1998), section II, with
//! ReLU, max pooling, dropout and widths as they are usual today.
//!
//! Read next: `vgg.rs`.

use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::layers::{Conv2d, MaxPool2d};
use common::ops::Window;

/// Channels of the two convolutions, and numbers in the hidden layer of the classifier.
const WIDTHS: [usize; 3] = [32, 64, 128];

/// The network.
#[derive(Module, Debug)]
pub struct LeNet {
    /// The two convolutions, 5x5, padded so that height and width stay.
    pub convolutions: [Conv2d; 2],
    /// Behind each of them.
    pub pool: MaxPool2d,
    /// The classifier: hidden layer and output.
    pub linear: [Linear; 2],
    /// Between the two.
    pub dropout: Dropout,
}

impl LeNet {
    /// A network for images `[channels, height, width]` of so many classes, which drops numbers of its hidden layer
    /// with this probability.
    pub fn new(image: [usize; 3], classes: usize, dropout: f64, device: &Device) -> Self {
        let [channels, height, width] = image;
        let [first, second, hidden] = WIDTHS;
        let shapes = [[first, channels, 5, 5], [second, first, 5, 5]];
        let flat = second * (height / 4) * (width / 4);
        Self {
            convolutions: shapes.map(|shape| Conv2d::new(shape, Window::padded(2), device)),
            pool: MaxPool2d::new(2, Window::padded(0).every(2)),
            linear: [[flat, hidden], [hidden, classes]]
                .map(|[from, to]| LinearConfig::new(from, to).init(device)),
            dropout: DropoutConfig::new(dropout).init(),
        }
    }

    /// **Exercise a2.lenet.features** (practice): equations (1) and (2).
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, 64, height / 4, width / 4]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<4> {
        let [first, second] = &self.convolutions;
        assert_shape!(images, [_, first.weight.dims()[1], _, _]);
        let maps = self.pool.forward(activation::relu(first.forward(images)));
        self.pool.forward(activation::relu(second.forward(maps)))
    }

    /// **Exercise a2.lenet.classify** (practice): equation (3). What comes out are logits: the softmax is in the loss.
    ///
    /// # Shapes
    /// - maps: the output of [`features`](Self::features)
    /// - output: logits, `[batch, class]`
    pub fn classify(&self, maps: Tensor<4>) -> Tensor<2> {
        let [hidden, output] = &self.linear;
        let hidden = activation::relu(hidden.forward(maps.flatten(1, 3)));
        output.forward(self.dropout.forward(hidden))
    }
}
