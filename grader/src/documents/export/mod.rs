//! Results for other platforms: Gradescope, JUnit, and the table that a learning platform imports.

mod gradescope;
mod junit;

pub use gradescope::gradescope;
pub use junit::junit;

use std::path::Path;

use common::error::Result;
use common::files;

use super::csv_text::{self, guard};
use super::explain::{self, Piece, Reader};
use super::score;
use super::text::{file_name, points};
use crate::grading::{Graded, GradedItem};

/// For which platform results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// One table of totals, `id,score`, for a learning platform
    Csv,
    /// A file of results for each student
    Gradescope,
    /// A file of XML for each student
    Junit,
}

/// Writes the results of a class into a folder: `grades.csv`, or a file for each student. Says how many
/// files there are.
///
/// # Errors
/// Those of [`csv()`], [`gradescope`] and [`junit`]; [`Error::Io`](common::error::Error::Io) with the path.
pub fn write(folder: &Path, form: Form, class: &[Graded]) -> Result<usize> {
    files::create_folder(folder)?;
    if form == Form::Csv {
        files::write_atomic(&folder.join("grades.csv"), csv(class)?.as_bytes())?;
        return Ok(1);
    }
    for graded in class {
        let (text, extension) = match form {
            Form::Junit => (junit(graded)?, "xml"),
            _ => (gradescope(graded)?, "json"),
        };
        let name = format!("{}.{extension}", file_name(&graded.student));
        files::write_atomic(&folder.join(name), text.as_bytes())?;
    }
    Ok(class.len())
}

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
