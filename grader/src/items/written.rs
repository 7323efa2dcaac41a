//! The table as it is written: each kind of item has its own keys, and no others.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{Bound, Class, ClassLine, Item, Items, KINDS, Part, Run, Task};
use crate::source::at;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    partial: Option<String>,
    #[serde(default)]
    files: BTreeMap<Spanned<String>, Class>,
    #[serde(default)]
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
    runs: Option<Vec<Spanned<WrittenRun>>>,
    command: Option<String>,
    figure: Option<String>,
    question: Option<String>,
    answer: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRun {
    command: String,
    metric: String,
    at_least: Option<f64>,
    at_most: Option<f64>,
}

/// What is wrong, and at which byte.
type Fault = (usize, &'static str);

/// Reads a table; `file` is its path, which the messages say.
pub(super) fn read(text: &str, file: PathBuf) -> Result<Items, String> {
    let line = |byte: usize| text[..byte].matches('\n').count() + 1;
    let table: Table = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        at(&file, line(start), error.message())
    })?;
    let classes = table.files.into_iter().map(|(name, class)| ClassLine {
        line: line(name.span().start),
        name: name.into_inner(),
        class,
    });
    let parts = table.part.into_iter().map(|part| {
        let mut items = Vec::new();
        let kinds = [part.code, part.result, part.figure, part.question];
        for (kind, written) in KINDS.into_iter().zip(kinds) {
            for item in written {
                let (start, points) = (item.id.span().start, item.points);
                let id = item.id.get_ref().clone();
                let task = task(kind, item);
                let task = task
                    .map_err(|(start, fault)| at(&file, line(start), &format!("{id}: {fault}")))?;
                items.push(Item {
                    id,
                    points,
                    line: line(start),
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
    let parts = parts.collect::<Result<_, String>>()?;
    Ok(Items {
        partial: table.partial,
        classes: classes.collect(),
        parts,
        file,
    })
}

/// What is to be done for an item, by its kind and the keys that it has.
fn task(kind: &str, item: WrittenItem) -> Result<Task, Fault> {
    let start = item.id.span().start;
    let drawn = (item.command, item.figure);
    match (kind, item.runs, drawn, (item.question, item.answer)) {
        ("code", None, (None, None), (None, None)) => Ok(Task::Code),
        ("result", Some(runs), (None, None), (None, None)) => {
            let runs = runs.into_iter().map(run);
            Ok(Task::Result(runs.collect::<Result<_, _>>()?))
        }
        ("figure", None, (Some(command), Some(figure)), (None, None)) => {
            Ok(Task::Figure { command, figure })
        }
        ("question", None, (None, None), (Some(question), Some(answer))) => {
            Ok(Task::Question { question, answer })
        }
        _ => Err((
            start,
            "beside `id` and `points` a result has `runs`, a figure `command` and `figure`, a question \
                  `question` and `answer`, code nothing",
        )),
    }
}

fn run(run: Spanned<WrittenRun>) -> Result<Run, Fault> {
    let start = run.span().start;
    let run = run.into_inner();
    let bound = match (run.at_least, run.at_most) {
        (Some(least), None) => Bound::AtLeast(least),
        (None, Some(most)) => Bound::AtMost(most),
        (None, None) => return Err((start, "a run has a bound: add `at_least` or `at_most`")),
        (Some(_), Some(_)) => {
            return Err((start, "a run has one bound: keep `at_least` or `at_most`"));
        }
    };
    let WrittenRun {
        command, metric, ..
    } = run;
    Ok(Run {
        command,
        metric,
        bound,
    })
}
