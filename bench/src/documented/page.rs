//! `docs/results.md`, as the rows make it.

use super::rows::{self, Book};
use common::error::Result;
use common::results::{Needs, Row};
use common::statistics::number;
use std::fmt::Write;

const HEAD: &str = "\
# Results

What each program reaches on the CPU: mean ± standard deviation of independent trainings, one under each of the seeds 0, 1, 2, …, and the lowest and the highest of them. A program that trains under several
seeds by itself (`sgd`, `learning-curve`, `optimizers`, `regularization`) is measured by one run, with `--seeds 20`.

## What a run prints, and what to think of it

A run with the settings of one of these rows, under whatever seed, prints beside its own numbers what was to be expected:

```text
test_accuracy     0.9050   expected 0.845 to 0.937 (95 %, 20 seeds)
```

This is a 95 % prediction interval for the very number that stands before it: mean ± t·s·√(1/k + 1/n). Here n trainings were measured with the mean and the standard deviation s of this page; k is of how many
trainings the run's own number is the mean (1, or its `--seeds`); t is the 0.975 quantile of Student's distribution with n - 1 degrees of freedom (Hahn and Meeker 1991, *Statistical Intervals*, section 4.3). Where a
run tells the median of its seeds, the interval lies around the median of this page, and s is multiplied by √(π/2), because medians vary more than means. The interval of an accuracy ends at 1. A number that no
seed changes was measured once and has no interval. The formula is that of normally distributed numbers; accuracies close to 1 and counts of epochs are so only roughly.

One number in twenty lies outside although nothing is wrong: the more numbers a run prints, the more often one of them. So run the program under another seed (`--seed 7`) before you think of anything else. A
number that is far outside, or outside under three seeds in a row, is a finding: the code, the data or the settings are not those that were measured.

## How it is measured

This page is made of `results.toml` and `results.measured.toml` in each assignment's folder; change nothing here. All of it is measured anew, and written, by

```sh
cargo run -p bench -- results
```

`results --only iris` measures the rows whose command has this word; `--reproduce` compares with what is stored and writes nothing, to the last digit with `--exact`; `--bands` runs every row under ten seeds
that no row has, and counts what lies outside of its interval; `--write` measures nothing and writes this page; `--check` measures nothing and fails if this page is not what the rows make of it. To see the runs
of a row, put `repeat` and the number of seeds before its command: `cargo run -p assignment1 -- repeat 5 mlp --dataset iris`.

The same binary on the same processor gives the same numbers to the last digit. A processor with other vector instructions adds in another order, and a few examples end up on the other side: `--reproduce`
allows the mean a tenth of the standard deviation. Seconds are the median of what one run trains, without figures, on two cores, where nothing else ran; of a study, all of its trainings.
";

/// The page.
pub fn of(books: &[Book]) -> Result<String> {
    let mut page = HEAD.to_string();
    for book in books {
        let _ = write!(page, "\n## {}\n", book.assignment.name);
        for program in book.assignment.programs {
            let rows = book.results.rows.iter();
            let rows: Vec<&Row> = rows.filter(|row| row.program() == program.name).collect();
            if !rows.is_empty() {
                page += &section(book, program.name, &rows)?;
            }
        }
    }
    Ok(page)
}

/// The table of one program, and the notes below it.
fn section(book: &Book, program: &str, rows: &[&Row]) -> Result<String> {
    let mut text = format!(
        "\n### {program}\n\n\
         | command | preset | metric | trainings | mean ± standard deviation | lowest, highest | seconds of a run | reference |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let settings = rows::settings(book.assignment, row)?;
        let preset = settings.get("preset").and_then(toml::Value::as_str);
        let needs = match row.needs {
            Some(Needs::FullDataSets) => " (full data sets)",
            None => "",
        };
        let mut first = format!("`{}`{needs} | {}", row.command, preset.unwrap_or_default());
        let seconds = row.measured.as_ref().and_then(|measured| measured.seconds);
        let seconds = seconds.map_or("–".into(), |seconds| seconds.to_string());
        let mut last = format!("{seconds} | {}", row.reference.replace('|', "\\|"));
        for metric in &row.metrics {
            let cells = cells(row, metric).join(" | ");
            let _ = writeln!(text, "| {first} | {metric} | {cells} | {last} |");
            (first, last) = ("|".into(), "|".into());
        }
    }
    let notes = rows.iter().filter(|row| !row.note.is_empty());
    let notes: Vec<_> = notes
        .map(|row| format!("- `{}`: {}\n", row.command, row.note))
        .collect();
    if !notes.is_empty() {
        text += &format!("\n{}", notes.concat());
    }
    Ok(text)
}

/// What a metric comes to: from how many trainings, mean and deviation, extremes. Dashes for what was
/// never measured.
pub fn cells(row: &Row, metric: &str) -> [String; 3] {
    let Some((measured, it)) = row.measured.as_ref().zip(row.measure(metric)) else {
        return [const { "–" }; 3].map(Into::into);
    };
    let trainings = it.trainings.unwrap_or(measured.seeds);
    let scale = it.summary.mean.abs().max(it.summary.standard_deviation);
    let text = |value| number(value, scale);
    if trainings == 1 {
        return ["1".into(), text(it.summary.mean), "–".into()];
    }
    let median = it
        .median
        .map(|median| format!(" (median {})", text(median)));
    [
        trainings.to_string(),
        format!("{}{}", it.summary, median.unwrap_or_default()),
        format!("{}, {}", text(it.summary.min), text(it.summary.max)),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::documented::rows::tests::book;

    pub const ROWS: &str = r#"
[[result]]
command = "mlp --preset paper"
seeds = 20
metrics = ["test_accuracy", "epochs", "steps", "test_loss"]
reference = "a | b"
note = "a note"
needs = "full data sets"

[[result]]
command = "mlp --dataset iris"
seeds = 5
"#;

    pub const MEASURED: &str = r#"
[[measured]]
command = "mlp --preset paper"
seeds = 20
seconds = 1.5
[measured.metrics]
test_accuracy = { mean = 0.89125, standard_deviation = 0.02, min = 0.8, max = 1.0 }
epochs = { mean = 12.5, standard_deviation = 0.5, min = 12.0, max = 13.0, median = 12.25, trainings = 19 }
steps = { mean = 325.0, standard_deviation = 0.0, min = 325.0, max = 325.0, trainings = 1 }

[[measured]]
command = "mlp --dataset iris"
seeds = 5
[measured.metrics]
test_accuracy = { mean = 1.0, standard_deviation = 0.0, min = 1.0, max = 1.0 }
"#;

    #[test]
    fn the_page_has_a_line_for_each_metric_and_the_notes_below() {
        let page = of(&[book(ROWS, MEASURED)]).unwrap();
        let table = page.split("|---|\n").nth(1).unwrap();
        assert_eq!(
            table,
            "| `mlp --preset paper` (full data sets) | paper | test_accuracy | 20 | 0.891 ± 0.020 | 0.800, 1.000 | 1.5 | a \\| b |\n\
             | | | epochs | 19 | 12.50 ± 0.50 (median 12.25) | 12.00, 13.00 | | |\n\
             | | | steps | 1 | 325.0 | – | | |\n\
             | | | test_loss | – | – | – | | |\n\
             | `mlp --dataset iris` | course | test_accuracy | 5 | 1.000 ± 0.000 | 1.000, 1.000 | – |  |\n\
             \n\
             - `mlp --preset paper`: a note\n"
        );
    }
}
