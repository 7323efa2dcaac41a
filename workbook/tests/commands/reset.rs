//! `reset`.

use std::io::Write;
use std::process::Stdio;

use crate::fixture::{ADD, Handout, Run, SUMS, TWICE};

fn answered(handout: &Handout, words: &[&str], answer: &str) -> Run {
    let mut command = handout.command(words);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the workbook runs");
    let input = child.stdin.as_mut().expect("an input");
    input.write_all(answer.as_bytes()).expect("an answer");
    Run::from(child.wait_with_output().expect("an end"))
}

#[test]
fn reset_asks_first_and_keeps_what_was_written() {
    let handout = Handout::new();
    let original = handout.read(SUMS);
    handout.solve("a1.sums.add", ADD);
    handout.solve("a1.sums.twice", TWICE);
    let mine = handout.read(SUMS);
    for answer in ["\n", "n\n", "", "perhaps\n"] {
        let run = answered(&handout, &["reset", "add"], answer);
        run.ends(0).says("nothing was changed").complains("[y/N]");
        assert_eq!(handout.read(SUMS), mine, "{answer:?}");
    }
    answered(&handout, &["reset", "add"], "y\n")
        .ends(0)
        .says("kept in");
    assert_eq!(
        handout.read("target/workbook-kept/a1.sums.add-1.rs"),
        format!("{{\n        {ADD}\n    }}")
    );
    assert!(handout.read(SUMS).contains(TWICE));
    handout.run(&["reset", "twice", "--yes"]).ends(0);
    assert_eq!(handout.read(SUMS), original);
    handout
        .run(&["reset", "twice"])
        .ends(0)
        .says("there is nothing to put back");

    handout.solve("a1.sums.add", "7");
    handout
        .run(&["reset", "add", "--yes"])
        .ends(0)
        .says("a1.sums.add-2.rs");
}

#[test]
fn reset_keeps_the_line_ends_and_the_mark_of_a_file() {
    let handout = Handout::new();
    let original = format!("\u{feff}{}", handout.read(SUMS).replace('\n', "\r\n"));
    handout.write(SUMS, &original);
    handout.solve("a1.sums.add", ADD);
    handout.run(&["reset", "add", "--yes"]).ends(0);
    assert_eq!(handout.read(SUMS), original);
}

#[test]
fn a_file_that_is_no_rust_can_be_put_back_whole() {
    let handout = Handout::new();
    let original = handout.read(SUMS);
    handout.solve("a1.sums.add", "(");
    let mine = handout.read(SUMS);
    let run = handout.run(&["reset", "add", "--yes"]);
    run.ends(1)
        .complains("this is no Rust")
        .complains("reset --file a1.sums.add");
    handout.run(&["reset", "add", "--yes", "--file"]).ends(0);
    assert_eq!(handout.read(SUMS), original);
    assert_eq!(handout.read("target/workbook-kept/a1.sums.add-1.rs"), mine);

    handout.replace(SUMS, "**Exercise a1.sums.add**", "");
    handout
        .run(&["reset", "add"])
        .ends(1)
        .complains("no function has the line");
}
