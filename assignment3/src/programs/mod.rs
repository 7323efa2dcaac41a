//! The programs of assignment 3, and the table that all who deal with them read.

pub mod autoencoder;
pub mod bottleneck;
pub mod faces;
pub mod gan;
pub mod interpolate;
pub mod judge;
mod marks;
pub mod pca;
mod planes;
pub mod vae;

use common::program::{Assignment, Entry};

/// Assignment 3: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment3",
    about: "Assignment 3: principal components, autoencoders and generative models",
    examples: &[
        "pca",
        "pca --dataset digits",
        "pca --dataset fashion-mnist --components 200",
        "pca --dataset iris",
        "pca --dataset rings --kernel rbf",
        "autoencoder",
        "autoencoder --kind denoising",
        "bottleneck",
        "vae",
        "vae --latent-dim 2",
        "gan",
        "gan --dataset fashion-mnist",
        "gan --loss least-squares",
        "gan --arch dcgan --conditional",
        "gan --dataset ring",
        "interpolate gan",
        "faces",
        "faces --dataset emoji",
    ],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[
        Entry::program::<pca::Pca>(),
        Entry::training::<autoencoder::Autoencoder>(),
        Entry::training::<bottleneck::Bottleneck>(),
        Entry::training::<vae::Vae>(),
        Entry::training::<gan::Gan>(),
        Entry::program::<interpolate::Interpolate>().after(&["gan --preset quick"]),
        Entry::program::<faces::Faces>(),
        Entry::training::<judge::Classifier>(),
    ],
    demos: crate::demos::TABLE,
};
