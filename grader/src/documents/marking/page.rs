//! The page of one student for those who mark.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::class::Class;
use super::super::clean::{clean, one_line};
use super::super::html::{self, escape};
use super::super::score::of_max;
use super::{Answer, Answers, by_hand};
use crate::grading::{Graded, GradedItem};
use crate::items::Task;

/// How many lines of an answer are shown.
const LINES: usize = 200;

/// What a student answered beside the task and the model answer, item by item.
pub fn page(class: &Class<'_>, graded: &Graded, answers: &Answers) -> String {
    let mut body = String::from(
        "<p>Points and comments go into <code>marking.csv</code>, which is read when the class is graded \
         again. This page holds model answers: it is not for students.</p>\n",
    );
    for item in by_hand(graded) {
        let answer = answers.get(&(graded.student.clone(), item.id.clone()));
        let (id, points) = (escape(&item.id), of_max(item));
        body += &format!("<section>\n<h2>{id}: {points} points</h2>\n<div class=\"sides\">\n");
        body += &format!("<div><h3>Handed in</h3>\n{}</div>\n", handed_in(answer));
        body += &format!("<div>{}</div>\n</div>\n</section>\n", task(class, item));
    }
    let student = one_line(&graded.student);
    html::page(
        &format!("{}, {student}: to be marked", graded.assignment),
        &body,
    )
}

fn handed_in(answer: Option<&Answer>) -> String {
    match answer {
        None => "<p>See the student's report.</p>\n".into(),
        Some(Answer::Elsewhere(words)) => format!("<p>See {}.</p>\n", escape(&one_line(words))),
        Some(Answer::Text(text)) => written(text),
        Some(Answer::Picture(bytes)) => match media_type(bytes) {
            Some(media_type) => {
                let data = STANDARD.encode(bytes);
                format!("<img alt=\"the figure\" src=\"data:{media_type};base64,{data}\">\n")
            }
            None => "<p>What was handed in as a figure is no PNG, JPEG or SVG.</p>\n".into(),
        },
    }
}

/// By the first bytes: the name of the file is the student's. An SVG inside of an `img` runs no script.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let begins = |start: &[u8]| bytes.starts_with(start);
    let is_svg = || begins(b"<svg") || begins(b"<?xml");
    match () {
        () if begins(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        () if begins(b"\xff\xd8\xff") => Some("image/jpeg"),
        () if is_svg() => Some("image/svg+xml"),
        () => None,
    }
}

/// What was to be done and what the answer is measured by.
fn task(class: &Class<'_>, item: &GradedItem) -> String {
    let mut tasks = class.catalogue.items.all();
    let task = tasks
        .find(|other| other.id == item.id)
        .map(|item| &item.task);
    match task {
        Some(Task::Question { question, answer }) => {
            let (question, answer) = (written(question), written(answer));
            format!("<h3>Question</h3>\n{question}<h3>Model answer</h3>\n{answer}")
        }
        Some(Task::Figure { command, figure }) => {
            let (command, figure) = (escape(command), escape(figure));
            let asked = escape(&one_line(&item.asked));
            format!(
                "<h3>Figure</h3>\n<p>{asked}</p>\n<p>The figure <code>{figure}</code> of \
                 <code>cargo run -p {} -- {command}</code>, with a sentence on what it shows.</p>\n",
                escape(&class.catalogue.assignment)
            )
        }
        _ => format!(
            "<h3>Asked</h3>\n<p>{}</p>\n",
            escape(&one_line(&item.asked))
        ),
    }
}

fn written(text: &str) -> String {
    format!(
        "<div class=\"answer\">{}</div>\n",
        escape(&clean(text.trim(), LINES))
    )
}
