//! `check`.

use std::fs;

use crate::fixture::{ADD, Handout, SUMS, TWICE};

const WRONG: &str = "self.x";

#[test]
fn what_is_not_written_is_said_without_compiling() {
    let handout = Handout::new();
    let run = handout.run(&["check"]);
    run.ends(0)
        .says("not written yet (2): a1.sums.add, a1.sums.twice");
    run.complains("").says("next: a1.sums.add");
    assert!(!handout.root().join("target").join("debug").exists());
}

#[test]
fn a_wrong_body_is_told_in_words() {
    let handout = Handout::new();
    handout.solve("a1.sums.add", WRONG);
    let run = handout.run(&["check"]);
    run.ends(1)
        .says("a1.sums.add passes 1 of 2 public tests; 3 checks with other inputs will follow");
    run.says(
        "✗ takes both numbers\n         got 1\n    expected 3\n        hint both numbers count",
    );
    run.says("again: cargo test -p assignment1 --test exercises -- --exact inner::sums_add_takes_both_numbers");
    run.says("fails, 1 of 2 tests pass")
        .says("next: a1.sums.add");
    run.is_silent_of("✗ of nothing")
        .is_silent_of("RUST_BACKTRACE");

    handout.replace(
        SUMS,
        &format!("        {WRONG}\n"),
        &format!("        {ADD}\n"),
    );
    handout.solve("a1.sums.twice", TWICE);
    let run = handout.run(&["check"]);
    run.ends(0)
        .says("a1.sums.add passes 2 public tests")
        .says("a1.sums.twice passes 1 public test\n");
    run.says("every exercise passes its public tests");
}

#[test]
fn a_test_that_needs_another_exercise_says_which() {
    let handout = Handout::new();
    handout.solve("a1.sums.twice", TWICE);
    let run = handout.run(&["check", "twice"]);
    run.ends(1)
        .says("it needs a1.sums.add, which is not written yet");
    run.is_silent_of("printed by the test");
}

#[test]
fn what_does_not_compile_is_told_with_its_exercise() {
    let handout = Handout::new();
    handout.solve("a1.sums.add", "\"three\"");
    let run = handout.run(&["check"]);
    run.ends(1)
        .says("✗ assignment1/src/sums.rs:21, in a1.sums.add: mismatched types");
    run.says("written, not checked");

    handout.replace(SUMS, "\"three\"", "(");
    let run = handout.run(&["check"]);
    run.ends(1)
        .says("cannot be read")
        .says("assignment1/src/sums.rs:")
        .says("this is no Rust");
}

#[test]
fn a_body_that_ends_the_process_hides_no_other_test() {
    let handout = Handout::new();
    handout.solve("a1.sums.twice", TWICE);
    let body = "if self.x == 0 { std::process::exit(0) }\n        self.x + self.y";
    handout.solve("a1.sums.add", body);
    let run = handout.run(&["check"]);
    run.ends(1)
        .says("a1.sums.add passes 1 of 2")
        .says("it ended the whole process");
    run.says("a1.sums.twice passes 1 public test");
}

#[test]
fn what_stands_outside_of_bodies_is_named() {
    let handout = Handout::new();
    handout.run(&["check"]).is_silent_of("not graded");
    // Comments, documentation and the layout are free.
    handout.replace(
        SUMS,
        "/// Two numbers.",
        "/// Two numbers, in\n/// my words.\n// A comment.",
    );
    handout.run(&["check"]).is_silent_of("not graded");

    handout.replace(SUMS, "use std::collections::BTreeMap;", "fn helper() {}");
    handout.replace(SUMS, "pub fn add(&self) -> u32", "pub fn add(self) -> u32");
    handout.replace(SUMS, "pub y: u32,", "pub y: u32, pub z: u32,");
    handout.write("assignment1/src/lib.rs", "pub mod sums;\n");
    handout.replace("assignment1/tests/exercises.rs", "6,", "7,");
    let run = handout.run(&["check"]);
    run.says("not graded, because only the bodies of exercises are taken");
    run.says("assignment1/src/sums.rs:8: `fn helper` was added: write it inside the body");
    run.says("`use std::collections::BTreeMap;` is missing, which stood in line 8");
    run.says("sums.rs:22: `fn add` of `impl Pair` is not as it was handed out: put it back (`fn add(&self) -> u32`)");
    run.says("`struct Pair` is not as it was handed out");
    run.says("assignment1/tests/exercises.rs: this file was changed");
    run.is_silent_of("lib.rs");
}

#[test]
fn names_that_are_not_allowed_are_named_with_their_lines() {
    let handout = Handout::new();
    let body = "use common::{by_hand::one, learner::Learner};\n        use std::fmt;\n        \
                let _ = crate::staff::secret();\n        burn::tensor::zeros(include_str!(\"x\"))";
    handout.solve("a1.sums.add", body);
    let run = handout.run(&["check"]);
    run.says("sums.rs:21: `common::learner::Learner`: of `common` this file may use by_hand");
    run.says("sums.rs:23: `crate::staff::secret`");
    run.says("sums.rs:24: `burn::tensor::zeros`: what is written by hand does not use Burn");
    run.says("sums.rs:24: `include_str!` hides");
    run.is_silent_of("`common::by_hand::one`")
        .is_silent_of("`std::fmt`");
}

#[test]
fn line_ends_of_windows_are_no_change() {
    let handout = Handout::new();
    handout.solve("a1.sums.add", ADD);
    for name in [SUMS, "assignment1/tests/exercises.rs", "Cargo.toml"] {
        let text = handout.read(name).replace('\n', "\r\n");
        handout.write(name, "\u{feff}".repeat(usize::from(name == SUMS)) + &text);
    }
    let run = handout.run(&["check"]);
    run.ends(0)
        .is_silent_of("not graded")
        .says("a1.sums.add passes 2 public tests");
}

#[test]
fn a_missing_cargo_and_a_missing_file_are_told() {
    let handout = Handout::new();
    handout.solve("a1.sums.add", ADD);
    let mut command = handout.command(&["check"]);
    let output = command
        .env("CARGO", "no-such-cargo")
        .output()
        .expect("the workbook runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(
        errors.contains("cargo was not found: install Rust"),
        "{errors}"
    );

    fs::remove_file(handout.root().join(SUMS)).expect("a file");
    handout
        .run(&["check"])
        .ends(1)
        .says("take the file from the hand-out again");
    handout.run(&["list"]).ends(0).says("cannot be found");
}
