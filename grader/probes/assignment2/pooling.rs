//! What is asked of `assignment2/src/pooling.rs` with inputs that nobody has seen.

use assignment2::convolution::Window;
use assignment2::pooling::MaxPooling;
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a2.pooling.forward
pub fn pooling_forward(case: &mut Case) {
    for ways in [[1, 0], [2, 0], [2, 1]] {
        let (mut layer, image) = layer(case, ways);
        let maps = maps(case, image);
        case.give(&named("output", ways), layer.forward(maps));
    }
}

/// a2.pooling.backward
pub fn pooling_backward(case: &mut Case) {
    for ways in [[1, 0], [2, 0], [2, 1]] {
        let (mut layer, image) = layer(case, ways);
        let maps = maps(case, image);
        // Backward belongs to the last forward pass.
        layer.forward(-maps.clone());
        let output = layer.forward(maps);
        let grad = layer.backward(case.normal("gradient", output.dims()));
        case.give(&named("input gradient", ways), grad);
    }
}

/// a2.pooling.backward
pub fn pooling_backward_of_ties(case: &mut Case) {
    let (mut layer, image) = layer(case, [2, 1]);
    // Behind ReLU most are 0, and the others whole numbers.
    let relu = case.spread("input, less its fractions", image, 1.2);
    let output = layer.forward(relu.round().clamp_min(0.0));
    let grad = layer.backward(case.normal("gradient", output.dims()));
    case.give("input gradient", grad);
}

/// a2.pooling.forward
pub fn pooling_forward_for_backward(case: &mut Case) {
    let (mut layer, image) = layer(case, [2, 1]);
    let maps = maps(case, image);
    layer.forward(-maps.clone());
    let output = layer.forward(maps);
    let grad = layer.backward(case.normal("gradient", output.dims()));
    case.give("what backward makes of it", grad);
}

fn named(what: &str, [stride, padding]: [usize; 2]) -> String {
    format!("{what}, stride {stride}, padding {padding}")
}

// A layer, and the shape of maps for it.
fn layer(case: &mut Case, [stride, padding]: [usize; 2]) -> (MaxPooling, [usize; 4]) {
    let [batch, channels] = case.sizes([1..=3, 2..=4]);
    let size = case.sizes([2..=3, 2..=4]);
    let [height, width] = case.sizes([5..=8, 4..=9]);
    let layer = MaxPooling::new(Window {
        size,
        stride,
        padding,
    });
    (layer, [batch, channels, height, width])
}

// Numbers that are far apart; those of the last channel are all below 0.
fn maps(case: &mut Case, shape: [usize; 4]) -> Tensor<4> {
    let count: usize = shape.iter().product();
    let of_last = count / shape[0] / shape[1];
    let order = case.permutation(count);
    let numbers = order.into_iter().enumerate().map(|(place, rank)| {
        let number = 0.1 * rank as f64 - 0.03 * count as f64;
        match (place / of_last + 1).is_multiple_of(shape[1]) {
            // By rank, so that no two are equal.
            true => -0.1 * rank as f64 - 0.05,
            false => number,
        }
    });
    let numbers: Vec<f64> = numbers.collect();
    case.from_numbers("input", &numbers, shape)
}
