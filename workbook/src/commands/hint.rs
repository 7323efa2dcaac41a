//! `hint`: the next hint of an exercise.

use crate::console::count;
use crate::error::Result;
use crate::handout::Handout;
use crate::hints;

/// The next hint of an exercise, or all of them. Behind the last one the first comes again.
pub fn text(handout: &mut Handout, id: &str, all: bool) -> Result<String> {
    let exercise = handout.one(id)?.clone();
    let hints = hints::of(handout, &exercise);
    let (id, number) = (&exercise.id, hints.len());
    if all {
        let hints = hints.iter().enumerate();
        let hints =
            hints.map(|(level, hint)| format!("{id}, hint {} of {number}:\n{hint}", level + 1));
        return Ok(hints.collect::<Vec<_>>().join("\n\n"));
    }
    let record = handout.state.record(id);
    let level = record.hints % number.max(1);
    record.hints = level + 1;
    handout.state.write(&handout.root)?;
    let left = number.saturating_sub(level + 1);
    let last = match left {
        0 => "this was the last one; more help: ask the teaching staff".into(),
        _ => format!(
            "{} more: `cargo workbook hint {id}` again",
            count(left, "hint")
        ),
    };
    let hint = hints.get(level).map_or("", String::as_str);
    Ok(format!(
        "{id}, hint {} of {number}:\n{hint}\n\n{last}",
        level + 1
    ))
}
