//! The exercises of an assignment with their public tests and the table of items, checked against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::error::{Error, Result};
use workbook::book::may_test;

use crate::exercises::{self, Exercise, test_prefix};
use crate::items::{Items, Task};
use crate::leak::Secret;
use crate::public_tests::{self, PublicTest};
use crate::source::{self, refuse};
use crate::splice::Bodies;
use crate::workspace::{Workspace, assignment_number};

/// What an assignment asks and how it tests it.
#[derive(Debug)]
pub struct Catalogue {
    /// The assignment's name, which is its folder's and its package's.
    pub assignment: String,
    /// What is graded, and what the files may use.
    pub items: Items,
    /// The exercises in the order of files and lines.
    pub entries: Vec<Entry>,
    /// Tests that belong to no exercise, such as those that try the machine.
    pub other_tests: Vec<PublicTest>,
}

/// One exercise.
#[derive(Debug)]
pub struct Entry {
    /// What students write.
    pub exercise: Exercise,
    /// Its public tests.
    pub tests: Vec<PublicTest>,
}

impl Catalogue {
    /// Reads an assignment of the staff's workspace; everything that is inconsistent is one error.
    pub fn read(workspace: &Workspace, assignment: &str) -> Result<Self> {
        let package = workspace.assignment(assignment)?;
        let mut problems = Vec::new();
        let exercises = find_exercises(&workspace.root, assignment, &mut problems)?;
        let all_found = problems.is_empty();
        if all_found {
            refuse_empty(assignment, &exercises)?;
        }
        let prefix = format!("a{}.", assignment_number(assignment).unwrap_or_default());
        problems.extend(misnamed(&exercises, assignment, &prefix));
        let items = Items::read(&workspace.root, assignment).map_err(|problem| {
            let problems = [problems.as_slice(), &[problem]].concat();
            Error::Failed(problems.join("\n"))
        })?;
        // A file that cannot be read would make every item of it a second error.
        if all_found {
            problems.extend(items.check(&prefix, &exercises));
        }
        let (entries, other_tests) = join(exercises, public_tests::find(package)?);
        for Entry { exercise, tests } in &entries {
            if tests.is_empty() {
                let wanted = test_prefix(&exercise.id);
                problems.push(exercise.at(&format!(
                    "no public test: write a #[test] function `{wanted}_...` in {assignment}/tests"
                )));
            }
        }
        refuse(&problems, "the exercises are at fault")?;
        Ok(Self {
            assignment: assignment.to_owned(),
            items,
            entries,
            other_tests,
        })
    }

    /// The exercise with this identifier.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.exercise.id == id)
    }

    /// The exercises whose identifier contains `filter`.
    pub fn matching(&self, filter: &str) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| entry.exercise.id.contains(filter))
    }

    /// Refuses a filter that no exercise's identifier contains.
    pub fn refuse_filter(&self, filter: &str) -> Result<()> {
        let assignment = &self.assignment;
        match self.matching(filter).next() {
            Some(_) => Ok(()),
            None => Err(Error::Usage(format!(
                "no exercise of {assignment} contains '{filter}': `grader exercises {assignment}` lists them."
            ))),
        }
    }

    /// All tests of those executables: of the exercises, and of none.
    pub fn tests(&self) -> (Vec<&PublicTest>, Vec<&PublicTest>) {
        let targets = self.targets();
        let others = self.other_tests.iter();
        let others = others.filter(|test| targets.contains(&*test.target));
        let own = self.entries.iter().flat_map(|entry| &entry.tests);
        (own.collect(), others.collect())
    }

    /// The exercises that are not graded.
    pub fn practice(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(|entry| entry.exercise.points.is_none())
    }

    /// The test executables that hold public tests of exercises.
    pub fn targets(&self) -> BTreeSet<&str> {
        let tests = self.entries.iter().flat_map(|entry| &entry.tests);
        tests.map(|test| test.target.as_str()).collect()
    }

    /// The solution: each exercise's body, as the workspace has it.
    pub fn bodies(&self) -> Bodies {
        let exercises = self.entries.iter().map(|entry| &entry.exercise);
        exercises
            .map(|it| (it.id.clone(), it.text.clone()))
            .collect()
    }

    /// What students must not get: the solution and the model answers.
    pub fn secrets(&self) -> Vec<Secret> {
        let exercises = self.entries.iter().map(|entry| &entry.exercise);
        secrets(exercises, Some(&self.items))
    }
}

