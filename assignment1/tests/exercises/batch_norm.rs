use crate::{assert_close, device, matrix, vector};
use assignment1::batch_norm::{BatchNorm, running_statistics};
use common::by_hand::{Layer, Mode, Tensor};

const TRAINING: Mode = Mode::Training { step: 0 };

/// Three features with gains of 2, -1 and 0.5 and shifts of 0.5, 1 and -0.25.
fn layer(mode: Mode) -> BatchNorm {
    let mut layer = BatchNorm::new(3, &device());
    layer.gain.value = vector([2.0, -1.0, 0.5]);
    layer.shift.value = vector([0.5, 1.0, -0.25]);
    layer.set_mode(mode);
    layer
}

/// The same after a long training.
fn trained() -> BatchNorm {
    let mut layer = layer(Mode::Evaluation);
    layer.running_mean = vector([1.0, 2.0, -1.0]);
    layer.running_variance = vector([4.0, 0.25, 1e-5]);
    layer
}

/// One feature in training.
fn single() -> BatchNorm {
    let mut layer = BatchNorm::new(1, &device());
    layer.set_mode(TRAINING);
    layer
}

/// Means 3, 1 and 0.5, variances 3.5, 4.5 and 1.125.
fn input() -> Tensor<2> {
    matrix([
        [1.0, 4.0, 0.5],
        [2.0, -2.0, 0.5],
        [6.0, 1.0, -1.0],
        [3.0, 1.0, 2.0],
    ])
}

fn grad_output() -> Tensor<2> {
    matrix([
        [1.0, 0.0, -1.0],
        [0.0, 2.0, 0.5],
        [2.0, -1.0, 1.0],
        [-0.5, 3.0, 2.0],
    ])
}

#[test]
fn batch_norm_forward_normalises_each_feature_over_the_batch() {
    let expected = matrix([
        [-1.638_086_88, -0.414_211_99, -0.25],
        [-0.569_043_44, 2.414_211_99, -0.25],
        [3.707_130_32, 1.0, -0.957_103_64],
        [0.5, 1.0, 0.457_103_64],
    ]);
    let hint = "mean and variance over the batch for each column, the variance divided by B and not \
                by B - 1; then the gain, then the shift";
    assert_close(layer(TRAINING).forward(input()), expected, hint);
}

#[test]
fn batch_norm_forward_adds_epsilon_to_the_variance() {
    // Variance 1e-6, a tenth of ε.
    let output = single().forward(matrix([[0.001], [-0.001]]));
    let expected = matrix([[0.301_511_34], [-0.301_511_34]]);
    assert_close(output, expected, "√(σ² + ε): ε under the root");
}

#[test]
fn batch_norm_forward_keeps_the_digits_of_a_small_variance_beside_a_large_mean() {
    let input = matrix([[1000.125], [999.875], [1000.375], [999.625]]);
    let hint = "the variance is the mean of (x - μ)². As a mean of x² minus μ², both a million, it has no \
                right digit left";
    let expected = matrix([
        [0.447_184_98],
        [-0.447_184_98],
        [1.341_554_93],
        [-1.341_554_93],
    ]);
    assert_close(single().forward(input), expected, hint);
}

#[test]
fn batch_norm_forward_is_finite_for_a_feature_that_never_changes() {
    let output = layer(TRAINING).forward(matrix([[7.0, 0.0, 2.0], [7.0, 0.0, 2.0]]));
    let hint = "x̂ is 0 there, and the output is the shift";
    assert_close(output, matrix([[0.5, 1.0, -0.25]; 2]), hint);
}

#[test]
fn batch_norm_forward_keeps_running_averages_in_training() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let hint = "a tenth of the batch's mean and nine tenths of 0, what was there before";
    assert_close(layer.running_mean.clone(), vector([0.3, 0.1, 0.05]), hint);
    let hint = "a tenth of the batch's variance and nine tenths of 1, what was there before";
    let expected = vector([1.25, 1.35, 1.012_5]);
    assert_close(layer.running_variance.clone(), expected, hint);
    layer.forward(matrix([[0.0, 1.0, 2.0], [4.0, -3.0, 1.0]]));
    let hint = "a second batch: nine tenths of the averages so far";
    assert_close(layer.running_mean, vector([0.47, -0.01, 0.195]), hint);
    let expected = vector([1.525, 1.615, 0.936_25]);
    assert_close(layer.running_variance, expected, hint);
}

