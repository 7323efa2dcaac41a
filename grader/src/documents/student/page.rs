//! The student's report as a page.

use super::super::explain::{self, Piece, Reader};
use super::super::html::{self, escape};
use super::super::score::{self, colour, words};
use super::super::text::points;
use super::{before, explained, last_line, not_graded, title, who};
use crate::grading::{Graded, GradedItem};

/// The report of a submission; `name` is the student's in the roster, which may be empty.
pub fn page(graded: &Graded, name: &str) -> String {
    let mut body = format!("<p class=\"big\">{}</p>\n", escape(&who(graded, name)));
    for words in before(graded) {
        body += &format!("<p>{}</p>\n", escape(&words));
    }
    let parts = score::parts(graded).into_iter().map(|(part, max)| {
        let earned = points(score::of_part(graded, part));
        [escape(part), format!("{earned} of {max}")]
    });
    body += &html::table(["part", "#points"], &parts.collect::<Vec<_>>());
    let all = graded.items.iter().chain(&graded.practice);
    let rows = all.map(|item| {
        let part = if item.part.is_empty() {
            "-"
        } else {
            &item.part
        };
        let (id, points) = (escape(&item.id), score::of_max(item));
        [escape(part), id, escape(&item.kind), points, badge(item)]
    });
    let headings = ["part", "item", "kind", "#points", "state"];
    body += &html::table(headings, &rows.collect::<Vec<_>>());
    for item in explained(graded) {
        body += &section(item);
    }
    let not_graded = not_graded(graded);
    if !not_graded.is_empty() {
        body += "<h2>Handed in and not graded</h2>\n<ul>\n";
        let lines = not_graded
            .iter()
            .map(|words| format!("<li>{}</li>\n", escape(words)));
        body.extend(lines);
        body += "</ul>\n";
    }
    if let Some(line) = last_line(graded) {
        body += &format!("<p class=\"label\">{}</p>\n", escape(&line));
    }
    html::page(&title(graded), &body)
}

/// The state in words, with its colour.
fn badge(item: &GradedItem) -> String {
    let (colour, words) = (colour(item.state), words(item.state));
    format!("<span class=\"state {colour}\">{words}</span>")
}

fn section(item: &GradedItem) -> String {
    let mut text = format!("<section>\n<h2>{}</h2>\n", escape(&explain::heading(item)));
    for piece in explain::pieces(item, Reader::Student) {
        text += &match piece {
            Piece::Words(label, words) => {
                format!(
                    "<p><span class=\"label\">{label}:</span> {}</p>\n",
                    escape(&words)
                )
            }
            Piece::Command(label, command) => {
                let command = escape(&command);
                format!("<p class=\"label\">{label}</p>\n<pre>{command}</pre>\n")
            }
            Piece::Lines(heading, lines) => {
                let (heading, lines) = (escape(&heading), escape(&lines));
                format!("<p class=\"label\">{heading}</p>\n<pre>{lines}</pre>\n")
            }
        };
    }
    text + "</section>\n"
}
