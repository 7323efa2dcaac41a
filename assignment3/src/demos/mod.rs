//! The demonstrations of assignment 3, and the table that the labs read.

pub mod faces;
pub mod gan;
pub mod maps;
pub mod pca;
pub mod ring;
pub mod vae;

use common::demo::Entry;

/// The demonstrations, in the order of the course.
pub const TABLE: &[Entry] = &[
    Entry::of::<pca::Directions>(),
    Entry::of::<maps::Maps>(),
    Entry::of::<vae::Plane>(),
    Entry::of::<gan::Forgery>(),
    Entry::of::<ring::Ring>(),
    Entry::of::<faces::FromFaceToFace>(),
];
