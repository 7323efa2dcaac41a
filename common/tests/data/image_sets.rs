//! The image sets: their counts and shapes, and damaged files.

use super::{counts, images, source, values};
use burn::tensor::Device;
use common::data::embedded::{self, Entry};
use common::data::idx::Idx;
use common::data::{self, Dataset, Source, text};
use common::error::Error;
use std::fs;
use std::path::Path;

#[test]
fn digits_are_stratified_and_whole() {
    let data = images(Dataset::Digits);
    assert_eq!(data.shape(), [1, 8, 8]);
    assert_eq!(data.train.len() + data.test.len(), 1797);
    for (train, test) in counts(&data.train, 10)
        .into_iter()
        .zip(counts(&data.test, 10))
    {
        assert!((174..=183).contains(&(train + test)) && test.abs_diff((train + test) / 5) <= 1);
    }
    let inputs = values(data.train.whole().inputs);
    assert_eq!(inputs.iter().copied().fold(0.0, f32::max), 1.0);
    assert!(inputs.iter().all(|value| (value * 16.0).fract() == 0.0));
}

#[test]
fn mnist_and_fashion_have_500_and_100_of_each_class() {
    for dataset in [Dataset::Mnist, Dataset::FashionMnist] {
        let data = images(dataset);
        assert_eq!(data.shape(), [1, 28, 28]);
        assert_eq!(counts(&data.train, 10), [500; 10]);
        assert_eq!(counts(&data.test, 10), [100; 10]);
    }
    assert_eq!(images(Dataset::FashionMnist).classes[9], "Ankle boot");
}

#[test]
fn emoji_have_nine_categories() {
    let data = images(Dataset::Emoji);
    assert_eq!((data.shape(), data.classes.len()), ([3, 32, 32], 9));
    let (train, test) = (counts(&data.train, 9), counts(&data.test, 9));
    let mut all: Vec<usize> = train.iter().zip(&test).map(|(a, b)| a + b).collect();
    all.sort_unstable();
    assert_eq!(all, [85, 131, 159, 169, 218, 224, 264, 270, 386]);
    assert!(
        test.iter()
            .zip(&train)
            .all(|(test, train)| test.abs_diff((test + train) / 5) <= 1)
    );
    // The drawings stand on white, so the corners are: a wrong cut would show here.
    let corners = values(
        data.train
            .whole()
            .inputs
            .slice([0..data.train.len(), 0..3, 0..1, 0..1]),
    );
    assert!(corners.iter().filter(|value| **value == 1.0).count() > corners.len() * 9 / 10);
}

#[test]
fn faces_are_eight_and_two_of_each_person() {
    let data = images(Dataset::Faces);
    assert_eq!(data.shape(), [1, 64, 64]);
    assert_eq!(counts(&data.train, 40), [8; 40]);
    assert_eq!(counts(&data.test, 40), [2; 40]);
}

#[test]
fn image_sets_only_where_there_are_images() {
    let error = data::load_images(&source(&Dataset::Moons, 1, &Device::flex())).unwrap_err();
    assert!(matches!(error, Error::Usage(_)) && error.to_string().contains("fashion-mnist"));
}

#[test]
fn a_full_set_that_is_missing_or_another_one_says_which_command_repairs_it() {
    let folder = tempfile::tempdir().unwrap();
    let device = Device::flex();
    let repair = format!("data fetch mnist --data-dir {}", folder.path().display());
    let load = |dataset: &Dataset| {
        data::load_images(&Source {
            data_dir: Some(folder.path()),
            label: None,
            ..source(dataset, 1, &device)
        })
    };
    let error = load(&Dataset::Mnist).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("train-images-idx3-ubyte") && text.contains(&repair),
        "{text}"
    );
    assert_eq!(error.exit_code(), 4);
    let file = folder.path().join("mnist/train-images-idx3-ubyte");
    fs::create_dir(folder.path().join("mnist")).unwrap();
    for wrong in [
        &[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7][..],
        &[0x1f, 0x8b, 8],
    ] {
        fs::write(&file, wrong).unwrap();
        let error = load(&Dataset::Mnist).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(&file.display().to_string()) && text.contains(&repair),
            "{text}"
        );
        assert_eq!(error.exit_code(), 4);
    }
    assert_eq!(load(&Dataset::Cifar10).unwrap_err().exit_code(), 4);
    let error = text::tiny_shakespeare(Some(folder.path())).unwrap_err();
    assert!(
        error.to_string().contains("data fetch tiny-shakespeare"),
        "{error}"
    );
}

