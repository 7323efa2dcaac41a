use crate::{assert_close, device, vector};
use assignment3::conv_vae::{Down, Up};
use burn::module::Param;
use burn::tensor::Tensor;
use common::layers::Conv2d;

/// Two channels of 4x8 pixels.
const IMAGE: [usize; 3] = [2, 4, 8];

/// Weights -3, -2, -1, 0, 1, 2, 3, -3, … times `unit`, in stored order, and biases -0.1, 0, 0.1, -0.1, …
fn ramp(mut layer: Conv2d, unit: f64) -> Conv2d {
    let shape = layer.weight.dims();
    let weights = (0..shape.iter().product()).map(|place| ((place % 7) as f64 - 3.0) * unit);
    let weights = vector(weights.collect::<Vec<_>>()).reshape(shape);
    let biases = (0..shape[0]).map(|map| 0.1 * (map % 3) as f64 - 0.1);
    layer.weight = Param::from_tensor(weights);
    layer.bias = Some(Param::from_tensor(vector(biases.collect::<Vec<_>>())));
    layer
}

/// The convolutions with ramps of these units.
fn ramps([first, second]: [Conv2d; 2], units: [f64; 2]) -> [Conv2d; 2] {
    [ramp(first, units[0]), ramp(second, units[1])]
}

fn down() -> Down {
    let mut down = Down::new(IMAGE, &device());
    down.convolutions = ramps(down.convolutions, [0.05, 0.02]);
    down
}

fn up() -> Up {
    let mut up = Up::new(IMAGE, &device());
    up.convolutions = ramps(up.convolutions, [0.02, 0.05]);
    up
}

fn picture() -> Tensor<2> {
    let pixels = (0..64).map(|place| f64::from(place * 5 % 11) / 10.0);
    vector(pixels.collect::<Vec<_>>()).unsqueeze()
}

fn row() -> Tensor<2> {
    let numbers = (0..64).map(|place| (f64::from(place * 3 % 13) - 6.0) / 5.0);
    vector(numbers.collect::<Vec<_>>()).unsqueeze()
}

/// The first and the last numbers of the first row, and the sum of all.
#[track_caller]
fn assert_row(row: Tensor<2>, ends: [&[f64]; 2], sum: f64, hint: &str) {
    let length = row.dims()[1];
    let [first, last] = ends.map(|end| end.len());
    let part = |from: usize, count: usize| row.clone().narrow(1, from, count);
    assert_close(part(0, first).reshape([first]), vector(ends[0]), hint);
    assert_close(
        part(length - last, last).reshape([last]),
        vector(ends[1]),
        hint,
    );
    assert_close(row.sum(), vector([sum]), hint);
}

#[test]
fn conv_vae_down_of_one_picture() {
    assert_row(
        down().forward(picture()),
        [
            &[0.0, 0.0, 0.0, 0.0, 0.116_4, 0.129_8, 0.0, 0.0],
            &[0.042_4, 0.097, 0.0, 0.0, 0.030_2, 0.0],
        ],
        2.214_9,
        "equation (1): the row read as [channels, height, width], two convolutions with ReLU behind each, the maps read \
         as a row",
    );
}

#[test]
fn conv_vae_down_has_one_row_a_picture() {
    let [one, other] = [picture(), picture().flip([1])];
    let both = down().forward(Tensor::cat(vec![one.clone(), other.clone()], 0));
    let apart = Tensor::cat(vec![down().forward(one), down().forward(other)], 0);
    assert_close(
        both,
        apart,
        "pictures of a batch know nothing of each other",
    );
}

#[test]
fn conv_vae_up_of_one_row() {
    assert_row(
        up().forward(row()),
        [
            &[
                -0.117_8, -0.138_6, -0.158, -0.114_2, -0.09, -0.101_6, -0.135, -0.099_2,
            ],
            &[
                -0.007_8, -0.032_8, -0.068_4, -0.007, 0.027_4, 0.011_2, 0.002_4, -0.008_2,
            ],
        ],
        -3.538,
        "equation (2): before each convolution ReLU and then `double`; nothing behind the last, whose numbers are logits",
    );
}

#[test]
fn conv_vae_up_has_one_row_a_picture() {
    let [one, other] = [row(), row().flip([1])];
    let both = up().forward(Tensor::cat(vec![one.clone(), other.clone()], 0));
    let apart = Tensor::cat(vec![up().forward(one), up().forward(other)], 0);
    assert_close(
        both,
        apart,
        "pictures of a batch know nothing of each other",
    );
}
