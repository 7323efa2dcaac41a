use crate::{assert_close, device, matrix};
use assignment1::dropout::Dropout;
use common::by_hand::{Layer, Mode, Streams, Tensor};

fn layer(rate: f64) -> Dropout {
    Dropout::new(rate, 0, Streams::new(42))
}

/// A layer in a step of training.
fn training(rate: f64, step: usize) -> Dropout {
    let mut layer = layer(rate);
    layer.set_mode(Mode::Training { step });
    layer
}

fn ones() -> Tensor<2> {
    Tensor::ones([20, 50], &device())
}

fn values(tensor: Tensor<2>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

#[test]
fn dropout_forward_leaves_out_the_share_it_was_told() {
    for rate in [0.1, 0.3, 0.75] {
        let outputs = values(training(rate, 0).forward(ones()));
        let zeros = outputs.iter().filter(|value| **value == 0.0).count();
        let share = zeros as f64 / 1000.0;
        assert!(
            (share - rate).abs() < 0.06,
            "of rate {rate} the share of zeros is {share}\n    hint 1 - p is the probability to be kept"
        );
    }
}

#[test]
fn dropout_forward_scales_what_is_kept() {
    for (rate, grown) in [(0.2, 3.75), (0.5, 6.0), (0.75, 12.0)] {
        let output = training(rate, 0).forward(ones() * 3.0);
        let kept = output.clone().not_equal_elem(0.0).float();
        let hint = format!(
            "rate {rate}: what is kept is divided by 1 - p, 3 becomes {grown}, so that the mean of the \
             output is the input"
        );
        assert_close(output, kept * grown, &hint);
    }
}

#[test]
fn dropout_forward_decides_for_every_unit_of_every_example() {
    let outputs = training(0.5, 0).forward(ones());
    for dim in [0, 1] {
        let sums = values(outputs.clone().sum_dim(dim));
        let mixed = sums.iter().filter(|sum| **sum > 0.0).count();
        let varied = sums.iter().any(|sum| *sum != sums[0]);
        assert!(
            mixed == sums.len() && varied,
            "whole rows or columns are left out\n    hint the mask has the shape of the input"
        );
    }
}

#[test]
fn dropout_forward_draws_the_same_mask_for_the_same_step() {
    let first = training(0.5, 7).forward(ones());
    let mut layer = training(0.5, 3);
    layer.forward(ones());
    layer.set_mode(Mode::Training { step: 7 });
    let hint = "the mask follows from the step's number alone: take the step's stream anew";
    assert_close(layer.forward(ones()), first, hint);
}

#[test]
fn dropout_forward_draws_another_mask_for_every_step_and_layer() {
    let first = values(training(0.5, 7).forward(ones()));
    let hint = "the stream must follow from the step's and the layer's number";
    assert_ne!(values(training(0.5, 8).forward(ones())), first, "{hint}");
    let mut second_layer = Dropout::new(0.5, 1, Streams::new(42));
    second_layer.set_mode(Mode::Training { step: 7 });
    assert_ne!(values(second_layer.forward(ones())), first, "{hint}");
}

#[test]
fn dropout_forward_changes_nothing_in_evaluation() {
    let mut layer = training(0.5, 0);
    layer.forward(ones());
    layer.set_mode(Mode::Evaluation);
    let input = matrix([[1.0, -2.0, 3.0]]);
    let hint = "in evaluation every unit works, and nothing is scaled";
    assert_close(layer.forward(input.clone()), input, hint);
}

#[test]
fn dropout_forward_of_rate_0_changes_nothing() {
    let input = matrix([[1.0, -2.0, 3.0], [0.5, 0.0, -8.0]]);
    let output = training(0.0, 0).forward(input.clone());
    assert_close(output, input, "nothing is left out");
}

#[test]
fn dropout_backward_uses_the_mask_of_the_forward_pass() {
    let mut layer = training(0.6, 5);
    // Of ones, the output is the mask.
    let mask = layer.forward(ones());
    let grad_input = layer.backward(ones() * -2.0);
    let hint = "the same units pass as in forward, scaled by 1 / (1 - p) as there";
    assert_close(grad_input, mask * -2.0, hint);
}

#[test]
fn dropout_backward_uses_the_mask_of_the_last_forward_pass() {
    let mut layer = training(0.3, 5);
    layer.forward(ones());
    layer.set_mode(Mode::Training { step: 6 });
    let mask = layer.forward(ones());
    let hint = "two forward passes, and the mask of the second one counts";
    assert_close(layer.backward(ones() * 0.5), mask * 0.5, hint);
}

#[test]
fn dropout_backward_of_rate_0_passes_everything() {
    let mut layer = training(0.0, 5);
    layer.forward(ones());
    let hint = "nothing was left out, and nothing scaled";
    assert_close(layer.backward(ones() * -2.0), ones() * -2.0, hint);
}

#[test]
fn dropout_backward_does_not_depend_on_the_input() {
    let mut layer = training(0.6, 5);
    let mask = layer.forward(ones());
    layer.forward(ones() * 0.0);
    let hint = "keep the mask itself: where the input is 0 the gradient passes all the same";
    assert_close(layer.backward(ones()), mask, hint);
}

#[test]
fn dropout_backward_passes_everything_in_evaluation() {
    let mut layer = training(0.5, 0);
    layer.forward(ones());
    layer.set_mode(Mode::Evaluation);
    layer.forward(ones());
    let hint = "the mask of an earlier step has no place in an evaluation";
    assert_close(layer.backward(ones()), ones(), hint);
}
