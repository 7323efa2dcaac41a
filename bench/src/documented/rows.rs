//! The rows of all assignments: which ones are meant, and what is wrong with them.

use super::{Assignment, ResultsArgs};
use common::error::{Error, Result};
use common::files;
use common::results::{Results, Row};
use std::path::{Path, PathBuf};

/// The `results.toml` of an assignment.
#[derive(Debug, Clone)]
pub struct Book {
    /// Whose it is.
    pub assignment: Assignment,
    /// What it holds.
    pub results: Results,
}

/// Where the rows of an assignment are.
pub fn path(root: &Path, assignment: &Assignment) -> PathBuf {
    root.join(assignment.name).join("results.toml")
}

/// The rows of these assignments.
///
/// # Errors
/// [`Error::Io`] or [`Error::Data`] with the file.
pub fn read(root: &Path, assignments: &[Assignment]) -> Result<Vec<Book>> {
    let book = |assignment: &Assignment| {
        let text = read_text(&path(root, assignment))?;
        let results = Results::parse(&text)
            .map_err(|error| Error::Data(format!("{}: {error}", assignment.name)))?;
        Ok(Book {
            assignment: *assignment,
            results,
        })
    };
    assignments.iter().map(book).collect()
}

/// A text file.
///
/// # Errors
/// [`Error::Io`] or [`Error::Data`] with the path.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(files::read(path)?)
        .map_err(|error| Error::Data(format!("{}: {error}", path.display())))
}

/// The settings of a row as far as they decide its result.
///
/// # Errors
/// [`Error::Failed`] in one line that names the row, if its program would refuse it.
pub fn settings(assignment: &Assignment, row: &Row) -> Result<toml::Table> {
    let refused = |why: &str| {
        let (name, command) = (assignment.name, &row.command);
        Error::Failed(format!("{name}/results.toml, row `{command}`: {why}"))
    };
    let mut programs = assignment.programs.iter();
    let Some(program) = programs.find(|program| program.task == row.task()) else {
        let names: Vec<_> = assignment.programs.iter().map(|it| it.task).collect();
        let (task, names) = (row.task(), names.join(", "));
        return Err(refused(&format!(
            "`{task}` is none of the programs with results, which are: {names} (PROGRAMS in commands/mod.rs)"
        )));
    };
    let settings = program.settings(&row.command);
    settings.map_err(|error| refused(&error.to_string()))
}

/// The rows that the flags mean, with their assignments.
///
/// # Errors
/// [`Error::Usage`] if there are none.
pub fn chosen(books: &[Book], args: &ResultsArgs) -> Result<Vec<(Assignment, Row)>> {
    let is_meant = |book: &&Book| match &args.assignment {
        Some(name) => book.assignment.name == name,
        None => true,
    };
    let wanted =
        |row: &&Row| args.only.is_empty() || args.only.iter().any(|only| has_words(row, only));
    let rows = books.iter().filter(is_meant).flat_map(|book| {
        let rows = book.results.rows.iter().filter(wanted);
        rows.map(|row| (book.assignment, row.clone()))
    });
    let rows: Vec<_> = rows.skip(args.skip).collect();
    if rows.is_empty() {
        let commands = books.iter().flat_map(|book| &book.results.rows);
        let commands: Vec<_> = commands.map(|row| format!("  {}", row.command)).collect();
        return Err(Error::Usage(format!(
            "no row is meant by these flags. The rows are:\n{}",
            commands.join("\n")
        )));
    }
    Ok(rows)
}

/// Whether the command has these words, one after the other.
fn has_words(row: &Row, wanted: &str) -> bool {
    let words: Vec<_> = row.words().collect();
    let wanted: Vec<_> = wanted.split_whitespace().collect();
    !wanted.is_empty() && words.windows(wanted.len()).any(|words| words == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::ASSIGNMENTS;

    fn book(text: &str) -> Book {
        Book {
            assignment: ASSIGNMENTS[0],
            results: Results::parse(text).unwrap(),
        }
    }

    fn row(command: &str) -> String {
        format!(
            "[[result]]\ncommand = \"{command}\"\nseeds = 5\n[result.measured]\ntest_accuracy = \
             {{ mean = 0.9, standard_deviation = 0.1, min = 0.8, max = 1.0 }}\n"
        )
    }

    fn only(words: &[&str]) -> ResultsArgs {
        ResultsArgs {
            only: words.iter().map(ToString::to_string).collect(),
            ..ResultsArgs::default()
        }
    }

    #[test]
    fn rows_are_chosen_by_words_in_a_row() {
        let rows = [
            "mlp",
            "mlp --noise 0.2",
            "mlp --noise 0.25",
            "mlp --dataset iris",
        ];
        let books = [book(&rows.map(row).concat())];
        let commands = |args: &ResultsArgs| -> Vec<String> {
            let rows = chosen(&books, args).unwrap();
            rows.into_iter().map(|(_, row)| row.command).collect()
        };
        assert_eq!(commands(&only(&[])), rows);
        assert_eq!(commands(&only(&["mlp"])), rows);
        assert_eq!(commands(&only(&["--noise 0.2"])), ["mlp --noise 0.2"]);
        assert_eq!(
            commands(&only(&["iris", "0.25"])),
            ["mlp --noise 0.25", "mlp --dataset iris"]
        );
        let skip = ResultsArgs {
            skip: 3,
            ..only(&["mlp"])
        };
        assert_eq!(commands(&skip), ["mlp --dataset iris"]);
    }

    #[test]
    fn a_choice_of_nothing_lists_the_rows() {
        let books = [book(&row("mlp --noise 0.2"))];
        for args in [
            only(&["noise"]),
            only(&[""]),
            ResultsArgs {
                assignment: Some("assignment9".into()),
                ..ResultsArgs::default()
            },
            ResultsArgs {
                skip: 1,
                ..ResultsArgs::default()
            },
        ] {
            let error = chosen(&books, &args).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains("  mlp --noise 0.2"), "{error}");
        }
    }
}
