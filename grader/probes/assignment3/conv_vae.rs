//! What is asked of `assignment3/src/conv_vae.rs` with inputs that nobody has seen.

use assignment3::conv_vae::{Down, Up, small};
use burn::module::Param;
use common::layers::Conv2d;
use probe::Case;

/// a3.conv_vae.down
pub fn conv_vae_down(case: &mut Case) {
    let (image, batch) = image(case);
    let mut down = Down::new(image, case.device());
    for convolution in &mut down.convolutions {
        draw(case, convolution);
    }
    let pixels = image.iter().product();
    let pictures = case.normal("pictures", [batch, pixels]);
    case.give("features", down.forward(pictures));
}

/// a3.conv_vae.up
pub fn conv_vae_up(case: &mut Case) {
    let (image, batch) = image(case);
    let mut up = Up::new(image, case.device());
    for convolution in &mut up.convolutions {
        draw(case, convolution);
    }
    let features = small(image).iter().product();
    let rows = case.normal("rows", [batch, features]);
    case.give("logits", up.forward(rows));
}

// Channels, height and width of a picture, and how many there are.
fn image(case: &mut Case) -> ([usize; 3], usize) {
    let [channels, batch] = case.sizes([1..=3, 2..=4]);
    let [height, width] = case.sizes([1..=2, 1..=3]);
    ([channels, 4 * height, 4 * width], batch)
}

fn draw(case: &mut Case, layer: &mut Conv2d) {
    let shape = layer.weight.dims();
    let inputs: usize = shape[1..].iter().product();
    let deviation = (2.0 / inputs as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", shape, deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [shape[0]], 0.3)));
}
