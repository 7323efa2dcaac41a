//! Every update rule beside Burn's over 100 steps, in f64.
//!
//! A test binary of its own: the device is configured for f64 before its first tensor.
//!
//! Burn keeps its hyperparameters in f32, so ours are rounded to f32 where the two are compared. For
//! Adam and AdamW that is not enough: Burn computes 1 - βᵗ in f32 as well, which is wrong by 1e-7.
//! They are held to literals from 50-digit arithmetic (`grader/reference/adam.py` of the course's
//! repository prints them) to 1e-12, and to Burn as closely as its rounding allows.

use assignment1::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use assignment1::sgd::Sgd;
use burn::optim::momentum::MomentumConfig;
use burn::optim::{AdaGradConfig, AdamConfig, AdamWConfig, Optimizer, RmsPropConfig, SgdConfig};
use common::by_hand::{Device, Memory, Tensor, UpdateRule};
use common::gradcheck::use_f64;
use std::sync::OnceLock;

const STEPS: usize = 100;
const RATE: f64 = 0.01;

fn device() -> &'static Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    DEVICE.get_or_init(|| {
        let mut device = Device::flex();
        use_f64(&mut device);
        device
    })
}

fn vector(elements: usize, at: impl Fn(usize) -> f64) -> Tensor<1> {
    let values: Vec<f64> = (0..elements).map(at).collect();
    Tensor::from_data(values.as_slice(), device())
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

#[track_caller]
fn assert_near(ours: &[f64], expected: &[f64], tolerance: f64, step: usize) {
    assert_eq!(ours.len(), expected.len());
    for (ours, expected) in ours.iter().zip(expected) {
        let error = (ours - expected).abs();
        // Written this way round so that NaN is wrong.
        assert!(
            error <= tolerance,
            "step {step}: {ours}, expected {expected}, off by {error:.1e}"
        );
    }
}

#[track_caller]
fn assert_follows_burn<O: Optimizer>(rule: &dyn UpdateRule, optimizer: &O, tolerance: f64) {
    for elements in [1, 3, 8] {
        let ours = trajectory(rule, elements);
        let theirs = trajectory_in_burn(optimizer, elements);
        for (index, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let largest = theirs.iter().fold(1.0, |a: f64, b| a.max(b.abs()));
            assert_near(ours, theirs, tolerance * largest, index + 1);
        }
    }
}

/// A number as Burn keeps it.
fn rounded(number: f32) -> f64 {
    f64::from(number)
}

#[test]
fn sgd_update_follows_burn_for_100_steps() {
    assert_follows_burn(&Sgd, &SgdConfig::new().build(), 1e-12);
}

fn burn_momentum(nesterov: bool) -> impl Optimizer {
    let momentum = MomentumConfig::new()
        .with_momentum(0.9)
        .with_dampening(0.0)
        .with_nesterov(nesterov);
    SgdConfig::new().with_momentum(Some(momentum)).build()
}

#[test]
fn optimizers_momentum_follows_burn_for_100_steps() {
    let momentum = rounded(0.9);
    assert_follows_burn(&Momentum { momentum }, &burn_momentum(false), 1e-12);
}

#[test]
fn optimizers_nesterov_follows_burn_for_100_steps() {
    let momentum = rounded(0.9);
    assert_follows_burn(&Nesterov { momentum }, &burn_momentum(true), 1e-12);
}

#[test]
fn optimizers_adagrad_follows_burn_for_100_steps() {
    let epsilon = rounded(1e-8);
    let burn = AdaGradConfig::new().with_epsilon(1e-8).build();
    assert_follows_burn(&AdaGrad { epsilon }, &burn, 1e-12);
}

#[test]
fn optimizers_rmsprop_follows_burn_for_100_steps() {
    let rule = RmsProp {
        decay: rounded(0.9),
        epsilon: rounded(1e-8),
    };
    let burn = RmsPropConfig::new()
        .with_alpha(0.9)
        .with_momentum(0.0)
        .with_epsilon(1e-8);
    assert_follows_burn(&rule, &burn.build(), 1e-12);
}

/// How far a step may be off because Burn computes 1 - βᵗ in f32.
const F32: f64 = 1e-6;

#[test]
fn optimizers_adam_follows_burn_for_100_steps() {
    let burn = AdamConfig::new().with_epsilon(1e-8).build();
    assert_follows_burn(&Adam::default(), &burn, F32);
}

#[test]
fn optimizers_adamw_follows_burn_for_100_steps() {
    let rule = AdamW {
        weight_decay: 0.1,
        ..AdamW::default()
    };
    let burn = AdamWConfig::new().with_epsilon(1e-8).with_weight_decay(0.1);
    assert_follows_burn(&rule, &burn.build(), F32);
}

#[track_caller]
fn assert_reaches(rule: &dyn UpdateRule, expected: &[(usize, [f64; 3])]) {
    let ours = trajectory(rule, 3);
    for (step, expected) in expected {
        assert_near(&ours[step - 1], expected, 1e-12, *step);
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
