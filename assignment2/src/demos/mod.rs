//! The demonstrations of assignment 2, and the table that the labs read.

pub mod bptt;
pub mod cnn;
pub mod palindromes;
pub mod text;
pub mod vanishing;

use common::demo::Entry;

/// The demonstrations, in the order of the course.
pub const TABLE: &[Entry] = &[
    Entry::of::<vanishing::Vanishing>(),
    Entry::of::<cnn::Drawn>(),
    Entry::of::<palindromes::Remembered>(),
    Entry::of::<bptt::ThroughTime>(),
    Entry::of::<text::Writer>(),
];
