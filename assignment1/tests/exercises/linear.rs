use crate::{assert_close, device, matrix};
use assignment1::linear::Linear;
use common::by_hand::{Layer, Tensor};

/// Two inputs, three outputs, with weights that are easy to follow.
fn layer() -> Linear {
    let mut layer = Linear::with_weight(matrix([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
    layer.bias.value = Tensor::from_data([0.5, -0.5, 1.0], &device());
    layer
}

const HINT: &str =
    "x has one example a row and W one input a row: y = x W + b, without a transpose";

#[test]
fn linear_forward_of_one_example() {
    let output = layer().forward(matrix([[1.0, -1.0]]));
    assert_close(output, matrix([[-2.5, -3.5, -2.0]]), HINT);
}

#[test]
fn linear_forward_adds_the_bias_to_every_example() {
    let output = layer().forward(matrix([[0.0, 0.0], [1.0, 0.0]]));
    let expected = matrix([[0.5, -0.5, 1.0], [1.5, 1.5, 4.0]]);
    assert_close(
        output,
        expected,
        "the bias belongs to every row of the batch",
    );
}

#[test]
fn linear_gradients_of_two_examples() {
    let mut layer = layer();
    layer.forward(matrix([[1.0, 2.0], [3.0, 4.0]]));
    layer.backward_parameters(matrix([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]]));
    assert_close(
        layer.weight.grad,
        matrix([[1.0, 3.0, 2.0], [2.0, 4.0, 3.0]]),
        "sum over the batch: xᵀ g. Do not divide by the batch size, the loss does that",
    );
    assert_close(
        layer.bias.grad,
        Tensor::from_data([1.0, 1.0, 1.0], &device()),
        "sum the gradient over the batch, and over nothing else",
    );
}

#[test]
fn linear_gradients_replace_those_of_the_step_before() {
    let mut layer = layer();
    for _ in 0..2 {
        layer.forward(matrix([[1.0, 2.0]]));
        layer.backward_parameters(matrix([[1.0, 1.0, 1.0]]));
    }
    let hint = "each backward stores its own gradients; nothing is added to older ones";
    assert_close(layer.weight.grad, matrix([[1.0; 3], [2.0; 3]]), hint);
    let ones = Tensor::from_data([1.0; 3], &device());
    assert_close(layer.bias.grad, ones, hint);
}

#[test]
fn linear_backward_returns_the_gradient_of_the_input() {
    let mut layer = layer();
    layer.forward(matrix([[1.0, 2.0], [3.0, 4.0]]));
    let grad_input = layer.backward(matrix([[1.0, 0.0, 0.0], [0.0, 1.0, -1.0]]));
    assert_close(
        grad_input,
        matrix([[1.0, 4.0], [-1.0, -1.0]]),
        "g Wᵀ: the weights as they are, transposed",
    );
}

#[test]
fn linear_backward_stores_the_gradients_of_the_parameters() {
    let mut layer = layer();
    layer.forward(matrix([[1.0, 2.0]]));
    layer.backward(matrix([[1.0, 2.0, 3.0]]));
    let hint = "backward also stores ∂L/∂W and ∂L/∂b";
    let expected = matrix([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]);
    assert_close(layer.weight.grad, expected, hint);
}
