//! `check`: what is not written, what is not graded, and what the public tests say.

use std::collections::BTreeSet;

use crate::book::Exercise;
use crate::cargo::{self, Compiled};
use crate::commands::list;
use crate::console::{count, print, progress, table};
use crate::error::{Error, Result};
use crate::handout::{Handout, Sources, body};
use crate::state::Standing;
use crate::trial::{self, Outcome, Test, exercise_of, side_by_side};
use crate::{names, outside, words};

/// Checks the exercises whose identifier contains `part`, and says whether all that is written passes.
pub fn run(handout: &mut Handout, part: &str) -> Result<bool> {
    let chosen = handout.matching(part)?;
    let chosen: Vec<Exercise> = chosen.into_iter().cloned().collect();
    let sources = handout.sources();
    let seen = look(handout, &chosen, &sources);
    if !seen.is_empty() {
        print(&format!("{seen}\n"));
    }
    let source = |exercise: &Exercise| sources.get(&exercise.file);
    let readable = chosen
        .iter()
        .all(|it| source(it).is_some_and(Result::is_ok));
    let passes = readable && try_out(handout, &chosen, &sources)?;

    let mut rows = vec![["exercise", "points", "place", "state"].map(String::from)];
    rows.extend(chosen.iter().map(|exercise| {
        let points = exercise
            .points
            .map_or("practice".into(), |points| points.to_string());
        let (place, state) = (
            handout.place(exercise, &sources),
            handout.standing(exercise, &sources).words(),
        );
        [exercise.id.clone(), points, place, state]
    }));
    print(&format!(
        "{}\n\n{}",
        table(&rows),
        list::next(handout, &sources)
    ));
    Ok(passes)
}

/// What can be seen without compiling.
fn look(handout: &Handout, chosen: &[Exercise], sources: &Sources) -> String {
    let mut text = String::new();
    let empty = chosen
        .iter()
        .filter(|exercise| handout.standing(exercise, sources) == Standing::NotWritten);
    let empty: Vec<&str> = empty.map(|exercise| exercise.id.as_str()).collect();
    if !empty.is_empty() {
        let ids = empty.join(", ");
        text.push_str(&format!("not written yet ({}): {ids}\n\n", empty.len()));
    }
    let mut section = |head: &str, lines: &[String]| {
        if !lines.is_empty() {
            text.push_str(&format!("{head}:\n  - {}\n\n", lines.join("\n  - ")));
        }
    };
    let unreadable = sources.values().filter_map(|source| source.as_ref().err());
    section("cannot be read", &unreadable.cloned().collect::<Vec<_>>());
    let outside = outside::find(&handout.book, sources, &handout.root);
    let head = "not graded, because only the bodies of exercises are taken";
    section(head, &outside);
    let faults = chosen.iter().filter_map(|exercise| {
        let file = handout.book.file(&exercise.file)?;
        let source = sources.get(&exercise.file)?.as_ref().ok()?;
        Some(names::faults(body(exercise, sources)?, file, &source.text))
    });
    let faults: Vec<String> = faults.flatten().collect();
    section("names that are not allowed", &faults);
    text.trim_end().to_owned()
}

/// Compiles, runs the tests of what is written among these exercises, and tells what came of them.
pub fn try_out(handout: &mut Handout, chosen: &[Exercise], sources: &Sources) -> Result<bool> {
    let written = chosen
        .iter()
        .filter(|exercise| body(exercise, sources).is_some_and(|body| body.is_written()));
    let written: Vec<&Exercise> = written.collect();
    let targets = written.iter().flat_map(|exercise| &exercise.targets);
    let targets: BTreeSet<&str> = targets.map(String::as_str).collect();
    if targets.is_empty() {
        return Ok(true);
    }
    let targets: Vec<&str> = targets.into_iter().collect();
    progress(&format!("compiling {}", handout.book.assignment));
    let compiled = cargo::compile(&handout.root, &handout.book.assignment, &targets)?;
    if !compiled.success {
        print(&refused(&compiled, sources));
        return Ok(false);
    }
    let mut tests = Vec::new();
    for (target, executable) in &compiled.executables {
        tests.extend(trial::list(target, executable)?);
    }
    let owner =
        |test: &Test| exercise_of(test.function(), &handout.book.exercises).map(|it| &it.id);
    tests.retain(|test| owner(test).is_some_and(|id| written.iter().any(|it| it.id == *id)));
    progress(&format!("running {}", count(tests.len(), "public test")));
    let folder = handout.root.join(&handout.book.assignment);
    let outcomes = side_by_side(&tests, |test| {
        let executable = compiled.executables.get(&test.target);
        let missing = || Error::Failed(format!("cargo made no executable '{}'", test.target));
        trial::run(executable.ok_or_else(missing)?, &folder, test)
    })?;
    let mut all = true;
    let mut said = Vec::new();
    let mut results = Vec::new();
    for exercise in written {
        let own = tests.iter().zip(&outcomes);
        let own = own.filter(|(test, _)| owner(test) == Some(&exercise.id));
        let own: Vec<(&Test, &Outcome)> = own.collect();
        let passed = own
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Passed));
        let passed = passed.count();
        all &= passed == own.len();
        said.push(told(handout, exercise, &own, passed));
        results.push((exercise.id.clone(), passed, own.len()));
    }
    print(&said.join("\n\n"));
    print("");
    for (id, passed, tests) in results {
        let exercise = handout.book.exercise(&id);
        let digest = exercise
            .and_then(|it| body(it, sources))
            .map(|body| body.digest());
        let record = handout.state.record(&id);
        (record.passed, record.tests) = (passed, tests);
        record.digest = digest.unwrap_or_default();
    }
    handout.state.write(&handout.root)?;
    Ok(all)
}

/// What came of an exercise's tests.
fn told(
    handout: &Handout,
    exercise: &Exercise,
    own: &[(&Test, &Outcome)],
    passed: usize,
) -> String {
    let (id, book) = (&exercise.id, &handout.book);
    let mut text = match own.len() {
        0 => format!("{id} has no public test"),
        all if passed == all => format!("{id} passes {}", count(all, "public test")),
        all => format!("{id} passes {passed} of {}", count(all, "public test")),
    };
    if exercise.hidden > 0 {
        let checks = count(exercise.hidden, "check");
        text.push_str(&format!(
            "; {checks} with other inputs will follow when it is graded"
        ));
    }
    let failed = own
        .iter()
        .map(|(test, outcome)| words::failure(book, exercise, test, outcome));
    for failed in failed.filter(|text| !text.is_empty()) {
        text.push_str(&format!("\n{failed}"));
    }
    text
}

/// Why it does not compile.
fn refused(compiled: &Compiled, sources: &Sources) -> String {
    let errors = compiled.errors.iter();
    let errors: Vec<String> = errors
        .map(|error| words::compile_error(error, sources))
        .collect();
    match errors.is_empty() {
        true => "cargo could not compile the tests; what it says stands above.\n".into(),
        false => format!(
            "this does not compile yet, so that no test can run:\n{}\n",
            errors.join("\n\n")
        ),
    }
}
