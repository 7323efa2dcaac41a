//! What people mark: a page per student with the answer and what it is measured by, and one table to
//! fill in.

mod handed_in;
mod page;
mod rows;

pub use handed_in::keep;
pub use page::page;
pub use rows::extended;

use std::collections::BTreeMap;

use super::class::Class;
use crate::grading::{Graded, GradedItem, State};

/// What a student handed in for an item that people mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Words.
    Text(String),
    /// A picture as PNG, JPEG or SVG.
    Picture(Vec<u8>),
    /// Where it is to be found, in words: `page 3 of report.pdf`.
    Elsewhere(String),
}

/// The answers by student and item. What is not in it stands in the student's report.
pub type Answers = BTreeMap<(String, String), Answer>;

/// The items of a submission that people mark or have marked.
pub fn by_hand(graded: &Graded) -> impl Iterator<Item = &GradedItem> {
    let items = graded.items.iter();
    items.filter(|item| matches!(item.state, State::Open | State::Marked))
}

/// Whether people mark anything of a class.
pub fn is_needed(class: &Class<'_>) -> bool {
    class
        .graded
        .iter()
        .any(|graded| by_hand(graded).next().is_some())
}
