//! What is wrong with the rows and the documents.

use super::rows::{self, Book, settings};
use super::{Assignment, document};
use common::error::{Error, Result};
use common::results::Row;
use std::path::Path;

/// Proves that every row is one that its program would run, that it was measured, and that the
/// documents under `root` are what the rows make of them.
///
/// # Errors
/// [`Error::Failed`] with everything that is wrong.
pub fn prove(root: &Path, assignments: &[Assignment]) -> Result<()> {
    let books = rows::read(root, assignments)?;
    let mut problems: Vec<String> = books.iter().flat_map(problems).collect();
    // Documents cannot be made of commands that are none.
    if problems.is_empty() {
        for (path, text) in document::all(root, &books)? {
            if rows::read_text(&path).ok().as_deref() != Some(&text) {
                problems.push(format!(
                    "{} is not what results.toml makes of it. Write it anew with:\n    \
                     cargo run -p bench -- results --write",
                    path.strip_prefix(root).unwrap_or(&path).display()
                ));
            }
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::Failed(format!("- {}", problems.join("\n- ")))),
    }
}

/// What is wrong with the rows of an assignment, one line each.
fn problems(book: &Book) -> Vec<String> {
    let mut problems = Vec::new();
    let mut known: Vec<(&Row, toml::Table)> = Vec::new();
    for row in &book.results.rows {
        let settings = match settings(&book.assignment, row) {
            Ok(settings) => settings,
            Err(error) => {
                problems.push(error.to_string());
                continue;
            }
        };
        let mut wrong = |what: &str| {
            let (name, command) = (book.assignment.name, &row.command);
            problems.push(format!("{name}/results.toml, row `{command}`: {what}"));
        };
        if row.seeds == 0 {
            wrong("`seeds` must be at least 1");
        }
        if row
            .words()
            .any(|word| word.split('=').next() == Some("--seed"))
        {
            wrong("`repeat` chooses the seeds, so that --seed must go");
        }
        if row.metrics.is_empty() {
            wrong("`metrics` names nothing to publish");
        }
        if settings.contains_key("data-dir") && row.needs.is_none() {
            wrong("it has --data-dir and must say `needs = \"full data sets\"`");
        }
        if let Some((other, _)) = known.iter().find(|(_, known)| *known == settings) {
            wrong(&format!("it means the same as `{}`", other.command));
        }
        let unmeasured = |metric: &&String| row.summary(metric).is_none();
        if let Some(metric) = row.metrics.iter().find(unmeasured) {
            wrong(&format!(
                "`{metric}` was never measured: cargo run -p bench -- results {name} --only \"{command}\"",
                name = book.assignment.name,
                command = row.command
            ));
        }
        known.push((row, settings));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::document::tests::ROWS;
    use crate::documented::excerpt::tests::EMPTY;
    use crate::documented::{ASSIGNMENTS, document::write};
    use common::results::Results;
    use std::fs;

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

    #[test]
    fn a_row_that_its_program_would_refuse_is_named() {
        for (command, why) in [
            ("mlp --nose 0.2", "--nose"),
            ("mlp --noise -1", "--noise -1"),
            ("mlp --dataset moon", "moon"),
            ("gradcheck", "`gradcheck` is none of the programs"),
            ("", "none of the programs"),
        ] {
            let problems = problems(&book(&row(command)));
            let [problem] = &problems[..] else {
                panic!("{problems:?}")
            };
            let place = format!("assignment1/results.toml, row `{command}`: ");
            assert!(
                problem.starts_with(&place) && problem.contains(why),
                "{problem}"
            );
        }
    }

    #[test]
    fn rows_that_cannot_be_published_are_named() {
        let rows = [
            row("mlp --dataset iris"),
            row("mlp --lr 0.05 --dataset iris"),
            row("mlp --seed=1 --dataset xor"),
            row("mlp --dataset mnist --data-dir full"),
            "[[result]]\ncommand = \"mlp\"\nseeds = 0\n".into(),
        ];
        let problems = problems(&book(&rows.concat()));
        let wanted = [
            "row `mlp --lr 0.05 --dataset iris`: it means the same as `mlp --dataset iris`",
            "row `mlp --seed=1 --dataset xor`: `repeat` chooses the seeds",
            "row `mlp --dataset mnist --data-dir full`: it has --data-dir",
            "row `mlp`: `seeds` must be",
            "row `mlp`: `test_accuracy` was never measured",
        ];
        assert_eq!(problems.len(), wanted.len(), "{problems:?}");
        for (problem, wanted) in problems.iter().zip(wanted) {
            assert!(problem.contains(wanted), "{problem}");
        }
        assert!(super::problems(&book(&rows[0])).is_empty());
    }

    /// A project with rows and up-to-date documents.
    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("docs")).unwrap();
        fs::create_dir(root.join("assignment1")).unwrap();
        fs::write(root.join("assignment1/results.toml"), ROWS).unwrap();
        fs::write(root.join("README.md"), EMPTY).unwrap();
        write(root, &rows::read(root, ASSIGNMENTS).unwrap()).unwrap();
        folder
    }

    fn failure(root: &Path) -> String {
        prove(root, ASSIGNMENTS).unwrap_err().to_string()
    }

    #[test]
    fn documents_that_are_up_to_date_pass_and_stale_ones_are_named() {
        let project = project();
        let root = project.path();
        prove(root, ASSIGNMENTS).unwrap();
        for file in ["docs/results.md", "README.md"] {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(
                root.join(file),
                text.replace("1.000 ± 0.000", "1.000 ± 0.001"),
            )
            .unwrap();
            assert!(failure(root).contains(&format!("- {file} is not")));
            fs::write(root.join(file), text).unwrap();
        }
        let rows = ROWS.replace("mean = 1.0", "mean = 0.95");
        fs::write(root.join("assignment1/results.toml"), rows).unwrap();
        let failure = failure(root);
        assert!(failure.contains("docs/results.md is") && failure.contains("README.md is"));
    }

    #[test]
    fn a_missing_page_and_a_row_that_does_not_parse_are_named() {
        let project = project();
        let root = project.path();
        fs::remove_file(root.join("docs/results.md")).unwrap();
        assert!(failure(root).contains("docs/results.md"));
        let rows = ROWS.replace("--dataset iris", "--dataset lily");
        fs::write(root.join("assignment1/results.toml"), rows).unwrap();
        assert!(failure(root).contains("row `mlp --dataset lily`"));
    }
}
