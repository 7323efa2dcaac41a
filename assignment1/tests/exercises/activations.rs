use crate::{assert_close, matrix};
use assignment1::activations::{LeakyRelu, Relu, Sigmoid, Tanh};
use common::by_hand::{Layer, Tensor};

fn input() -> Tensor<2> {
    matrix([[-2.0, 0.0, 3.0], [1.0, -0.5, 0.25]])
}

fn grad_output() -> Tensor<2> {
    matrix([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]])
}

fn backward(mut layer: impl Layer) -> Tensor<2> {
    layer.forward(input());
    layer.backward(grad_output())
}

#[test]
fn relu_forward_cuts_what_is_negative() {
    let expected = matrix([[0.0, 0.0, 3.0], [1.0, 0.0, 0.25]]);
    assert_close(Relu::default().forward(input()), expected, "max(z, 0)");
}

#[test]
fn relu_backward_passes_where_the_input_was_positive() {
    let expected = matrix([[0.0, 0.0, 30.0], [40.0, 0.0, 60.0]]);
    let hint = "the sign of the input decides, not that of the gradient; at 0 nothing passes";
    assert_close(backward(Relu::default()), expected, hint);
}

#[test]
fn relu_backward_lets_negative_gradients_pass() {
    let mut layer = Relu::default();
    layer.forward(matrix([[1.0, -1.0]]));
    let grad = layer.backward(matrix([[-7.0, -7.0]]));
    let hint = "a gradient may have either sign: do not apply max(·, 0) to it";
    assert_close(grad, matrix([[-7.0, 0.0]]), hint);
}

#[test]
fn leaky_relu_forward_leaks_what_is_negative() {
    let expected = matrix([[-0.02, 0.0, 3.0], [1.0, -0.005, 0.25]]);
    let output = LeakyRelu::default().forward(input());
    assert_close(output, expected, "0.01 z for negative z");
}

#[test]
fn leaky_relu_backward_leaks_where_the_input_was_negative() {
    let expected = matrix([[0.1, 0.2, 30.0], [40.0, 0.5, 60.0]]);
    let hint = "slope 0.01 where z <= 0";
    assert_close(backward(LeakyRelu::default()), expected, hint);
}

#[test]
fn tanh_forward_of_known_values() {
    let expected = matrix([
        [-0.964_027_58, 0.0, 0.995_054_75],
        [0.761_594_16, -0.462_117_16, 0.244_918_66],
    ]);
    assert_close(Tanh::default().forward(input()), expected, "tanh z");
}

#[test]
fn tanh_forward_is_finite_far_from_0() {
    let output = Tanh::default().forward(matrix([[-1000.0, 1000.0]]));
    let hint = "exponentials are infinite there, and infinity divided by infinity is no number";
    assert_close(output, matrix([[-1.0, 1.0]]), hint);
}

#[test]
fn tanh_backward_of_known_values() {
    let expected = matrix([
        [0.706_508_2, 20.0, 0.295_981_1],
        [16.798_974, 39.322_387, 56.400_89],
    ]);
    assert_close(backward(Tanh::default()), expected, "g (1 - a²)");
}

#[test]
fn sigmoid_forward_of_known_values() {
    let expected = matrix([
        [0.119_202_92, 0.5, 0.952_574_13],
        [0.731_058_6, 0.377_540_67, 0.562_176_5],
    ]);
    let output = Sigmoid::default().forward(input());
    assert_close(output, expected, "1 / (1 + exp(-z))");
}

#[test]
fn sigmoid_forward_is_finite_far_from_0() {
    let output = Sigmoid::default().forward(matrix([[-1000.0, 1000.0]]));
    let hint = "no infinity divided by infinity";
    assert_close(output, matrix([[0.0, 1.0]]), hint);
}

#[test]
fn sigmoid_backward_of_known_values() {
    let expected = matrix([
        [1.049_935_9, 5.0, 1.355_299_9],
        [7.864_477, 11.750_186, 14.768_048],
    ]);
    assert_close(backward(Sigmoid::default()), expected, "g a (1 - a)");
}