/// With the real files: `CS324_FULL_SETS=DIR cargo test -p common --test data full`, where `DIR` has
/// been filled by `data fetch mnist fashion-mnist cifar10 --data-dir DIR`.
#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn full_sets_have_the_published_counts() {
    let Some(folder) = std::env::var_os("CS324_FULL_SETS") else {
        eprintln!("skipped: CS324_FULL_SETS names no folder with the full sets");
        return;
    };
    let device = Device::flex();
    let load = |dataset| {
        data::load_images(&Source {
            data_dir: Some(Path::new(&folder)),
            label: None,
            ..source(&dataset, 1, &device)
        })
        .unwrap()
    };
    let mnist = load(Dataset::Mnist);
    let train = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
    let test = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];
    assert_eq!(
        (counts(&mnist.train, 10), counts(&mnist.test, 10)),
        (train.into(), test.into())
    );
    let fashion = load(Dataset::FashionMnist);
    assert_eq!(counts(&fashion.train, 10), [6000; 10]);
    assert_eq!(counts(&fashion.test, 10), [1000; 10]);
    let cifar = load(Dataset::Cifar10);
    assert_eq!(cifar.shape(), [3, 32, 32]);
    assert_eq!(counts(&cifar.train, 10), [5000; 10]);
    assert_eq!(counts(&cifar.test, 10), [1000; 10]);
    // The mean of each colour, as published for the training set.
    for (channel, published) in [0.4914, 0.4822, 0.4465].into_iter().enumerate() {
        let mut sum = 0.0;
        for batch in cifar.train.chunks(1000) {
            let channel = batch.inputs.narrow(1, channel, 1);
            sum += f64::from(channel.mean().into_scalar::<f32>());
        }
        let mean = sum / 50.0;
        assert!((mean - published).abs() < 1e-3, "channel {channel}: {mean}");
    }
}

#[test]
fn a_corrupted_embedded_file_gives_advice() {
    let entry: &Entry = &embedded::entries().unwrap()[0];
    let mut bytes = vec![0; entry.bytes];
    for damaged in [
        &bytes.clone()[..],
        &{
            bytes.pop();
            bytes
        }[..],
    ] {
        let error = embedded::verify(entry, damaged).unwrap_err();
        let advice = format!("git checkout datasets/{}", entry.file);
        assert!(
            matches!(&error, Error::Data(text) if text.contains(&advice)),
            "{error}"
        );
    }
}

#[test]
fn damaged_idx_never_panics() {
    let mut whole = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4];
    whole.extend(0..24);
    for position in 0..whole.len() {
        for byte in 0..=u8::MAX {
            let mut bytes = whole.clone();
            bytes[position] = byte;
            for length in 0..=bytes.len() {
                if let Ok(idx) = Idx::parse(&bytes[..length], "damaged") {
                    assert_eq!(idx.dims.iter().product::<usize>(), idx.values.len());
                }
            }
        }
    }
}

#[test]
fn normalized_pixels_have_mean_0_and_deviation_1_by_the_training_set() {
    let data = images(Dataset::Mnist).normalize();
    let values: Vec<f64> = data.train.whole().inputs.into_data().iter().collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / values.len() as f64;
    assert!(
        mean.abs() < 1e-4 && (variance - 1.0).abs() < 1e-3,
        "{mean} {variance}"
    );
    let gathered = data.train.gather(&[3]).inputs.into_data();
    let stored = data.train.whole().inputs.slice([3..4, 0..784]).into_data();
    assert_eq!(gathered, stored);
}
