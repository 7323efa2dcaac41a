//! Every update rule beside Burn's over 100 steps, and Adam beside literals from 50-digit arithmetic
//! (`grader/reference/adam.py` of the course's repository prints them).
//!
//! In f32, as everything is computed that is not told otherwise, and to the rounding that 100 steps of it leave.

use assignment1::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use assignment1::sgd::Sgd;
use burn::optim::momentum::MomentumConfig;
use burn::optim::{AdaGradConfig, AdamConfig, AdamWConfig, Optimizer, RmsPropConfig, SgdConfig};
use common::by_hand::{Device, Memory, Tensor, UpdateRule};

const STEPS: usize = 100;
const RATE: f64 = 0.01;

/// How far a weight may be off after 100 steps, as a share of the largest one or of 1.
const TOLERANCE: f64 = 1e-5;

fn vector(elements: usize, at: impl Fn(usize) -> f64) -> Tensor<1> {
    let values: Vec<f64> = (0..elements).map(at).collect();
    Tensor::from_data(values.as_slice(), &Device::flex())
}

/// The parameter before the first step: 1, 0.5, 0, -0.5, …
fn start(elements: usize) -> Tensor<1> {
    vector(elements, |element| 1.0 - 0.5 * element as f64)
}

/// A gradient that changes from step to step, four times as large from element to element.
fn gradient(step: usize, elements: usize) -> Tensor<1> {
    vector(elements, |element| {
        let share = ((37 * step + 101 * element) % 97) as f64 / 97.0;
        (share - 0.5) * 4.0_f64.powi(element as i32 - 1)
    })
}

/// The parameter after each step.
fn trajectory(rule: &dyn UpdateRule, elements: usize) -> Vec<Vec<f64>> {
    let (mut value, mut memory) = (start(elements), Memory::default());
    let steps = 1..=STEPS;
    steps
        .map(|step| {
            memory.step = step;
            let grad = gradient(step, elements);
            value = rule.update(RATE, value.clone(), grad, &mut memory);
            value.to_data().iter().collect()
        })
        .collect()
}

/// The same with an optimiser of Burn.
fn trajectory_in_burn<O: Optimizer>(optimizer: &O, elements: usize) -> Vec<Vec<f64>> {
    let (mut value, mut state) = (start(elements), None);
    let steps = 1..=STEPS;
    steps
        .map(|step| {
            let grad = gradient(step, elements);
            let (updated, kept) = optimizer.step(RATE, value.clone(), grad, state.take());
            (value, state) = (updated, kept);
            value.to_data().iter().collect()
        })
        .collect()
}

/// Fails if the weights after this step are others, with the hint first.
#[track_caller]
fn assert_near(ours: &[f64], expected: &[f64], step: usize) {
    assert_eq!(ours.len(), expected.len());
    let largest = expected.iter().fold(1.0, |a: f64, b| a.max(b.abs()));
    for (element, (ours, expected)) in ours.iter().zip(expected).enumerate() {
        let error = (ours - expected).abs();
        // Written this way round so that NaN is wrong.
        assert!(
            error <= TOLERANCE * largest,
            "\nhint: tests/exercises/optimizers.rs has three steps in numbers to follow by hand\nstep {step}, \
             element {} is {ours}, and {expected} is expected",
            element + 1
        );
    }
}

#[track_caller]
fn assert_follows_burn<O: Optimizer>(rule: &dyn UpdateRule, optimizer: &O) {
    for elements in [1, 3, 8] {
        let ours = trajectory(rule, elements);
        let theirs = trajectory_in_burn(optimizer, elements);
        for (index, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            assert_near(ours, theirs, index + 1);
        }
    }
}

#[test]
fn sgd_update_follows_burn_for_100_steps() {
    assert_follows_burn(&Sgd, &SgdConfig::new().build());
}

fn burn_momentum(nesterov: bool) -> impl Optimizer {
    let momentum = MomentumConfig::new()
        .with_momentum(0.8)
        .with_dampening(0.0)
        .with_nesterov(nesterov);
    SgdConfig::new().with_momentum(Some(momentum)).build()
}

#[test]
fn optimizers_momentum_follows_burn_for_100_steps() {
    assert_follows_burn(&Momentum { momentum: 0.8 }, &burn_momentum(false));
}

#[test]
fn optimizers_nesterov_follows_burn_for_100_steps() {
    assert_follows_burn(&Nesterov { momentum: 0.8 }, &burn_momentum(true));
}

#[test]
fn optimizers_adagrad_follows_burn_for_100_steps() {
    let burn = AdaGradConfig::new().with_epsilon(1e-3).build();
    assert_follows_burn(&AdaGrad { epsilon: 1e-3 }, &burn);
}

#[test]
fn optimizers_rmsprop_follows_burn_for_100_steps() {
    let rule = RmsProp {
        decay: 0.8,
        epsilon: 1e-3,
    };
    let burn = RmsPropConfig::new()
        .with_alpha(0.8)
        .with_momentum(0.0)
        .with_epsilon(1e-3);
    assert_follows_burn(&rule, &burn.build());
}

/// Not the defaults.
const ADAM: Adam = Adam {
    beta_1: 0.8,
    beta_2: 0.95,
    epsilon: 1e-3,
};

#[test]
fn optimizers_adam_follows_burn_for_100_steps() {
    let burn = AdamConfig::new()
        .with_beta_1(0.8)
        .with_beta_2(0.95)
        .with_epsilon(1e-3);
    assert_follows_burn(&ADAM, &burn.build());
}

#[test]
fn optimizers_adamw_follows_burn_for_100_steps() {
    let rule = AdamW {
        adam: ADAM,
        weight_decay: 0.1,
    };
    let burn = AdamWConfig::new()
        .with_beta_1(0.8)
        .with_beta_2(0.95)
        .with_epsilon(1e-3)
        .with_weight_decay(0.1);
    assert_follows_burn(&rule, &burn.build());
}

#[track_caller]
fn assert_reaches(rule: &dyn UpdateRule, expected: &[(usize, [f64; 3])]) {
    let ours = trajectory(rule, 3);
    for (step, expected) in expected {
        assert_near(&ours[step - 1], expected, *step);
    }
}

#[test]
fn optimizers_adam_agrees_with_50_digits() {
    let expected = [
        (1, [1.009999996626088, 0.509999998706667, 0.009999999307143]),
        (2, [1.005969487825898, 0.504438079837043, 0.003294801694829]),
        (
            10,
            [1.010743570666838, 0.497004241655850, -0.015897295757922],
        ),
        (
            100,
            [1.018279516160121, 0.518086588806667, 0.005245640071573],
        ),
    ];
    assert_reaches(&Adam::default(), &expected);
}

#[test]
fn optimizers_adamw_agrees_with_50_digits() {
    let rule = AdamW {
        weight_decay: 0.1,
        ..AdamW::default()
    };
    let expected = [
        (1, [1.008999996626088, 0.509499998706667, 0.009999999307143]),
        (2, [1.003960487829271, 0.503428579838336, 0.003284801695521]),
        (
            10,
            [1.000708129640742, 0.492001878500533, -0.015870760727033],
        ),
        (
            100,
            [0.921459411979653, 0.468885868905608, 0.005667292765483],
        ),
    ];
    assert_reaches(&rule, &expected);
}
