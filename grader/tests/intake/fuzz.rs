//! Archives, Rust files and rosters that are nearly right: no panic, no body that leaves its braces.
//!
//! As in `common/tests/fuzz`: `CS324_FUZZ` is the number of inputs of each reader, 2,000 without it, and
//! `CS324_FUZZ_FROM=1:17`, with the name of a test, tries one alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use common::by_hand::Streams;

use super::mutations::mutated;
use super::*;
use grader::intake::Roster;

/// The seed of all inputs, unless `CS324_FUZZ_FROM` names another one.
const SEED: u64 = 1;

fn fuzz(test: &str, corpus: &[Vec<u8>], check: impl Fn(&[u8]) -> bool) {
    let number = |text: &str| -> u64 { text.parse().expect("a whole number") };
    let (seed, numbers) = match std::env::var("CS324_FUZZ_FROM") {
        Ok(name) => {
            let (seed, first) = name.split_once(':').expect("CS324_FUZZ_FROM=SEED:NUMBER");
            (number(seed), number(first)..number(first) + 1)
        }
        Err(_) => {
            let count = std::env::var("CS324_FUZZ").map_or(2000, |count| number(&count));
            (SEED, 0..count)
        }
    };
    let (start, mut tried, mut taken) = (Instant::now(), 0_u64, 0_u64);
    for number in numbers {
        let input = mutated(corpus, &mut Streams::new(seed).at(test, number));
        match catch_unwind(AssertUnwindSafe(|| check(&input))) {
            Ok(is_accepted) => taken += u64::from(is_accepted),
            Err(_) => panic!(
                "{test} failed as is told above. Try this input alone:\n  \
                 CS324_FUZZ_FROM={seed}:{number} cargo test -p grader --test intake {test}\n{}",
                input.escape_ascii()
            ),
        }
        tried += 1;
    }
    if std::env::var_os("CS324_FUZZ").is_some() {
        let rate = tried as f64 / start.elapsed().as_secs_f64();
        let told = writeln!(
            std::io::stderr(),
            "{test}: {taken} of {tried} accepted, {rate:.0} a second"
        );
        told.expect("standard error");
    }
    assert!(
        tried < 100 || 50 * taken >= tried,
        "{test}: only {taken} of {tried} inputs were accepted"
    );
}

/// Asserts what holds of everything that was taken.
fn judge(result: Result<Submission>) -> bool {
    match result {
        Ok(submission) => {
            for written in submission.written.values() {
                let tokens: proc_macro2::TokenStream = written.body.parse().expect("tokens");
                let trees: Vec<_> = tokens.into_iter().collect();
                assert!(
                    matches!(&*trees, [proc_macro2::TokenTree::Group(_)]),
                    "{}",
                    written.body
                );
            }
            for finding in &submission.findings {
                let is_hidden = |c: char| c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c);
                assert!(
                    !finding.file.contains(is_hidden) && !finding.words.contains(is_hidden),
                    "{finding:?}"
                );
            }
            // Or the lines of all inputs are kept.
            proc_macro2::extra::invalidate_current_thread_spans();
            !submission.written.is_empty()
        }
        Err(error) => {
            assert!(!error.to_string().contains("its own fault"), "{error}");
            false
        }
    }
}

#[test]
fn archives_that_are_nearly_right() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let stored = |files: &[(&str, &[u8])]| {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in files {
            writer.start_file(*name, options).expect("an entry");
            writer.write_all(bytes).expect("an entry");
        }
        writer.finish().expect("an archive").into_inner()
    };
    let corpus = [
        zip([
            (SUMS, text.as_bytes()),
            ("report.md", b"# A"),
            ("figures/a.png", b"png"),
        ]),
        stored(&[
            ("src/sums.rs", text.as_bytes()),
            ("Cargo.toml", b"[workspace]\nmembers = ['a']\n"),
        ]),
        stored(&[
            ("a/assignment1/src/sums.rs", text.as_bytes()),
            ("a/README.md", b"x"),
            ("a/runs/x/a.svg", b"<svg/>"),
        ]),
    ];
    let path = desk.path("a.zip");
    fuzz("archives_that_are_nearly_right", &corpus, |bytes| {
        fs::write(&path, bytes).expect("a file");
        judge(desk.take(&path))
    });
}

#[test]
fn exercises_that_are_nearly_right() {
    let desk = Desk::new();
    let bodies = [
        ("{ 1 }", "{ 2 }"),
        (
            "{ let a = r#\"}\"#; b'}'; '{'; \"\\\"}\"; 'a: loop { break 'a; } /* } /* */ */ 1 // }\n }",
            "{ use std::fs as f; f::read(x); x + x }",
        ),
        (
            "{ #![allow(unused)] macro_rules! m { ($a:tt) => { $a } } m!({ 1 }); unsafe { 2 } }",
            "{ if x { 1 } else if y { 2 } else { |z| !-&*z } }",
        ),
    ];
    let mut corpus: Vec<Vec<u8>> = bodies
        .iter()
        .map(|(add, twice)| desk.sums(add, twice).into_bytes())
        .collect();
    corpus.push(desk.course.read(SUMS).into_bytes());
    let path = desk.path("sums.rs");
    fuzz("exercises_that_are_nearly_right", &corpus, |bytes| {
        fs::write(&path, bytes).expect("a file");
        judge(desk.take(&path))
    });
}

#[test]
fn rosters_that_are_nearly_right() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("roster.csv");
    let corpus = [
        "id,name,email,due\n12110001,Ann,a@b.c,2026-03-01\n12110002,\"Bo, C\",,2026-03-01 12:30\n",
        "\u{feff}Student ID;Name\r\n12110001;Änn\r\n12110002;Bo\r\n",
        "name\tnumber\nA\t1\nB\t2\nC\t3\n",
    ];
    let corpus = corpus.map(|text| text.as_bytes().to_vec());
    fuzz("rosters_that_are_nearly_right", &corpus, |bytes| {
        fs::write(&path, bytes).expect("a file");
        match Roster::read(&path) {
            Ok(roster) => {
                let mut ids: Vec<String> = roster
                    .students
                    .iter()
                    .map(|it| it.id.to_lowercase())
                    .collect();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), roster.students.len());
                true
            }
            Err(error) => {
                assert!(error.to_string().contains("roster.csv:"), "{error}");
                false
            }
        }
    });
}
