//! What students read of the table of items: what is asked, what it is worth, how to check it.
//!
//! The builder writes it into the hand-out's `README.md`, in the place of one line of the
//! assignment's `HANDOUT.md`. Model answers are not in it.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Entry};
use crate::items::{Item, Part, Run, Task};

/// The line of `HANDOUT.md` in whose place the text comes.
pub const PLACE: &str = "<!-- exercises.toml -->";

/// Writes what is asked into the assignment's page for students.
///
/// # Errors
/// In words, if the page does not have its place exactly once.
pub fn write_into(page: &str, catalogue: &Catalogue) -> Result<String, String> {
    match page.lines().filter(|line| *line == PLACE).count() {
        1 => Ok(page.replacen(PLACE, text(catalogue).trim_end(), 1)),
        0 => Err(format!(
            "the line `{PLACE}` is missing: put it where students are to read what is asked"
        )),
        _ => Err(format!("the line `{PLACE}` stands there more than once")),
    }
}

fn text(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for part in &catalogue.items.parts {
        let Part {
            name,
            title,
            points,
            ..
        } = part;
        let _ = writeln!(text, "### Part {name}: {title} ({})\n", worth(*points));
        for section in [code, results, figures, questions] {
            text.push_str(&section(part, catalogue));
        }
    }
    let practice = catalogue.practice();
    let rows = practice.map(|entry| {
        let id = &entry.exercise.id;
        format!("| `{id}` | {} |", place_and_check(catalogue, entry))
    });
    let rows: Vec<String> = rows.collect();
    if !rows.is_empty() {
        text.push_str("### Practice, without points\n\n");
        text.push_str(&table("| exercise | write | check |\n|---|---|---|", rows));
    }
    text
}

fn code(part: &Part, catalogue: &Catalogue) -> String {
    let rows = part.items.iter().filter_map(|item| {
        let entry = match item.task {
            Task::Code => catalogue.entry(&item.id)?,
            _ => return None,
        };
        Some(row(item, &place_and_check(catalogue, entry)))
    });
    let head = "| code | points | write | check |\n|---|---|---|---|";
    table(head, rows.collect())
}

fn results(part: &Part, catalogue: &Catalogue) -> String {
    let rows = part.items.iter().filter_map(|item| {
        let Task::Result(runs) = &item.task else {
            return None;
        };
        let each = |show: &dyn Fn(&Run) -> String| -> String {
            runs.iter().map(show).collect::<Vec<_>>().join("<br>")
        };
        let commands = each(&|run| command(catalogue, &run.command));
        let bounds = each(&|run| format!("`{}` ≥ {:.2}", run.metric, run.at_least));
        Some(row(item, &format!("{commands} | {bounds}")))
    });
    let head = "| result | points | run | reach |\n|---|---|---|---|";
    table(head, rows.collect())
}

fn figures(part: &Part, catalogue: &Catalogue) -> String {
    let rows = part.items.iter().filter_map(|item| {
        let Task::Figure {
            command: run,
            figure,
        } = &item.task
        else {
            return None;
        };
        let run = command(catalogue, run);
        Some(row(item, &format!("{run} | `{figure}`")))
    });
    let head = "| figure | points | run | name |\n|---|---|---|---|";
    table(head, rows.collect())
}

fn questions(part: &Part, _: &Catalogue) -> String {
    let mut text = String::new();
    for item in &part.items {
        if let Task::Question { question, .. } = &item.task {
            let (id, worth) = (&item.id, worth(item.points));
            let question = question.trim();
            let _ = writeln!(text, "**Question** `{id}` ({worth}). {question}\n");
        }
    }
    text
}

fn row(item: &Item, rest: &str) -> String {
    format!("| `{}` | {} | {rest} |", item.id, item.points)
}

/// A table, with an empty line behind it; nothing without rows.
fn table(head: &str, rows: Vec<String>) -> String {
    match rows.is_empty() {
        true => String::new(),
        false => format!("{head}\n{}\n\n", rows.join("\n")),
    }
}

fn place_and_check(catalogue: &Catalogue, entry: &Entry) -> String {
    let (assignment, exercise) = (&catalogue.assignment, &entry.exercise);
    format!(
        "`{}` | `cargo test -p {assignment} {}`",
        exercise.file.display(),
        exercise.test_prefix()
    )
}

fn command(catalogue: &Catalogue, arguments: &str) -> String {
    format!("`cargo run -p {} -- {arguments}`", catalogue.assignment)
}

fn worth(points: u32) -> String {
    match points {
        1 => "1 point".into(),
        _ => format!("{points} points"),
    }
}
