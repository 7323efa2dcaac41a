//! What is wrong with the rows and the documents.

use super::documents;
use super::rows::{self, Book};
use common::error::{Error, Result};
use common::results::Row;
use std::path::Path;

/// Proves that every row is one that its program would run, that it was measured, and that the
/// documents under `root` are what the rows make of them.
pub fn prove(root: &Path, books: &[Book]) -> Result<()> {
    let mut problems: Vec<String> = books.iter().flat_map(problems).collect();
    match documents::stale(root, books) {
        Ok(stale) => problems.extend(stale.iter().map(|(path, _)| {
            format!(
                "{} is not what the rows make of it. Write it anew with:\n    \
                 cargo run -p bench -- results --write",
                path.strip_prefix(root).unwrap_or(path).display()
            )
        })),
        Err(error) if problems.is_empty() => return Err(error),
        // Nothing can be made of commands that are none, and those are named already.
        Err(_) => {}
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::Failed(format!("- {}", problems.join("\n- ")))),
    }
}

/// What is wrong with the rows of an assignment, one line each.
fn problems(book: &Book) -> Vec<String> {
    let assignment = book.assignment;
    let mut problems = Vec::new();
    let mut known: Vec<(&Row, toml::Table)> = Vec::new();
    for row in &book.results.rows {
        let settings = rows::settings(assignment, row);
        let Ok(settings) = settings.map_err(|error| problems.push(error.to_string())) else {
            continue;
        };
        let mut wrong =
            |what: &str| problems.push(rows::refused(assignment, row, what).to_string());
        if row.seeds == 0 {
            wrong("`seeds` must be at least 1");
        }
        let has = |flag| row.words().any(|word| word.split('=').next() == Some(flag));
        if has("--seed") || has("--seeds") {
            wrong("`seeds` of the row chooses the seeds, so that --seed and --seeds must go");
        }
        if row.metrics.is_empty() {
            wrong("`metrics` names nothing to publish");
        }
        if settings.contains_key("data-dir") && row.needs.is_none() {
            wrong("it reads full data sets and must say `needs = \"full data sets\"`");
        }
        let same = |(other, known): &&(&Row, toml::Table)| {
            other.program() == row.program() && *known == settings
        };
        if let Some((other, _)) = known.iter().find(same) {
            wrong(&format!("it means the same as `{}`", other.command));
        }
        let mut metrics = row.metrics.iter();
        let unmeasured = metrics.find(|metric| row.measure(metric).is_none());
        let other_seeds = row
            .measured
            .as_ref()
            .is_some_and(|it| it.seeds != row.seeds);
        if unmeasured.is_some() || other_seeds {
            let what = match unmeasured {
                Some(metric) => format!("`{metric}` was never measured"),
                None => format!("it was not measured under {} seeds", row.seeds),
            };
            let words = format!("results {} --only \"{}\"", assignment.name, row.command);
            wrong(&format!("{what}: cargo run -p bench -- {words}"));
        }
        known.push((row, settings));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::excerpt::README;
    use crate::documented::excerpt::tests::EMPTY;
    use crate::documented::page::tests::{MEASURED, ROWS};
    use crate::documented::rows::tests::book;
    use std::fs;

    fn row(command: &str) -> String {
        format!("[[result]]\ncommand = \"{command}\"\nseeds = 5\n")
    }

    fn measured(command: &str) -> String {
        format!(
            "[[measured]]\ncommand = \"{command}\"\nseeds = 5\n[measured.metrics]\ntest_accuracy = \
             {{ mean = 0.9, standard_deviation = 0.1, min = 0.8, max = 1.0 }}\n"
        )
    }

    #[test]
    fn rows_that_cannot_be_run_or_published_are_named() {
        let rows = [
            ("mlp --dataset iris", ""),
            ("mlp --nose 0.2", "--nose"),
            ("mlp --dataset moon", "moon"),
            ("evaluate", "`evaluate` is none of the programs"),
            ("", "none of the programs"),
            (
                "mlp --lr 0.05 --dataset iris",
                "it means the same as `mlp --dataset iris`",
            ),
            ("mlp --seed=1 --dataset xor", "`seeds` of the row chooses"),
            ("sgd --seeds 2", "`seeds` of the row chooses"),
            (
                "mlp --dataset mnist --data-dir full",
                "it reads full data sets",
            ),
        ];
        let text = rows.map(|(command, _)| row(command)).concat()
            + "[[result]]\ncommand = \"mlp\"\nseeds = 0\n"
            + "[[result]]\ncommand = \"mlp --noise 0.2\"\nseeds = 6\n";
        let numbers = rows.map(|(command, _)| measured(command)).concat();
        let problems = problems(&book(&text, &(numbers + &measured("mlp --noise 0.2"))));
        let more = [
            ("mlp", "`seeds` must be"),
            ("mlp", "`test_accuracy` was never measured"),
            ("mlp --noise 0.2", "it was not measured under 6 seeds"),
        ];
        let wanted: Vec<_> = rows[1..].iter().chain(&more).collect();
        assert_eq!(problems.len(), wanted.len(), "{problems:?}");
        for (problem, (command, why)) in problems.iter().zip(wanted) {
            let place = format!("assignment1/results.toml, row `{command}`: ");
            assert!(
                problem.starts_with(&place) && problem.contains(why),
                "{problem}"
            );
        }
    }

    #[test]
    fn documents_that_are_up_to_date_pass_and_stale_ones_are_named() {
        let project = tempfile::tempdir().unwrap();
        let root = project.path();
        fs::create_dir(root.join("docs")).unwrap();
        fs::create_dir(root.join("assignment1")).unwrap();
        fs::write(root.join(README), EMPTY).unwrap();
        let rows = ROWS.replace(", \"test_loss\"", "");
        let books = [book(&rows, MEASURED)];
        documents::write(root, &books).unwrap();
        prove(root, &books).unwrap();
        let failure = |books: &[Book]| prove(root, books).unwrap_err().to_string();

        let files = [
            "assignment1/results.measured.toml",
            "docs/results.md",
            README,
        ];
        for file in files {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(root.join(file), text.replace("1.0", "1.1")).unwrap();
            assert!(failure(&books).contains(&format!("- {file} is not")));
            fs::remove_file(root.join(file)).unwrap();
            if file != README {
                assert!(failure(&books).contains(&format!("- {file} is not")));
            }
            fs::write(root.join(file), text).unwrap();
        }
        let others = [book(&rows, &MEASURED.replace("mean = 1.0", "mean = 0.95"))];
        let failure = failure(&others);
        assert!(files.iter().all(|file| failure.contains(file)), "{failure}");
    }
}
