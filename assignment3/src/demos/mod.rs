//! The demonstrations of assignment 3, and the table that the labs read.

pub mod gan;
pub mod pca;

use common::demo::Entry;

/// The demonstrations, in the order of the course.
pub const TABLE: &[Entry] = &[Entry::of::<pca::Directions>(), Entry::of::<gan::Forgery>()];
