//! What students read of the table of items: what is asked, what it is worth, how to check it.
//!
//! The builder writes it into the hand-out's `README.md`, in the place of one line of the
//! assignment's `HANDOUT.md`. Model answers are not in it.

use crate::catalogue::{Catalogue, Entry};
use crate::items::{Item, Part, Task};

/// The line of `HANDOUT.md` in whose place the text comes.
pub const PLACE: &str = "<!-- exercises.toml -->";

/// Writes what is asked into the assignment's page for students.
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
    let mut blocks = Vec::new();
    for Part {
        name,
        title,
        points,
        items,
        ..
    } in &catalogue.items.parts
    {
        blocks.push(format!("### Part {name}: {title} ({})", worth(*points)));
        let mut head = "";
        for item in items {
            let (own_head, text) = ask(item, catalogue);
            match blocks.last_mut() {
                Some(table) if own_head == head && !head.is_empty() => table.push_str(&text),
                _ => blocks.push(format!("{own_head}{text}")),
            }
            head = own_head;
        }
    }
    let practice = catalogue.practice().map(|entry| {
        let id = &entry.exercise.id;
        format!("\n| `{id}` | {} |", place_and_check(catalogue, entry))
    });
    let practice: String = practice.collect();
    if !practice.is_empty() {
        blocks.push("### Practice, without points".into());
        blocks.push(format!(
            "| exercise | write | check |\n|---|---|---|{practice}"
        ));
    }
    blocks.join("\n\n")
}

/// What is asked in an item: a row, and the head of the table that it stands in; or a paragraph.
fn ask(item: &Item, catalogue: &Catalogue) -> (&'static str, String) {
    let command = |words: &str| format!("`cargo run -p {} -- {words}`", catalogue.assignment);
    let (head, cells) = match &item.task {
        Task::Code => {
            let entry = catalogue.entry(&item.id);
            let cells = entry.map(|entry| place_and_check(catalogue, entry));
            (
                "| code | points | write | check |\n|---|---|---|---|",
                cells.unwrap_or_default(),
            )
        }
        Task::Result(runs) => {
            let commands: Vec<String> = runs.iter().map(|run| command(&run.command)).collect();
            let bounds = runs
                .iter()
                .map(|run| format!("`{}` ≥ {:.2}", run.metric, run.at_least));
            let bounds: Vec<String> = bounds.collect();
            let cells = format!("{} | {}", commands.join("<br>"), bounds.join("<br>"));
            (
                "| result | points | run | reach |\n|---|---|---|---|",
                cells,
            )
        }
        Task::Figure {
            command: words,
            figure,
        } => {
            let cells = format!("{} | `{figure}`", command(words));
            ("| figure | points | run | name |\n|---|---|---|---|", cells)
        }
        Task::Question { question, .. } => {
            let (id, worth, question) = (&item.id, worth(item.points), question.trim());
            return ("", format!("**Question** `{id}` ({worth}). {question}"));
        }
    };
    (
        head,
        format!("\n| `{}` | {} | {cells} |", item.id, item.points),
    )
}

fn place_and_check(catalogue: &Catalogue, Entry { exercise, .. }: &Entry) -> String {
    let (place, assignment) = (exercise.file.display(), &catalogue.assignment);
    format!(
        "`{place}` | `cargo test -p {assignment} {}`",
        exercise.test_prefix()
    )
}

fn worth(points: u32) -> String {
    let word = if points == 1 { "point" } else { "points" };
    format!("{points} {word}")
}
