//! The data sets as a program sees them: counts, divisions, tensors, and every refusal.

mod csv_files;
mod graphs_and_text;
mod image_sets;
mod names;

use burn::tensor::{DType, Device, Int, Tensor, TensorData};
use by_hand::Streams;
use common::data::{self, Data, Dataset, ExampleSet, Source};
use common::error::Error;

fn source<'a>(dataset: &'a Dataset, seed: u64, device: &'a Device) -> Source<'a> {
    Source {
        dataset,
        examples: 200,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams: Streams::new(seed),
        device,
    }
}

fn flat(dataset: Dataset, seed: u64) -> Data<2> {
    data::load_flat(&source(&dataset, seed, &Device::flex())).unwrap()
}

fn images(dataset: Dataset) -> Data<4> {
    data::load_images(&source(&dataset, 1, &Device::flex())).unwrap()
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

fn integers(tensor: Tensor<1, Int>) -> Vec<usize> {
    tensor
        .into_data()
        .iter::<i64>()
        .map(|value| value as usize)
        .collect()
}

fn counts<const D: usize>(set: &ExampleSet<D>, classes: usize) -> Vec<usize> {
    let mut counts = vec![0; classes];
    set.labels().iter().for_each(|&label| counts[label] += 1);
    counts
}

fn rows<const D: usize>(set: &ExampleSet<D>) -> Vec<Vec<u32>> {
    let values = values(set.whole().inputs);
    let width = values.len() / set.len();
    let bits = |row: &[f32]| row.iter().map(|value| value.to_bits()).collect();
    values.chunks(width).map(bits).collect()
}

#[test]
fn generated_sets_are_balanced_and_divided() {
    for (dataset, classes) in [
        (Dataset::Moons, 2),
        (Dataset::Circles, 2),
        (Dataset::Gaussians, 2),
        (Dataset::GaussiansClose, 2),
        (Dataset::GaussiansWide, 2),
        (Dataset::Xor, 2),
        (Dataset::Spirals, 2),
        (Dataset::Rings, 3),
        (Dataset::SwissRoll, 4),
        (Dataset::Ring, 8),
    ] {
        let data = flat(dataset.clone(), 1);
        let features = if dataset == Dataset::SwissRoll { 3 } else { 2 };
        assert_eq!(
            (data.train.len(), data.test.len(), data.features()),
            (160, 40, features)
        );
        assert_eq!(
            (data.name.as_str(), data.classes.len()),
            (dataset.to_string().as_str(), classes)
        );
        let (train, test) = (counts(&data.train, classes), counts(&data.test, classes));
        for (train, test) in train.iter().zip(test) {
            assert!((train + test).abs_diff(200 / classes) <= 1);
        }
        let train = rows(&data.train);
        assert!(
            rows(&data.test).iter().all(|row| !train.contains(row)),
            "{dataset}"
        );
    }
}

#[test]
fn gaussians_are_stratified() {
    for dataset in [
        Dataset::Gaussians,
        Dataset::GaussiansClose,
        Dataset::GaussiansWide,
    ] {
        let data = flat(dataset, 1);
        assert_eq!(counts(&data.train, 2), [80, 80]);
        assert_eq!(counts(&data.test, 2), [20, 20]);
    }
}

#[test]
fn the_seed_decides_points_and_division() {
    for dataset in [Dataset::Moons, Dataset::Iris] {
        assert_eq!(
            rows(&flat(dataset.clone(), 1).test),
            rows(&flat(dataset.clone(), 1).test)
        );
        assert_ne!(
            rows(&flat(dataset.clone(), 1).test),
            rows(&flat(dataset, 2).test)
        );
    }
}

#[test]
fn generators_refuse_what_they_cannot_draw() {
    let device = Device::flex();
    let source = source(&Dataset::Moons, 1, &device);
    for (examples, noise) in [
        (9, 0.1),
        (usize::MAX, 0.1),
        (100, f64::NAN),
        (100, -1.0),
        (100, f64::INFINITY),
    ] {
        let source = Source {
            examples,
            noise,
            ..source.clone()
        };
        assert!(matches!(data::load_flat(&source), Err(Error::Usage(_))));
    }
}

#[test]
fn iris_is_stratified() {
    let data = flat(Dataset::Iris, 1);
    assert_eq!(data.classes, ["setosa", "versicolor", "virginica"]);
    assert_eq!(counts(&data.train, 3), [40; 3]);
    assert_eq!(counts(&data.test, 3), [10; 3]);
    assert_eq!(data.features(), 4);
}

#[test]
fn gather_and_chunks_are_slices_of_the_whole() {
    fn check<const D: usize>(set: &ExampleSet<D>) {
        let whole = set.whole();
        let indices = [7, 0, 7, set.len() - 1];
        let batch = set.gather(&indices);
        let expected: Vec<f32> = indices
            .iter()
            .flat_map(|&index| values(whole.inputs.clone().narrow(0, index, 1)))
            .collect();
        assert_eq!(values(batch.inputs), expected);
        assert_eq!(
            integers(batch.labels),
            indices.map(|index| set.labels()[index])
        );
        let chunks: Vec<_> = set.chunks(64).collect();
        assert_eq!(chunks.len(), set.len().div_ceil(64));
        let inputs: Vec<f32> = chunks
            .iter()
            .flat_map(|batch| values(batch.inputs.clone()))
            .collect();
        let labels: Vec<usize> = chunks
            .into_iter()
            .flat_map(|batch| integers(batch.labels))
            .collect();
        assert_eq!(
            (inputs, labels),
            (values(whole.inputs), set.labels().to_vec())
        );
    }
    check(&flat(Dataset::Moons, 1).train);
    check(&flat(Dataset::Digits, 1).train);
    check(&images(Dataset::Emoji).test);
}

#[test]
fn bytes_become_floats_from_0_to_1_and_flattening_keeps_them() {
    let bytes = vec![0, 51, 255, 102, 204, 153];
    let set = ExampleSet::<2>::from_bytes(bytes, 255, &[3], vec![0, 1], &Device::flex());
    let batch = set.gather(&[1, 0]);
    assert_eq!(values(batch.inputs), [0.4, 0.8, 0.6, 0.0, 0.2, 1.0]);
    let images = images(Dataset::Faces);
    let expected = values(images.test.whole().inputs);
    let flat = images.flatten();
    assert_eq!(flat.features(), 4096);
    assert_eq!(values(flat.test.whole().inputs), expected);
    assert!(Device::flex().supports_dtype(DType::U8));
}

#[test]
fn standardized_features_have_mean_0_and_deviation_1_on_the_training_part() {
    let data = flat(Dataset::Digits, 1).standardize();
    let inputs = values(data.train.whole().inputs);
    let count = data.train.len() as f32;
    for feature in 0..64 {
        let column: Vec<f32> = inputs.iter().skip(feature).step_by(64).copied().collect();
        let mean = column.iter().sum::<f32>() / count;
        let variance = column
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f32>()
            / count;
        assert!(mean.abs() < 1e-4, "feature {feature}: mean {mean}");
        // The first pixel is empty in every digit.
        let constant = column.iter().all(|value| *value == 0.0);
        assert!(
            constant || (variance - 1.0).abs() < 1e-3,
            "feature {feature}: variance {variance}"
        );
    }
    assert!(inputs.iter().step_by(64).all(|value| *value == 0.0));
    assert!(
        values(data.test.whole().inputs)
            .iter()
            .all(|value| value.is_finite())
    );
}

/// What `standardize` does, with everything in memory at once.
fn standardized(data: &Data<2>) -> [Tensor<2>; 2] {
    let whole = data.train.whole().inputs;
    let [count, columns] = whole.dims();
    let table: Vec<f64> = whole.to_data().iter().collect();
    let column = |feature| table.iter().skip(feature).step_by(columns);
    let row = |of: &dyn Fn(usize) -> f64| {
        let row: Vec<f64> = (0..columns).map(of).collect();
        Tensor::<2>::from_data(TensorData::new(row, [1, columns]), &whole.device())
    };
    let sum = |values: &mut dyn Iterator<Item = f64>| {
        values.fold(0.0, |sum, value| sum + value / count as f64)
    };
    let mean = |feature| sum(&mut column(feature).copied());
    let factor = |feature| {
        let (mean, first) = (mean(feature), table[feature]);
        let variance = sum(&mut column(feature).map(|value| (value - mean) * (value - mean)));
        match column(feature).all(|value| *value == first) {
            true => 0.0,
            false => variance.sqrt().recip(),
        }
    };
    let (mean, factor) = (row(&mean), row(&factor));
    [&data.train, &data.test].map(|set| (set.whole().inputs - mean.clone()) * factor.clone())
}

#[test]
fn standardizing_piece_by_piece_is_the_same_to_the_last_bit() {
    let bits = |tensor| values(tensor).into_iter().map(f32::to_bits);
    for dataset in [
        Dataset::Iris,
        Dataset::Digits,
        Dataset::Mnist,
        Dataset::FashionMnist,
        Dataset::Faces,
    ] {
        let data = flat(dataset.clone(), 1);
        let [train, test] = standardized(&data);
        let data = data.standardize();
        assert!(bits(data.train.whole().inputs).eq(bits(train)), "{dataset}");
        assert!(bits(data.test.whole().inputs).eq(bits(test)), "{dataset}");
    }
}

#[test]
fn labels_are_the_same_on_the_host_and_on_the_device() {
    for dataset in [Dataset::Moons, Dataset::Digits] {
        let data = flat(dataset, 1);
        for part in [&data.train, &data.test] {
            assert_eq!(integers(part.label_tensor()), part.labels());
        }
    }
}
