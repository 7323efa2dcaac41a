use crate::{assert_close, device, matrix};
use assignment1::cross_entropy::CrossEntropy;
use common::by_hand::Tensor;

fn logits() -> Tensor<2> {
    matrix([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
}

fn targets() -> Tensor<2> {
    matrix([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
}

fn scalar(value: f64) -> Tensor<1> {
    Tensor::from_data([value], &device())
}

#[test]
fn cross_entropy_forward_is_the_mean_over_the_batch() {
    let loss = CrossEntropy::default().forward(logits(), targets());
    let hint = "mean over the examples, not the sum: (0.4076 + 1.0986) / 2. If you got 0.9: the \
                loss takes logits and has the softmax in it, do not apply another";
    assert_close(loss, scalar(0.753_109_1), hint);
}

#[test]
fn cross_entropy_forward_knows_nothing_at_equal_logits() {
    let loss = CrossEntropy::default().forward(matrix([[7.0; 10]]), matrix([one_hot_10(3)]));
    assert_close(loss, scalar(std::f64::consts::LN_10), "ln(classes)");
}

fn one_hot_10(class: usize) -> [f64; 10] {
    let mut target = [0.0; 10];
    target[class] = 1.0;
    target
}

#[test]
fn cross_entropy_forward_is_finite_when_the_network_is_sure_and_wrong() {
    let loss = CrossEntropy::default().forward(matrix([[0.0, 500.0]]), matrix([[1.0, 0.0]]));
    let hint = "ln of a probability that rounds to 0 is infinite: use equation (2)";
    assert_close(loss, scalar(500.0), hint);
}

#[test]
fn cross_entropy_backward_is_p_minus_t_over_the_batch() {
    let mut loss = CrossEntropy::default();
    loss.forward(logits(), targets());
    let expected = matrix([
        [0.045_015_29, 0.122_364_24, -0.167_379_52],
        [-0.333_333_3, 0.166_666_7, 0.166_666_7],
    ]);
    let hint = "(p - t) / B: twice this means the division by the batch size is missing";
    assert_close(loss.backward(), expected, hint);
}
