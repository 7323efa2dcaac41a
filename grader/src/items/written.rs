//! The table as it is written: each kind of item has its own keys, and no others.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{Item, KINDS, Part, Run, Task};
use crate::source::at;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    part: Vec<WrittenPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    name: String,
    title: String,
    points: Spanned<u32>,
    #[serde(default)]
    code: Vec<WrittenItem>,
    #[serde(default)]
    result: Vec<WrittenItem>,
    #[serde(default)]
    figure: Vec<WrittenItem>,
    #[serde(default)]
    question: Vec<WrittenItem>,
}

/// The keys of all kinds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenItem {
    id: Spanned<String>,
    points: u32,
    runs: Option<Vec<Run>>,
    command: Option<String>,
    figure: Option<String>,
    question: Option<String>,
    answer: Option<String>,
}

/// Reads the parts of a table; `file` is what the message says.
pub(super) fn read(text: &str, file: &Path) -> Result<Vec<Part>, String> {
    let line = |byte: usize| text[..byte].matches('\n').count() + 1;
    let table: Table = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        at(file, line(start), error.message())
    })?;
    let parts = table.part.into_iter().map(|part| {
        let mut items = Vec::new();
        let kinds = [part.code, part.result, part.figure, part.question];
        for (kind, written) in KINDS.into_iter().zip(kinds) {
            for item in written {
                let (line, points) = (line(item.id.span().start), item.points);
                let id = item.id.get_ref().clone();
                let task =
                    task(kind, item).map_err(|fault| at(file, line, &format!("{id}: {fault}")))?;
                items.push(Item {
                    id,
                    points,
                    line,
                    task,
                });
            }
        }
        Ok(Part {
            name: part.name,
            title: part.title,
            line: line(part.points.span().start),
            points: part.points.into_inner(),
            items,
        })
    });
    parts.collect()
}

/// What is to be done for an item, by its kind and the keys that it has.
fn task(kind: &str, item: WrittenItem) -> Result<Task, String> {
    let drawn = (item.command, item.figure);
    match (kind, item.runs, drawn, (item.question, item.answer)) {
        ("code", None, (None, None), (None, None)) => Ok(Task::Code),
        ("result", Some(runs), (None, None), (None, None)) => Ok(Task::Result(runs)),
        ("figure", None, (Some(command), Some(figure)), (None, None)) => Ok(Task::Figure { command, figure }),
        ("question", None, (None, None), (Some(question), Some(answer))) => Ok(Task::Question { question, answer }),
        _ => Err("beside `id` and `points` a result has `runs`, a figure `command` and `figure`, a question \
                  `question` and `answer`, code nothing".into()),
    }
}
