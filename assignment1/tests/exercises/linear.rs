use crate::{assert_close, matrix, vector};
use assignment1::linear::Linear;
use common::by_hand::{Layer, Tensor};

/// Two inputs, three outputs, with weights that are easy to follow.
fn layer() -> Linear {
    let mut layer = Linear::with_weight(matrix([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
    layer.bias.value = vector([0.5, -0.5, 1.0]);
    layer
}

/// Four examples.
fn input() -> Tensor<2> {
    matrix([[1.0, 2.0], [3.0, -4.0], [0.0, 0.5], [-2.0, 1.0]])
}

/// What comes back for them.
fn grad_output() -> Tensor<2> {
    matrix([
        [1.0, 0.0, 0.5],
        [0.0, -1.0, 2.0],
        [3.0, 1.0, 0.0],
        [-0.5, 2.0, 1.0],
    ])
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
    let output = layer().forward(matrix([[0.0, 0.0], [1.0, 0.0], [0.0, -2.0], [-1.0, 2.0]]));
    let expected = matrix([
        [0.5, -0.5, 1.0],
        [1.5, 1.5, 4.0],
        [-7.5, -10.5, -11.0],
        [7.5, 7.5, 10.0],
    ]);
    assert_close(
        output,
        expected,
        "the bias belongs to every row of the batch",
    );
}

const WEIGHT: &str =
    "sum over the batch: xᵀ g. Do not divide by the batch size, the loss does that";
const BIAS: &str =
    "sum the gradient over the batch, and over nothing else; no division here either";

#[test]
fn linear_gradients_of_four_examples() {
    let mut layer = layer();
    layer.forward(input());
    layer.backward_parameters(grad_output());
    let expected = matrix([[2.0, -7.0, 4.5], [3.0, 6.5, -6.0]]);
    assert_close(layer.weight.grad, expected, WEIGHT);
    assert_close(layer.bias.grad, vector([3.5, 2.0, 3.5]), BIAS);
}

/// What the second of two steps stores, and what `backward` would return in it.
fn second_step(backward: impl Fn(&mut Linear, Tensor<2>)) -> Linear {
    let mut layer = layer();
    layer.forward(input());
    backward(&mut layer, grad_output());
    layer.forward(matrix([[2.0, -1.0], [0.5, 3.0]]));
    backward(&mut layer, matrix([[1.0, -2.0, 0.0], [4.0, 0.0, 0.5]]));
    layer
}

const REPLACED: &str = "each backward stores its own gradients; nothing is added to older ones";

#[test]
fn linear_gradients_replace_those_of_the_step_before() {
    let layer = second_step(|layer, grad| layer.backward_parameters(grad));
    let expected = matrix([[4.0, -4.0, 0.25], [11.0, 2.0, 1.5]]);
    assert_close(layer.weight.grad, expected, REPLACED);
    assert_close(layer.bias.grad, vector([5.0, -2.0, 0.5]), REPLACED);
}

#[test]
fn linear_gradients_belong_to_the_last_forward_pass() {
    let mut layer = layer();
    layer.forward(matrix([[7.0, 8.0]]));
    layer.forward(input());
    layer.backward_parameters(grad_output());
    let hint = "x is the input of the last forward pass, not of the first one";
    let expected = matrix([[2.0, -7.0, 4.5], [3.0, 6.5, -6.0]]);
    assert_close(layer.weight.grad, expected, hint);
}

#[test]
fn linear_backward_returns_the_gradient_of_the_input() {
    let mut layer = layer();
    layer.forward(input());
    let grad_input = layer.backward(grad_output());
    let expected = matrix([[2.5, 7.0], [4.0, 7.0], [5.0, 17.0], [6.5, 14.0]]);
    assert_close(
        grad_input,
        expected,
        "g Wᵀ: the weights as they are, transposed, and no division by the batch size",
    );
}

#[test]
fn linear_backward_stores_the_gradients_of_the_parameters() {
    let mut layer = layer();
    layer.forward(input());
    layer.backward(grad_output());
    let hint = "backward also stores ∂L/∂W and ∂L/∂b, as `backward_parameters` does";
    let expected = matrix([[2.0, -7.0, 4.5], [3.0, 6.5, -6.0]]);
    assert_close(layer.weight.grad, expected, hint);
    assert_close(layer.bias.grad, vector([3.5, 2.0, 3.5]), hint);
}

#[test]
fn linear_backward_of_a_second_step_starts_anew_and_changes_no_weight() {
    let stepped = second_step(|layer, grad| {
        layer.backward(grad);
    });
    let expected = matrix([[4.0, -4.0, 0.25], [11.0, 2.0, 1.5]]);
    assert_close(stepped.weight.grad, expected, REPLACED);
    assert_close(stepped.bias.grad, vector([5.0, -2.0, 0.5]), REPLACED);
    let hint = "backward finds gradients; the step that changes W and b is the optimiser's";
    assert_close(stepped.weight.value, layer().weight.value, hint);
    assert_close(stepped.bias.value, layer().bias.value, hint);
}
