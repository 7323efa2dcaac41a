use crate::{assert_close, device};
use assignment1::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use common::by_hand::{Optimizer, Parameter, Tensor, UpdateRule};

fn vector(values: [f64; 3]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

/// Three gradients of three weights; the last weight rests in the second step.
const GRADIENTS: [[f64; 3]; 3] = [[1.0, -2.0, 0.5], [3.0, -1.0, 0.0], [-1.0, 2.0, 4.0]];

/// Checks the weights after each of the steps: from 1, 2, 3, with these rates and gradients.
#[track_caller]
fn assert_steps(
    rule: impl UpdateRule + 'static,
    rates: [f64; 3],
    gradients: [[f64; 3]; 3],
    expected: [([f64; 3], &str); 3],
) {
    let mut optimizer = Optimizer::new(rule, rates[0]);
    let mut parameter = Parameter::new(vector([1.0, 2.0, 3.0]));
    for ((rate, grad), (weights, hint)) in rates.into_iter().zip(gradients).zip(expected) {
        optimizer.learning_rate = rate;
        parameter.grad = vector(grad);
        optimizer.step(vec![&mut parameter]);
        assert_close(parameter.value.clone(), vector(weights), hint);
    }
}

/// The first step of a velocity that starts at 0.
const FIRST: &str = "step 1: the velocity starts at 0 and takes the whole gradient, not (1 - μ) g; \
                     w - η v, against it";
const SECOND: &str = "step 2: v ← μ v + g. Does the memory keep the velocity?";
const THIRD: &str = "step 3: is the velocity that is kept the new one?";

#[test]
fn optimizers_momentum_of_three_steps() {
    let expected = [
        ([0.9, 2.2, 2.95], FIRST),
        ([0.51, 2.48, 2.905], SECOND),
        ([0.259, 2.532, 2.4645], THIRD),
    ];
    assert_steps(Momentum::default(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_momentum_with_a_rate_that_changes() {
    let hint = "the velocity is made of gradients alone; the rate of today multiplies all of it";
    let expected = [
        ([0.9, 2.2, 2.95], hint),
        ([0.861, 2.228, 2.9455], hint),
        ([0.8359, 2.2332, 2.90145], hint),
    ];
    assert_steps(Momentum::default(), [0.1, 0.01, 0.01], GRADIENTS, expected);
}

#[test]
fn optimizers_nesterov_of_three_steps() {
    let expected = [
        (
            [0.81, 2.38, 2.905],
            "step 1: g + μ v with the new v: (1 + 0.9) g. The look-ahead may be missing",
        ),
        ([0.159, 2.732, 2.8645], SECOND),
        (
            [0.0331, 2.5788, 2.06805],
            "step 3: the memory keeps v, and not g + μ v",
        ),
    ];
    assert_steps(Nesterov::default(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_of_three_steps() {
    let expected = [
        (
            [0.9, 2.1, 2.9],
            "step 1: g / √(g²) is 1 or -1, so every weight moves by η, against its gradient",
        ),
        (
            [0.805_131_67, 2.144_721_36, 2.9],
            "step 2: squares are added up: no average, nothing is forgotten",
        ),
        (
            [0.835_282_81, 2.078_054_69, 2.800_772_21],
            "step 3: is the sum that is kept the new one, without its root?",
        ),
    ];
    assert_steps(AdaGrad::default(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_adds_epsilon_to_the_root() {
    let hint = "√s + ε: epsilon is added to the root, not under it";
    let expected = [
        ([0.95, 2.066_666_67, 2.966_666_67], hint),
        ([0.877_924_08, 2.097_568_37, 2.966_666_67], hint),
        ([0.901_090_33, 2.047_568_37, 2.887_161_65], hint),
    ];
    let rule = AdaGrad { epsilon: 1.0 };
    assert_steps(rule, [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_survives_gradients_of_zero() {
    let hint = "0 / (0 + ε) is 0: without epsilon it is not a number";
    let expected = [([1.0, 2.0, 3.0], hint); 3];
    assert_steps(AdaGrad::default(), [0.1; 3], [[0.0; 3]; 3], expected);
}

#[test]
fn optimizers_rmsprop_of_three_steps() {
    let expected = [
        (
            [0.683_772_24, 2.316_227_76, 2.683_772_25],
            "step 1: s = (1 - ρ) g² = 0.1 g², and nothing corrects that: η / √0.1",
        ),
        (
            [0.382_260_90, 2.463_669_71, 2.683_772_25],
            "step 2: s ← ρ s + (1 - ρ) g². Is the new gradient squared and weighted by 1 - ρ?",
        ),
        (
            [0.482_713_96, 2.241_994_17, 2.369_526_82],
            "step 3: is the average that is kept the new one, without its root?",
        ),
    ];
    assert_steps(RmsProp::default(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_rmsprop_takes_decay_and_epsilon_from_its_fields() {
    let hint = "√s + ε: epsilon is added to the root, not under it";
    let expected = [
        ([0.924_025_31, 2.122_514_82, 2.956_826_35], hint),
        ([0.773_648_42, 2.182_101_30, 2.956_826_35], hint),
        ([0.823_761_43, 2.076_960_97, 2.780_838_99], hint),
    ];
    let rule = RmsProp {
        epsilon: 1.0,
        ..RmsProp::default()
    };
    assert_steps(rule, [0.1; 3], GRADIENTS, expected);
    let hint = "ρ is the field `decay`, here 0.5";
    let expected = [
        ([0.858_578_65, 2.141_421_36, 2.858_578_65], hint),
        ([0.720_929_21, 2.223_071_01, 2.858_578_65], hint),
        ([0.779_905_99, 2.102_466_48, 2.717_432_70], hint),
    ];
    let rule = RmsProp {
        decay: 0.5,
        ..RmsProp::default()
    };
    assert_steps(rule, [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adam_of_three_steps() {
    let expected = [
        (
            [0.9, 2.1, 2.9],
            "step 1: the correction makes m̂ = g and ŝ = g², so every weight moves by η. \
             `memory.step` is 1 in the first step",
        ),
        (
            [0.808_221_89, 2.193_217_96, 2.832_994_18],
            "step 2: divide by 1 - βᵗ with t = 2, both averages, each with its own β",
        ),
        (
            [0.759_852_70, 2.204_296_27, 2.763_187_00],
            "step 3: the memory keeps m and s, and not the corrected m̂ and ŝ",
        ),
    ];
    assert_steps(Adam::default(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adam_adds_epsilon_to_the_root() {
    let hint = "√ŝ + ε: epsilon is added to the root of the corrected ŝ, not under it";
    let expected = [
        ([0.95, 2.066_666_67, 2.966_666_67], hint),
        ([0.886_578_96, 2.123_766_26, 2.949_167_72], hint),
        ([0.854_803_81, 2.130_789_62, 2.900_333_10], hint),
    ];
    let rule = Adam {
        epsilon: 1.0,
        ..Adam::default()
    };
    assert_steps(rule, [0.1; 3], GRADIENTS, expected);
}

fn adamw() -> AdamW {
    AdamW {
        weight_decay: 0.5,
        ..AdamW::default()
    }
}

#[test]
fn optimizers_adamw_of_three_steps() {
    let hint = "w - η λ w - η m̂ / (√ŝ + ε): the decay sees neither m nor s, and both terms start \
                from the weight of the step before";
    let expected = [
        ([0.85, 2.0, 2.75], hint),
        ([0.715_721_89, 1.993_217_96, 2.545_494_18], hint),
        ([0.631_566_61, 1.904_635_37, 2.348_412_30], hint),
    ];
    assert_steps(adamw(), [0.1; 3], GRADIENTS, expected);
}

#[test]
fn optimizers_adamw_decays_without_a_gradient() {
    let hint = "with a gradient of 0 a step multiplies the weight by 1 - η λ = 0.95. If it moved by η, \
                the decay went into the gradient; if it halved, the rate is missing";
    let expected = [
        ([0.95, 1.9, 2.85], hint),
        ([0.902_5, 1.805, 2.707_5], hint),
        ([0.857_375, 1.714_75, 2.572_125], hint),
    ];
    assert_steps(adamw(), [0.1; 3], [[0.0; 3]; 3], expected);
}
