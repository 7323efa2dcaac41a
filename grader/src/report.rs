//! The tables that the grader prints.

use crate::bug_proof::BugProof;
use crate::catalogue::{Catalogue, Entry};
use crate::items::{Class, KINDS, Part};
use crate::prove::{Outcomes, Proof};
use crate::public_tests::{Outcome, PublicTest};

/// What an assignment asks: every item, the sums of each part, then practice.
pub fn exercises(catalogue: &Catalogue) -> String {
    let mut rows = vec![["part", "item", "kind", "points", "place", "tests"].map(String::from)];
    let of = |Entry { exercise, tests }: &Entry| {
        let place = format!("{}:{}", exercise.file.display(), exercise.line);
        (place, tests.len().to_string())
    };
    for part in &catalogue.items.parts {
        rows.extend(part.items.iter().map(|item| {
            let (place, tests) = match catalogue.entry(&item.id) {
                Some(entry) => of(entry),
                None => (catalogue.items.place(item), "-".into()),
            };
            let (part, id) = (part.name.clone(), item.id.clone());
            let (kind, points) = (item.task.kind().into(), item.points.to_string());
            [part, id, kind, points, place, tests]
        }));
    }
    rows.extend(catalogue.practice().map(|entry| {
        let ((place, tests), id) = (of(entry), entry.exercise.id.clone());
        ["-".into(), id, "practice".into(), "-".into(), place, tests]
    }));
    let sums: String = catalogue.items.parts.iter().map(sum).collect();
    let (practice, others) = (catalogue.practice().count(), catalogue.other_tests.len());
    let last = format!("{practice} exercises are practice; {others} tests belong to no exercise");
    let partial = catalogue.items.still_to_come();
    let partial = partial.map(|words| format!("not complete: {words}\n"));
    format!(
        "{}\n{sums}{}{last}\n",
        table(&rows),
        partial.unwrap_or_default()
    )
}

/// `part II, the title: 65 points (46 code, 8 result, 5 figure, 6 question)`.
fn sum(part: &Part) -> String {
    let kinds = KINDS.iter().filter_map(|kind| {
        let own = part.items.iter().filter(|item| item.task.kind() == *kind);
        let points: u32 = own.map(|item| item.points).sum();
        (points > 0).then(|| format!("{points} {kind}"))
    });
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let (name, title, points) = (&part.name, &part.title, part.points);
    format!("part {name}, {title}: {points} points ({kinds})\n")
}

/// What a proof found: for each exercise, how many tests fail without the solution and pass with it.
pub fn proof(catalogue: &Catalogue, proof: &Proof) -> String {
    let (fail, pass) = ("fail on the hand-out", "pass with the solution");
    let mut rows = vec![["exercise", "tests", fail, pass].map(String::from)];
    let mut row = |name: &str, tests: &[&PublicTest]| {
        let failing = count(tests, &proof.on_hand_out, Outcome::Failed);
        let passing = count(tests, &proof.with_solution, Outcome::Passed);
        rows.push([name.to_owned(), tests.len().to_string(), failing, passing]);
    };
    for entry in &catalogue.entries {
        row(&entry.exercise.id, &Vec::from_iter(&entry.tests));
    }
    let (_, others) = catalogue.tests();
    if !others.is_empty() {
        row("(no exercise)", &others);
    }
    table(&rows)
}

/// Which bug is caught by which test, in the order of the exercises.
pub fn bugs(proof: &BugProof) -> String {
    let mut rows = vec![["exercise", "bug", "caught by"].map(String::from)];
    rows.extend(proof.tried.iter().map(|(bug, caught)| {
        let caught = caught.clone().unwrap_or("NOTHING".into());
        [bug.exercise.clone(), bug.description.clone(), caught]
    }));
    format!("{}{} bugs\n", table(&rows), proof.tried.len())
}

/// How many files of each class are proved.
pub fn classes(counts: &[(Class, usize)]) -> String {
    let counts = counts.iter();
    let counts = counts.map(|(class, count)| format!("{count} {}", class.name()));
    let counts = counts.collect::<Vec<_>>().join(", ");
    format!("exercise files: {counts}; none uses more than its class allows\n")
}

/// A dash where nothing ran, because it did not compile.
fn count(tests: &[&PublicTest], outcomes: &Outcomes, wanted: Outcome) -> String {
    let counted = tests.iter();
    let counted = counted.filter(|test| outcomes.get(test) == Some(&wanted));
    match outcomes.is_empty() {
        true => "-".into(),
        false => counted.count().to_string(),
    }
}

pub(crate) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    workbook::console::table(rows) + "\n"
}
