//! Novikoff's theorem on real trainings, and what a restored perceptron goes on with.

use assignment1::novikoff::Margin;
use assignment1::staff::{PerceptronTraining, Rule};
use common::by_hand::{Device, Streams};
use common::data::{self, Dataset, Source};
use common::learner::{Learner, Part};

fn training(dataset: &Dataset, rule: Rule, learning_rate: f64, seed: u64) -> PerceptronTraining {
    let streams = Streams::new(seed);
    let data = data::load_flat(&Source {
        dataset,
        examples: 200,
        noise: 0.0,
        data_dir: None,
        label: None,
        streams,
        device: &Device::flex(),
    });
    PerceptronTraining::new(data.unwrap(), rule, learning_rate, streams).unwrap()
}

fn after(epochs: usize, mut training: PerceptronTraining) -> PerceptronTraining {
    for _ in 0..epochs {
        training.step().unwrap();
    }
    training
}

fn accuracy(training: &mut PerceptronTraining) -> f64 {
    let metrics = training.evaluate(Part::Train).unwrap();
    metrics.get("accuracy").unwrap()
}

#[test]
fn on_separable_data_updates_end_below_novikoff_s_bound() {
    for seed in 0..10 {
        for rule in [Rule::Batch, Rule::Rosenblatt] {
            let mut training = after(100, training(&Dataset::Gaussians, rule, 0.01, seed));
            let updates = training.updates();
            let bound = training
                .examples()
                .margin()
                .bound()
                .expect("a line separates them");
            assert!(updates[100] > 0 && updates[99] == updates[100]);
            assert!(
                updates[100] as f64 <= bound,
                "seed {seed}, {rule:?}: {} updates, but the bound is {bound}",
                updates[100]
            );
            assert_eq!(accuracy(&mut training), 1.0);
        }
    }
}

#[test]
fn on_overlapping_data_there_is_no_bound_and_no_end() {
    for dataset in [Dataset::GaussiansClose, Dataset::GaussiansWide] {
        for (rule, least) in [(Rule::Batch, 50), (Rule::Rosenblatt, 1000)] {
            let training = after(50, training(&dataset, rule, 0.01, 1));
            assert_eq!(training.examples().margin().bound(), None);
            assert!(training.updates()[50] >= least, "{:?}", training.updates());
        }
    }
}

#[test]
fn the_learning_rate_changes_no_prediction() {
    for rule in [Rule::Batch, Rule::Rosenblatt] {
        // A ratio that is a power of two, so that rounding is the same too.
        let [one, quarter] = [1.0, 0.25].map(|rate| {
            let mut training = training(&Dataset::GaussiansWide, rule, rate, 3);
            (0..20)
                .map(|_| {
                    training.step().unwrap();
                    accuracy(&mut training)
                })
                .collect::<Vec<f64>>()
        });
        assert_eq!(one, quarter);
        assert!(one.iter().any(|accuracy| *accuracy != one[0]));
    }
}

#[test]
fn the_widest_margin_is_the_distance_of_the_hull() {
    // x̃ times label: (1, 1) and (1, -1), whose hull is nearest to the origin at (1, 0).
    let margin = Margin::of(&[1.0, -1.0], 1, &[1.0, -1.0]);
    assert!((margin.found - 1.0).abs() < 0.01, "{margin:?}");
    assert!((margin.radius - 2.0_f64.sqrt()).abs() < 1e-12);
    assert!((margin.bound().unwrap() - 2.0).abs() < 0.05);
    // (3, 1), (5, 1) and (-1, -1): the nearest point, (0.2, -0.4), is between the first and the last.
    let margin = Margin::of(&[3.0, 5.0, 1.0], 1, &[1.0, 1.0, -1.0]);
    let expected = 0.2_f64.hypot(0.4);
    assert!(margin.found <= expected + 1e-12 && margin.found >= 0.99 * expected);
    assert!(margin.at_most >= expected - 1e-12);
}

#[test]
fn exclusive_or_has_no_margin() {
    let inputs = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0];
    let margin = Margin::of(&inputs, 2, &[-1.0, 1.0, 1.0, -1.0]);
    assert_eq!(margin.bound(), None);
    assert!(margin.at_most < 1e-5, "{margin:?}");
}

#[test]
fn a_restored_training_goes_on_as_the_first_did() {
    for rule in [Rule::Batch, Rule::Rosenblatt] {
        let mut whole = after(9, training(&Dataset::GaussiansClose, rule, 0.01, 5));
        let mut half = after(4, training(&Dataset::GaussiansClose, rule, 0.01, 5));
        let mut resumed = training(&Dataset::GaussiansClose, rule, 0.01, 5);
        resumed.restore(&half.snapshot().unwrap()).unwrap();
        let mut resumed = after(5, resumed);
        assert_eq!(resumed.snapshot().unwrap(), whole.snapshot().unwrap());
    }
}
