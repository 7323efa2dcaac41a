//! `docs/results.md`, and the excerpts in the README, as the rows make them.

use super::excerpt::{self, README};
use super::rows::{self, Book};
use common::error::Result;
use common::files;
use common::results::{Needs, Row, number, plus_minus};
use common::statistics::Summary;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The page with all results, from the top folder of the project.
const PAGE: &str = "docs/results.md";

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
/// [`Error::Failed`](common::error::Error::Failed) with the row or the excerpt from which nothing can be made.
pub fn all(root: &Path, books: &[Book]) -> Result<[(PathBuf, String); 2]> {
    let readme = root.join(README);
    let excerpts = excerpt::all_anew(&rows::read_text(&readme)?, books)?;
    Ok([(root.join(PAGE), page_of(books)?), (readme, excerpts)])
}

/// Writes the documents that have changed.
///
/// # Errors
/// As [`all`], and those of reading and writing, with the path.
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
pub fn cells(summary: Option<Summary>) -> [String; 2] {
    let Some(it) = summary else {
        return ["–".into(), "–".into()];
    };
    let scale = it.mean.abs().max(it.standard_deviation);
    [
        plus_minus(it.mean, it.standard_deviation),
        format!("{}, {}", number(it.min, scale), number(it.max, scale)),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::documented::ASSIGNMENTS;
    use common::results::Results;

    pub const ROWS: &str = r#"
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

    pub fn books() -> [Book; 1] {
        [Book {
            assignment: ASSIGNMENTS[0],
            results: Results::parse(ROWS).unwrap(),
        }]
    }

    #[test]
    fn the_page_has_a_line_for_each_metric_and_the_notes_below() {
        let page = page_of(&books()).unwrap();
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
}
