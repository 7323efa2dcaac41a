//! What in an image an answer rests on: three ways to ask a network that is trained.
//!
//! The **saliency** of a pixel is the derivative of the logit of a class by it: how much the logit moves
//! if the pixel does, a little.
//!
//! S = ∂o_c / ∂x   (1)
//!
//! **Occlusion** hides a square around each place and asks again; zero in the network's units, which is the
//! mean of the training pixels, counts as hidden.
//!
//! M_ij = p_c(x) - p_c(x without the square around i, j)   (2)
//!
//! **Grad-CAM** weights each map in front of the classifier by the mean of the logit's derivative over its
//! places, and keeps what speaks for the class.
//!
//! α_k = mean over i, j of ∂o_c / ∂A_kij,   L = relu(Σ_k α_k A_k)   (3)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `images` | `[batch, channels, height, width]` |
//! | o, p | what `logits` gives, and its softmax | `[batch, class]` |
//! | c | `classes` | `[batch]` |
//! | A | `maps` | `[batch, maps, rows, columns]` |
//!
//! The networks are `valid()` ones, whose dropout and batch normalisation do not train, whatever asks for
//! gradients.
//!
//! Sources: (1) Simonyan, Vedaldi and Zisserman, *Deep inside convolutional networks* (2013); (2) Zeiler and
//! Fergus, *Visualizing and understanding convolutional networks* (2014); (3) Selvaraju et al., *Grad-CAM*
//! (2017).

use burn::tensor::ops::{InterpolateMode, InterpolateOptions};
use burn::tensor::{Device, Int, Tensor, TensorData, activation, module};

/// The square that is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square {
    /// Pixels along a side.
    pub side: usize,
    /// Pixels from one place to the next.
    pub stride: usize,
}

impl Square {
    /// About a quarter of an image along both sides, around every pixel or, of an image of
    /// 32 pixels and more, 16 times along a side, or a little oftener.
    pub fn of([height, width]: [usize; 2]) -> Self {
        let least = height.min(width);
        Self {
            side: 2 * (least / 9).max(1) + 1,
            stride: (least / 16).max(1),
        }
    }
}

/// Equation (1).
///
/// # Shapes
/// - output: that of the images
pub fn saliency(
    logits: impl Fn(Tensor<4>) -> Tensor<2>,
    images: Tensor<4>,
    classes: Tensor<1, Int>,
) -> Tensor<4> {
    gradient(logits, images, classes)
}

/// Equation (2) for every place that the square comes to, of one image: how much less probable the class is
/// without it.
///
/// # Shapes
/// - image: `[1, channels, height, width]`
/// - output: `[1, 1, ⌈height / stride⌉, ⌈width / stride⌉]`
pub fn occlusion(
    logits: impl Fn(Tensor<4>) -> Tensor<2>,
    image: &Tensor<4>,
    class: usize,
    square: Square,
) -> Tensor<4> {
    let [_, _, height, width] = image.dims();
    let probability = |images| activation::softmax(logits(images), 1).narrow(1, class, 1);
    let whole = probability(image.clone());
    // A row of places at a time: all at once would be as many images as one has pixels.
    let rows = (0..height).step_by(square.stride).map(|row| {
        let seen = seen([height, width], (row, square), &image.device());
        let hidden = probability(image.clone() * seen); // [places, 1]
        (whole.clone() - hidden).transpose()
    });
    let drops: Vec<_> = rows.collect();
    Tensor::cat(drops, 0).unsqueeze()
}

/// What is seen of an image while a square is hidden, one after the other along a row of places: 1 or 0.
fn seen([height, width]: [usize; 2], (row, square): (usize, Square), device: &Device) -> Tensor<4> {
    let before = square.side / 2;
    let is_hidden =
        |middle: usize, at: usize| (middle..middle + square.side).contains(&(at + before));
    let places: Vec<usize> = (0..width).step_by(square.stride).collect();
    let pixels = places.iter().flat_map(|column| {
        let all = (0..height).flat_map(|i| (0..width).map(move |j| (i, j)));
        all.map(|(i, j)| f32::from(!(is_hidden(row, i) && is_hidden(*column, j))))
    });
    let pixels: Vec<f32> = pixels.collect();
    Tensor::from_data(
        TensorData::new(pixels, [places.len(), 1, height, width]),
        device,
    )
}

/// Equation (3).
///
/// # Shapes
/// - classify: from maps to logits
/// - output: `[batch, 1, rows, columns]`
pub fn grad_cam(
    classify: impl Fn(Tensor<4>) -> Tensor<2>,
    maps: Tensor<4>,
    classes: Tensor<1, Int>,
) -> Tensor<4> {
    let weights = gradient(classify, maps.clone(), classes)
        .mean_dim(2)
        .mean_dim(3); // [batch, maps, 1, 1]
    activation::relu((weights * maps).sum_dim(1))
}

/// The derivative of the logit of each one's class by what the logits are computed from.
fn gradient(
    logits: impl Fn(Tensor<4>) -> Tensor<2>,
    from: Tensor<4>,
    classes: Tensor<1, Int>,
) -> Tensor<4> {
    let from = from.autodiff().require_grad();
    let own = logits(from.clone()).gather(1, classes.unsqueeze_dim(1));
    let gradients = own.sum().backward();
    let gradient = from.grad(&gradients);
    // Logits that do not depend on it.
    gradient.unwrap_or_else(|| from.inner().zeros_like())
}

/// Maps as large as the images that they are of, bilinear between the middles of their places.
///
/// # Shapes
/// - maps: `[batch, maps, rows, columns]`
/// - output: `[batch, maps, height, width]`
pub fn enlarged(maps: Tensor<4>, [height, width]: [usize; 2]) -> Tensor<4> {
    let options = InterpolateOptions::new(InterpolateMode::Bilinear).with_align_corners(false);
    module::interpolate(maps, options.with_output_size([height, width]))
}

/// Maps, each divided by the largest size of its numbers; those that are 0 everywhere stay so.
///
/// # Shapes
/// - maps and output: `[batch, maps, rows, columns]`
pub fn scaled(maps: Tensor<4>) -> Tensor<4> {
    let largest = maps.clone().abs().max_dim(3).max_dim(2);
    maps / largest.clamp_min(1e-12)
}

/// Light blue and orange, which are told apart in every common form of colour blindness.
const HUES: [[f32; 3]; 2] = [[0.34, 0.71, 0.91], [0.90, 0.62, 0.0]];

/// Images in half their brightness below numbers from -1 to 1: blue what is positive, orange what is
/// negative, for [`Pictures`](common::figures::Pictures).
///
/// # Shapes
/// - images: `[batch, channels, height, width]`, from 0 to 1
/// - numbers: `[batch, 1, height, width]`
/// - output: `[batch, 3, height, width]`
pub fn over(images: &Tensor<4>, numbers: Tensor<4>) -> Tensor<4> {
    let grey = images.clone().mean_dim(1) * 0.5;
    let strength = numbers.clone().abs().clamp_max(1.0);
    let ground = grey * (strength.neg() + 1.0);
    let hue = |hue: [f32; 3]| Tensor::<1>::from_data(hue, &ground.device()).reshape([1, 3, 1, 1]);
    let [blue, orange] = HUES.map(hue);
    let signs = [numbers.clone(), numbers.neg()].map(|it| it.clamp(0.0, 1.0));
    let [positive, negative] = signs;
    ground + positive * blue + negative * orange
}
