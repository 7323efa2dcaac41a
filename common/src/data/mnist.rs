//! MNIST and Fashion-MNIST: the part that is built in, or the full set from a folder.

use super::full::{Cache, Catalogue, FullSet};
use super::idx::Idx;
use super::{Data, Dataset, ExampleSet, Source, embedded};
use crate::error::{Error, Result};
use std::path::Path;

const CLOTHES: &str =
    "T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot";

/// MNIST (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, 1998) or Fashion-MNIST (H. Xiao, K. Rasul,
/// R. Vollgraf, 2017) with its official test set: 28x28 pixels, 0 the background.
pub(super) fn mnist(source: &Source) -> Result<Data<4>> {
    let parts = match source.data_dir {
        None => [built_in(source, "train")?, built_in(source, "test")?],
        Some(folder) => {
            let set = Catalogue::built_in()?.find(&source.dataset.to_string())?;
            let part = |name| full_part(source, set, folder, name);
            [part("train")?, part("t10k")?]
        }
    };
    Ok(match source.dataset {
        Dataset::FashionMnist => Data::of(source, parts, CLOTHES.split(", ")),
        _ => Data::of(source, parts, 0..10),
    })
}

fn built_in(source: &Source, part: &str) -> Result<ExampleSet<4>> {
    let name = source.dataset.to_string();
    let set = name.trim_end_matches("-mnist");
    labelled(source, "datasets", |content| {
        let file = format!("{set}-{part}-{content}-ubyte.gz");
        Idx::parse(&embedded::read(&file)?, &file)
    })
}

fn full_part(source: &Source, set: &FullSet, folder: &Path, part: &str) -> Result<ExampleSet<4>> {
    let cache = Cache::at(folder);
    labelled(source, &folder.display().to_string(), |content| {
        let name = format!("{part}-{content}-ubyte");
        Idx::parse(&cache.read(set, &name)?, &name)
    })
}

/// Images and labels that fit together, as a set of ten classes.
fn labelled(
    source: &Source,
    place: &str,
    read: impl Fn(&str) -> Result<Idx>,
) -> Result<ExampleSet<4>> {
    let (images, labels) = (read("images-idx3")?, read("labels-idx1")?);
    let fits =
        matches!((&images.dims[..], &labels.dims[..]), ([n, 28, 28], [m]) if n == m && *n > 0);
    if !fits || labels.values.iter().any(|label| *label > 9) {
        return Err(Error::Data(format!(
            "the files of {} in {place} do not fit together: images {:?}, labels {:?}; \
             expected [n, 28, 28] and [n] with labels from 0 to 9.\nFetch them again.",
            source.dataset, images.dims, labels.dims
        )));
    }
    let labels = labels.values.into_iter().map(usize::from).collect();
    let images = ExampleSet::from_bytes(images.values, 255, &[1, 28, 28], labels, source.device);
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum::sha256;
    use burn::tensor::Device;
    use by_hand::Streams;

    /// Images and labels of `count` pictures in the IDX format, whose first pixel is the label.
    fn idx_files(count: u8) -> [Vec<u8>; 2] {
        let mut images = vec![0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28];
        let mut labels = vec![0, 0, 8, 1, 0, 0, 0, count];
        for label in 0..count {
            images.push(label);
            images.extend([9; 783]);
            labels.push(label);
        }
        [images, labels]
    }

    /// Reads a full set that consists of these files.
    fn load_full([images, labels]: [Vec<u8>; 2]) -> Result<ExampleSet<4>> {
        let folder = tempfile::tempdir().unwrap();
        let mut table = String::from(
            "[[set]]\nname = 'mnist'\nwhat = ''\nlicence = ''\ncredit = ''\nhomepage = ''\n\
             mirrors = ['http://localhost/']\n",
        );
        for (content, bytes) in [("images-idx3", images), ("labels-idx1", labels)] {
            let name = format!("train-{content}-ubyte");
            std::fs::write(folder.path().join(&name), &bytes).unwrap();
            let sha256 = sha256(&bytes);
            table += &format!("[[set.file]]\nname = '{name}'\nsha256 = '{sha256}'\n");
        }
        let set = &Catalogue::parse(&table).unwrap().sets[0];
        let source = Source {
            dataset: &Dataset::Mnist,
            examples: 0,
            noise: 0.0,
            data_dir: None,
            label: None,
            streams: Streams::new(1),
            device: &Device::flex(),
        };
        full_part(&source, set, folder.path(), "train")
    }

    #[test]
    fn a_full_set_is_read_whole() {
        let set = load_full(idx_files(10)).unwrap();
        assert_eq!(set.labels(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let pixels: Vec<f32> = set.gather(&[3]).inputs.into_data().iter().collect();
        assert_eq!(
            (pixels.len(), pixels[0], pixels[783]),
            (784, 3.0 / 255.0, 9.0 / 255.0)
        );
    }

    #[test]
    fn images_and_labels_that_do_not_fit_together_are_refused() {
        let [images, _] = idx_files(9);
        let [_, labels] = idx_files(10);
        for files in [[images, labels], idx_files(11)] {
            let error = load_full(files).unwrap_err();
            assert!(error.to_string().contains("do not fit together"), "{error}");
        }
    }
}
