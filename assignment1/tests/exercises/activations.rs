use crate::{assert_close, matrix};
use assignment1::activations::{LeakyRelu, Relu, Sigmoid, Tanh};
use common::by_hand::{Layer, Tensor};

/// Negative and positive, small and large, and 0 with both signs.
fn input() -> Tensor<2> {
    matrix([
        [-2.0, 0.0, 3.0, 7.5],
        [1.0, -0.5, 0.25, -8.0],
        [20.0, -0.0, 0.001, -1.0],
    ])
}

/// Both signs at every kind of input.
fn grad_output() -> Tensor<2> {
    matrix([
        [10.0, -20.0, 30.0, -40.0],
        [-50.0, 60.0, 70.0, -80.0],
        [90.0, 11.0, -12.0, 13.0],
    ])
}

fn backward(mut layer: impl Layer) -> Tensor<2> {
    layer.forward(input());
    layer.backward(grad_output())
}

/// What comes back if another batch went through the layer before this one.
fn backward_of_the_second(mut layer: impl Layer) -> Tensor<2> {
    layer.forward(-input());
    layer.forward(input());
    layer.backward(grad_output())
}

#[test]
fn relu_forward_cuts_what_is_negative() {
    let expected = matrix([
        [0.0, 0.0, 3.0, 7.5],
        [1.0, 0.0, 0.25, 0.0],
        [20.0, 0.0, 0.001, 0.0],
    ]);
    let hint = "max(z, 0): what is positive stays, however large or small";
    assert_close(Relu::default().forward(input()), expected, hint);
}

#[test]
fn relu_backward_passes_where_the_input_was_positive() {
    let expected = matrix([
        [0.0, 0.0, 30.0, -40.0],
        [-50.0, 0.0, 70.0, 0.0],
        [90.0, 0.0, -12.0, 0.0],
    ]);
    let hint = "the sign of the input decides, not that of the gradient; at 0 nothing passes";
    assert_close(backward(Relu::default()), expected.clone(), hint);
    let hint = "the input of the last forward pass decides";
    assert_close(backward_of_the_second(Relu::default()), expected, hint);
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
    let expected = matrix([
        [-0.02, 0.0, 3.0, 7.5],
        [1.0, -0.005, 0.25, -0.08],
        [20.0, 0.0, 0.001, -0.01],
    ]);
    let output = LeakyRelu::default().forward(input());
    assert_close(output, expected, "0.01 z for negative z");
}

#[test]
fn leaky_relu_backward_leaks_where_the_input_was_negative() {
    let expected = matrix([
        [0.1, -0.2, 30.0, -40.0],
        [-50.0, 0.6, 70.0, -0.8],
        [90.0, 0.11, -12.0, 0.13],
    ]);
    let hint = "slope 0.01 where z <= 0";
    assert_close(backward(LeakyRelu::default()), expected.clone(), hint);
    let hint = "the input of the last forward pass decides";
    assert_close(backward_of_the_second(LeakyRelu::default()), expected, hint);
}

#[test]
fn tanh_forward_of_known_values() {
    let expected = matrix([
        [-0.964_027_58, 0.0, 0.995_054_75, 0.999_999_39],
        [0.761_594_16, -0.462_117_16, 0.244_918_66, -0.999_999_77],
        [1.0, 0.0, 0.001, -0.761_594_16],
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
        [0.706_508_25, -20.0, 0.295_981_11, -0.000_048_94],
        [-20.998_717, 47.186_864, 65.801_039, -0.000_036_01],
        [0.0, 11.0, -11.999_988, 5.459_666_4],
    ]);
    assert_close(backward(Tanh::default()), expected.clone(), "g (1 - a²)");
    let hint = "a is the output of the last forward pass";
    assert_close(backward_of_the_second(Tanh::default()), expected, hint);
}

#[test]
fn tanh_backward_is_0_far_from_0() {
    let mut layer = Tanh::default();
    layer.forward(matrix([[-1000.0, 1000.0]]));
    let hint = "the function is flat there: a is -1 and 1, and 1 - a² is 0";
    let grad = layer.backward(matrix([[3.0, -2.0]]));
    assert_close(grad, matrix([[0.0, 0.0]]), hint);
}

#[test]
fn sigmoid_forward_of_known_values() {
    let expected = matrix([
        [0.119_202_92, 0.5, 0.952_574_13, 0.999_447_22],
        [0.731_058_58, 0.377_540_67, 0.562_176_50, 0.000_335_35],
        [1.0, 0.5, 0.500_25, 0.268_941_42],
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
        [1.049_935_9, -5.0, 1.355_299_8, -0.022_098_92],
        [-9.830_596_7, 14.100_222_7, 17.229_385_8, -0.026_819_01],
        [0.0, 2.75, -2.999_999_25, 2.555_955_13],
    ]);
    assert_close(
        backward(Sigmoid::default()),
        expected.clone(),
        "g a (1 - a)",
    );
    let hint = "a is the output of the last forward pass";
    assert_close(backward_of_the_second(Sigmoid::default()), expected, hint);
}

#[test]
fn sigmoid_backward_is_0_far_from_0() {
    let mut layer = Sigmoid::default();
    layer.forward(matrix([[-1000.0, 1000.0]]));
    let hint = "the function is flat there: a is 0 and 1, and a (1 - a) is 0";
    let grad = layer.backward(matrix([[3.0, -2.0]]));
    assert_close(grad, matrix([[0.0, 0.0]]), hint);
}
