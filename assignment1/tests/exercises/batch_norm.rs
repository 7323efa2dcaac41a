use crate::{assert_close, device, matrix};
use assignment1::batch_norm::{BatchNorm, running_statistics};
use common::by_hand::{Layer, Mode, Tensor};

fn vector(values: [f64; 2]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

const TRAINING: Mode = Mode::Training { step: 0 };

/// Two features with a gain of 2 and -1 and a shift of 0.5 and 1.
fn layer(mode: Mode) -> BatchNorm {
    let mut layer = BatchNorm::new(2, &device());
    layer.gain.value = vector([2.0, -1.0]);
    layer.shift.value = vector([0.5, 1.0]);
    layer.set_mode(mode);
    layer
}

/// Means 3 and 1, variances 14/3 and 6.
fn input() -> Tensor<2> {
    matrix([[1.0, 4.0], [2.0, -2.0], [6.0, 1.0]])
}

fn grad_output() -> Tensor<2> {
    matrix([[1.0, 0.0], [0.0, 2.0], [2.0, -1.0]])
}

#[test]
fn batch_norm_forward_normalises_each_feature_over_the_batch() {
    let expected = matrix([
        [-1.351_638_2, -0.224_743_9],
        [-0.425_819_1, 2.224_743_9],
        [3.277_457_3, 1.0],
    ]);
    let hint = "mean and variance over the batch for each column, the variance divided by B and not \
                by B - 1; then the gain, then the shift";
    assert_close(layer(TRAINING).forward(input()), expected, hint);
}

#[test]
fn batch_norm_forward_adds_epsilon_to_the_variance() {
    let mut layer = BatchNorm::new(1, &device());
    layer.set_mode(TRAINING);
    // Variance 1e-6, a tenth of ε.
    let output = layer.forward(matrix([[0.001], [-0.001]]));
    let expected = matrix([[0.301_511_34], [-0.301_511_34]]);
    assert_close(output, expected, "√(σ² + ε): ε under the root");
}

#[test]
fn batch_norm_forward_is_finite_for_a_feature_that_never_changes() {
    let output = layer(TRAINING).forward(matrix([[7.0, 0.0], [7.0, 0.0]]));
    let hint = "x̂ is 0 there, and the output is the shift";
    assert_close(output, matrix([[0.5, 1.0], [0.5, 1.0]]), hint);
}

#[test]
fn batch_norm_forward_keeps_running_averages_in_training() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let hint = "a tenth of the batch's mean and nine tenths of 0, what was there before";
    assert_close(layer.running_mean, vector([0.3, 0.1]), hint);
    let hint = "a tenth of the batch's variance and nine tenths of 1, what was there before";
    let expected = vector([1.366_666_7, 1.5]);
    assert_close(layer.running_variance, expected, hint);
}

#[test]
fn batch_norm_forward_evaluates_with_the_running_averages() {
    let mut layer = layer(Mode::Evaluation);
    layer.running_mean = vector([1.0, 2.0]);
    layer.running_variance = vector([4.0, 0.25]);
    let output = layer.forward(matrix([[3.0, 1.0], [0.0, 2.0]]));
    let expected = matrix([[2.499_997_5, 2.999_96], [-0.499_998_7, 1.0]]);
    let hint = "in evaluation the running averages take the places of mean and variance";
    assert_close(output, expected, hint);
    let hint = "evaluating must not change the running averages";
    assert_close(layer.running_mean, vector([1.0, 2.0]), hint);
    assert_close(layer.running_variance, vector([4.0, 0.25]), hint);
}

#[test]
fn batch_norm_running_statistics_move_by_a_tenth() {
    let moved = running_statistics(vector([10.0, -2.0]), vector([20.0, 8.0]));
    let hint = "nine parts of the old average, one part of the batch's value";
    assert_close(moved, vector([11.0, -1.0]), hint);
}

#[test]
fn batch_norm_running_statistics_of_many_equal_batches_reach_their_value() {
    let mut running = vector([0.0, 1.0]);
    for _ in 0..200 {
        running = running_statistics(running, vector([5.0, 3.0]));
    }
    assert_close(running, vector([5.0, 3.0]), "the weights add up to 1");
}

#[test]
fn batch_norm_backward_stores_the_gradients_of_gain_and_shift() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    layer.backward(grad_output());
    let hint = "Σ g x̂ over the batch, not divided by B: the loss does that";
    let expected = vector([1.851_638_2, -2.449_487_7]);
    assert_close(layer.gain.grad, expected, hint);
    let hint = "Σ g over the batch, not divided by B: the loss does that";
    assert_close(layer.shift.grad, vector([3.0, 1.0]), hint);
}

#[test]
fn batch_norm_backward_follows_mean_and_variance() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let grad_input = layer.backward(grad_output());
    let expected = matrix([
        [0.529_038_4, -0.272_164_8],
        [-0.661_299_9, -0.272_164_8],
        [0.132_261_6, 0.544_330_6],
    ]);
    let hint = "each example moves the batch's mean and variance, and so the outputs of the others: \
                all three terms of equation (7)";
    assert_close(grad_input, expected, hint);
}

#[test]
fn batch_norm_backward_in_evaluation_only_scales() {
    let mut layer = layer(Mode::Evaluation);
    layer.running_variance = vector([4.0, 0.25]);
    layer.forward(matrix([[3.0, 1.0], [0.0, 2.0]]));
    let grad_input = layer.backward(matrix([[1.0, 2.0], [-3.0, 0.5]]));
    let expected = matrix([[0.999_998_7, -3.999_92], [-2.999_996_3, -0.999_98]]);
    let hint = "in evaluation the averages are constants: γ / √(s + ε) times the gradient";
    assert_close(grad_input, expected, hint);
}
