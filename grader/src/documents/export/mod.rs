//! Results for other platforms: Gradescope, JUnit, and the table that a learning platform imports.

mod gradescope;
mod junit;

pub use gradescope::gradescope;
pub use junit::junit;

use common::error::Result;

use super::csv_text::{self, guard};
use super::explain::{self, Piece, Reader};
use super::score;
use super::text::points;
use crate::grading::{Graded, GradedItem};

/// The totals of a class, `id,score`. Points that people have yet to give are not in them.
///
/// # Errors
/// [`Error::Failed`](common::error::Error::Failed) if the table cannot be written.
pub fn csv(graded: &[Graded]) -> Result<String> {
    let rows = graded
        .iter()
        .map(|one| vec![guard(&one.student), points(score::total(one))]);
    let header = vec!["id".to_owned(), "score".into()];
    csv_text::write(b',', std::iter::once(header).chain(rows))
}

/// What is said of an item to the student, as plain text.
fn output(item: &GradedItem) -> String {
    if !explain::is_explained(item) {
        return format!("{}\n", score::words(item.state));
    }
    let pieces = explain::pieces(item, Reader::Student).into_iter();
    let lines = pieces.map(|piece| match piece {
        Piece::Words(label, words) | Piece::Command(label, words) => format!("{label}: {words}\n"),
        Piece::Lines(heading, lines) => {
            let lines = lines.lines().map(|line| format!("    {line}\n"));
            format!("{heading}\n{}", lines.collect::<String>())
        }
    });
    format!(
        "{}\n{}",
        score::words(item.state),
        lines.collect::<String>()
    )
}
