//! What students read of the table of items: what is asked, what it is worth, how to check it.
//!
//! The builder writes it into the hand-out's `README.md`, in the place of one line of the
//! assignment's `HANDOUT.md`. Model answers are not in it.

use crate::catalogue::{Catalogue, Entry};
use crate::exercises::test_prefix;
use crate::items::{Item, Task};

/// The line of `HANDOUT.md` in whose place the text comes.
const PLACE: &str = "<!-- exercises.toml -->";

/// How to use the workbook; `EXERCISE` stands for one, `TOPIC` for the middle of its name.
const CHECK_YOURSELF: &str = include_str!("check_yourself.md");

/// Writes what is asked into the assignment's page for students.
///
/// With the workbook, it also says how to check oneself.
pub fn write_into(page: &str, catalogue: &Catalogue, workbook: bool) -> Result<String, String> {
    let mut text = text(catalogue).trim_end().to_owned();
    if workbook {
        text.push_str("\n\n");
        text.push_str(&check_yourself(catalogue));
    }
    let fault = match page.lines().filter(|line| *line == PLACE).count() {
        1 => return Ok(page.replacen(PLACE, &text, 1)),
        0 => "is missing: put it where students are to read what is asked",
        _ => "stands there more than once",
    };
    Err(format!("the line `{PLACE}` {fault}"))
}

fn text(catalogue: &Catalogue) -> String {
    let mut blocks = Vec::new();
    if let Some(words) = catalogue.items.still_to_come() {
        blocks.push(format!(
            "**This page is not complete:** {words}. What stands here stays: you can begin."
        ));
    }
    for part in &catalogue.items.parts {
        let (name, title, worth) = (&part.name, &part.title, worth(part.points));
        blocks.push(format!("### Part {name}: {title} ({worth})"));
        let mut head = "";
        for item in &part.items {
            let (own_head, text) = ask(item, catalogue);
            match blocks.last_mut() {
                Some(table) if own_head == head && !head.is_empty() => table.push_str(&text),
                _ if own_head.is_empty() => blocks.push(text),
                _ => blocks.push(format!("{own_head}\n|---|---|---|---|{text}")),
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
        let head = "### Practice, without points\n\n| exercise | write | check |\n|---|---|---|";
        blocks.push(format!("{head}{practice}"));
    }
    blocks.join("\n\n")
}

/// What is asked in an item: a row, and the head of the table that it stands in; or a paragraph.
fn ask(item: &Item, catalogue: &Catalogue) -> (&'static str, String) {
    let run = |command: &str| format!("`cargo run -p {} -- {command}`", catalogue.assignment);
    let (id, points) = (&item.id, item.points);
    let (head, cells) = match &item.task {
        Task::Code => {
            let entry = catalogue.entry(id);
            let cells = entry.map(|entry| place_and_check(catalogue, entry));
            (
                "| code | points | write | check |",
                cells.unwrap_or_default(),
            )
        }
        Task::Result(runs) => {
            let commands: Vec<String> = runs.iter().map(|it| run(&it.command)).collect();
            let bounds = runs
                .iter()
                .map(|it| format!("`{}` {}", it.metric, it.bound));
            let bounds: Vec<String> = bounds.collect();
            let cells = format!("{} | {}", commands.join("<br>"), bounds.join("<br>"));
            ("| result | points | run | reach |", cells)
        }
        Task::Figure { command, figure } => {
            let cells = format!("{} | `{figure}`", run(command));
            ("| figure | points | run | name |", cells)
        }
        Task::Question { question, .. } => {
            let (worth, question) = (worth(points), question.trim());
            return ("", format!("**Question** `{id}` ({worth}). {question}"));
        }
    };
    (head, format!("\n| `{id}` | {points} | {cells} |"))
}

/// How to use the workbook, by the example of the first exercise.
fn check_yourself(catalogue: &Catalogue) -> String {
    let graded = catalogue.items.all();
    let graded = graded.filter_map(|item| catalogue.entry(&item.id));
    let mut first = graded.chain(&catalogue.entries);
    let id = first.next().map_or("", |entry| &entry.exercise.id);
    let topic = id.split('.').nth(1).unwrap_or_default();
    let text = CHECK_YOURSELF.trim().replace("EXERCISE", id);
    let mut items = catalogue.items.all();
    let question = items.find(|item| matches!(item.task, Task::Question { .. }));
    let question = question.map_or("the item's name", |item| &item.id);
    text.replace("TOPIC", topic).replace("QUESTION", question)
}

fn place_and_check(catalogue: &Catalogue, Entry { exercise, .. }: &Entry) -> String {
    let (place, assignment) = (exercise.file.display(), &catalogue.assignment);
    let tests = test_prefix(&exercise.id);
    format!("`{place}` | `cargo test -p {assignment} {tests}`")
}

fn worth(points: u32) -> String {
    let word = if points == 1 { "point" } else { "points" };
    format!("{points} {word}")
}
