//! The tables in the README: rows that a marker names, between it and an end.

use super::document::cells;
use super::rows::Book;
use common::error::{Error, Result};
use std::fmt::Write;

/// The file that has excerpts.
pub const README: &str = "README.md";

/// An excerpt begins with this, an assignment, a colon, commands between semicolons, and `-->`.
const START: &str = "<!-- results of ";
const END: &str = "<!-- end of results -->";

/// The README's text with every excerpt made anew.
///
/// # Errors
/// [`Error::Failed`] with the excerpt from which nothing can be made.
pub fn all_anew(text: &str, books: &[Book]) -> Result<String> {
    let mut new = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(START) {
        let unfinished = || {
            let line = rest[start..].lines().next().unwrap_or_default();
            Error::Failed(format!("{README}: `{line}` has no `-->` or no `{END}`"))
        };
        let body = &rest[start + START.len()..];
        let (marker, after) = body.split_once("-->").ok_or_else(unfinished)?;
        let (_, after) = after.split_once(END).ok_or_else(unfinished)?;
        let head = &rest[..start];
        let table = excerpt(marker, books)?;
        let _ = write!(new, "{head}{START}{marker}-->\n\n{table}\n{END}");
        rest = after;
    }
    Ok(new + rest)
}

/// The rows that a marker names: `assignment1: mlp; mlp --dataset iris`.
fn excerpt(marker: &str, books: &[Book]) -> Result<String> {
    let unknown = |what: &str| {
        Error::Failed(format!(
            "{README}: the excerpt of `{}` names {what}",
            marker.trim()
        ))
    };
    let (name, commands) = marker.split_once(':').unwrap_or((marker, ""));
    let book = books
        .iter()
        .find(|book| book.assignment.name == name.trim());
    let book = book.ok_or_else(|| unknown("no assignment with results"))?;
    let mut table = String::from(
        "| command behind `repeat` | seeds | metric | mean ± standard deviation | lowest, highest |\n\
         |---|---|---|---|---|\n",
    );
    for command in commands.split(';').map(str::trim) {
        let rows = &book.results.rows;
        let Some(row) = rows.iter().find(|row| row.command == command) else {
            return Err(unknown(&format!("`{command}`, which is no row")));
        };
        for metric in &row.metrics {
            let [mean, extremes] = cells(row.summary(metric));
            let (command, seeds) = (&row.command, row.seeds);
            let _ = writeln!(
                table,
                "| `{command}` | {seeds} | {metric} | {mean} | {extremes} |"
            );
        }
    }
    Ok(table)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::documented::document::tests::books;

    pub const EMPTY: &str =
        "# A\n<!-- results of assignment1: mlp --dataset iris -->old\n<!-- end of results -->\nB\n";

    #[test]
    fn an_excerpt_keeps_what_is_around_it() {
        let readme = all_anew(EMPTY, &books()).unwrap();
        let (head, rest) = readme.split_once(" -->\n\n| command").unwrap();
        assert_eq!(head, "# A\n<!-- results of assignment1: mlp --dataset iris");
        let wanted = "| `mlp --dataset iris` | 5 | test_accuracy | 1.000 ± 0.000 | 1.000, 1.000 |\n\n\
                      <!-- end of results -->\nB\n";
        assert!(rest.ends_with(wanted), "{readme}");
        assert_eq!(all_anew(&readme, &books()).unwrap(), readme);
        assert_eq!(all_anew("no excerpt\n", &books()).unwrap(), "no excerpt\n");
    }

    #[test]
    fn an_excerpt_from_which_nothing_can_be_made_is_named() {
        for (readme, why) in [
            (EMPTY.replace("iris", "lily"), "`mlp --dataset lily`"),
            (EMPTY.replace("assignment1", "assignment9"), "no assignment"),
            (EMPTY.replace(END, ""), "<!-- end of results -->"),
            (EMPTY.replace("-->", ""), "-->"),
        ] {
            let error = all_anew(&readme, &books()).unwrap_err().to_string();
            assert!(
                error.contains("README.md") && error.contains(why),
                "{error}"
            );
        }
    }
}
