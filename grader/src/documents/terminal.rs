//! The report of one submission for the terminal.

use super::clean::{clean, one_line};
use super::explain::{self, Piece, Reader};
use super::score;
use super::text::{points, points_words, short, wrap};
use crate::grading::{Confinement, Graded, GradedItem, State};
use crate::report;

/// Characters of a line.
const WIDTH: usize = 99;

/// What a submission earned and why not more. No line has 100 characters.
pub fn report(graded: &Graded) -> String {
    let mut text = head(graded);
    for headline in &graded.headlines {
        let sign = if headline.attention { "! " } else { "" };
        paragraph(
            &mut text,
            0,
            &format!("{sign}{}", one_line(&headline.words)),
        );
    }
    text.push('\n');
    text.push_str(&table(graded));
    let all = graded.items.iter().chain(&graded.practice);
    let empty = |item: &&GradedItem| item.state == State::NotWritten;
    for explained in all.filter(|item| explain::is_explained(item) && !empty(item)) {
        text.push('\n');
        text.push_str(&item(explained));
    }
    let all = graded.items.iter().chain(&graded.practice);
    let empty: Vec<&str> = all.filter(empty).map(|item| item.id.as_str()).collect();
    if !empty.is_empty() {
        text.push('\n');
        let (count, ids) = (empty.len(), empty.join(", "));
        paragraph(&mut text, 0, &format!("not written ({count}): {ids}"));
    }
    if !graded.not_graded.is_empty() {
        text.push_str("\nhanded in and not graded\n");
    }
    for finding in &graded.not_graded {
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        let (file, words) = (one_line(&finding.file), one_line(&finding.words));
        paragraph(&mut text, 2, &format!("{file}{line}: {words}"));
    }
    text
}

/// What is said of one item.
pub fn item(item: &GradedItem) -> String {
    let mut text = String::new();
    paragraph(&mut text, 0, &explain::heading(item));
    for piece in explain::pieces(item, Reader::Staff) {
        write(&mut text, piece);
    }
    text
}

fn head(graded: &Graded) -> String {
    let (total, max) = (points(score::total(graded)), graded.max());
    let open = match score::open(graded) {
        0 => String::new(),
        open => format!(", {} still open", points_words(open.into())),
    };
    let (assignment, student) = (&graded.assignment, one_line(&graded.student));
    let mut text = String::new();
    paragraph(
        &mut text,
        0,
        &format!("{assignment} of {student}: {total} of {max} points{open}"),
    );
    let ran = match graded.confinement {
        Confinement::Confined => "ran confined",
        Confinement::Limits => "ran with limits on time, memory and output alone",
    };
    if !graded.submission.is_empty() {
        let (submission, edition) = (short(&graded.submission), short(&graded.edition));
        paragraph(
            &mut text,
            0,
            &format!("submission {submission}, edition {edition}, {ran}"),
        );
    }
    text
}

fn table(graded: &Graded) -> String {
    let row = |item: &GradedItem| {
        let part = if item.part.is_empty() {
            "-"
        } else {
            &item.part
        };
        let (id, kind) = (item.id.clone(), item.kind.clone());
        [
            part.to_owned(),
            id,
            kind,
            score::of_max(item),
            item.state.name().into(),
        ]
    };
    let mut rows = vec![["part", "item", "kind", "points", "state"].map(String::from)];
    rows.extend(graded.items.iter().chain(&graded.practice).map(row));
    report::table(&rows)
}

fn write(text: &mut String, piece: Piece) {
    match piece {
        Piece::Words(label, words) => paragraph(text, 2, &format!("{label}: {words}")),
        // It stays on one line, to be copied.
        Piece::Command(label, command) => text.push_str(&format!("  {label}: {command}\n")),
        Piece::Lines(heading, lines) => {
            paragraph(text, 2, &heading);
            for line in clean(&lines, 60).lines() {
                for part in pieces(line) {
                    text.extend([format!("      {part}").trim_end(), "\n"]);
                }
            }
        }
    }
}

/// A line as it is, in pieces where it is long: its spaces are a part of it.
fn pieces(line: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().collect();
    let pieces = letters
        .chunks(WIDTH - 6)
        .map(|piece| piece.iter().collect());
    let pieces: Vec<String> = pieces.collect();
    if pieces.is_empty() {
        vec![String::new()]
    } else {
        pieces
    }
}

/// Words behind so many spaces, the lines after the first two further.
fn paragraph(text: &mut String, indent: usize, words: &str) {
    for (number, line) in wrap(words, WIDTH - indent - 2).iter().enumerate() {
        let indent = if number == 0 { indent } else { indent + 2 };
        text.extend([format!("{:indent$}{line}", "").trim_end(), "\n"]);
    }
}