#[test]
fn batch_norm_forward_evaluates_with_the_running_averages() {
    let mut layer = trained();
    let output = layer.forward(matrix([[3.0, 1.0, -1.002], [0.0, 2.0, -0.995]]));
    let expected = matrix([
        [2.499_997_5, 2.999_96, -0.473_606_8],
        [-0.499_998_75, 1.0, 0.309_016_99],
    ]);
    let hint = "in evaluation the running averages take the places of mean and variance, and ε is added here \
                too";
    assert_close(output, expected, hint);
    let hint = "evaluating must not change the running averages";
    assert_close(layer.running_mean, vector([1.0, 2.0, -1.0]), hint);
    assert_close(layer.running_variance, vector([4.0, 0.25, 1e-5]), hint);
}

#[test]
fn batch_norm_forward_evaluates_a_single_example() {
    let output = trained().forward(matrix([[3.0, 1.0, -1.002]]));
    let hint = "in evaluation an example does not depend on the rest of its batch";
    let expected = matrix([[2.499_997_5, 2.999_96, -0.473_606_8]]);
    assert_close(output, expected, hint);
}

#[test]
fn batch_norm_running_statistics_move_by_a_tenth() {
    let moved = running_statistics(vector([10.0, -2.0, 0.5]), vector([20.0, 8.0, 0.0]));
    let hint = "nine parts of the old average, one part of the batch's value";
    assert_close(moved, vector([11.0, -1.0, 0.45]), hint);
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
    layer.forward(-input());
    layer.forward(input());
    layer.backward(grad_output());
    let hint = "Σ g x̂ over the batch, not divided by B: the loss does that. x̂ is that of the last forward pass";
    let expected = vector([2.138_086_88, -2.828_423_98, 1.414_207_28]);
    assert_close(layer.gain.grad, expected, hint);
    let hint = "Σ g over the batch, not divided by B: the loss does that";
    assert_close(layer.shift.grad, vector([2.5, 4.0, 2.5]), hint);
}

#[test]
fn batch_norm_backward_follows_mean_and_variance() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let grad_input = layer.backward(grad_output());
    let expected = matrix([
        [1.011_771_51, 0.000_001_05, -0.766_028_94],
        [-0.362_712_04, -0.000_001_05, -0.058_925_30],
        [0.553_614_40, 0.942_807_99, 0.412_475_03],
        [-1.202_673_87, -0.942_807_99, 0.412_479_22],
    ]);
    let hint = "each example moves the batch's mean and variance, and so the outputs of the others: \
                all three terms of equation (7)";
    assert_close(grad_input, expected, hint);
}

#[test]
fn batch_norm_backward_knows_epsilon() {
    let mut layer = single();
    layer.gain.value = vector([2.0]);
    // Variance 6.7e-6, below ε.
    layer.forward(matrix([[0.003], [-0.001], [-0.004], [0.001]]));
    let grad_input = layer.backward(matrix([[1.0], [2.0], [-1.0], [0.5]]));
    let hint = "γ / √(σ² + ε) as in forward, and x̂ with the ε that is in it";
    let expected = matrix([
        [37.590_400_8],
        [706.882_902],
        [-627.117_906],
        [-117.355_398],
    ]);
    assert_close(grad_input, expected, hint);
}

#[test]
fn batch_norm_backward_in_evaluation_only_scales() {
    let mut layer = trained();
    layer.forward(matrix([[3.0, 1.0, -1.002], [0.0, 2.0, -0.995]]));
    let grad_input = layer.backward(matrix([[1.0, 2.0, 0.5], [-3.0, 0.5, 1.0]]));
    let expected = matrix([
        [0.999_998_75, -3.999_92, 55.901_699_4],
        [-2.999_996_25, -0.999_98, 111.803_399],
    ]);
    let hint = "in evaluation the averages are constants: γ / √(s + ε) times the gradient";
    assert_close(grad_input, expected, hint);
    let hint = "in evaluation too the gradients of gain and shift are Σ g x̂ and Σ g";
    let expected = vector([2.499_996_88, -3.999_92, 0.894_427_19]);
    assert_close(layer.gain.grad, expected, hint);
    assert_close(layer.shift.grad, vector([-2.0, 2.5, 1.5]), hint);
}
