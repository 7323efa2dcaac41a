use crate::{assert_close, device, matrix};
use assignment1::perceptron::Perceptron;
use common::by_hand::Tensor;

fn vector<const N: usize>(values: [f64; N]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

/// Two inputs; the last weight is the bias.
fn perceptron(weights: [f64; 3]) -> Perceptron {
    Perceptron {
        weights: vector(weights),
    }
}

#[test]
fn perceptron_forward_adds_the_bias() {
    let inputs = matrix([[1.0, 1.0], [1.0, 0.0], [0.0, 0.2], [0.0, 0.5]]);
    let labels = perceptron([1.0, -2.0, 0.5]).forward(inputs);
    let hint = "the scores are -0.5, 1.5, 0.1 and -0.5: the last weight belongs to the input 1";
    assert_close(labels, vector([-1.0, 1.0, 1.0, -1.0]), hint);
}

#[test]
fn perceptron_forward_is_plus_one_at_a_score_of_zero() {
    let hint = "sign(0) is +1 here, not 0 and not -1";
    let inputs = matrix([[3.0, -4.0], [0.0, 0.0]]);
    let untrained = Perceptron::new(2, &device());
    assert_close(untrained.forward(inputs), vector([1.0, 1.0]), hint);
    let on_the_line = perceptron([1.0, 1.0, -2.0]).forward(matrix([[1.0, 1.0], [1.0, 0.0]]));
    assert_close(on_the_line, vector([1.0, -1.0]), hint);
}

#[test]
fn perceptron_loss_adds_the_distances_of_the_misclassified() {
    let inputs = matrix([
        [3.0, 0.0],
        [-2.0, 0.0],
        [-1.0, 0.0],
        [2.0, 5.0],
        [-4.0, 0.0],
    ]);
    let labels = vector([1.0, 1.0, 1.0, -1.0, -1.0]);
    let loss = perceptron([2.0, 0.0, 1.0]).loss(inputs, labels);
    let hint = "the scores are 7, -3, -1, 5 and -7. The second, third and fourth are wrong: 3 + 1 + 5, \
                without a mean and without ‖w‖";
    assert_close(loss, vector([9.0]), hint);
}

#[test]
fn perceptron_loss_is_zero_without_a_mistake() {
    let inputs = matrix([[1.0, 0.0], [-2.0, 0.0]]);
    let labels = vector([1.0, -1.0]);
    let hint = "whoever is right adds nothing to the loss";
    let loss = perceptron([1.0, 0.0, 0.0]).loss(inputs, labels);
    assert_close(loss, vector([0.0]), hint);
}

#[test]
fn perceptron_batch_step_uses_the_mean_of_the_misclassified() {
    let mut perceptron = Perceptron::new(2, &device());
    let inputs = matrix([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    let misclassified = perceptron.batch_step(inputs, vector([-1.0, -1.0, 1.0]), 0.1);
    let hint = "the first two are wrong, and the mean of their y x̃ is (-2, -3, -1): not the sum, and \
                not divided by all three. The step goes along it, because the gradient is its opposite";
    assert_close(perceptron.weights, vector([-0.2, -0.3, -0.1]), hint);
    assert_eq!(misclassified, 2, "two of three are misclassified");
}

#[test]
fn perceptron_batch_step_adds_to_the_weights() {
    let mut perceptron = perceptron([1.0, 0.0, 0.0]);
    let inputs = matrix([[-2.0, 1.0], [1.0, 1.0], [3.0, 0.0]]);
    let misclassified = perceptron.batch_step(inputs, vector([1.0, 1.0, -1.0]), 0.5);
    let hint = "w ← w + η times the mean of (-2, 1, 1) and -(3, 0, 1); y is the label of the data, \
                not the predicted one";
    assert_close(perceptron.weights, vector([-0.25, 0.25, 0.0]), hint);
    assert_eq!(misclassified, 2, "the first and the last are misclassified");
}

#[test]
fn perceptron_batch_step_changes_nothing_without_a_mistake() {
    let mut perceptron = perceptron([1.0, 0.0, 0.0]);
    let inputs = matrix([[1.0, 0.0], [-1.0, 0.0]]);
    let misclassified = perceptron.batch_step(inputs, vector([1.0, -1.0]), 0.5);
    let hint = "nobody is misclassified: the mean of nothing is 0 / 0, so there must be no step";
    assert_close(perceptron.weights, vector([1.0, 0.0, 0.0]), hint);
    assert_eq!(misclassified, 0);
}

#[test]
fn perceptron_rosenblatt_step_answers_a_mistake() {
    let mut perceptron = perceptron([0.0, 1.0, 0.0]);
    let mistake = perceptron.rosenblatt_step(matrix([[2.0, -1.0]]), 1.0, 0.5);
    let hint = "the score is -1 and the label +1: w ← w + η y x̃ with x̃ = (2, -1, 1)";
    assert_close(perceptron.weights, vector([1.0, 0.5, 0.5]), hint);
    assert!(mistake, "it was misclassified");
}

#[test]
fn perceptron_rosenblatt_step_goes_the_other_way_for_minus_one() {
    let mut perceptron = Perceptron::new(2, &device());
    let mistake = perceptron.rosenblatt_step(matrix([[2.0, -1.0]]), -1.0, 0.5);
    let hint = "y is the label, -1 here, and not the prediction";
    assert_close(perceptron.weights, vector([-1.0, 0.5, -0.5]), hint);
    assert!(
        mistake,
        "at weights of zero +1 is predicted, so -1 is a mistake"
    );
}

#[test]
fn perceptron_rosenblatt_step_leaves_what_is_right() {
    let mut perceptron = perceptron([1.0, 0.0, 0.0]);
    let hint = "the prediction is right: nothing to learn, however near the line";
    for (input, label) in [([0.1, 3.0], 1.0), ([-0.1, 3.0], -1.0)] {
        let mistake = perceptron.rosenblatt_step(matrix([input]), label, 0.5);
        assert_close(perceptron.weights.clone(), vector([1.0, 0.0, 0.0]), hint);
        assert!(!mistake, "{hint}");
    }
}
