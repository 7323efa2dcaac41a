//! The multi-layer perceptron by hand and out of Burn's layers: one network, whose numbers are the same up to
//! rounding.

use assignment1::programs::mlp::Mlp as ByHand;
use assignment2::programs::mlp::Mlp as InBurn;
use common::by_hand::Device;
use common::learner::Learner;
use common::program::{Start, Training};
use common::settings::Line;

const STEPS: usize = 100;
const APART: f64 = 1e-5;

/// The training that words mean, from its start.
fn learner<T: Training>(words: &str) -> T::Learner {
    let line = Line::<T>::parse(words.split_whitespace()).unwrap();
    let start = Start::on(&Device::flex(), &line.base, line.settings.length());
    line.settings.learner(&start).unwrap()
}

#[track_caller]
fn assert_same(what: &str, by_hand: &[f64], in_burn: &[f64]) {
    assert_eq!(by_hand.len(), in_burn.len(), "{what}");
    let pairs = by_hand.iter().zip(in_burn);
    let apart = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart <= APART, "{what} is {apart:e} apart");
}

/// All parameters by hand, each weight row by row before its bias.
fn by_hand(training: &mut <ByHand as Training>::Learner) -> Vec<f64> {
    let parameters = training.network().parameters_mut().into_iter();
    let values = parameters.map(|parameter| parameter.flat_value().into_data());
    values
        .flat_map(|data| data.iter().collect::<Vec<f64>>())
        .collect()
}

/// All parameters in Burn, in the same order.
fn in_burn(training: &<InBurn as Training>::Learner) -> Vec<f64> {
    let layers = training.model().layers.iter();
    let values = layers.flat_map(|layer| {
        let bias = layer.bias.as_ref().expect("has a bias").val().into_data();
        [layer.weight.val().into_data(), bias]
    });
    values
        .flat_map(|data| data.iter().collect::<Vec<f64>>())
        .collect()
}

/// Losses of every step, weights before and after, and metrics at the end.
fn train_both(words: &str) {
    let (mut hand, mut burn) = (learner::<ByHand>(words), learner::<InBurn>(words));
    assert_eq!(by_hand(&mut hand), in_burn(&burn), "{words}: first weights");
    let first = in_burn(&burn);
    for step in 0..STEPS {
        let [of_hand, of_burn]: [f64; 2] =
            [hand.step().unwrap(), burn.step().unwrap()].map(|report| report.loss.into_scalar());
        assert_same(
            &format!("{words}: loss of step {step}"),
            &[of_hand],
            &[of_burn],
        );
    }
    assert_same(
        &format!("{words}: weights"),
        &by_hand(&mut hand),
        &in_burn(&burn),
    );
    let moved = first
        .iter()
        .zip(in_burn(&burn))
        .map(|(before, after)| (before - after).abs());
    assert!(
        moved.fold(0.0, f64::max) > 100.0 * APART,
        "{words}: nothing was learned"
    );
    let parts = hand
        .measure()
        .unwrap()
        .into_iter()
        .zip(burn.measure().unwrap());
    for ((part, of_hand), (_, of_burn)) in parts {
        for metric in ["loss", "accuracy"] {
            let [a, b] = [&of_hand, &of_burn].map(|of| of.get(metric).unwrap());
            assert_same(&format!("{words}: {part} {metric}"), &[a], &[b]);
        }
    }
}

#[test]
fn both_train_the_same_network_on_moons() {
    train_both("mlp");
    train_both("mlp --batch-size 32 --lr 0.1 --seed 7");
}

#[test]
fn both_train_the_same_network_on_digits() {
    train_both("mlp --dataset digits");
    train_both("mlp --dataset digits --activation tanh --hidden-sizes 32,16 --seed 7");
}

/// RMSProp is not among them: by hand it has the lecture's ρ = 0.9, in Burn PyTorch's 0.99.
#[test]
fn momentum_and_adam_are_the_same_rules() {
    for optimizer in ["momentum", "adam"] {
        train_both(&format!("mlp --dataset iris --optimizer {optimizer}"));
    }
}
