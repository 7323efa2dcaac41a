//! The public tests of assignment 2's exercises: literal numbers on tiny inputs.
//!
//! `cargo test -p assignment2 rnn` checks one topic, `cargo test -p assignment2 rnn_cell` one exercise.
//! The recurrent networks are checked again, beside Burn's and against central differences, in `rnn.rs`.

mod clipping;
mod convolution;
mod depth;
mod gru;
mod inception;
mod language;
mod layers;
mod lenet;
mod lstm;
mod mlp;
mod pooling;
mod resnet;
mod rnn;
mod spatial_batch_norm;
mod vgg;

#[path = "../../../common/tests/exercises/mod.rs"]
mod common_exercises;

use common::by_hand::Tensor;
use common_exercises::{assert_close, device, matrix, vector};

/// Images `[image, channel, height, width]`.
fn images<const N: usize, const C: usize, const H: usize, const W: usize>(
    images: [[[[f64; W]; H]; C]; N],
) -> Tensor<4> {
    Tensor::from_data(images, &device())
}

/// The first so many of four sequences of five steps of two numbers, `[sequence, step, number]`.
fn sequences(count: usize) -> Tensor<3> {
    let sequences = [
        [
            [1.0, -1.0],
            [0.0, 0.5],
            [0.5, 0.0],
            [-1.0, 2.0],
            [0.25, 1.0],
        ],
        [
            [0.0, 1.0],
            [2.0, -0.5],
            [-0.5, 0.0],
            [1.0, 1.0],
            [0.0, -1.0],
        ],
        [
            [-1.0, 0.0],
            [1.0, 0.5],
            [0.0, 2.0],
            [0.25, -2.0],
            [-0.5, 0.5],
        ],
        [
            [0.5, 0.5],
            [0.0, 0.0],
            [-1.0, -1.0],
            [2.0, 0.0],
            [1.0, -0.5],
        ],
    ];
    Tensor::<3>::from_data(sequences, &device()).narrow(0, 0, count)
}

/// If this fails, the machine or its set-up is at fault and no exercise: tell the teaching staff.
#[test]
fn machine_can_compute() {
    let product = matrix([[1.0, 2.0], [3.0, 4.0]]).matmul(matrix([[1.0], [10.0]]));
    assert_close(
        product,
        matrix([[21.0], [43.0]]),
        "please tell the teaching staff",
    );
}
