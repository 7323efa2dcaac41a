//! What came of tests, in words.

use crate::book::{Book, Exercise, test_prefix};
use crate::cargo::CompileError;
use crate::console::indented;
use crate::handout::Sources;
use crate::trial::{Outcome, Test};

/// What `todo!` says before its text.
const UNWRITTEN: &str = "not yet implemented: ";

/// A test's name as a sentence, without the name of its exercise.
pub fn sentence(test: &Test, exercise: &Exercise) -> String {
    let function = test.function();
    let rest = function.strip_prefix(&test_prefix(&exercise.id));
    let words = rest.unwrap_or(function).trim_matches('_').replace('_', " ");
    match words.is_empty() {
        true => function.replace('_', " "),
        false => words,
    }
}

/// The command that runs one test again.
pub fn command(book: &Book, test: &Test) -> String {
    let (package, Test { target, name }) = (&book.assignment, test);
    format!("cargo test -p {package} --test {target} -- --exact {name}")
}

/// What a test that did not pass says.
pub fn failure(book: &Book, exercise: &Exercise, test: &Test, outcome: &Outcome) -> String {
    let mut text = format!("  ✗ {}\n", sentence(test, exercise));
    match outcome {
        Outcome::Passed => return String::new(),
        Outcome::Failed(_, said) if said.starts_with(UNWRITTEN) => {
            let other = said.trim_start_matches(UNWRITTEN);
            let words = match other == exercise.id {
                true => "it came to the `todo!` in the body: write what is missing there".into(),
                false => {
                    format!("it needs {other}, which is not written yet: write that one first")
                }
            };
            text.push_str(&indented(&words));
        }
        Outcome::Failed(place, said) => {
            text.push_str(&indented(said.trim_start_matches('\n')));
            // A panic in the student's own file is found faster with its line.
            if place
                .replace('\\', "/")
                .contains(&exercise.file_in_package())
            {
                let place = format!("\nthis comes from {place}");
                text.push_str(&indented(&place));
            }
        }
        Outcome::DidNotEnd => {
            let words = "it does not end within a minute: look for a loop without an end";
            text.push_str(&indented(words));
        }
        Outcome::EndedProcess => {
            let words =
                "it ended the whole process: look for a function that calls itself without an end";
            text.push_str(&indented(words));
        }
    }
    format!("{text}\n    again: {}", command(book, test))
}

impl Exercise {
    /// `src/linear.rs`.
    fn file_in_package(&self) -> String {
        let inside = self.file.split_once('/');
        inside.map_or(&*self.file, |(_, file)| file).to_owned()
    }
}

/// What the compiler refuses, with the exercise whose body it stands in.
pub fn compile_error(error: &CompileError, sources: &Sources) -> String {
    let CompileError {
        file,
        line,
        message,
        rendered,
    } = error;
    let source = sources.get(file).and_then(|source| source.as_ref().ok());
    let bodies = source.into_iter().flat_map(|source| &source.bodies);
    let body = bodies.into_iter().find(|body| body.lines.contains(line));
    let place = match body {
        Some(body) => format!(", in {}", body.id),
        None if source.is_some() => ", outside of every body".into(),
        None => String::new(),
    };
    format!(
        "  ✗ {file}:{line}{place}: {message}\n{}",
        indented(rendered)
    )
}
