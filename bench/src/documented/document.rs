//! `docs/results.md`, and the excerpts in the README, as the rows make them.

use super::rows::{self, Book};
use common::error::{Error, Result};
use common::files;
use common::results::{Needs, Row, Summary, number, plus_minus};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The page with all results, from the top folder of the project.
pub const PAGE: [&str; 2] = ["docs", "results.md"];

const README: &str = "README.md";

/// An excerpt begins with this, an assignment, a colon, commands between semicolons, and `-->`.
const START: &str = "<!-- results of ";
const END: &str = "<!-- end of results -->";

const HEAD: &str = "\
# Results

What each program reaches, over the seeds 0, 1, 2, …, on the CPU. A run with the settings of a row prints the row's mean and standard deviation beside its own result.

This page is made of `results.toml` in each assignment's folder; change nothing here. All of it is measured anew, and written, by

```sh
cargo run -p bench -- results
```

`results --only iris` measures the rows whose command has this word; `--reproduce` compares with what is stored and writes nothing; `--write` measures nothing and writes this page; `--check` measures
nothing and fails if this page is not what the rows make of it. To see the runs of a row, put `repeat` and the number of seeds before its command: `cargo run -p assignment1 -- repeat 5 mlp --dataset iris`.

The same binary on the same processor gives the same numbers to the last digit. A processor with other vector instructions adds in another order, and a few examples end up on the other side: `--reproduce`
allows the mean a tenth of the standard deviation. Seconds are the median of what one run trains, without figures, on two cores; they alone differ from one measurement to the next.
";

/// The documents and what they should say.
///
/// # Errors
/// [`Error::Failed`] with the row or the excerpt from which nothing can be made.
pub fn all(root: &Path, books: &[Book]) -> Result<[(PathBuf, String); 2]> {
    let readme = root.join(README);
    let excerpts = with_excerpts(&rows::read_text(&readme)?, books)?;
    let page = PAGE.iter().collect::<PathBuf>();
    Ok([(root.join(page), page_of(books)?), (readme, excerpts)])
}

/// Writes the documents that have changed.
///
/// # Errors
/// As [`all`], and [`Error::Io`] with the path.
pub fn write(root: &Path, books: &[Book]) -> Result<()> {
    for (path, text) in all(root, books)? {
        if rows::read_text(&path).ok().as_deref() != Some(&text) {
            files::write_atomic(&path, text.as_bytes())?;
        }
    }
    Ok(())
}

fn page_of(books: &[Book]) -> Result<String> {
    let mut page = HEAD.to_string();
    for book in books {
        let _ = write!(page, "\n## {}\n", book.assignment.name);
        let mut tasks: Vec<&str> = Vec::new();
        for row in &book.results.rows {
            if !tasks.contains(&row.task()) {
                tasks.push(row.task());
            }
        }
        for task in tasks {
            let rows = book.results.rows.iter().filter(|row| row.task() == task);
            page += &section(book, task, &rows.collect::<Vec<_>>())?;
        }
    }
    Ok(page)
}

/// The table of one program, and the notes below it.
fn section(book: &Book, task: &str, rows: &[&Row]) -> Result<String> {
    let mut text = format!(
        "\n### {task}\n\n\
         | command | preset | seeds | metric | mean ± standard deviation | lowest, highest | seconds of a run | reference |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let settings = rows::settings(&book.assignment, row)?;
        let preset = settings.get("preset").and_then(toml::Value::as_str);
        let needs = match row.needs {
            Some(Needs::FullDataSets) => " (full data sets)",
            None => "",
        };
        let seconds = row.measured.as_ref().and_then(|measured| measured.seconds);
        let seconds = seconds.map_or("–".into(), |seconds| format!("{seconds}"));
        for (index, metric) in row.metrics.iter().enumerate() {
            let [mean, extremes] = cells(row.summary(metric));
            let _ = match index {
                0 => writeln!(
                    text,
                    "| `{}`{needs} | {} | {} | {metric} | {mean} | {extremes} | {seconds} | {} |",
                    row.command,
                    preset.unwrap_or_default(),
                    row.seeds,
                    row.reference.replace('|', "\\|"),
                ),
                _ => writeln!(text, "| | | | {metric} | {mean} | {extremes} | | |"),
            };
        }
    }
    let notes: Vec<_> = rows.iter().filter(|row| !row.note.is_empty()).collect();
    if !notes.is_empty() {
        text.push('\n');
    }
    for row in notes {
        let _ = writeln!(text, "- `{}`: {}", row.command, row.note);
    }
    Ok(text)
}

