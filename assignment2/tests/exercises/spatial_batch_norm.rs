use crate::{assert_close, device, images, vector};
use assignment2::spatial_batch_norm::SpatialBatchNorm;
use common::by_hand::{Layer, Mode, Tensor};

const TRAINING: Mode = Mode::Training { step: 0 };

/// Two channels with gains of 2 and -1 and shifts of 0.5 and 1.
fn layer(mode: Mode) -> SpatialBatchNorm {
    let mut layer = SpatialBatchNorm::new(2, &device());
    layer.gain.value = vector([2.0, -1.0]);
    layer.shift.value = vector([0.5, 1.0]);
    layer.set_mode(mode);
    layer
}

/// The same after a long training.
fn trained() -> SpatialBatchNorm {
    let mut layer = layer(Mode::Evaluation);
    layer.running_mean = vector([1.0, 2.0]);
    layer.running_variance = vector([4.0, 0.25]);
    layer
}

/// One channel in training.
fn single() -> SpatialBatchNorm {
    let mut layer = SpatialBatchNorm::new(1, &device());
    layer.set_mode(TRAINING);
    layer
}

/// Three examples; both channels have the mean 2, the variances are 29/6 and 4.5.
fn input() -> Tensor<4> {
    images([
        [[[1.0, 4.0], [0.0, 3.0]], [[2.0, 2.0], [-1.0, 1.0]]],
        [[[2.0, 6.0], [5.0, 3.0]], [[0.0, 4.0], [1.0, -1.0]]],
        [[[1.0, 1.0], [-2.0, 0.0]], [[3.0, 5.0], [2.0, 6.0]]],
    ])
}

fn grad_output() -> Tensor<4> {
    images([
        [[[1.0, 0.0], [2.0, -1.0]], [[0.0, 1.0], [3.0, 0.0]]],
        [[[0.0, 1.0], [-1.0, 2.0]], [[2.0, 0.0], [1.0, -2.0]]],
        [[[3.0, 0.0], [0.0, 1.0]], [[-1.0, 0.0], [0.0, 2.0]]],
    ])
}

/// What [`trained`] makes of [`input`].
fn evaluated() -> Tensor<4> {
    images([
        [
            [[0.5, 3.499_996_25], [-0.499_998_75, 2.499_997_5]],
            [[1.0, 1.0], [6.999_88, 2.999_96]],
        ],
        [
            [[1.499_998_75, 5.499_993_75], [4.499_995, 2.499_997_5]],
            [[4.999_92, -2.999_92], [2.999_96, 6.999_88]],
        ],
        [
            [[0.5, 0.5], [-2.499_996_25, -0.499_998_75]],
            [[-0.999_96, -4.999_88], [1.0, -6.999_84]],
        ],
    ])
}

#[test]
fn spatial_batch_norm_forward_normalises_each_channel_over_examples_rows_and_columns() {
    let expected = images([
        [
            [[-0.409_716_71, 2.319_433_42], [-1.319_433_42, 1.409_716_71]],
            [[1.0, 1.0], [2.414_211_99, 1.471_404]],
        ],
        [
            [[0.5, 4.138_866_84], [3.229_150_13, 1.409_716_71]],
            [[1.942_807_99, 0.057_192_01], [1.471_404, 2.414_211_99]],
        ],
        [
            [
                [-0.409_716_71, -0.409_716_71],
                [-3.138_866_84, -1.319_433_42],
            ],
            [[0.528_596, -0.414_211_99], [1.0, -0.885_616]],
        ],
    ]);
    let hint = "one mean and one variance for each channel, over the twelve numbers that it has in all examples, rows and \
                columns; the variance is divided by 12, not by 11; then the gain, then the shift";
    assert_close(layer(TRAINING).forward(input()), expected, hint);
}

#[test]
fn spatial_batch_norm_forward_adds_epsilon_to_the_variance() {
    // Variance 1e-6, a tenth of ε.
    let output = single().forward(images([[[[0.001, -0.001]]]]));
    let expected = images([[[[0.301_511_34, -0.301_511_34]]]]);
    assert_close(output, expected, "√(σ² + ε): ε under the root");
}

#[test]
fn spatial_batch_norm_forward_keeps_the_digits_of_a_small_variance_beside_a_large_mean() {
    let input = images([[[[1000.125, 999.875], [1000.375, 999.625]]]]);
    let hint = "the variance is the mean of (x - μ)². As a mean of x² minus μ², both a million, it has no right digit \
                left";
    let expected = images([[[[0.447_184_98, -0.447_184_98], [1.341_554_93, -1.341_554_93]]]]);
    assert_close(single().forward(input), expected, hint);
}

