//! The tables that the grader prints.

use crate::catalogue::{Catalogue, Entry};
use crate::prove::{Outcomes, Proof};
use crate::public_tests::PublicTest;
use crate::test_output::Outcome;

/// What an assignment asks: identifier, points, place, number of public tests.
pub fn exercises(catalogue: &Catalogue) -> String {
    let mut rows = vec![["exercise", "points", "place", "tests"].map(String::from)];
    rows.extend(catalogue.entries.iter().map(|Entry { exercise, tests }| {
        let points = exercise
            .points
            .map_or("practice".into(), |points| points.to_string());
        let place = format!("{}:{}", exercise.file.display(), exercise.line);
        [exercise.id.clone(), points, place, tests.len().to_string()]
    }));
    let total: u32 = catalogue
        .entries
        .iter()
        .filter_map(|entry| entry.exercise.points)
        .sum();
    let (count, others) = (catalogue.entries.len(), catalogue.other_tests.len());
    format!(
        "{}{count} exercises, {total} points; {others} tests belong to no exercise\n",
        table(&rows)
    )
}

/// What a proof found: for each exercise, how many tests fail without the solution and pass with it.
pub fn proof(catalogue: &Catalogue, proof: &Proof) -> String {
    let mut rows = vec![
        [
            "exercise",
            "tests",
            "fail on the hand-out",
            "pass with the solution",
        ]
        .map(String::from),
    ];
    let row = |name: &str, tests: &[PublicTest]| {
        let failing = count(tests, &proof.on_hand_out, Outcome::Failed);
        let passing = count(tests, &proof.with_solution, Outcome::Passed);
        [name.to_owned(), tests.len().to_string(), failing, passing]
    };
    rows.extend(
        catalogue
            .entries
            .iter()
            .map(|entry| row(&entry.exercise.id, &entry.tests)),
    );
    if !catalogue.other_tests.is_empty() {
        rows.push(row("(no exercise)", &catalogue.other_tests));
    }
    table(&rows)
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