/// Mean and deviation, and the extremes; dashes for what was never measured.
fn cells(summary: Option<Summary>) -> [String; 2] {
    let Some(it) = summary else {
        return ["–".into(), "–".into()];
    };
    let scale = it.mean.abs().max(it.standard_deviation);
    [
        plus_minus(it.mean, it.standard_deviation),
        format!("{}, {}", number(it.min, scale), number(it.max, scale)),
    ]
}

/// The text with every excerpt made anew.
fn with_excerpts(text: &str, books: &[Book]) -> Result<String> {
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
mod tests {
    use super::*;
    use crate::documented::{ASSIGNMENTS, check};
    use std::fs;

    const ROWS: &str = r#"
[[result]]
command = "mlp --preset paper"
seeds = 20
metrics = ["test_accuracy", "test_loss"]
reference = "a | b"
note = "a note"
needs = "full data sets"
[result.measured]
seconds = 1.5
test_accuracy = { mean = 0.89125, standard_deviation = 0.02, min = 0.8, max = 1.0 }
test_loss = { mean = 12.5, standard_deviation = 0.5, min = 12.0, max = 13.0 }

[[result]]
command = "mlp --dataset iris"
seeds = 5
[result.measured]
test_accuracy = { mean = 1.0, standard_deviation = 0.0, min = 1.0, max = 1.0 }
"#;

    const EMPTY: &str =
        "# A\n<!-- results of assignment1: mlp --dataset iris -->old\n<!-- end of results -->\nB\n";

    /// A project with these rows and up-to-date documents.
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

    fn problems(root: &Path) -> String {
        check(root, ASSIGNMENTS).unwrap_err().to_string()
    }

    #[test]
    fn the_page_has_a_line_for_each_metric_and_the_notes_below() {
        let project = project();
        let page = fs::read_to_string(project.path().join("docs/results.md")).unwrap();
        let table = page.split("|---|\n").nth(1).unwrap();
        assert_eq!(
            table,
            "| `mlp --preset paper` (full data sets) | paper | 20 | test_accuracy | 0.891 ± 0.020 | 0.800, 1.000 | 1.5 | a \\| b |\n\
             | | | | test_loss | 12.50 ± 0.50 | 12.00, 13.00 | | |\n\
             | `mlp --dataset iris` | course | 5 | test_accuracy | 1.000 ± 0.000 | 1.000, 1.000 | – |  |\n\
             \n\
             - `mlp --preset paper`: a note\n"
        );
    }

    #[test]
    fn an_excerpt_keeps_what_is_around_it_and_says_what_the_page_says() {
        let project = project();
        let readme = fs::read_to_string(project.path().join("README.md")).unwrap();
        let (head, rest) = readme.split_once(" -->\n\n| command").unwrap();
        assert_eq!(head, "# A\n<!-- results of assignment1: mlp --dataset iris");
        let wanted = "| `mlp --dataset iris` | 5 | test_accuracy | 1.000 ± 0.000 | 1.000, 1.000 |\n\n\
                      <!-- end of results -->\nB\n";
        assert!(rest.ends_with(wanted), "{readme}");
    }

    #[test]
    fn documents_that_are_up_to_date_pass_and_stale_ones_are_named() {
        let project = project();
        let root = project.path();
        check(root, ASSIGNMENTS).unwrap();
        for file in ["docs/results.md", "README.md"] {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(
                root.join(file),
                text.replace("1.000 ± 0.000", "1.000 ± 0.001"),
            )
            .unwrap();
            assert!(problems(root).contains(&format!("- {file} is not")));
            fs::write(root.join(file), text).unwrap();
        }
        let rows = ROWS.replace("mean = 1.0", "mean = 0.95");
        fs::write(root.join("assignment1/results.toml"), rows).unwrap();
        let problems = problems(root);
        assert!(problems.contains("docs/results.md is") && problems.contains("README.md is"));
    }

    #[test]
    fn a_missing_page_and_a_row_that_does_not_parse_are_named() {
        let project = project();
        let root = project.path();
        fs::remove_file(root.join("docs/results.md")).unwrap();
        assert!(problems(root).contains("docs/results.md"));
        let rows = ROWS.replace("--dataset iris", "--dataset lily");
        fs::write(root.join("assignment1/results.toml"), rows).unwrap();
        assert!(problems(root).contains("row `mlp --dataset lily`"));
    }

    #[test]
    fn an_excerpt_from_which_nothing_can_be_made_is_named() {
        let project = project();
        let root = project.path();
        for (readme, why) in [
            (EMPTY.replace("iris", "lily"), "`mlp --dataset lily`"),
            (EMPTY.replace("assignment1", "assignment9"), "no assignment"),
            (EMPTY.replace(END, ""), "<!-- end of results -->"),
        ] {
            fs::write(root.join("README.md"), readme).unwrap();
            assert!(problems(root).contains(why), "{}", problems(root));
        }
    }
}
