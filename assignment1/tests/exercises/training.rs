use crate::{assert_close, device, matrix, vector};
use assignment1::activations::{Activation, Relu};
use assignment1::cross_entropy::CrossEntropy;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use assignment1::sgd::Sgd;
use assignment1::staff::Recipe;
use assignment1::training::{accuracy, minibatch, step};
use common::by_hand::{Int, Layer, Memory, Optimizer, Streams, Tensor, UpdateRule};

#[test]
fn training_minibatch_cuts_the_order_into_pieces() {
    let order = [3, 1, 4, 0, 2, 6, 5];
    assert_eq!(minibatch(&order, 0, 3), [3, 1, 4]);
    assert_eq!(minibatch(&order, 1, 3), [0, 2, 6]);
    let hint = "the last batch is smaller; no example is left out";
    assert_eq!(minibatch(&order, 2, 3), [5], "{hint}");
    assert_eq!(minibatch(&order, 1, 5), [6, 5], "{hint}");
}

#[test]
fn training_minibatch_may_be_full_at_the_end() {
    let order = [5, 0, 3, 1, 4, 2];
    let hint = "six examples are three batches of two, each full";
    for (batch, expected) in [[5, 0], [3, 1], [4, 2]].into_iter().enumerate() {
        assert_eq!(minibatch(&order, batch, 2), expected, "{hint}");
    }
}

#[test]
fn training_minibatch_may_be_one_example_or_all() {
    let order = [2, 0, 1];
    assert_eq!(minibatch(&order, 1, 1), [0]);
    assert_eq!(minibatch(&order, 2, 1), [1]);
    assert_eq!(minibatch(&order, 0, 3), order);
    let hint = "a batch that is larger than the set holds all of it";
    assert_eq!(minibatch(&order, 0, 8), order, "{hint}");
}

fn network(seed: u64) -> Mlp {
    Recipe::mlp([16], Activation::Relu).build([2, 2], Streams::new(seed), &device())
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

/// Checks all parameters of a network, flattened.
#[track_caller]
fn assert_parameters<const N: usize>(network: &mut Mlp, expected: [&[f64]; N], hint: &str) {
    let parameters = network.parameters_mut();
    assert_eq!(parameters.len(), N);
    for (parameter, expected) in parameters.into_iter().zip(expected) {
        assert_close(parameter.flat_value(), vector(expected), hint);
    }
}

/// w ← w - η t g: the step's number t tells how often it was asked.
#[derive(Debug)]
struct Growing;

impl UpdateRule for Growing {
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        value - grad * (learning_rate * memory.step as f64)
    }
}