#[test]
fn spatial_batch_norm_forward_keeps_running_averages_in_training() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let hint =
        "a tenth of the batch's mean and nine tenths of 0, what was there before, for each channel";
    assert_close(layer.running_mean.clone(), vector([0.2, 0.2]), hint);
    let hint = "a tenth of the batch's variance (divided by 12) and nine tenths of 1, what was there before";
    let expected = vector([1.383_333_33, 1.35]);
    assert_close(layer.running_variance.clone(), expected, hint);
    layer.forward(images([[[[0.0, 2.0]], [[5.0, -1.0]]]]));
    let hint = "a second batch: nine tenths of the averages so far";
    assert_close(layer.running_mean, vector([0.28, 0.38]), hint);
    assert_close(layer.running_variance, vector([1.345, 2.115]), hint);
}

#[test]
fn spatial_batch_norm_forward_evaluates_with_the_running_averages() {
    let mut layer = trained();
    let hint = "in evaluation the running averages take the places of mean and variance, and ε is added here too";
    assert_close(layer.forward(input()), evaluated(), hint);
    let hint = "evaluating must not change the running averages";
    assert_close(layer.running_mean.clone(), vector([1.0, 2.0]), hint);
    assert_close(layer.running_variance.clone(), vector([4.0, 0.25]), hint);
    let hint = "in evaluation an image does not depend on the rest of its batch";
    let alone = layer.forward(input().narrow(0, 1, 1));
    assert_close(alone, evaluated().narrow(0, 1, 1), hint);
}

#[test]
fn spatial_batch_norm_backward_stores_the_gradients_of_gain_and_shift() {
    let mut layer = layer(TRAINING);
    layer.forward(-input());
    layer.forward(input());
    layer.backward(grad_output());
    let hint = "Σ g x̂ over examples, rows and columns, not divided by their number: the loss does that. x̂ is that of \
                the last forward pass";
    let expected = vector([-3.638_866_84, -0.471_404]);
    assert_close(layer.gain.grad, expected, hint);
    let hint = "Σ g over examples, rows and columns, not divided by their number";
    assert_close(layer.shift.grad, vector([8.0, 6.0]), hint);
}

#[test]
fn spatial_batch_norm_backward_follows_mean_and_variance() {
    let mut layer = layer(TRAINING);
    layer.forward(input());
    let expected = images([
        [
            [[0.177_761, -0.355_521_99], [0.961_999_8, -1.390_716_61]],
            [[0.235_702, -0.235_702], [-1.152_320_94, 0.244_431_68]],
        ],
        [
            [[-0.606_477_81, 0.805_150_53], [-1.139_760_8, 1.338_433_52]],
            [[-0.689_646_63, 0.218_242_63], [-0.226_972_31, 1.204_699_05]],
        ],
        [
            [[1.997_194_42, -0.731_955_71], [-1.108_389_44, 0.052_283_09]],
            [[0.698_376_31, 0.209_512_95], [0.235_702, -0.742_024_73]],
        ],
    ]);
    let hint = "each pixel moves its channel's mean and variance, and so all outputs of the channel: all three terms of \
                equation (7), divided by M = 12";
    assert_close(layer.backward(grad_output()), expected, hint);
}

#[test]
fn spatial_batch_norm_backward_knows_epsilon() {
    let mut layer = single();
    layer.gain.value = vector([2.0]);
    // Variance 6.7e-6, below ε.
    layer.forward(images([[[[0.003, -0.001], [-0.004, 0.001]]]]));
    let grad_input = layer.backward(images([[[[1.0, 2.0], [-1.0, 0.5]]]]));
    let hint = "γ / √(σ² + ε) as in forward, and x̂ with the ε that is in it";
    let expected = images([[[[37.590_400_8, 706.882_902], [-627.117_906, -117.355_398]]]]);
    assert_close(grad_input, expected, hint);
}

#[test]
fn spatial_batch_norm_backward_in_evaluation_only_scales() {
    let mut layer = trained();
    layer.forward(input());
    let grad_input = layer.backward(grad_output());
    let factors = images([[[[0.999_998_75]], [[-1.999_96]]]]);
    let hint = "in evaluation the averages are constants: γ / √(s + ε) times the gradient";
    assert_close(grad_input, grad_output() * factors, hint);
    let hint = "in evaluation too the gradients of gain and shift are Σ g x̂ and Σ g, with x̂ from the running averages";
    assert_close(layer.gain.grad, vector([0.0, -1.999_96]), hint);
    assert_close(layer.shift.grad, vector([8.0, 6.0]), hint);
}
