//! The rows of all assignments, and which ones are meant.

use super::ResultsArgs;
use crate::assignments::ASSIGNMENTS;
use common::error::{Error, Result};
use common::program::{Assignment, Entry};
use common::results::{Measurements, Results, Row};
use std::path::Path;

/// The rows of an assignment, with what came out.
#[derive(Debug, Clone)]
pub struct Book {
    pub assignment: &'static Assignment,
    pub results: Results,
}

/// The rows of all assignments.
pub fn read(root: &Path) -> Result<Vec<Book>> {
    let book = |&assignment: &&'static Assignment| {
        let text = |file| read_text(&root.join(assignment.name).join(file));
        let (rows, measured) = (text("results.toml")?, text("results.measured.toml")?);
        let results = Measurements::parse(&measured).and_then(|it| Results::parse(&rows, &it));
        let failed = |error| Error::Data(format!("{}/{error}", assignment.name));
        let results = results.map_err(failed)?;
        Ok(Book {
            assignment,
            results,
        })
    };
    ASSIGNMENTS.iter().map(book).collect()
}

pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}

/// The program of a row.
pub fn program(assignment: &Assignment, row: &Row) -> Result<&'static Entry> {
    let unknown = || {
        let names: Vec<_> = assignment.programs.iter().map(|it| it.name).collect();
        let (program, names) = (row.program(), names.join(", "));
        let why = format!("`{program}` is none of the programs, which are: {names}");
        refused(assignment, row, &why)
    };
    assignment.program(row.program()).ok_or_else(unknown)
}

/// The settings of a row as far as they decide its result.
pub fn settings(assignment: &Assignment, row: &Row) -> Result<toml::Table> {
    let settings = (program(assignment, row)?.settings)(&row.command);
    settings.map_err(|error| refused(assignment, row, &error.to_string()))
}

/// What is wrong with a row, in one line that names it.
pub fn refused(assignment: &Assignment, row: &Row, why: &str) -> Error {
    let (name, command) = (assignment.name, &row.command);
    Error::Failed(format!("{name}/results.toml, row `{command}`: {why}"))
}

/// The rows that the flags mean, with their assignments.
pub fn chosen(books: &[Book], args: &ResultsArgs) -> Result<Vec<(&'static Assignment, Row)>> {
    let asked = args.assignment.as_ref();
    let is_meant = |book: &&Book| asked.is_none_or(|name| book.assignment.name == name);
    let wanted = |row: &&Row| {
        let has_data = args.bands.is_none() || args.full || row.needs.is_none();
        has_data && (args.only.is_empty() || args.only.iter().any(|only| has_words(row, only)))
    };
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
pub(super) mod tests {
    use super::*;

    /// A book of the first assignment.
    pub fn book(rows: &str, measured: &str) -> Book {
        let measured = Measurements::parse(measured).unwrap();
        Book {
            assignment: ASSIGNMENTS[0],
            results: Results::parse(rows, &measured).unwrap(),
        }
    }

    fn books() -> [Book; 1] {
        let row = |command| format!("[[result]]\ncommand = \"{command}\"\nseeds = 5\n");
        let rows = [
            "mlp",
            "mlp --noise 0.2",
            "mlp --noise 0.25",
            "mlp --dataset iris",
        ];
        let full = row("mlp --preset paper") + "needs = \"full data sets\"\n";
        [book(&(rows.map(row).concat() + &full), "")]
    }

    fn only(words: &[&str]) -> ResultsArgs {
        ResultsArgs {
            only: words.iter().map(ToString::to_string).collect(),
            ..ResultsArgs::default()
        }
    }

    #[test]
    fn rows_are_chosen_by_words_in_a_row() {
        let commands = |args: &ResultsArgs| {
            let rows = chosen(&books(), args).unwrap().into_iter();
            rows.map(|(_, row)| row.command).collect::<Vec<_>>()
        };
        assert_eq!(commands(&only(&[])).len(), 5);
        assert_eq!(commands(&only(&["mlp"])).len(), 5);
        assert_eq!(commands(&only(&["--noise 0.2"])), ["mlp --noise 0.2"]);
        let two = only(&["iris", "0.25"]);
        assert_eq!(commands(&two), ["mlp --noise 0.25", "mlp --dataset iris"]);
        let mut args = only(&[]);
        (args.bands, args.skip) = (Some(10), 3);
        assert_eq!(commands(&args), ["mlp --dataset iris"]);
        args.full = true;
        assert_eq!(commands(&args).len(), 2);
    }

    #[test]
    fn a_choice_of_nothing_lists_the_rows() {
        let mut skip = only(&[]);
        skip.skip = 5;
        let mut assignment = only(&[]);
        assignment.assignment = Some("assignment9".into());
        for args in [only(&["noise"]), only(&[""]), assignment, skip] {
            let error = chosen(&books(), &args).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains("  mlp --noise 0.2"), "{error}");
        }
    }
}
