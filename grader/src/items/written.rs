//! The table as it is written: each kind of item has its own keys, and no others.

use serde::Deserialize;
use toml::Spanned;

use super::{Item, Run, Task, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) part: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    name: String,
    title: String,
    points: Spanned<u32>,
    #[serde(default)]
    code: Vec<Code>,
    #[serde(default)]
    result: Vec<Result>,
    #[serde(default)]
    figure: Vec<Figure>,
    #[serde(default)]
    question: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    id: Spanned<String>,
    points: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Result {
    id: Spanned<String>,
    points: u32,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    id: Spanned<String>,
    points: u32,
    command: String,
    figure: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: Spanned<String>,
    points: u32,
    question: String,
    answer: String,
}

impl Part {
    pub(super) fn read(self, text: &str) -> super::Part {
        let item = |id: Spanned<String>, points, task| Item {
            line: line(text, id.span().start),
            id: id.into_inner(),
            points,
            task,
        };
        let code = self.code.into_iter();
        let code = code.map(|code| item(code.id, code.points, Task::Code));
        let results = self.result.into_iter();
        let results =
            results.map(|result| item(result.id, result.points, Task::Result(result.runs)));
        let figures = self.figure.into_iter().map(|figure| {
            let Figure {
                id,
                points,
                command,
                figure,
            } = figure;
            item(id, points, Task::Figure { command, figure })
        });
        let questions = self.question.into_iter().map(|question| {
            let Question {
                id,
                points,
                question,
                answer,
            } = question;
            item(id, points, Task::Question { question, answer })
        });
        super::Part {
            items: code
                .chain(results)
                .chain(figures)
                .chain(questions)
                .collect(),
            line: line(text, self.points.span().start),
            points: self.points.into_inner(),
            name: self.name,
            title: self.title,
        }
    }
}
