//! Batch normalisation beside Burn's, dropout over many masks, first weights, and trainings with all of
//! them that are interrupted, in f64.
//!
//! One file, though a long one, and a test binary of its own: the device is configured for f64 before its first tensor.

use assignment1::activations::Activation;
use assignment1::batch_norm::BatchNorm;
use assignment1::dropout::Dropout;
use assignment1::initialization::{Initialization, SMALL};
use assignment1::penalties::{L1, L2};
use assignment1::sgd::Sgd;
use assignment1::staff::signal::{Inside, Signal};
use assignment1::staff::{MlpTraining, Recipe};
use burn::module::{Module, Param};
use burn::nn::{BatchNorm as BurnBatchNorm, BatchNormConfig};
use common::by_hand::{Device, Layer, Mode, Optimizer, Parameter, Stream, Streams, Tensor};
use common::data::{Dataset, Source, load_flat};
use common::early_stopping::EarlyStopping;
use common::gradcheck::use_f64;
use common::learner::{Batches, Learner, Part};
use std::sync::OnceLock;

fn device() -> &'static Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    DEVICE.get_or_init(|| {
        let mut device = Device::flex();
        use_f64(&mut device);
        device
    })
}

fn stream(name: &str) -> Stream {
    Streams::new(42).stream(name)
}

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    stream(name).normal_tensor(shape, 1.0, device())
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

/// Both agree as far as two orders of the same sums allow in f64.
#[track_caller]
fn assert_same<const D: usize>(by_hand: Tensor<D>, by_burn: Tensor<D>) {
    assert_eq!(by_hand.dims(), by_burn.dims());
    let difference: f64 = (by_hand - by_burn).abs().max().into_scalar();
    assert!(difference < 1e-12, "they differ by {difference:e}");
}

/// The same layer twice, with a gain and a shift that are not those of the start.
fn both(features: usize) -> (BatchNorm, BurnBatchNorm) {
    let autodiff = device().clone().autodiff();
    let mut by_hand = BatchNorm::new(features, device());
    let mut by_burn = BatchNormConfig::new(features).init(&autodiff);
    by_hand.gain.value = normal("gain", [features]);
    by_hand.shift.value = normal("shift", [features]);
    let of = |parameter: &Parameter<1>| Param::from_data(parameter.value.to_data(), &autodiff);
    by_burn.gamma = of(&by_hand.gain);
    by_burn.beta = of(&by_hand.shift);
    (by_hand, by_burn)
}

#[test]
fn batch_norm_is_burns_forward_backward_and_in_its_running_statistics() {
    let (mut by_hand, by_burn) = both(7);
    by_hand.set_mode(Mode::Training { step: 0 });
    for step in 0..5 {
        let name = format!("batch {step}");
        let input = normal(&name, [12, 7]) * 3.0 + 1.0;
        let weights = normal(&format!("weights {step}"), [12, 7]);
        let output = by_hand.forward(input.clone());
        let grad_input = by_hand.backward(weights.clone());

        let tracked = input.autodiff().require_grad();
        let burn_output = by_burn.forward(tracked.clone());
        assert_same(output, burn_output.clone().inner());
        let grads = (burn_output * weights.autodiff()).sum().backward();
        assert_same(grad_input, tracked.grad(&grads).unwrap());
        let gamma = by_burn.gamma.val().grad(&grads).unwrap();
        let beta = by_burn.beta.val().grad(&grads).unwrap();
        assert_same(by_hand.gain.grad.clone(), gamma);
        assert_same(by_hand.shift.grad.clone(), beta);

        let (mean, variance) = (&by_burn.running_mean, &by_burn.running_var);
        assert_same(by_hand.running_mean.clone(), mean.value_sync().inner());
        let running_variance = by_hand.running_variance.clone();
        assert_same(running_variance, variance.value_sync().inner());
    }
    by_hand.set_mode(Mode::Evaluation);
    let input = normal("evaluated", [4, 7]);
    let burn_output = by_burn.valid().forward(input.clone());
    assert_same(by_hand.forward(input), burn_output);
}

#[test]
fn dropout_leaves_the_mean_as_it_is() {
    let input = normal("input", [3, 4]);
    let mut layer = Dropout::new(0.3, 0, Streams::new(1));
    let masks = 20_000;
    let mut sum = input.zeros_like();
    for step in 0..masks {
        layer.set_mode(Mode::Training { step });
        sum = sum + layer.forward(input.clone());
    }
    let error = sum / masks as f64 - input.clone();
    // In standard deviations of the mean of so many masks.
    let deviation = (0.3 / 0.7 / masks as f64).sqrt();
    let largest = values(error / (input * deviation)).into_iter();
    let largest = largest.map(f64::abs).fold(0.0, f64::max);
    assert!(largest < 4.0, "{largest} standard deviations");
}

