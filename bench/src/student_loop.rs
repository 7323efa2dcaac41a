//! The loop that students live in: change a line, see what it does.
//!
//! Before every command one line in the body of `Linear::forward` changes, so that the compiler
//! has to generate code, link and run, as after a student's edit. The commands work on the
//! project's own folder, because a copy of it would first have to compile all of Burn.

use crate::cargo::{self, project};
use crate::edited::EditedFile;
use crate::jobs::Goal;
use crate::samples::{Row, Sample};
use crate::{processes, terminal};
use common::error::{Error, Result};
use common::signals::Signals;

const FILE: &str = "assignment1/src/linear.rs";
const FUNCTION: &str = "fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {";

/// No other line of the file has this; the number behind it changes.
const CHANGED_LINE: &str = "let _ = std::hint::black_box";

const COMMANDS: [(&str, &str); 2] = [
    ("student-loop run", "run -p assignment1 -- gradcheck linear"),
    ("student-loop test", "test -p assignment1 linear"),
];

/// Times each command `times` times, each time after another edit.
///
/// # Errors
/// If the file cannot be edited, the assignment does not compile or pass, or on Ctrl-C; the file
/// is then as it was.
pub fn run(times: usize, goals: &'static [Goal]) -> Result<Vec<Row>> {
    // From here on Ctrl-C ends the child processes, and this one by way of the error.
    let signals = Signals::listen()?;
    let mut file = EditedFile::open(&project().join(FILE))?;
    let original = std::str::from_utf8(file.original())
        .map_err(|error| Error::Data(format!("{FILE}: {error}")))?
        .to_string();
    edit(&original, 0)?;
    let mut samples = COMMANDS.map(|_| Vec::new());

    terminal::progress("student-loop: building without an edit first");
    for (_, arguments) in COMMANDS {
        timed(arguments, &signals, 0)?;
    }
    let mut number = 0;
    for time in 1..=times {
        for ((name, arguments), samples) in COMMANDS.iter().zip(&mut samples) {
            number += 1;
            file.write(edit(&original, number)?.as_bytes())?;
            let seconds = timed(arguments, &signals, number)?;
            terminal::progress(&format!("{name}: {time} of {times}: {seconds:.2} s"));
            samples.push(Sample {
                seconds,
                ..Sample::default()
            });
        }
    }
    file.restore()?;
    let rows = COMMANDS.iter().zip(samples);
    Ok(rows
        .map(|((name, _), samples)| Row::new(name, [&samples, &[]], goals))
        .collect())
}

/// Runs cargo as a student does; returns its wall seconds.
fn timed(arguments: &str, signals: &Signals, edits: usize) -> Result<f64> {
    let finished = processes::run(cargo::command().args(arguments.split(' ')));
    match signals.received() {
        Some(signal) => Err(Error::Interrupted {
            signal,
            step: edits,
            resume: "cargo run -p bench -- student-loop".into(),
        }),
        None => Ok(finished?.seconds),
    }
}

/// The source with another line in the body of `forward`.
fn edit(source: &str, number: usize) -> Result<String> {
    if let Some(line) = source.lines().position(|line| line.contains(CHANGED_LINE)) {
        return Err(Error::Failed(format!(
            "line {} of {FILE} is left over from a measurement that was killed. Delete it.",
            line + 1
        )));
    }
    let function = source.find(FUNCTION).map(|start| start + FUNCTION.len());
    let Some(at) = function else {
        return Err(Error::Failed(format!(
            "{FILE} has no `{FUNCTION}`, in which this job changes a line. \
             Name the function that it has in {}.",
            file!()
        )));
    };
    let (before, after) = source.split_at(at);
    Ok(format!(
        "{before}\n        {CHANGED_LINE}({number}_usize);{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_one_line_in_forward() {
        let source = std::fs::read_to_string(project().join(FILE)).unwrap();
        let edited = edit(&source, 7).unwrap();
        let new: Vec<&str> = edited
            .lines()
            .filter(|line| !source.lines().any(|old| old == *line))
            .collect();
        assert_eq!(new, ["        let _ = std::hint::black_box(7_usize);"]);
        assert_eq!(edited.lines().count(), source.lines().count() + 1);
        assert_ne!(edited, edit(&source, 8).unwrap());
    }

    #[test]
    fn what_a_killed_measurement_left_is_named() {
        let left = edit(&format!("//\n    {FUNCTION}\n    }}\n"), 1).unwrap();
        let error = edit(&left, 2).unwrap_err().to_string();
        assert!(error.contains("line 3"), "{error}");
        assert!(edit("fn backward() {}", 1).is_err());
    }
}