#[test]
fn training_step_changes_every_parameter_once() {
    let weight = matrix([[0.5, -1.0, 0.0, 1.0], [-0.25, 0.5, 1.0, 0.0]]);
    let mut layer = Linear::with_weight(weight);
    layer.bias.value = vector([0.0, 0.5, -0.5, 0.25]);
    let mut network = Mlp::of(vec![Box::new(layer)]);
    let (mut loss, mut optimizer) = (CrossEntropy::default(), Optimizer::new(Growing, 0.3));

    let inputs = matrix([[2.0, 1.0], [-1.0, 0.5], [0.5, -2.0]]);
    let targets = matrix([
        [0.0, 0.0, 0.0, 1.0],
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
    ]);
    let value = step(&mut network, &mut loss, &mut optimizer, inputs, targets);
    let hint = "one update, w - η ∂L/∂w. The division by the batch size, 3, is in the loss and nowhere else";
    let expected: [&[f64]; 2] = [
        &[
            0.353_213_75,
            -0.935_192_59,
            0.037_798_74,
            1.044_180_10,
            -0.128_596_14,
            0.475_939_31,
            0.784_959_53,
            0.117_697_30,
        ],
        &[0.032_365_73, 0.415_309_28, -0.426_739_32, 0.229_064_31],
    ];
    assert_parameters(&mut network, expected, hint);
    assert_close(
        value,
        vector([2.360_017_35]),
        "the loss of the forward pass",
    );

    // η t is 0.1 now.
    optimizer.learning_rate = 0.05;
    let inputs = matrix([[1.0, 0.5], [-2.0, 1.0]]);
    let targets = matrix([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
    let value = step(&mut network, &mut loss, &mut optimizer, inputs, targets);
    let hint = "the second step: the optimiser changes the parameters, by its own rule and its rate of today, \
                and is asked once a step";
    let expected: [&[f64]; 2] = [
        &[
            0.345_779_98,
            -0.801_608_44,
            -0.061_983_26,
            1.017_811_72,
            -0.134_834_09,
            0.453_701_33,
            0.827_605_49,
            0.103_527_27,
        ],
        &[0.021_150_36, 0.415_348_35, -0.387_715_88, 0.201_217_17],
    ];
    assert_parameters(&mut network, expected, hint);
    assert_close(
        value,
        vector([2.406_183_16]),
        "the loss of the second forward pass",
    );
}

#[test]
fn training_step_goes_through_two_layers() {
    let affine = |weight, bias: &[f64]| -> Box<dyn Layer> {
        let mut layer = Linear::with_weight(weight);
        layer.bias.value = vector(bias);
        Box::new(layer)
    };
    let mut network = Mlp::of(vec![
        affine(
            matrix([[1.0, -1.0, 0.5], [0.5, 1.0, -1.0]]),
            &[0.1, 0.0, 0.2],
        ),
        Box::new(Relu::default()),
        affine(matrix([[1.0, -0.5], [0.5, 1.0], [-1.0, 2.0]]), &[0.0, 0.3]),
    ]);
    let inputs = matrix([[1.0, 2.0], [-1.0, 1.0], [0.5, -1.0], [2.0, 0.0]]);
    let targets = matrix([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]);
    let (mut loss, mut sgd) = (CrossEntropy::default(), Optimizer::new(Sgd, 0.4));
    let value = step(&mut network, &mut loss, &mut sgd, inputs, targets);
    let hint = "all gradients are of the weights before the step: first the whole backward pass, then the update";
    let expected: [&[f64]; 4] = [
        &[
            1.215_989_45,
            -1.015_061_54,
            0.094_140_82,
            0.527_767_77,
            1.002_001_67,
            -1.003_296_08,
        ],
        &[0.213_288_63, 0.006_354_96, -0.000_457_53],
        &[
            1.160_801_47,
            -0.660_801_47,
            0.465_873_57,
            1.034_126_43,
            -0.920_091_66,
            1.920_091_66,
        ],
        &[0.054_109_25, 0.245_890_75],
    ];
    assert_parameters(&mut network, expected, hint);
    assert_close(
        value,
        vector([0.370_004_66]),
        "the loss of the forward pass",
    );
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

/// Five examples of three classes: the largest logits are at 2, 0, 1, 0 and 2.
fn logits() -> Tensor<2> {
    matrix([
        [0.0, 1.0, 5.0],
        [-1.0, -2.0, -1.5],
        [0.0, 0.1, 0.0],
        [9.0, 7.0, 8.0],
        [-30.0, -20.0, -10.0],
    ])
}

#[track_caller]
fn assert_accuracy(labels: [i64; 5], expected: f64, hint: &str) {
    let labels = Tensor::<1, Int>::from_data(labels, &device());
    let accuracy = accuracy(logits(), labels);
    assert_close(vector([accuracy]), vector([expected]), hint);
}

#[test]
fn training_accuracy_is_a_fraction_of_the_examples() {
    let hint = "the largest logits are at 2, 0, 1, 0 and 2. Three of five are right, so 0.6: a fraction, \
                not a percentage";
    assert_accuracy([2, 1, 1, 0, 0], 0.6, hint);
    let hint = "the largest logits are at 2, 0, 1, 0 and 2, also where all are negative; here one is right";
    assert_accuracy([0, 1, 0, 2, 2], 0.2, hint);
}

#[test]
fn training_accuracy_is_one_if_all_are_right_and_zero_if_none_is() {
    assert_accuracy([2, 0, 1, 0, 2], 1.0, "all five are right");
    assert_accuracy([1, 2, 0, 1, 0], 0.0, "none of the five is right");
}
