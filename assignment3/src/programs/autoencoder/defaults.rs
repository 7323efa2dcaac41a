//! What an autoencoder of each kind is trained with, and what cannot be.

use super::Autoencoder;
use crate::staff::autoencoding::Architecture::{self, Deep, Linear, Stuck};
use crate::staff::autoencoding::Kind;
use common::data::{self, Dataset};
use common::error::{Error, Result};
use common::settings::Preset::{self, Course, Paper, Quick};
use common::settings::proper_share;

/// The data set if nobody names one. A linear code is compared with principal components where these are told apart
/// by their variances: the tenth of the digits has 31 % more than the next.
pub(super) fn dataset(preset: Preset, arch: Architecture) -> Dataset {
    match (preset, arch) {
        (Quick, _) | (_, Linear) => Dataset::Digits,
        _ => Dataset::Mnist,
    }
}

/// Sizes of the hidden layers, and numbers of the code. Of `paper` those of Hinton and Salakhutdinov (2006), of
/// `stuck` those of the course's Lab 9.
pub(super) fn sizes(
    preset: Preset,
    (kind, arch): (Kind, Architecture),
    dataset: &Dataset,
) -> (Vec<usize>, usize) {
    let (hidden, code): (&[usize], _) = match (preset, arch, dataset) {
        (Quick, Stuck, _) => (&[32, 16], 2),
        (_, Stuck, _) => (&[1000, 500, 250], 2),
        (_, Linear, Dataset::Iris | Dataset::SwissRoll | Dataset::Csv(_)) => (&[], 2),
        (_, Linear, set) if set.kind() == data::Kind::Points => (&[], 1),
        (_, Linear, _) => (&[], 10),
        (_, Deep, set) if set.kind() == data::Kind::Points => (&[32, 32], 1),
        (_, Deep, Dataset::Iris | Dataset::SwissRoll | Dataset::Csv(_)) => (&[32, 32], 2),
        (_, Deep, Dataset::Digits) => (&[64, 32], 10),
        (_, Deep, Dataset::Faces) => (&[256], 40),
        (Paper, Deep, _) => (&[1000, 500, 250], 30),
        (_, Deep, Dataset::Emoji | Dataset::Cifar10) => (&[512], 64),
        (_, Deep, _) => (&[512, 256], 30),
    };
    match kind {
        // A long code of which little is used.
        Kind::Sparse => (Vec::new(), if preset == Quick { 32 } else { 196 }),
        Kind::Convolutional => (Vec::new(), code),
        Kind::Plain | Kind::Denoising => (hidden.to_vec(), code),
    }
}

/// Epochs, and from one evaluation to the next.
pub(super) fn length(
    preset: Preset,
    (kind, arch): (Kind, Architecture),
    dataset: &Dataset,
) -> (usize, usize) {
    match (preset, dataset) {
        (Quick, _) => (2, 1),
        (Paper, _) => (50, 5),
        (Course, _) if arch == Stuck => (15, 1),
        (Course, Dataset::Mnist | Dataset::FashionMnist | Dataset::Emoji) => match kind {
            Kind::Convolutional => (20, 2),
            _ => (50, 5),
        },
        (Course, Dataset::Cifar10) => (3, 1),
        (Course, _) => (400, 20),
    }
}

/// The learning rate.
pub(super) fn rate(arch: Architecture) -> f64 {
    match arch {
        Linear => 1e-2,
        Deep | Stuck => 1e-3,
    }
}

/// Refuses flags of another kind or architecture.
pub(super) fn check(settings: &Autoencoder) -> Result<()> {
    let Autoencoder { kind, arch, .. } = settings;
    if *kind == Kind::Convolutional {
        settings.examples.dataset.must_be(data::Kind::Images)?;
    }
    let fits = [
        (
            *kind == Kind::Plain || *arch == Deep,
            "--arch: only a plain one may be linear or stuck",
        ),
        (
            *kind == Kind::Denoising || settings.corruption.is_none(),
            "--corruption: only --kind denoising spoils examples",
        ),
        (
            *kind == Kind::Sparse || settings.sparsity.is_none(),
            "--sparsity: only --kind sparse has a target",
        ),
        (
            *kind == Kind::Sparse || settings.penalty.is_none(),
            "--penalty: only --kind sparse has one",
        ),
        (
            settings.hidden_sizes.is_empty() || !(*kind == Kind::Convolutional || *arch == Linear),
            "--hidden-sizes: neither a convolutional nor a linear one has hidden layers to choose",
        ),
    ];
    match fits.iter().find(|(fits, _)| !fits) {
        Some((_, words)) => Err(Error::Usage(format!("{words}. Leave it out."))),
        None => Ok(()),
    }
}

/// A share that is neither nothing nor all.
pub(super) fn between(text: &str) -> Result<f64, String> {
    match proper_share(text) {
        Ok(value) if value > 0.0 => Ok(value),
        _ => Err("it must be between 0 and 1, such as 0.05".into()),
    }
}
