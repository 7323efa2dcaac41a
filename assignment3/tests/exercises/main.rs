//! The public tests of assignment 3's exercises: literal numbers on tiny inputs.
//!
//! `cargo test -p assignment3 TOPIC` checks one topic.

mod autoencoder;
mod conv_vae;
mod convolutional_autoencoder;
mod dcgan;
mod gan;
mod gan_losses;
mod importance;
mod interpolation;
mod kernel_pca;
mod layers;
mod likelihood;
mod modes;
mod pca;
mod vae;

#[path = "../../../common/tests/exercises/mod.rs"]
mod common_exercises;

use common_exercises::{assert_close, device, matrix, vector};

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
