//! The public tests of assignment 1's exercises: literal numbers on tiny inputs.
//!
//! `cargo test -p assignment1 linear` checks one topic, `cargo test -p assignment1 linear_backward`
//! one exercise. The gradients are checked again, against central differences, in `gradients.rs`.

mod activations;
mod batch_norm;
mod compare;
mod coordinates;
mod cross_entropy;
mod dropout;
mod gates;
mod initialization;
mod linear;
#[cfg(target_os = "linux")]
mod memory;
mod mlp;
mod optimizers;
mod penalties;
mod perceptron;
mod range_test;
mod schedules;
mod sgd;
mod softmax;
mod surfaces;
mod training;

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
