//! The student's report as Markdown.

use super::super::clean::one_line;
use super::super::explain::{self, Piece, Reader};
use super::super::score::{self, words};
use super::super::text::points;
use super::{before, explained, last_line, not_graded, title, who};
use crate::grading::Graded;

/// The report of a submission; `name` is the student's in the roster, which may be empty.
pub fn markdown(graded: &Graded, name: &str) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\n",
        escape(&title(graded)),
        escape(&who(graded, name))
    );
    for words in before(graded) {
        text += &format!("{}\n\n", escape(&words));
    }
    text += "| part | points |\n|---|---:|\n";
    for (part, max) in score::parts(graded) {
        let earned = points(score::of_part(graded, part));
        text += &format!("| {} | {earned} of {max} |\n", escape(part));
    }
    text += "\n| part | item | kind | points | state |\n|---|---|---|---:|---|\n";
    for item in graded.items.iter().chain(&graded.practice) {
        let part = if item.part.is_empty() {
            "-"
        } else {
            &item.part
        };
        let (id, kind) = (escape(&item.id), escape(&item.kind));
        let (points, words) = (score::of_max(item), words(item.state));
        text += &format!(
            "| {} | {id} | {kind} | {points} | {words} |\n",
            escape(part)
        );
    }
    for item in explained(graded) {
        text += &format!("\n## {}\n\n", escape(&explain::heading(item)));
        for piece in explain::pieces(item, Reader::Student) {
            text += &match piece {
                Piece::Words(label, words) => format!("**{label}**: {}\n\n", escape(&words)),
                Piece::Command(label, command) => format!("**{label}**:\n\n{}\n", code(&command)),
                Piece::Lines(heading, lines) => {
                    format!("**{}**\n\n{}\n", escape(&heading), code(&lines))
                }
            };
        }
    }
    let not_graded = not_graded(graded);
    if !not_graded.is_empty() {
        text += "\n## Handed in and not graded\n\n";
    }
    for words in not_graded {
        text += &format!("- {}\n", escape(&words));
    }
    if let Some(line) = last_line(graded) {
        text += &format!("\n{}\n", escape(&line));
    }
    text
}

/// Lines of code: nothing in them is markup, fences and all.
fn code(lines: &str) -> String {
    let lines = lines.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    });
    lines.collect()
}

/// Words of which nothing is markup: no tag, link, table, list, mention or emphasis.
pub fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::new();
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '#' | '$' | '@' => {
                escaped.extend(['\\', letter])
            }
            // Inside of a name it is no emphasis, and our own identifiers are full of them.
            '_' if !before.is_alphanumeric()
                || !letters.peek().is_some_and(|c| c.is_alphanumeric()) =>
            {
                escaped.push_str("\\_");
            }
            // A list, or a line below a heading.
            '-' | '+' | '=' if escaped.is_empty() => escaped.extend(['\\', letter]),
            '.' | ')' if !escaped.is_empty() && escaped.chars().all(|c| c.is_ascii_digit()) => {
                escaped.extend(['\\', letter]);
            }
            letter => escaped.push(letter),
        }
        before = letter;
    }
    escaped.replace("://", "\\://").replace("www.", "www\\.")
}
