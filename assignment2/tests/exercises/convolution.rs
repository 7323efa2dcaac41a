use crate::{assert_close, images, vector};
use assignment2::convolution::Convolution;
use common::by_hand::{Layer, Tensor};

/// A layer with this weight and bias that moves by `stride` over an image with `padding` around it.
fn layer<const N: usize>(
    weight: Tensor<4>,
    bias: [f64; N],
    (stride, padding): (usize, usize),
) -> Convolution {
    let mut layer = Convolution::with_weight(weight);
    layer.bias.value = vector(bias);
    (layer.window.stride, layer.window.padding) = (stride, padding);
    layer
}

/// One kernel of 2x2 that no turn and no mirror leaves as it is.
fn small() -> Tensor<4> {
    images([[[[1.0, 2.0], [3.0, -1.0]]]])
}

/// One kernel of 3x3.
fn large() -> Tensor<4> {
    images([[[[1.0, 0.0, 2.0], [0.0, -1.0, 3.0], [2.0, 1.0, 0.0]]]])
}

/// Three rows and four columns.
fn image() -> Tensor<4> {
    images([[[
        [1.0, 2.0, 0.0, 1.0],
        [3.0, -1.0, 2.0, 0.0],
        [0.0, 1.0, 1.0, -2.0],
    ]]])
}

/// Four rows and five columns.
fn wide() -> Tensor<4> {
    images([[[
        [1.0, 0.0, 2.0, -1.0, 3.0],
        [0.0, 1.0, 1.0, 2.0, 0.0],
        [2.0, -2.0, 0.0, 1.0, 1.0],
        [1.0, 3.0, -1.0, 0.0, 2.0],
    ]]])
}

/// Two images of two channels, two rows and three columns.
fn batch() -> Tensor<4> {
    images([
        [
            [[1.0, 2.0, 0.0], [3.0, 1.0, -1.0]],
            [[0.0, 1.0, 2.0], [2.0, -2.0, 1.0]],
        ],
        [
            [[0.0, 1.0, 1.0], [2.0, 0.0, 3.0]],
            [[-1.0, 4.0, 0.0], [1.0, 0.0, 2.0]],
        ],
    ])
}

/// Three kernels of one row and two columns over two channels, each with a bias.
fn kernels() -> Convolution {
    let weight = images([
        [[[1.0, -1.0]], [[2.0, 0.0]]],
        [[[0.0, 3.0]], [[1.0, 1.0]]],
        [[[2.0, 1.0]], [[0.0, -1.0]]],
    ]);
    layer(weight, [0.5, -1.0, 2.0], (1, 0))
}

#[test]
fn convolution_forward_weighs_what_lies_under_the_window() {
    let output = layer(small(), [0.0], (1, 0)).forward(image());
    let hint = "first place: 1·1 + 2·2 + 3·3 - 1·(-1) = 15. The kernel is laid on the image as it stands: neither \
                turned round nor transposed";
    assert_close(
        output,
        images([[[[15.0, -3.0, 8.0], [0.0, 5.0, 7.0]]]]),
        hint,
    );
}

#[test]
fn convolution_forward_adds_up_the_channels_and_adds_each_kernels_bias() {
    let expected = images([
        [
            [[-0.5, 4.5], [6.5, -1.5]],
            [[6.0, 2.0], [2.0, -5.0]],
            [[5.0, 4.0], [11.0, 2.0]],
        ],
        [
            [[-2.5, 8.5], [4.5, -2.5]],
            [[5.0, 6.0], [0.0, 10.0]],
            [[-1.0, 5.0], [6.0, 3.0]],
        ],
    ]);
    let hint = "an output channel is the sum over all input channels, each with its own part of the kernel, plus one \
                bias, the same number at every place";
    assert_close(kernels().forward(batch()), expected, hint);
}

#[test]
fn convolution_forward_reads_zeros_around_the_image() {
    let output = layer(large(), [0.0], (1, 1)).forward(image());
    let expected = images([[[
        [8.0, 3.0, 3.0, 3.0],
        [-2.0, 9.0, 5.0, 0.0],
        [1.0, 9.0, -8.0, 4.0],
    ]]]);
    let hint = "a padding of 1 is a row of zeros above and one below, a column to the left and one to the right: \
                the window first stands with its middle on the corner of the image";
    assert_close(output, expected, hint);
    // The bias is added where there is only padding, too.
    let small = layer(small(), [0.5], (1, 2)).forward(images([[[[1.0, 2.0], [3.0, 4.0]]]]));
    let expected = images([[[
        [0.5, 0.5, 0.5, 0.5, 0.5],
        [0.5, -0.5, 1.5, 6.5, 0.5],
        [0.5, -0.5, 10.5, 14.5, 0.5],
        [0.5, 6.5, 11.5, 4.5, 0.5],
        [0.5, 0.5, 0.5, 0.5, 0.5],
    ]]]);
    let hint =
        "a padding of 2 is two rows and two columns on each side; a window of zeros gives the bias";
    assert_close(small, expected, hint);
}