/// What students of one assignment must not get of those that come after it. What is at fault in these is
/// said where they are proved themselves.
pub fn secrets_of_later(workspace: &Workspace, assignment: &str) -> Result<Vec<Secret>> {
    let mut found = Vec::new();
    for package in workspace.assignments() {
        let name = &package.name;
        if assignment_number(name) > assignment_number(assignment) {
            let exercises = find_exercises(&workspace.root, name, &mut Vec::new())?;
            let items = Items::read(&workspace.root, name).ok();
            found.extend(secrets(exercises.iter(), items.as_ref()));
        }
    }
    Ok(found)
}

fn secrets<'a>(
    exercises: impl Iterator<Item = &'a Exercise>,
    items: Option<&Items>,
) -> Vec<Secret> {
    let solutions = exercises.map(|exercise| Secret::solution(&exercise.id, &exercise.text));
    let items = items.into_iter().flat_map(Items::all);
    let answers = items.filter_map(|item| match &item.task {
        Task::Question { answer, .. } => Some(Secret::answer(&item.id, answer)),
        _ => None,
    });
    solutions.chain(answers).collect()
}

/// Gives each test to the exercise with the longest identifier that its name [starts with](may_test); then
/// the tests of no exercise.
fn join(exercises: Vec<Exercise>, tests: Vec<PublicTest>) -> (Vec<Entry>, Vec<PublicTest>) {
    let entries = exercises.into_iter().map(|exercise| (exercise, Vec::new()));
    let entries = entries.map(|(exercise, tests)| Entry { exercise, tests });
    let mut entries: Vec<Entry> = entries.collect();
    let mut others = Vec::new();
    for test in tests {
        let fitting = entries.iter_mut();
        let fitting = fitting.filter(|entry| may_test(test.function(), &entry.exercise.id));
        match fitting.max_by_key(|entry| entry.exercise.id.len()) {
            Some(entry) => entry.tests.push(test),
            None => others.push(test),
        }
    }
    (entries, others)
}

/// The exercises under a package's `src`, and what is wrong in its files.
pub fn find_exercises(
    root: &Path,
    package: &str,
    problems: &mut Vec<String>,
) -> Result<Vec<Exercise>> {
    let folder = Path::new(package).join("src");
    source::find_all(root, &folder, problems, exercises::find)
}

/// Refuses an assignment in which there is nothing to prove yet.
pub fn refuse_empty(assignment: &str, exercises: &[Exercise]) -> Result<()> {
    match exercises {
        [] => Err(Error::Failed(format!(
            "{assignment} has no exercise yet: no function in {assignment}/src has an exercise tag.\n\
             Lay a first topic out with `cargo run -p grader -- new topic {assignment} NAME`."
        ))),
        _ => Ok(()),
    }
}

/// Identifiers of another assignment, and those that stand twice.
fn misnamed(exercises: &[Exercise], assignment: &str, prefix: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<&str, &Exercise> = BTreeMap::new();
    for exercise in exercises {
        if !exercise.id.starts_with(prefix) {
            problems.push(exercise.at(&format!("in {assignment} it must start with `{prefix}`")));
        }
        if let Some(other) = first.insert(&exercise.id, exercise) {
            let place = format!("{}:{}", other.file.display(), other.line);
            let fault = format!("the same identifier stands at {place}: each is unique");
            problems.push(exercise.at(&fault));
        }
    }
    problems
}
