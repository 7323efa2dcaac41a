//! Samples marked in numbers: beside distributions whose distance is known, and beside real pictures.

use assignment3::staff::quality::{Gaussian, Judge, Quality, precision_and_recall};
use burn::tensor::{Device, Tensor};
use common::by_hand::Streams;
use common::data::{CHUNK, Data, Dataset};
use common::examples::Examples;
use common::learner::Start;
use common::metrics;
use common::settings::{Base, Length};

fn normal(name: &str, shape: [usize; 2]) -> Tensor<2> {
    let mut stream = Streams::new(7).stream(name);
    stream.normal_tensor(shape, 1.0, &Device::flex())
}

#[test]
fn the_distance_of_shifted_and_stretched_clouds_is_the_formulas() {
    let cloud = normal("cloud", [400, 5]);
    let of = |features: Tensor<2>| Gaussian::of(features);
    let same = of(cloud.clone()).distance(&of(cloud.clone())).unwrap();
    assert!(same.abs() < 1e-9, "{same}");
    // A shift by 2 along each of five axes.
    let shifted = of(cloud.clone() + 2.0);
    let distance = of(cloud.clone()).distance(&shifted).unwrap();
    assert!((distance - 20.0).abs() < 1e-4, "{distance}");
    // Three times as wide: trace(C + 9 C - 2 · 3 C) = 4 trace C, beside the shift of the mean.
    let wide = cloud.clone() * 3.0;
    let mean = cloud.clone().mean_dim(0);
    let gap: f64 = (mean.clone() * 2.0).square().sum().into_scalar();
    let centred = cloud.clone() - mean;
    let trace: f64 = (centred.square().sum() / 399.0).into_scalar();
    let distance = of(cloud).distance(&of(wide)).unwrap();
    let expected = gap + 4.0 * trace;
    assert!(
        (distance - expected).abs() < 1e-4 * expected,
        "{distance} and {expected}"
    );
}

#[test]
fn a_direction_that_is_missing_counts_as_much_as_it_varied() {
    // Two axes that depend on each other; in the second cloud the first one is always the same.
    let cloud = normal("cloud", [500, 2]);
    let mixing = Tensor::<2>::from_data([[2.0, 1.0], [0.0, 1.0]], &Device::flex());
    let features = cloud.matmul(mixing);
    let flat = features.clone() * Tensor::<2>::from_data([[0.0, 1.0]], &Device::flex());
    let [whole, part] = [features.clone(), flat].map(Gaussian::of);
    let distance = whole.distance(&part).unwrap();
    let back = part.distance(&whole).unwrap();
    assert!(
        (distance - back).abs() < 1e-6 * distance,
        "{distance} and {back}"
    );
    // With C_2 = diag(0, b): trace(C_1 + C_2) - 2 √(b · (C_1)_22) is the variance of the first axis alone.
    let first = features.narrow(1, 0, 1);
    let mean = first.clone().mean_dim(0);
    let variance: f64 = ((first.clone() - mean.clone()).square().sum() / 499.0).into_scalar();
    let gap: f64 = mean.square().sum().into_scalar();
    assert!(
        (distance - variance - gap).abs() < 1e-4 * distance,
        "{distance}"
    );
}

#[test]
fn precision_is_lost_by_strangers_and_recall_by_what_is_missing() {
    let real = normal("real", [200, 2]);
    let same = precision_and_recall(real.clone(), real.clone());
    assert_eq!(same, [1.0, 1.0]);
    // Half of the samples are far away.
    let far = real.clone().narrow(0, 0, 100) + 100.0;
    let samples = Tensor::cat(vec![real.clone().narrow(0, 0, 100), far.clone()], 0);
    let [precision, recall] = precision_and_recall(samples, real.clone());
    assert!((precision - 0.5).abs() < 1e-9, "{precision}");
    assert!(recall > 0.9, "{recall}");
    // All samples are in one of two places that are real.
    let both = Tensor::cat(vec![real.clone(), real.clone() + 100.0], 0);
    let [precision, recall] = precision_and_recall(real, both);
    assert_eq!(precision, 1.0);
    assert!((recall - 0.5).abs() < 1e-9, "{recall}");
}

fn digits() -> Data<4> {
    let start = Start::on(&Device::flex(), &Base::default(), Length::NONE);
    let examples = Examples::generated(Dataset::Mnist, 1000, 0.1);
    examples.images(&start).unwrap()
}

#[test]
fn the_shipped_judge_knows_digits_and_marks_real_ones_best() {
    let (judge, data) = (Judge::shipped(&Device::flex()).unwrap(), digits());
    let mut right = 0;
    for batch in data.test.chunks(CHUNK) {
        let logits = judge.logits(judge.features(batch.inputs));
        let labels: Vec<i64> = batch.labels.into_data().iter().collect();
        let answers = metrics::predictions(logits).into_iter();
        right += answers
            .zip(labels)
            .filter(|(answer, label)| *answer as i64 == *label)
            .count();
    }
    let accuracy = right as f64 / data.test.len() as f64;
    assert!(accuracy >= 0.97, "{accuracy}");

    // Other real pictures; all of one kind; noise.
    let real = data.train.whole().inputs.narrow(0, 0, 1000);
    let test = judge.features(data.test.whole().inputs);
    let of_real = Quality::of(&judge, real.clone(), test.clone()).unwrap();
    assert_eq!(of_real.covered(), 10, "{of_real:?}");
    assert!(
        of_real.confidence > 0.95 && of_real.precision > 0.6,
        "{of_real:?}"
    );
    let one = real.clone().narrow(0, 0, 1).repeat_dim(0, 1000);
    let of_one = Quality::of(&judge, one, test.clone()).unwrap();
    assert_eq!(of_one.covered(), 1, "{of_one:?}");
    assert!(of_one.recall < 0.1, "{of_one:?}");
    let mut stream = Streams::new(7).stream("noise");
    let noise = stream.normal_tensor([1000, 1, 28, 28], 1.0, &Device::flex());
    let of_noise = Quality::of(&judge, noise, test).unwrap();
    // An outlier among the real ones has a large ball, in which much lies: it is recall that noise lacks.
    assert!(of_noise.recall < 0.1, "{of_noise:?}");
    for worse in [of_one, of_noise] {
        assert!(
            worse.frechet > 5.0 * of_real.frechet,
            "{worse:?} beside {of_real:?}"
        );
    }
}