#[test]
fn convolution_forward_moves_by_the_stride() {
    let output = layer(large(), [0.0], (2, 1)).forward(wide());
    let hint =
        "with stride 2 the window stands at every second row and every second column; equation (2)";
    assert_close(
        output,
        images([[[[-1.0, -2.0, 1.0], [-5.0, 13.0, 3.0]]]]),
        hint,
    );
    let output = layer(small(), [0.0], (2, 0)).forward(wide());
    let hint = "what is left at the right edge is too narrow for one more window: equation (2) rounds down";
    assert_close(output, images([[[[0.0, 1.0], [-2.0, -1.0]]]]), hint);
}

#[test]
fn convolution_backward_stores_the_gradients_of_weight_and_bias() {
    let mut layer = kernels();
    layer.forward(-batch());
    layer.forward(batch());
    layer.backward(gradient());
    let expected = images([
        [[[6.0, 8.0]], [[3.0, 14.0]]],
        [[[8.0, 7.0]], [[-2.0, 7.0]]],
        [[[7.0, -6.0]], [[-1.0, 0.0]]],
    ]);
    let hint = "each weight is used at every place of every image: the sum over all of them of the gradient there times \
                what the weight met, with x of the last forward pass. The loss divides by the batch, no layer does";
    assert_close(layer.weight.grad, expected, hint);
    let hint =
        "a bias is added at every place of every image: the sum of the gradients of its channel";
    assert_close(layer.bias.grad, vector([6.0, 6.0, 4.0]), hint);
}

/// The gradient of the output of [`kernels`].
fn gradient() -> Tensor<4> {
    images([
        [
            [[1.0, 2.0], [0.0, -1.0]],
            [[0.0, 1.0], [2.0, 1.0]],
            [[1.0, 0.0], [0.0, 3.0]],
        ],
        [
            [[2.0, 0.0], [1.0, 1.0]],
            [[1.0, -1.0], [0.0, 2.0]],
            [[0.0, 1.0], [1.0, -2.0]],
        ],
    ])
}

#[test]
fn convolution_backward_adds_up_what_all_windows_over_a_pixel_say() {
    let mut layer = kernels();
    layer.forward(batch());
    let expected = images([
        [
            [[3.0, 2.0, 1.0], [0.0, 11.0, 7.0]],
            [[2.0, 4.0, 1.0], [2.0, 1.0, -2.0]],
        ],
        [
            [[2.0, 3.0, -2.0], [3.0, -3.0, 3.0]],
            [[5.0, 0.0, -2.0], [2.0, 3.0, 4.0]],
        ],
    ]);
    let hint = "a pixel in the middle lies under two windows and its gradient is the sum of both, over all output \
                channels; the batch is not averaged";
    assert_close(layer.backward(gradient()), expected, hint);
}

#[test]
fn convolution_backward_goes_back_over_stride_and_padding() {
    let mut padded = layer(large(), [0.0], (2, 1));
    padded.forward(wide());
    let grad_input = padded.backward(images([[[[1.0, 2.0, -1.0], [3.0, 1.0, 2.0]]]]));
    let expected = images([[[
        [-1.0, 3.0, -2.0, 6.0, 1.0],
        [1.0, 11.0, 2.0, 2.0, -1.0],
        [-3.0, 9.0, -1.0, 3.0, -2.0],
        [3.0, 2.0, 1.0, 4.0, 2.0],
    ]]]);
    let hint =
        "the windows stand where they stood in forward; what falls on the padding is left out";
    assert_close(grad_input, expected, hint);
    let expected = images([[[[5.0, 1.0, 5.0], [1.0, 10.0, -7.0], [3.0, 8.0, 14.0]]]]);
    assert_close(
        padded.weight.grad,
        expected,
        "over the padding a weight has met 0",
    );

    let mut strided = layer(small(), [0.0], (2, 0));
    strided.forward(wide());
    let grad_input = strided.backward(images([[[[1.0, 2.0], [-1.0, 3.0]]]]));
    let expected = images([[[
        [1.0, 2.0, 2.0, 4.0, 0.0],
        [3.0, -1.0, 6.0, -2.0, 0.0],
        [-1.0, -2.0, 3.0, 6.0, 0.0],
        [-3.0, 1.0, 9.0, -3.0, 0.0],
    ]]]);
    let hint = "the last column lies under no window: its gradient is 0, and it is there";
    assert_close(grad_input, expected, hint);
}
