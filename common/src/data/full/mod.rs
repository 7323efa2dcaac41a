//! The full data sets: which there are, where they lie on this machine, and reading them.
//!
//! Nothing here opens a connection. [`fetch`](crate::fetch) brings the files, when it is asked to.

mod cache;
mod catalogue;

pub use cache::{Cache, State};
pub(crate) use cache::{quoted, storage};
pub use catalogue::{Catalogue, Content, FullSet, Packed, PublishedFile};

use super::{Dataset, embedded};
use crate::error::Result;
use crate::settings::Preset;
use std::path::PathBuf;

/// The folder of full sets that a run reads from when `--data-dir` names none; None if the run
/// uses what is built in.
///
/// The preset `paper` uses the full set of every data set that has one; a data set that is not
/// built in can only be used in full.
///
/// # Errors
/// [`Error::Usage`](crate::error::Error::Usage) if this machine has no place for a cache.
pub fn folder(dataset: &Dataset, preset: Preset) -> Result<Option<PathBuf>> {
    let name = dataset.to_string();
    let is_built_in = embedded::entries()?.iter().any(|entry| entry.set == name);
    let is_in_full = Catalogue::built_in()?.get(&name).is_some();
    match is_in_full && (preset == Preset::Paper || !is_built_in) {
        true => Ok(Some(Cache::standard()?.folder().into())),
        false => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_set_is_for_the_paper_preset_and_where_nothing_is_built_in() {
        let reads_full = |dataset: Dataset, preset| folder(&dataset, preset).unwrap().is_some();
        for preset in [Preset::Quick, Preset::Course] {
            assert!(!reads_full(Dataset::Mnist, preset));
            assert!(reads_full(Dataset::Cifar10, preset));
        }
        for dataset in [Dataset::Mnist, Dataset::FashionMnist, Dataset::Cifar10] {
            assert!(reads_full(dataset, Preset::Paper));
        }
        for dataset in [
            Dataset::Moons,
            Dataset::Iris,
            Dataset::Csv("mnist.csv".into()),
        ] {
            assert!(!reads_full(dataset, Preset::Paper));
        }
    }
}
