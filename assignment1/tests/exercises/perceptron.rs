use crate::{assert_close, device, matrix, vector};
use assignment1::perceptron::Perceptron;

/// Three inputs; the last weight is the bias.
fn perceptron(weights: [f64; 4]) -> Perceptron {
    Perceptron {
        weights: vector(weights),
    }
}

/// The examples (0, 1, 0) and (-1, 0, 2) lie on its line.
fn tilted() -> Perceptron {
    perceptron([1.0, -0.5, 0.25, 0.5])
}

#[test]
fn perceptron_forward_adds_the_bias() {
    let inputs = matrix([
        [1.0, 1.0, 0.0],
        [1.0, 0.0, 2.0],
        [0.0, 0.2, 0.0],
        [0.0, 0.1, 0.0],
        [-1.0, 0.0, 1.0],
    ]);
    let labels = perceptron([1.0, -2.0, 0.5, 0.25]).forward(inputs);
    let hint = "the scores are -0.75, 2.25, -0.15, 0.05 and -0.25: the last weight belongs to the \
                input 1";
    assert_close(labels, vector([-1.0, 1.0, -1.0, 1.0, -1.0]), hint);
}

#[test]
fn perceptron_forward_is_plus_one_at_a_score_of_zero() {
    let hint = "sign(0) is +1 here, not 0 and not -1";
    let inputs = matrix([[3.0, -4.0], [0.0, 0.0]]);
    let untrained = Perceptron::new(2, &device());
    assert_close(untrained.forward(inputs), vector([1.0, 1.0]), hint);
    let on_the_line = matrix([[0.0, 1.0, 0.0], [-1.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]);
    assert_close(
        tilted().forward(on_the_line),
        vector([1.0, 1.0, -1.0]),
        hint,
    );
}

#[test]
fn perceptron_loss_adds_the_distances_of_the_misclassified() {
    let inputs = matrix([
        [1.0, 0.0, 2.0],
        [-2.0, 0.0, 0.0],
        [-1.0, 0.0, -1.0],
        [2.0, -1.0, 0.0],
        [-4.0, 0.0, 2.0],
        [0.0, 1.0, 0.0],
        [-3.0, 2.0, 0.0],
    ]);
    let labels = vector([1.0, 1.0, 1.0, -1.0, -1.0, 1.0, -1.0]);
    let loss = perceptron([2.0, -1.0, 0.5, 1.0]).loss(inputs, labels);
    let hint = "the scores are 4, -3, -1.5, 6, -6, 0 and -7. The second, third and fourth are wrong: \
                3 + 1.5 + 6, without a mean and without ‖w‖";
    assert_close(loss, vector([10.5]), hint);
}

#[test]
fn perceptron_loss_is_zero_without_a_mistake() {
    let inputs = matrix([[1.0, 0.0, 0.0], [-2.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    let labels = vector([1.0, -1.0, 1.0]);
    let hint = "whoever is right adds nothing to the loss";
    assert_close(tilted().loss(inputs, labels), vector([0.0]), hint);
}

#[test]
fn perceptron_batch_step_uses_the_mean_of_the_misclassified() {
    let mut perceptron = Perceptron::new(3, &device());
    let inputs = matrix([
        [1.0, 2.0, -1.0],
        [3.0, 4.0, 0.5],
        [5.0, 6.0, 2.0],
        [3.0, 0.0, 4.0],
        [2.0, 2.0, 2.0],
        [0.0, -3.0, 1.0],
    ]);
    let labels = vector([-1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    let misclassified = perceptron.batch_step(inputs, labels, 0.1);
    let hint = "the first and the fourth are wrong, and the mean of their y x̃ is (-2, -1, -1.5, -1): not \
                the sum, and divided by the two of them, neither by all six nor by the three features. \
                The step goes along it, because the gradient is its opposite";
    assert_close(perceptron.weights, vector([-0.2, -0.1, -0.15, -0.1]), hint);
    assert_eq!(misclassified, 2, "two of six are misclassified");
}

#[test]
fn perceptron_batch_step_adds_to_the_weights() {
    let mut perceptron = tilted();
    let inputs = matrix([
        [-2.0, 1.0, 0.0],
        [3.0, 0.0, 2.0],
        [0.0, 1.0, 0.0],
        [1.0, 1.0, 0.0],
        [-4.0, 1.0, 2.0],
    ]);
    let labels = vector([1.0, -1.0, 1.0, 1.0, -1.0]);
    let misclassified = perceptron.batch_step(inputs, labels, 0.2);
    let hint = "the scores are -2, 4, 0, 1 and -3.5. w ← w + η times the mean of (-2, 1, 0, 1) and \
                -(3, 0, 2, 1); y is the label of the data, not the predicted one. The third lies on the \
                line and has y = +1, which is what is predicted there: y s ≤ 0 would count it";
    assert_close(perceptron.weights, vector([0.5, -0.4, 0.05, 0.5]), hint);
    assert_eq!(misclassified, 2, "the first and the second are wrong");
}

#[test]
fn perceptron_batch_step_learns_from_a_minus_one_on_the_line() {
    let mut perceptron = tilted();
    let inputs = matrix([
        [-1.0, 0.0, 2.0],
        [1.0, 1.0, 0.0],
        [0.0, 1.0, 0.0],
        [2.0, 0.0, -2.0],
        [-4.0, 1.0, 2.0],
    ]);
    let labels = vector([-1.0, 1.0, 1.0, 1.0, -1.0]);
    let misclassified = perceptron.batch_step(inputs, labels, 0.2);
    let hint = "the first and the third have the score 0, where +1 is predicted. Only the first is \
                wrong, and w ← w - η (-1, 0, 2, 1): y s < 0 would miss it";
    assert_close(perceptron.weights, vector([1.2, -0.5, -0.15, 0.3]), hint);
    assert_eq!(misclassified, 1, "only the first is wrong");
}

#[test]
fn perceptron_batch_step_changes_nothing_without_a_mistake() {
    let mut perceptron = tilted();
    let inputs = matrix([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    let misclassified = perceptron.batch_step(inputs, vector([1.0, -1.0, 1.0]), 0.5);
    let hint = "nobody is misclassified: the mean of nothing is 0 / 0, so there must be no step";
    assert_close(perceptron.weights, vector([1.0, -0.5, 0.25, 0.5]), hint);
    assert_eq!(misclassified, 0);
}

#[test]
fn perceptron_rosenblatt_step_answers_a_mistake() {
    let mut perceptron = tilted();
    let mistake = perceptron.rosenblatt_step(matrix([[-2.0, -1.0, 4.0]]), 1.0, 0.5);
    assert!(
        !mistake,
        "the score is 0 and the label +1: this one is right"
    );
    let mistake = perceptron.rosenblatt_step(matrix([[-2.0, 2.0, 1.0]]), 1.0, 0.5);
    let hint = "the score is -2.25 and the label +1: w ← w + η y x̃ with x̃ = (-2, 2, 1, 1)";
    assert_close(perceptron.weights, vector([0.0, 0.5, 0.75, 1.0]), hint);
    assert!(mistake, "it was misclassified");
}

#[test]
fn perceptron_rosenblatt_step_goes_the_other_way_for_minus_one() {
    let mut perceptron = Perceptron::new(3, &device());
    let mistake = perceptron.rosenblatt_step(matrix([[2.0, -1.0, 0.5]]), -1.0, 0.5);
    let hint = "y is the label, -1 here, and not the prediction";
    assert_close(perceptron.weights, vector([-1.0, 0.5, -0.25, -0.5]), hint);
    assert!(
        mistake,
        "at weights of zero +1 is predicted, so -1 is a mistake"
    );
    let mut perceptron = tilted();
    let mistake = perceptron.rosenblatt_step(matrix([[3.0, 1.0, 4.0]]), -1.0, 0.25);
    let hint = "the score is 4 and the label -1: w ← w - η x̃ with x̃ = (3, 1, 4, 1) and η = 0.25";
    assert_close(perceptron.weights, vector([0.25, -0.75, -0.75, 0.25]), hint);
    assert!(mistake, "it was misclassified");
}

#[test]
fn perceptron_rosenblatt_step_leaves_what_is_right() {
    let mut perceptron = perceptron([1.0, 0.0, 0.0, 0.0]);
    let hint =
        "the prediction is right: nothing to learn, however near the line, or on it with y = +1";
    for (input, label) in [(0.1, 1.0), (-0.1, -1.0), (0.0, 1.0)] {
        let mistake = perceptron.rosenblatt_step(matrix([[input, 3.0, -2.0]]), label, 0.5);
        assert_close(
            perceptron.weights.clone(),
            vector([1.0, 0.0, 0.0, 0.0]),
            hint,
        );
        assert!(!mistake, "{hint}");
    }
}
