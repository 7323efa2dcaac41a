//! What is asked of `assignment2/src/convolution.rs` with inputs that nobody has seen.

use assignment2::convolution::Convolution;
use common::by_hand::Layer;
use probe::Case;

/// a2.convolution.forward
pub fn convolution_forward(case: &mut Case) {
    for ways in [[1, 0], [1, 1], [2, 1]] {
        let (mut layer, image) = layer(case, ways);
        let output = layer.forward(case.normal("input", image));
        case.give(&named("output", ways), output);
    }
    // One image, and a kernel as large as it.
    let [channels, height, width, out] = case.sizes([1..=3, 2..=4, 3..=5, 2..=4]);
    let weight = case.normal("weight", [out, channels, height, width]);
    let mut layer = Convolution::with_weight(weight);
    layer.bias.value = case.normal("bias", [out]);
    let output = layer.forward(case.normal("input", [1, channels, height, width]));
    case.give("output of a kernel as large as the image", output);
}

/// a2.convolution.backward
pub fn convolution_backward(case: &mut Case) {
    for ways in [[1, 0], [1, 1], [2, 1]] {
        let (mut layer, image) = layer(case, ways);
        // Backward belongs to the last forward pass.
        layer.forward(case.normal("an earlier input", image));
        let output = layer.forward(case.normal("input", image));
        let grad = layer.backward(case.normal("gradient", output.dims()));
        case.give(&named("input gradient", ways), grad);
        let (weight, bias) = (layer.weight.grad.clone(), layer.bias.grad.clone());
        case.give(&named("weight gradient", ways), weight);
        case.give(&named("bias gradient", ways), bias);
    }
}

/// a2.convolution.forward
pub fn convolution_forward_for_backward(case: &mut Case) {
    let (mut layer, image) = layer(case, [2, 1]);
    layer.forward(case.normal("an earlier input", image));
    let output = layer.forward(case.normal("input", image));
    let grad = layer.backward(case.normal("gradient", output.dims()));
    case.give("what backward makes of it", grad);
    case.give("weight gradient", layer.weight.grad.clone());
}

fn named(what: &str, [stride, padding]: [usize; 2]) -> String {
    format!("{what}, stride {stride}, padding {padding}")
}

// A layer, and the shape of a batch of images for it. The stride leaves some of the image over, or not.
fn layer(case: &mut Case, [stride, padding]: [usize; 2]) -> (Convolution, [usize; 4]) {
    let [batch, channels, out] = case.sizes([2..=4, 1..=3, 2..=5]);
    let [k_h, k_w] = case.sizes([2..=3, 1..=4]);
    let [height, width] = case.sizes([4..=8, 5..=9]);
    let mut layer = Convolution::with_weight(case.normal("weight", [out, channels, k_h, k_w]));
    layer.bias.value = case.normal("bias", [out]);
    (layer.window.stride, layer.window.padding) = (stride, padding);
    (layer, [batch, channels, height, width])
}
