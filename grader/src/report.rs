//! The tables that the grader prints.

use crate::bug_proof::BugProof;
use crate::catalogue::{Catalogue, Entry};
use crate::items::Part;
use crate::prove::{Outcomes, Proof};
use crate::public_tests::PublicTest;
use crate::test_run::Outcome;

/// What an assignment asks: every item, the sums of each part, then practice.
pub fn exercises(catalogue: &Catalogue) -> String {
    let mut rows = vec![["part", "item", "kind", "points", "place", "tests"].map(String::from)];
    for part in &catalogue.items.parts {
        rows.extend(part.items.iter().map(|item| {
            let (place, tests) = match catalogue.entry(&item.id) {
                Some(entry) => place_and_tests(entry),
                None => (catalogue.items.place(item), "-".into()),
            };
            let (kind, points) = (item.task.kind().into(), item.points.to_string());
            let (part, id) = (part.name.clone(), item.id.clone());
            [part, id, kind, points, place, tests]
        }));
    }
    let practice: Vec<_> = catalogue.practice().collect();
    rows.extend(practice.iter().map(|entry| {
        let (place, tests) = place_and_tests(entry);
        let id = entry.exercise.id.clone();
        ["-".into(), id, "practice".into(), "-".into(), place, tests]
    }));
    let sums: Vec<String> = catalogue.items.parts.iter().map(sum).collect();
    let (practice, others) = (practice.len(), catalogue.other_tests.len());
    format!(
        "{}\n{}{practice} exercises are practice; {others} tests belong to no exercise\n",
        table(&rows),
        sums.concat()
    )
}

fn place_and_tests(Entry { exercise, tests }: &Entry) -> (String, String) {
    let place = format!("{}:{}", exercise.file.display(), exercise.line);
    (place, tests.len().to_string())
}

/// `part II, the title: 65 points (46 code, 8 result, 5 figure, 6 question)`.
fn sum(part: &Part) -> String {
    let mut kinds: Vec<(&str, u32)> = Vec::new();
    for item in &part.items {
        let kind = item.task.kind();
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, points)) => *points += item.points,
            None => kinds.push((kind, item.points)),
        }
    }
    let kinds = kinds
        .iter()
        .map(|(kind, points)| format!("{points} {kind}"));
    let kinds: Vec<String> = kinds.collect();
    let Part {
        name,
        title,
        points,
        ..
    } = part;
    format!(
        "part {name}, {title}: {points} points ({})\n",
        kinds.join(", ")
    )
}

/// What a proof found: for each exercise, how many tests fail without the solution and pass with it.
pub fn proof(catalogue: &Catalogue, proof: &Proof) -> String {
    let head = [
        "exercise",
        "tests",
        "fail on the hand-out",
        "pass with the solution",
    ];
    let mut rows = vec![head.map(String::from)];
    let mut row = |name: &str, tests: &[PublicTest]| {
        let failing = count(tests, &proof.on_hand_out, Outcome::Failed);
        let passing = count(tests, &proof.with_solution, Outcome::Passed);
        rows.push([name.to_owned(), tests.len().to_string(), failing, passing]);
    };
    for entry in &catalogue.entries {
        row(&entry.exercise.id, &entry.tests);
    }
    let targets = catalogue.targets();
    let others = catalogue.other_tests.iter();
    let others = others
        .filter(|test| targets.contains(&*test.target))
        .cloned();
    let others: Vec<PublicTest> = others.collect();
    if !others.is_empty() {
        row("(no exercise)", &others);
    }
    table(&rows)
}

/// Which bug is caught by which test, in the order of the exercises.
pub fn bugs(proof: &BugProof) -> String {
    let mut rows = vec![["exercise", "bug", "caught by"].map(String::from)];
    rows.extend(proof.tried.iter().map(|(bug, caught)| {
        let caught = caught
            .as_ref()
            .map_or("NOTHING".into(), ToString::to_string);
        [bug.exercise.clone(), bug.description.clone(), caught]
    }));
    format!("{}{} bugs\n", table(&rows), proof.tried.len())
}

/// A dash where nothing ran, because it did not compile.
fn count(tests: &[PublicTest], outcomes: &Outcomes, wanted: Outcome) -> String {
    if outcomes.is_empty() {
        return "-".into();
    }
    let counted = tests
        .iter()
        .filter(|test| outcomes.get(test) == Some(&wanted));
    counted.count().to_string()
}

fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let width = rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or_default();
            line.push_str(&format!("{cell:width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
