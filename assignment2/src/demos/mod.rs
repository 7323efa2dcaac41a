//! The demonstrations of assignment 2, and the table that the labs read.

pub mod palindromes;

use common::demo::Entry;

/// The demonstrations, in the order of the course.
pub const TABLE: &[Entry] = &[Entry::of::<palindromes::Remembered>()];
