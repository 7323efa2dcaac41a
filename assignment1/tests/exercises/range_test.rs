use crate::device;
use assignment1::activations::Activation;
use assignment1::range_test::{growing, range_test, suggested_rate};
use assignment1::sgd::Sgd;
use assignment1::staff::{MlpTraining, Recipe};
use common::by_hand::{Optimizer, Streams};
use common::data::{self, Dataset, Source};
use common::learner::Batches;

#[test]
fn rates_of_a_range_test_grow_by_a_constant_factor() {
    let rate = growing(0.01..1.0, 3);
    for (step, expected) in [0.01, 0.1, 1.0].into_iter().enumerate() {
        assert!((rate(step) - expected).abs() < 1e-12);
    }
}

#[test]
fn the_suggested_rate_is_a_tenth_of_the_best() {
    let curve = [(0.1, 0.9), (1.0, 0.3), (10.0, 0.5)];
    assert!((suggested_rate(&curve).unwrap() - 0.1).abs() < 1e-12);
    assert_eq!(suggested_rate(&[]), None);
}

#[test]
fn a_range_test_ends_where_the_loss_explodes() {
    let streams = Streams::new(0);
    let source = Source {
        dataset: &Dataset::Moons,
        examples: 200,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams,
        device: &device(),
    };
    let data = data::load_flat(&source).unwrap();
    let network = Recipe::mlp([8], Activation::Relu).build([2, 2], streams, &device());
    let batches = Batches::new(data.train.len(), 32, streams);
    let learner = MlpTraining::new(network, Optimizer::new(Sgd, 1.0), data, batches);
    let curve = range_test(learner, 1e-4..1e6, 200).unwrap();
    assert!((curve[0].0 - 1e-4).abs() < 1e-12);
    assert!((10..200).contains(&curve.len()), "{} steps", curve.len());
    assert!(curve.is_sorted_by(|a, b| a.0 < b.0));
    let lowest = curve.iter().map(|point| point.1).fold(f64::MAX, f64::min);
    // The first value is the first loss itself: an average that starts at 0 would be a tenth of it.
    assert!(curve[0].1 > 0.4 && lowest < 0.8 * curve[0].1, "{curve:?}");
}
