//! The tables in the README: rows that a marker names, between it and an end.

use super::page::cells;
use super::rows::Book;
use common::error::{Error, Result};
use std::fmt::Write;

/// The file that has excerpts.
pub const README: &str = "README.md";

/// An excerpt begins with this, an assignment, a colon, commands between semicolons, and `-->`.
const START: &str = "<!-- results of ";
const END: &str = "<!-- end of results -->";

/// The README's text with every excerpt made anew.
pub fn all_anew(text: &str, books: &[Book]) -> Result<String> {
    let mut pieces = text.split(START);
    let mut new = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let parts = piece.split_once("-->");
        let parts = parts.and_then(|(marker, rest)| Some((marker, rest.split_once(END)?.1)));
        let Some((marker, after)) = parts else {
            let line = piece.lines().next().unwrap_or_default();
            return Err(Error::Failed(format!(
                "{README}: `{START}{line}` has no `-->` or no `{END}`"
            )));
        };
        let table = excerpt(marker, books)?;
        let _ = write!(new, "{START}{marker}-->\n\n{table}\n{END}{after}");
    }
    Ok(new)
}

/// The rows that a marker names: `assignment1: mlp; mlp --dataset iris`.
fn excerpt(marker: &str, books: &[Book]) -> Result<String> {
    let unknown = |what: &str| {
        let marker = marker.trim();
        Error::Failed(format!("{README}: the excerpt of `{marker}` names {what}"))
    };
    let (name, commands) = marker.split_once(':').unwrap_or((marker, ""));
    let mut books = books.iter();
    let book = books.find(|book| book.assignment.name == name.trim());
    let book = book.ok_or_else(|| unknown("no assignment with results"))?;
    let mut table = String::from(
        "| command | metric | trainings | mean ± standard deviation | lowest, highest |\n\
         |---|---|---|---|---|\n",
    );
    for command in commands.split(';').map(str::trim) {
        let mut rows = book.results.rows.iter();
        let row = rows.find(|row| row.command == command);
        let row = row.ok_or_else(|| unknown(&format!("`{command}`, which is no row")))?;
        for metric in &row.metrics {
            let cells = cells(row, metric).join(" | ");
            let _ = writeln!(table, "| `{command}` | {metric} | {cells} |");
        }
    }
    Ok(table)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::documented::page::tests::{MEASURED, ROWS};
    use crate::documented::rows::tests::book;

    pub const EMPTY: &str =
        "# A\n<!-- results of assignment1: mlp --dataset iris -->old\n<!-- end of results -->\nB\n";

    #[test]
    fn an_excerpt_keeps_what_is_around_it() {
        let books = [book(ROWS, MEASURED)];
        let readme = all_anew(EMPTY, &books).unwrap();
        let (head, rest) = readme.split_once(" -->\n\n| command").unwrap();
        assert_eq!(head, "# A\n<!-- results of assignment1: mlp --dataset iris");
        let wanted = "| `mlp --dataset iris` | test_accuracy | 5 | 1.000 ± 0.000 | 1.000, 1.000 |\n\n\
                      <!-- end of results -->\nB\n";
        assert!(rest.ends_with(wanted), "{readme}");
        assert_eq!(all_anew(&readme, &books).unwrap(), readme);
        assert_eq!(all_anew("no excerpt\n", &books).unwrap(), "no excerpt\n");
    }

    #[test]
    fn an_excerpt_from_which_nothing_can_be_made_is_named() {
        for (readme, why) in [
            (EMPTY.replace("iris", "lily"), "`mlp --dataset lily`"),
            (EMPTY.replace("assignment1", "assignment9"), "no assignment"),
            (EMPTY.replace(END, ""), "<!-- end of results -->"),
            (EMPTY.replace("-->", ""), "-->"),
        ] {
            let error = all_anew(&readme, &[book(ROWS, MEASURED)]).unwrap_err();
            let error = error.to_string();
            assert!(error.contains(README) && error.contains(why), "{error}");
        }
    }
}
