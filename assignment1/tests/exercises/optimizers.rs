use crate::{assert_close, vector};
use assignment1::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use common::by_hand::{Optimizer, Parameter, UpdateRule};

/// Three gradients of three weights; the last weight rests in the second step.
const GRADIENTS: [[f64; 3]; 3] = [[1.0, -2.0, 0.5], [3.0, -1.0, 0.0], [-1.0, 2.0, 4.0]];

/// The learning rate of each step: a schedule changes it.
const RATES: [f64; 3] = [0.1, 0.05, 0.2];

/// Checks the weights after each of three steps: from 1, 2, 3, with these gradients and the rates above.
#[track_caller]
fn assert_steps(
    rule: impl UpdateRule + 'static,
    gradients: [[f64; 3]; 3],
    expected: [([f64; 3], &str); 3],
) {
    let mut optimizer = Optimizer::new(rule, RATES[0]);
    let mut parameter = Parameter::new(vector([1.0, 2.0, 3.0]));
    for ((rate, grad), (weights, hint)) in RATES.into_iter().zip(gradients).zip(expected) {
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

const MOMENTUM: Momentum = Momentum { momentum: 0.8 };

#[test]
fn optimizers_momentum_of_three_steps() {
    let expected = [
        ([0.9, 2.2, 2.95], FIRST),
        ([0.71, 2.33, 2.93], SECOND),
        ([0.302, 2.346, 2.066], THIRD),
    ];
    assert_steps(MOMENTUM, GRADIENTS, expected);
}

#[test]
fn optimizers_momentum_with_a_rate_that_changes() {
    let hint = "the velocity is made of gradients alone; the rate of today multiplies all of it";
    let mut optimizer = Optimizer::new(Momentum { momentum: 0.5 }, 1.0);
    let mut parameter = Parameter::new(vector([0.0]));
    // v is 1, then 0.5, then 0.25.
    for (rate, grad, expected) in [(1.0, 1.0, -1.0), (0.1, 0.0, -1.05), (2.0, 0.0, -1.55)] {
        optimizer.learning_rate = rate;
        parameter.grad = vector([grad]);
        optimizer.step(vec![&mut parameter]);
        assert_close(parameter.value.clone(), vector([expected]), hint);
    }
}

#[test]
fn optimizers_nesterov_of_three_steps() {
    let expected = [
        (
            [0.82, 2.36, 2.91],
            "step 1: g + μ v with the new v: (1 + 0.8) g. The look-ahead may be missing",
        ),
        ([0.518, 2.514, 2.894], SECOND),
        (
            [0.391_6, 2.126_8, 1.402_8],
            "step 3: the memory keeps v, and not g + μ v",
        ),
    ];
    assert_steps(Nesterov { momentum: 0.8 }, GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_of_three_steps() {
    let expected = [
        (
            [0.9, 2.1, 2.9],
            "step 1: g / √(g²) is 1 or -1, so every weight moves by η, against its gradient",
        ),
        (
            [0.852_565_84, 2.122_360_68, 2.9],
            "step 2: squares are added up: no average, nothing is forgotten",
        ),
        (
            [0.912_868_10, 1.989_027_35, 2.701_544_43],
            "step 3: is the sum that is kept the new one, without its root?",
        ),
    ];
    assert_steps(AdaGrad::default(), GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_adds_epsilon_to_the_root() {
    let hint = "√s + ε: epsilon is added to the root, not under it";
    let expected = [
        ([0.933_333_33, 2.08, 2.95], hint),
        ([0.892_375_22, 2.098_274_40, 2.95], hint),
        ([0.944_777_54, 1.983_988_69, 2.773_443_56], hint),
    ];
    assert_steps(AdaGrad { epsilon: 0.5 }, GRADIENTS, expected);
}

#[test]
fn optimizers_adagrad_survives_gradients_of_zero() {
    let hint = "0 / (0 + ε) is 0: without epsilon it is not a number";
    let expected = [([1.0, 2.0, 3.0], hint); 3];
    assert_steps(AdaGrad::default(), [[0.0; 3]; 3], expected);
}

#[test]
fn optimizers_rmsprop_of_three_steps() {
    let expected = [
        (
            [0.817_425_82, 2.182_574_18, 2.817_425_82],
            "step 1: s = (1 - ρ) g² = 0.3 g², and nothing corrects that: η / √0.3. ρ is the field `decay`",
        ),
        (
            [0.729_494_26, 2.229_403_47, 2.817_425_82],
            "step 2: s ← ρ s + (1 - ρ) g². Is the new gradient squared and weighted by 1 - ρ?",
        ),
        (
            [0.860_322_24, 1.946_419_24, 2.453_667_31],
            "step 3: is the average that is kept the new one, without its root?",
        ),
    ];
    let rule = RmsProp {
        decay: 0.7,
        ..RmsProp::default()
    };
    assert_steps(rule, GRADIENTS, expected);
}

#[test]
fn optimizers_rmsprop_takes_decay_and_epsilon_from_its_fields() {
    let hint = "√s + ε with ρ = 0.5 and ε = 0.25: epsilon is added to the root, not under it";
    let expected = [
        ([0.895_518_45, 2.120_176_88, 2.917_157_29], hint),
        ([0.833_776_07, 2.154_081_05, 2.917_157_29], hint),
        ([0.936_573_04, 1.944_471_77, 2.657_749_37], hint),
    ];
    let rule = RmsProp {
        decay: 0.5,
        epsilon: 0.25,
    };
    assert_steps(rule, GRADIENTS, expected);
}

/// β₁ = 0.8 and β₂ = 0.95: not the defaults.
fn adam() -> Adam {
    Adam {
        beta_1: 0.8,
        beta_2: 0.95,
        ..Adam::default()
    }
}

/// β₁ = 0.6, β₂ = 0.7 and ε = 0.5.
const SLOW: Adam = Adam {
    beta_1: 0.6,
    beta_2: 0.7,
    epsilon: 0.5,
};

#[test]
fn optimizers_adam_of_three_steps() {
    let expected = [
        (
            [0.9, 2.1, 2.9],
            "step 1: the correction makes m̂ = g and ŝ = g², so every weight moves by η. \
             `memory.step` is 1 in the first step",
        ),
        (
            [0.853_270_96, 2.146_032_81, 2.868_162_21],
            "step 2: divide by 1 - βᵗ with t = 2, both averages, each with its own β",
        ),
        (
            [0.765_918_92, 2.149_818_16, 2.719_693_13],
            "step 3: the memory keeps m and s, and not the corrected m̂ and ŝ",
        ),
    ];
    assert_steps(adam(), GRADIENTS, expected);
}

#[test]
fn optimizers_adam_adds_epsilon_to_the_root() {
    let hint = "√ŝ + ε with ε = 0.5: epsilon is added to the root of the corrected ŝ, not under it; β₁ and β₂ \
                are the fields, here 0.6 and 0.7";
    let expected = [
        ([0.933_333_33, 2.08, 2.95], hint),
        ([0.894_388_46, 2.114_459_60, 2.938_578_84], hint),
        ([0.844_779_80, 2.083_536_40, 2.805_838_77], hint),
    ];
    assert_steps(SLOW, GRADIENTS, expected);
}

#[test]
fn optimizers_adamw_of_three_steps() {
    let hint = "w - η λ w - η m̂ / (√ŝ + ε): the decay sees neither m nor s, and both terms start \
                from the weight of the step before";
    let expected = [
        ([0.85, 2.0, 2.75], hint),
        ([0.782_020_96, 1.996_032_81, 2.649_412_21], hint),
        ([0.616_466_82, 1.800_214_88, 2.236_001_90], hint),
    ];
    let rule = AdamW {
        adam: adam(),
        weight_decay: 0.5,
    };
    assert_steps(rule, GRADIENTS, expected);
}

#[test]
fn optimizers_adamw_takes_all_from_its_fields() {
    let hint = "λ = 0.25, β₁ = 0.6, β₂ = 0.7 and ε = 0.5 are the fields, and η is that of today";
    let expected = [
        ([0.908_333_33, 2.03, 2.875], hint),
        ([0.858_034_30, 2.039_084_60, 2.827_641_34], hint),
        ([0.765_523_92, 1.906_207_17, 2.553_519_20], hint),
    ];
    let rule = AdamW {
        adam: SLOW,
        weight_decay: 0.25,
    };
    assert_steps(rule, GRADIENTS, expected);
}

#[test]
fn optimizers_adamw_decays_without_a_gradient() {
    let hint = "with a gradient of 0 a step multiplies the weight by 1 - η λ, 0.95 in the first. If it moved by \
                η, the decay went into the gradient; if it halved, the rate is missing";
    let expected = [
        ([0.95, 1.9, 2.85], hint),
        ([0.926_25, 1.852_5, 2.778_75], hint),
        ([0.833_625, 1.667_25, 2.500_875], hint),
    ];
    let rule = AdamW {
        weight_decay: 0.5,
        ..AdamW::default()
    };
    assert_steps(rule, [[0.0; 3]; 3], expected);
}
