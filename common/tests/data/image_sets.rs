//! The image sets: their counts and shapes, and damaged files.

use super::{counts, images, source, values};
use burn::tensor::Device;
use common::data::embedded::{self, Entry};
use common::data::idx::Idx;
use common::data::{self, Dataset, Source};
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

fn full_mnist(folder: &Path, count: u8) {
    let dims = |dims: &[u32]| {
        dims.iter()
            .flat_map(|dim| dim.to_be_bytes())
            .collect::<Vec<u8>>()
    };
    for part in ["train", "t10k"] {
        let images = [
            &[0, 0, 8, 3][..],
            &dims(&[count.into(), 28, 28]),
            &vec![7; 784 * usize::from(count)],
        ]
        .concat();
        let labels = [
            &[0, 0, 8, 1][..],
            &dims(&[count.into()]),
            &(0..count).collect::<Vec<u8>>(),
        ]
        .concat();
        fs::write(folder.join(format!("{part}-images-idx3-ubyte")), images).unwrap();
        fs::write(folder.join(format!("{part}-labels-idx1-ubyte")), labels).unwrap();
    }
}

#[test]
fn full_sets_come_from_a_folder_and_damage_is_data_s_fault() {
    let folder = tempfile::tempdir().unwrap();
    let device = Device::flex();
    let dataset = Dataset::Mnist;
    let source = Source {
        data_dir: Some(folder.path()),
        ..source(&dataset, 1, &device)
    };
    let error = data::load_images(&source).unwrap_err();
    assert!(
        matches!(&error, Error::Data(text) if text.contains("train-images-idx3-ubyte.gz")),
        "{error}"
    );
    let inner = folder.path().join("mnist");
    fs::create_dir(&inner).unwrap();
    for place in [folder.path(), &inner] {
        full_mnist(place, 10);
        let data = data::load_images(&source).unwrap();
        assert_eq!((data.train.len(), data.test.labels()[9]), (10, 9));
    }
    full_mnist(&inner, 11);
    assert_eq!(data::load_images(&source).unwrap_err().exit_code(), 4);
    fs::write(inner.join("train-images-idx3-ubyte"), [0x1f, 0x8b, 8, 0]).unwrap();
    assert_eq!(data::load_images(&source).unwrap_err().exit_code(), 4);
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
