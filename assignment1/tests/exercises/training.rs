use crate::{assert_close, device, matrix};
use assignment1::activations::Activation;
use assignment1::cross_entropy::CrossEntropy;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use assignment1::sgd::Sgd;
use assignment1::staff::Recipe;
use assignment1::training::{accuracy, minibatch, step};
use common::by_hand::{Int, Optimizer, Streams, Tensor};

#[test]
fn training_minibatch_cuts_the_order_into_pieces() {
    let order = [3, 1, 4, 0, 2];
    assert_eq!(minibatch(&order, 0, 2), [3, 1]);
    assert_eq!(minibatch(&order, 1, 2), [4, 0]);
    let hint = "the last batch is smaller; no example is left out";
    assert_eq!(minibatch(&order, 2, 2), [2], "{hint}");
}

#[test]
fn training_minibatch_may_be_one_example_or_all() {
    let order = [2, 0, 1];
    assert_eq!(minibatch(&order, 1, 1), [0]);
    assert_eq!(minibatch(&order, 0, 3), order);
}

fn network(seed: u64) -> Mlp {
    Recipe::mlp([8], Activation::Tanh).build([2, 2], Streams::new(seed), &device())
}

/// Four points of XOR.
fn xor() -> (Tensor<2>, Tensor<2>) {
    (
        matrix([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
        matrix([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]),
    )
}

#[test]
fn training_step_returns_the_loss_before_the_update() {
    let (inputs, targets) = xor();
    let (mut network, mut loss) = (network(1), CrossEntropy::default());
    let logits = network.forward(inputs.clone());
    let before = loss.forward(logits, targets.clone());
    let mut sgd = Optimizer::new(Sgd, 0.5);
    let returned = step(
        &mut network,
        &mut loss,
        &mut sgd,
        inputs.clone(),
        targets.clone(),
    );
    assert_close(returned, before.clone(), "the loss of the forward pass");
    let logits = network.forward(inputs);
    let after: f64 = loss.forward(logits, targets).into_scalar();
    let before: f64 = before.into_scalar();
    assert!(
        after < before,
        "a step must lower the loss: {before} to {after}"
    );
}

#[test]
fn training_step_changes_every_parameter_once() {
    let mut network = Mlp::of(vec![Box::new(Linear::with_weight(matrix([[0.0; 2]])))]);
    let (inputs, targets) = (matrix([[2.0]]), matrix([[1.0, 0.0]]));
    let mut sgd = Optimizer::new(Sgd, 0.1);
    let mut loss = CrossEntropy::default();
    step(&mut network, &mut loss, &mut sgd, inputs, targets);
    let hint = "p - t = (-0.5, 0.5) and x = 2, so one step of rate 0.1 adds (0.1, -0.1) to the weights and \
                half of it to the bias";
    let expected = [[0.1, -0.1], [0.05, -0.05]];
    for (parameter, expected) in network.parameters_mut().into_iter().zip(expected) {
        let expected = Tensor::<1>::from_data(expected, &device());
        assert_close(parameter.flat_value(), expected, hint);
    }
}

#[test]
fn training_step_repeated_overfits_four_points() {
    let (inputs, targets) = xor();
    let (mut network, mut loss) = (network(2), CrossEntropy::default());
    let mut sgd = Optimizer::new(Sgd, 0.5);
    for _ in 0..2000 {
        step(
            &mut network,
            &mut loss,
            &mut sgd,
            inputs.clone(),
            targets.clone(),
        );
    }
    let logits = network.forward(inputs);
    let last: f64 = loss.forward(logits, targets).into_scalar();
    assert!(
        last < 0.01,
        "XOR has a solution, but the loss stays at {last}"
    );
}

#[test]
fn training_accuracy_is_a_fraction_of_the_examples() {
    let logits = matrix([
        [2.0, 1.0, 0.0],
        [0.0, 0.1, 0.0],
        [0.0, 1.0, 5.0],
        [9.0, 0.0, 0.0],
    ]);
    let labels = Tensor::<1, Int>::from_data([0, 1, 2, 1], &device());
    let hint = "three of four are right, so 0.75: a fraction, not a percentage";
    assert_eq!(accuracy(logits, labels), 0.75, "{hint}");
}
