use crate::{assert_close, images};
use assignment2::convolution::Window;
use assignment2::pooling::MaxPooling;
use common::by_hand::{Layer, Tensor};

/// A layer whose window has these sides and moves by `stride` over an image with `padding` around it.
fn layer(size: [usize; 2], (stride, padding): (usize, usize)) -> MaxPooling {
    MaxPooling::new(Window {
        size,
        stride,
        padding,
    })
}

/// One image of two channels, the second all below 0.
fn maps() -> Tensor<4> {
    images([[
        [
            [1.0, 5.0, 2.0, 0.0],
            [3.0, -1.0, 4.0, 7.0],
            [6.0, 0.0, -2.0, 1.0],
            [2.0, 8.0, 3.0, -3.0],
        ],
        [
            [-4.0, -1.0, -7.0, -2.0],
            [-3.0, -6.0, -5.0, -8.0],
            [-9.0, -12.0, -10.0, -11.0],
            [-15.0, -13.0, -16.0, -14.0],
        ],
    ]])
}

/// A gradient for two maps of 2x2.
fn gradient() -> Tensor<4> {
    images([[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]])
}

#[test]
fn pooling_forward_keeps_the_largest_under_each_window() {
    let expected = images([[[[5.0, 7.0], [8.0, 3.0]], [[-1.0, -2.0], [-9.0, -10.0]]]]);
    let hint = "the largest of each 2x2 block, in each channel by itself: neither their mean nor the largest absolute \
                value";
    assert_close(layer([2, 2], (2, 0)).forward(maps()), expected, hint);
}

#[test]
fn pooling_forward_overlaps_where_the_stride_is_smaller_than_the_window() {
    let expected = images([[[[6.0, 7.0], [8.0, 8.0]], [[-1.0, -1.0], [-3.0, -5.0]]]]);
    let hint = "a window of 3x3 that moves by 1";
    assert_close(layer([3, 3], (1, 0)).forward(maps()), expected, hint);
}

#[test]
fn pooling_forward_never_chooses_the_padding() {
    let expected = images([[[[5.0, 7.0], [8.0, 8.0]], [[-1.0, -1.0], [-3.0, -5.0]]]]);
    let hint = "around the image stands -∞, not 0: a window at the edge of a map that is negative gives the largest of \
                its negative numbers. The padding is on all four sides";
    assert_close(layer([3, 3], (2, 1)).forward(maps()), expected, hint);
}

#[test]
fn pooling_forward_takes_images_and_windows_that_are_no_squares() {
    let image = images([[[
        [1.0, 2.0, 3.0, 4.0, 5.0],
        [5.0, 4.0, 3.0, 2.0, 1.0],
        [0.0, 9.0, 1.0, 0.0, 6.0],
    ]]]);
    let hint = "what is left at the edges is too narrow for one more window and has no say";
    let output = layer([2, 2], (2, 0)).forward(image.clone());
    assert_close(output, images([[[[5.0, 4.0]]]]), hint);
    let hint = "one row and three columns under the window; it moves by 2 in both directions";
    let output = layer([1, 3], (2, 0)).forward(image.clone());
    assert_close(output, images([[[[3.0, 5.0], [9.0, 6.0]]]]), hint);
    let hint = "two rows and one column under the window";
    let output = layer([2, 1], (1, 0)).forward(image);
    let expected = images([[[[5.0, 4.0, 3.0, 4.0, 5.0], [5.0, 9.0, 3.0, 2.0, 6.0]]]]);
    assert_close(output, expected, hint);
}

#[test]
fn pooling_backward_gives_the_gradient_to_the_largest() {
    let mut layer = layer([2, 2], (2, 0));
    layer.forward(-maps());
    layer.forward(maps());
    let expected = images([[
        [
            [0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 2.0],
            [0.0, 0.0, 0.0, 0.0],
            [0.0, 3.0, 4.0, 0.0],
        ],
        [
            [0.0, 5.0, 0.0, 6.0],
            [0.0, 0.0, 0.0, 0.0],
            [7.0, 0.0, 8.0, 0.0],
            [0.0, 0.0, 0.0, 0.0],
        ],
    ]]);
    let hint = "only the largest number under a window changes the output: it gets the whole gradient, the others get 0";
    assert_close(layer.backward(gradient()), expected, hint);
}

#[test]
fn pooling_backward_adds_up_where_windows_overlap() {
    let expected = |first: f64, corner: f64| {
        images([[
            [
                [0.0, first, 0.0, 0.0],
                [0.0, 0.0, 0.0, 2.0],
                [corner, 0.0, 0.0, 0.0],
                [0.0, 7.0, 0.0, 0.0],
            ],
            [
                [0.0, 11.0, 0.0, 0.0],
                [7.0, 0.0, 8.0, 0.0],
                [0.0; 4],
                [0.0; 4],
            ],
        ]])
    };
    let mut padded = layer([3, 3], (2, 1));
    padded.forward(maps());
    let hint = "a number that is the largest under several windows gets the sum of their gradients: 8 wins under two \
                windows, 3 + 4";
    assert_close(padded.backward(gradient()), expected(1.0, 0.0), hint);
    let mut overlapping = layer([3, 3], (1, 0));
    overlapping.forward(maps());
    assert_close(overlapping.backward(gradient()), expected(0.0, 1.0), hint);
}

#[test]
fn pooling_backward_gives_it_to_the_first_of_equals() {
    let mut layer = layer([2, 2], (2, 0));
    layer.forward(images([[[
        [2.0, 2.0, 0.0, 0.0],
        [2.0, 1.0, 0.0, 0.0],
        [0.0, 3.0, -1.0, -2.0],
        [3.0, 3.0, -1.0, -1.0],
    ]]]));
    let grad_input = layer.backward(images([[[[1.0, 2.0], [3.0, 4.0]]]]));
    let expected = images([[[
        [1.0, 0.0, 2.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
        [0.0, 3.0, 4.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
    ]]]);
    let hint = "of equal numbers the first one, row by row, gets all of it; neither each of them nor the last";
    assert_close(grad_input, expected, hint);
}
