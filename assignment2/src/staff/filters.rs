//! Kernels of 3x3 that are written down and not learned: what a convolution can see.

use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use serde::Serialize;

/// A kernel with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// The image as it is
    Identity,
    /// The mean of nine pixels, those in the middle counting more
    Blur,
    /// The image, and its difference from its neighbours on top
    Sharpen,
    /// How much brighter it gets to the right: vertical edges
    SobelX,
    /// How much brighter it gets downwards: horizontal edges
    SobelY,
    /// How much a pixel differs from its neighbours: edges and points of every direction
    Laplacian,
}

impl Filter {
    /// Its name on the command line.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.expect("no filter is hidden").get_name().to_owned()
    }

    /// Its numbers, row by row.
    ///
    /// Source: Gonzalez and Woods, *Digital Image Processing* (4th edition, 2018), sections 3.5 and 3.6.
    pub fn kernel(self) -> [[f64; 3]; 3] {
        match self {
            Self::Identity => [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]],
            Self::Blur => [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
                .map(|row| row.map(|number| number / 16.0)),
            Self::Sharpen => [[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]],
            Self::SobelX => [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]],
            Self::SobelY => [[-1.0, -2.0, -1.0], [0.0, 0.0, 0.0], [1.0, 2.0, 1.0]],
            Self::Laplacian => [[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]],
        }
    }

    /// Whether what it gives is a brightness again: its numbers add up to 1. The others add up to 0, and give 0
    /// where nothing changes.
    pub fn keeps_brightness(self) -> bool {
        self.kernel().as_flattened().iter().sum::<f64>() > 0.5
    }

    /// As the weight of a convolution, `[1, 1, 3, 3]`.
    pub fn weight(self, device: &Device) -> Tensor<4> {
        Tensor::from_data([[self.kernel()]], device)
    }
}