#[test]
fn first_weights_spread_as_they_should() {
    let (fan_in, fan_out) = (200, 300);
    for (initialization, deviation) in [
        (Initialization::Zeros, 0.0),
        (Initialization::SmallNormal, SMALL),
        (Initialization::UnitNormal, 1.0),
        (Initialization::LeCun, 1.0 / 200.0_f64.sqrt()),
        (Initialization::Xavier, (2.0_f64 / 500.0).sqrt()),
        (Initialization::He, 0.1),
    ] {
        let mut stream = stream("first weights");
        let weight = initialization.weight([fan_in, fan_out], &mut stream, device());
        assert_eq!(weight.dims(), [fan_in, fan_out]);
        let weights = values(weight);
        let count = weights.len() as f64;
        let mean = weights.iter().sum::<f64>() / count;
        let variance = weights.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / count;
        assert!(mean.abs() <= 0.02 * deviation, "{initialization:?}: {mean}");
        let error = (variance.sqrt() - deviation).abs();
        assert!(error <= 0.01 * deviation, "{initialization:?}: {variance}");
    }
}

/// Sizes in 16 hidden layers of 64 units for each of 100 random examples.
fn signal(activation: Activation, initialization: Initialization) -> Signal {
    let recipe = Recipe {
        hidden_sizes: vec![64; 16],
        activation,
        initialization,
        batch_norm: false,
        dropout: 0.0,
    };
    let inputs = normal("inputs", [100, 64]);
    let targets = Tensor::eye(10, device()).repeat_dim(0, 10);
    Signal::of(&recipe, inputs, targets, Streams::new(42))
}

#[test]
fn a_signal_keeps_its_size_with_the_weights_made_for_its_activation() {
    for (activation, initialization) in [
        (Activation::Relu, Initialization::He),
        (Activation::Tanh, Initialization::Xavier),
    ] {
        let Signal {
            activations,
            gradients,
        } = signal(activation, initialization);
        assert_eq!((activations.len(), gradients.len()), (16, 17));
        for sizes in [activations, gradients] {
            let change = sizes[15] / sizes[0];
            assert!((0.1..10.0).contains(&change), "{activation:?}: {sizes:?}");
        }
    }
}

#[test]
fn a_signal_changes_by_the_factor_that_its_weights_have() {
    for (initialization, variance) in [
        (Initialization::SmallNormal, SMALL * SMALL),
        (Initialization::UnitNormal, 1.0),
        (Initialization::Xavier, 1.0 / 64.0),
    ] {
        let sizes = signal(Activation::Relu, initialization).activations;
        // n v / 2 for each of the 15 layers after the first, of which the root.
        let expected = (64.0 * variance / 2.0_f64).powf(7.5);
        let change = sizes[15] / sizes[0] / expected;
        assert!((0.3..3.0).contains(&change), "{initialization:?}: {change}");
    }
}

#[test]
fn nothing_leaves_a_layer_of_zeros() {
    let signal = signal(Activation::Relu, Initialization::Zeros);
    let all = signal.activations.iter().chain(&signal.gradients);
    assert!(all.copied().all(|size| size == 0.0), "{signal:?}");
}

#[test]
fn blocks_are_told_apart_whatever_stands_in_them() {
    let recipe = Recipe {
        hidden_sizes: vec![8, 4],
        activation: Activation::Tanh,
        initialization: Initialization::Xavier,
        batch_norm: true,
        dropout: 0.5,
    };
    let inputs = normal("inputs", [20, 3]);
    let targets = Tensor::eye(2, device()).repeat_dim(0, 10);
    let signal = Signal::of(&recipe, inputs, targets, Streams::new(1));
    assert_eq!(signal.activations.len(), 2);
    assert_eq!(signal.gradients.len(), 3);
}

/// Two hidden layers with all that may stand in them.
fn everything() -> Recipe {
    Recipe {
        hidden_sizes: vec![16, 16],
        activation: Activation::Relu,
        initialization: Initialization::He,
        batch_norm: true,
        dropout: 0.3,
    }
}

/// Moons with everything that the topic has: batch normalisation, dropout, a penalty.
fn learner(penalty: bool) -> MlpTraining {
    let streams = Streams::new(3);
    let data = load_flat(&Source {
        dataset: &Dataset::Moons,
        examples: 250,
        noise: 0.2,
        data_dir: None,
        label: None,
        streams,
        device: device(),
    });
    let data = data.unwrap().hold_out(&streams);
    let network = everything().build([data.features(), 2], streams, device());
    let mut optimizer = Optimizer::new(Sgd, 0.1);
    if penalty {
        optimizer = optimizer.with_penalty(L2 { strength: 0.01 });
    }
    // 180 training examples: 6 steps an epoch, the last one smaller.
    let batches = Batches::new(data.train.len(), 32, streams);
    MlpTraining::new(network, optimizer, data, batches)
}

