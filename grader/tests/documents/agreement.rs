//! The documents of a class agree with each other, and are the same on every run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use grader::documents::{Class, difference, export, tables, terminal, write_class};
use grader::grading::Graded;

use super::made_up::{HOSTILE, catalogue, class};
use super::markup::has_hidden;

/// Rows of a table by the names of its columns.
pub fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().map(|row| row.expect("a row"));
    rows.collect()
}

fn number(text: &str) -> f64 {
    text.parse()
        .unwrap_or_else(|_| panic!("'{text}' is a number"))
}

/// All files of a folder with their contents.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = grader::files::list_all(folder).expect("files");
    let read = |file: &std::path::PathBuf| fs::read(folder.join(file)).expect("a file");
    files
        .iter()
        .map(|file| (file.display().to_string(), read(file)))
        .collect()
}

#[test]
fn totals_are_the_same_in_every_document() {
    let ((roster, graded), catalogue) = (class(), catalogue());
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let grades = rows(&tables::grades(&class).expect("a table"));
    let items = rows(&tables::items(&class).expect("a table"));
    let exported = rows(&export::csv(&graded).expect("a table"));
    assert_eq!(
        (grades.len(), items.len()),
        (graded.len(), 14 * graded.len())
    );
    for (place, one) in graded.iter().enumerate() {
        let (row, total) = (&grades[place], number(&grades[place]["total"]));
        assert_eq!(total, one.points());
        assert_eq!(
            number(&row["I (of 20)"]) + number(&row["II (of 36)"]),
            total
        );
        assert_eq!(
            (&*row["max"], &row["total"]),
            ("56", &exported[place]["score"])
        );
        let own = &items[14 * place..14 * (place + 1)];
        let points = own.iter().filter(|row| !row["points"].is_empty());
        assert_eq!(
            points
                .clone()
                .map(|row| number(&row["points"]))
                .sum::<f64>(),
            total
        );
        assert!(
            points
                .clone()
                .all(|row| number(&row["points"]) <= number(&row["max"]))
        );
        let report = terminal::report(one);
        let words = format!("{} of 56 points", row["total"]);
        let report: Vec<&str> = report.split_whitespace().collect();
        assert!(report.join(" ").contains(&words), "{report:?}");
        let json = export::gradescope(one).expect("JSON");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let tests = json["tests"].as_array().expect("tests");
        let scores = tests
            .iter()
            .map(|test| test["score"].as_f64().expect("a score"));
        assert_eq!(scores.sum::<f64>(), total);
    }
}

#[test]
fn states_and_attention_of_the_whole() {
    let ((roster, graded), catalogue) = (class(), catalogue());
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let grades = rows(&tables::grades(&class).expect("a table"));
    let of = |place: usize| (&*grades[place]["state"], &*grades[place]["attention"]);
    let missing = HOSTILE.len();
    assert_eq!(of(0), ("internal-error", "yes"));
    assert_eq!(of(missing), ("not-handed-in", "no"));
    assert_eq!(of(missing + 1), ("graded", "no"));
}

#[test]
fn no_cell_is_a_formula() {
    let ((roster, graded), catalogue) = (class(), catalogue());
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let mut worse = graded.clone();
    worse[0].items[0].points = Some(1.0);
    let difference = difference::between(&graded, &worse).csv().expect("a table");
    let tables = [
        tables::grades(&class),
        tables::items(&class),
        export::csv(&graded),
    ];
    let tables = tables.map(|table| table.expect("a table"));
    for table in tables.iter().chain([&difference]) {
        assert!(!has_hidden(table));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(table.as_bytes());
        for row in reader.records() {
            let row = row.expect("a row");
            let formula = row
                .iter()
                .find(|cell| cell.starts_with(['=', '+', '-', '@', '－']));
            assert_eq!(formula, None);
        }
    }
    assert!(tables[0].contains("'=cmd|") && tables[0].contains("李雷"));
}

#[test]
fn a_class_is_written_the_same_every_time() {
    let ((roster, graded), catalogue) = (class(), catalogue());
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    for folder in &folders {
        write_class(folder.path(), &class).expect("documents");
    }
    let [first, second] = folders.each_ref().map(|folder| contents(folder.path()));
    assert!(first == second, "the same input gives the same bytes");
    let reports = first
        .keys()
        .filter(|name| name.starts_with("reports"))
        .count();
    assert_eq!(reports, 2 * roster.len());
    assert!(first.contains_key("reports/12110200.html") && first.contains_key("grades.csv"));
    assert!(!first.keys().any(|name| name.ends_with(".tmp")));
    let modified = |name: &str| {
        let path = folders[0].path().join(name);
        fs::metadata(path)
            .and_then(|meta| meta.modified())
            .expect("a time")
    };
    let before = modified("grades.csv");
    write_class(folders[0].path(), &class).expect("documents");
    assert_eq!(
        modified("grades.csv"),
        before,
        "what is the same is not written again"
    );
}

#[test]
fn results_that_do_not_belong_together_are_refused_before_anything_is_written() {
    let ((roster, graded), catalogue) = (class(), catalogue());
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |roster: &[(String, String)], graded: &[Graded]| {
        let class = Class {
            roster,
            graded,
            catalogue: &catalogue,
        };
        let error = write_class(folder.path(), &class)
            .expect_err("refused")
            .to_string();
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
        error
    };
    assert!(refused(&roster[1..], &graded).contains("39 students in the roster and 40 results"));
    assert!(
        refused(&roster[..2], &[graded[1].clone(), graded[0].clone()]).contains("stands where")
    );
    let twice = [roster[20].clone(), roster[20].clone()];
    assert!(refused(&twice, &[graded[20].clone(), graded[20].clone()]).contains("121102"));
    let mut other = graded[20].clone();
    other.items.pop();
    assert!(
        refused(&roster[20..21], &[other]).contains("other items than assignment1/exercises.toml")
    );
}
