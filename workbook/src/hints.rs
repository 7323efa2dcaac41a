//! Hints in levels: what the exercise says and where its equation stands, what its tests say, what to
//! read next. None of them is the solution.

use std::path::Path;

use crate::book::{Exercise, File};
use crate::handout::Handout;
use crate::source::{self, Body};
use crate::{spoken, trial};

/// The hints of an exercise, the first one first.
pub fn of(handout: &Handout, exercise: &Exercise) -> Vec<String> {
    let Some(file) = handout.book.file(&exercise.file) else {
        return Vec::new();
    };
    let original = source::read(&file.text);
    let bodies = original.map(|source| source.bodies).unwrap_or_default();
    let body = bodies.iter().find(|body| body.id == exercise.id);
    let mut hints: Vec<String> = body.map(|body| asked(body, file)).into_iter().collect();
    hints.extend(of_tests(handout, exercise));
    let next = file.text.lines().find_map(|line| {
        let text = line.strip_prefix("//! ")?;
        text.starts_with("Read next").then_some(text)
    });
    let mut last: Vec<String> = next.map(str::to_owned).into_iter().collect();
    let page = Path::new("common").join("by_hand").join("OPERATIONS.md");
    if handout.root.join(&page).is_file() {
        let page = page.display();
        last.push(format!(
            "{page} shows every tensor operation with its result."
        ));
    }
    last.push(format!(
        "The equations, the symbols and their shapes stand at the top of {}.",
        file.path
    ));
    hints.push(last.join("\n"));
    hints
}

/// The exercise's own sentence, and the equations that it names.
fn asked(body: &Body, file: &File) -> String {
    let mut text = format!("{}:{}: {}", file.path, body.line, body.sentence);
    let numbers = equations(&body.sentence);
    for (index, line) in file.text.lines().enumerate() {
        let Some(line) = line.strip_prefix("//! ") else {
            continue;
        };
        let number = line
            .trim_end()
            .strip_suffix(')')
            .and_then(|line| line.rsplit_once('('));
        let number = number.and_then(|(_, number)| number.parse().ok());
        if number.is_some_and(|number: u32| numbers.contains(&number)) {
            let at = index + 1;
            text.push_str(&format!("\n    {}:{at}: {}", file.path, line.trim()));
        }
    }
    text
}

/// The numbers in `equations (1), (3) and (5) to (7)`.
fn equations(sentence: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut to = false;
    for (place, piece) in sentence.split('(').enumerate() {
        let (inside, behind) = piece.split_once(')').unwrap_or(("", piece));
        if let (true, Ok(number)) = (place > 0, inside.parse()) {
            let start = numbers
                .last()
                .filter(|_| to)
                .map_or(number, |last| last + 1);
            numbers.extend(start..=number);
        }
        to = behind.trim() == "to";
    }
    numbers
}

/// What the exercise's tests say where they fail.
fn of_tests(handout: &Handout, exercise: &Exercise) -> Vec<String> {
    let folder = handout.root.join(&handout.book.assignment).join("tests");
    let mut found: Vec<(String, String)> = Vec::new();
    for (test, said) in spoken::of_tests(&folder) {
        let owner = trial::exercise_of(&test, &handout.book.exercises);
        let new = found.iter().all(|(_, other)| *other != said);
        if new && owner.is_some_and(|owner| owner.id == exercise.id) {
            found.push((test.replace('_', " "), said));
        }
    }
    let found = found.iter();
    found
        .map(|(test, said)| format!("{test}: {said}"))
        .collect()
}
