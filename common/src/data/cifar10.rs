//! CIFAR-10: colour photographs, only as a full set that is fetched.
//!
//! A file holds one image after the other: a byte for the class, then 1,024 bytes each of red,
//! green and blue, row by row. Source: A. Krizhevsky, Learning Multiple Layers of Features from
//! Tiny Images, 2009; <https://www.cs.toronto.edu/~kriz/cifar.html>.

use super::full::{Cache, Catalogue, FullSet};
use super::{Data, ExampleSet, Source};
use crate::error::{Error, Result};

const ITEM: [usize; 3] = [3, 32, 32];
const RECORD: usize = 1 + 3 * 32 * 32;

const CLASSES: &str = "airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck";

/// CIFAR-10 with its official test set: 32x32 pixels in colour.
pub(super) fn cifar10(source: &Source) -> Result<Data<4>> {
    let set = Catalogue::built_in()?.find(&source.dataset.to_string())?;
    load(set, &Cache::named(source.data_dir)?, source)
}

fn load(set: &FullSet, cache: &Cache, source: &Source) -> Result<Data<4>> {
    let part = |files: &[String]| -> Result<ExampleSet<4>> {
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for file in files {
            append(&cache.read(set, file)?, &mut values, &mut labels).ok_or_else(|| {
                Error::Data(format!(
                    "{file} of {} is no sequence of images with a class from 0 to 9.",
                    set.name
                ))
            })?;
        }
        let images = ExampleSet::from_bytes(values, 255, &ITEM, labels, source.device);
        Ok(images)
    };
    let batches = [1, 2, 3, 4, 5].map(|batch| format!("data_batch_{batch}.bin"));
    let parts = [part(&batches)?, part(&["test_batch.bin".into()])?];
    Ok(Data::of(source, parts, CLASSES.split(", ")))
}

/// Takes a file apart; None if it is not what it should be.
fn append(bytes: &[u8], values: &mut Vec<u8>, labels: &mut Vec<usize>) -> Option<()> {
    let (records, []) = bytes.as_chunks::<RECORD>() else {
        return None;
    };
    values.reserve(bytes.len());
    for [label, pixels @ ..] in records {
        labels.push(usize::from(*label));
        values.extend(pixels);
    }
    labels.iter().all(|label| *label < 10).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum::sha256;
    use crate::data::Dataset;
    use burn::tensor::Device;
    use by_hand::Streams;
    use std::fs;

    /// One image of this class, all red but for its last blue pixel.
    fn image(class: u8) -> Vec<u8> {
        let mut record = vec![0; RECORD];
        record[0] = class;
        record[1..1025].fill(255);
        record[RECORD - 1] = 51;
        record
    }

    fn load_files(files: &[(String, Vec<u8>)]) -> Result<Data<4>> {
        let folder = tempfile::tempdir().unwrap();
        let mut table = String::from(
            "[[set]]\nname = 'cifar10'\nwhat = ''\nlicence = ''\ncredit = ''\nhomepage = ''\n\
             mirrors = ['http://localhost/']\n",
        );
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
            let sha256 = sha256(bytes);
            table += &format!("[[set.file]]\nname = '{name}'\nsha256 = '{sha256}'\n");
        }
        let set = &Catalogue::parse(&table).unwrap().sets[0];
        let source = Source {
            dataset: &Dataset::Cifar10,
            examples: 0,
            noise: 0.0,
            data_dir: None,
            label: None,
            streams: Streams::new(1),
            device: &Device::flex(),
        };
        load(set, &Cache::at(folder.path()), &source)
    }

    fn files() -> Vec<(String, Vec<u8>)> {
        let batch = |number: u8| {
            let images = [image(number), image(9)].concat();
            (format!("data_batch_{number}.bin"), images)
        };
        let mut files: Vec<_> = (1..=5).map(batch).collect();
        files.push(("test_batch.bin".into(), image(0)));
        files
    }

    #[test]
    fn batches_follow_one_another_and_planes_are_channels() {
        let data = load_files(&files()).unwrap();
        assert_eq!(data.shape(), ITEM);
        assert_eq!(data.train.labels(), [1, 9, 2, 9, 3, 9, 4, 9, 5, 9]);
        assert_eq!(data.test.labels(), [0]);
        let pixels: Vec<f32> = data.test.whole().inputs.into_data().iter().collect();
        assert!(pixels[..1024].iter().all(|value| *value == 1.0), "red");
        assert!(
            pixels[1024..3071].iter().all(|value| *value == 0.0),
            "green, blue"
        );
        assert_eq!(pixels[3071], 0.2);
    }

    #[test]
    fn files_that_hold_no_images_are_refused() {
        for wrong in [image(10), image(0)[1..].to_vec()] {
            let mut files = files();
            files[5].1 = wrong;
            let error = load_files(&files).unwrap_err();
            assert!(matches!(&error, Error::Data(text) if text.contains("test_batch.bin")));
        }
    }
}