/// Every parameter and every statistic.
fn state(learner: &mut MlpTraining) -> Vec<(String, Vec<f64>)> {
    let contents = learner.network().contents().into_iter();
    contents
        .map(|(name, content)| (name, content.tensor().to_data().iter().collect()))
        .collect()
}

fn advance(learner: &mut impl Learner, steps: usize) {
    while learner.steps() < steps {
        learner.step().unwrap();
    }
}

#[test]
fn a_look_inside_tells_the_loss_of_the_next_step_and_changes_nothing() {
    let mut learner = learner(false);
    advance(&mut learner, 5);
    let before = state(&mut learner);
    let batch = learner.next_batch();
    let inside = Inside::of(learner.network().layers_mut(), &everything(), batch);
    assert_eq!(state(&mut learner), before);
    assert_eq!(
        (inside.signal.activations.len(), inside.backward.len()),
        (2, 2)
    );
    assert!(!inside.alike && inside.dead.iter().all(|share| *share < 1.0));
    let loss: f64 = learner.step().unwrap().loss.into_scalar();
    assert_eq!(inside.loss, loss);
}

#[test]
fn units_that_began_as_zeros_are_alike_and_dead() {
    let recipe = Recipe {
        initialization: Initialization::Zeros,
        dropout: 0.0,
        ..everything()
    };
    let mut network = recipe.build([3, 2], Streams::new(1), device());
    let targets = Tensor::eye(2, device()).repeat_dim(0, 10);
    let batch = (normal("inputs", [20, 3]), targets);
    let inside = Inside::of(network.layers_mut(), &recipe, batch);
    assert!(inside.alike);
    assert_eq!(
        (inside.dead, inside.saturated),
        (vec![1.0; 2], vec![0.0; 2])
    );
}

#[test]
fn a_network_with_everything_resumes_in_mid_epoch() {
    let mut uninterrupted = learner(true);
    advance(&mut uninterrupted, 40);
    let expected = state(&mut uninterrupted);
    assert!(
        expected
            .iter()
            .any(|(name, _)| name == "1.running_variance")
    );
    for stop in [0, 3, 25] {
        let mut first = learner(true);
        advance(&mut first, stop);
        first.evaluate(Part::Test).unwrap();
        let snapshot = first.snapshot().unwrap();
        let mut resumed = learner(true);
        resumed.restore(&snapshot).unwrap();
        advance(&mut resumed, 40);
        assert_eq!(state(&mut resumed), expected, "stopped after step {stop}");
        let metrics = |learner: &mut MlpTraining| learner.evaluate(Part::Test).unwrap();
        assert_eq!(metrics(&mut resumed), metrics(&mut uninterrupted));
    }
}

#[test]
fn an_early_stopped_training_resumes_in_mid_epoch() {
    let stopping = || EarlyStopping::new(learner(false), 5);
    let mut uninterrupted = stopping();
    while !uninterrupted.is_finished() && uninterrupted.steps() < 600 {
        uninterrupted.step().unwrap();
    }
    let steps = uninterrupted.steps();
    assert!((36..600).contains(&steps), "it stopped after step {steps}");
    let mut first = stopping();
    advance(&mut first, steps - 10);
    let snapshot = first.snapshot().unwrap();
    let mut resumed = stopping();
    resumed.restore(&snapshot).unwrap();
    while !resumed.is_finished() {
        resumed.step().unwrap();
    }
    assert_eq!(
        resumed.snapshot().unwrap(),
        uninterrupted.snapshot().unwrap()
    );
    for part in [Part::Train, Part::Validation, Part::Test] {
        let (a, b) = (resumed.evaluate(part), uninterrupted.evaluate(part));
        assert_eq!(a.unwrap(), b.unwrap());
    }
}

#[test]
fn a_penalty_reaches_the_weights_and_leaves_biases_and_gains_alone() {
    let mut weight = Parameter::new(Tensor::<2>::from_data([[2.0, -4.0]], device()));
    let mut bias = Parameter::new(Tensor::<1>::from_data([2.0, -4.0], device()));
    let mut step = |optimizer: Optimizer| {
        let mut optimizer = optimizer;
        optimizer.step(vec![&mut weight, &mut bias]);
        (values(weight.value.clone()), values(bias.value.clone()))
    };
    let optimizer = || Optimizer::new(Sgd, 0.5);
    let unchanged = vec![2.0, -4.0];
    let decayed = step(optimizer().with_penalty(L2 { strength: 0.5 }));
    assert_eq!(decayed, (vec![1.5, -3.0], unchanged.clone()));
    let pulled = step(optimizer().with_penalty(L1 { strength: 0.5 }));
    assert_eq!(pulled, (vec![1.25, -2.75], unchanged));
}
