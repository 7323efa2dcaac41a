//! `list` and `hint`, and where the workbook runs.

use std::fs;

use crate::fixture::{ADD, Handout, SUMS};

#[test]
fn list_says_what_is_asked_and_how_far_it_is() {
    let handout = Handout::new();
    let run = handout.run(&["list"]);
    run.ends(0)
        .says("0 of 6 points of code")
        .says("4 points are results");
    run.says("a1.sums.add    6         not written  assignment1/src/sums.rs:20");
    run.says("a1.sums.far    4         result       run it");
    run.says("a1.sums.twice  practice  not written  assignment1/src/sums.rs:27");
    run.says("next: a1.sums.add in assignment1/src/sums.rs:20");

    handout.solve("a1.sums.add", ADD);
    handout.run(&["list"]).says("written, not checked");
    handout.run(&["check", "add"]).ends(0);
    handout
        .run(&["list"])
        .says("6 of 6 points of code")
        .says("next: a1.sums.twice");
    handout.replace(SUMS, ADD, "self.y + self.x");
    handout.run(&["list"]).says("changed since the last check");
}

#[test]
fn it_finds_the_hand_out_from_a_folder_inside_and_nowhere_else() {
    let handout = Handout::new();
    let mut inside = handout.command(&["list"]);
    inside.current_dir(handout.root().join("assignment1").join("src"));
    let output = inside.output().expect("the workbook runs");
    assert!(output.status.success());

    fs::remove_file(handout.root().join("workbook.toml")).expect("a file");
    handout
        .run(&["list"])
        .ends(2)
        .complains("lies in no hand-out");
    handout.write("workbook.toml", "assignment = 3\n");
    handout
        .run(&["list"])
        .ends(1)
        .complains("take it from the hand-out again");
}

#[test]
fn what_is_remembered_may_be_lost() {
    let handout = Handout::new();
    handout.write("target/workbook.toml", "no toml");
    handout.run(&["list"]).ends(0).says("not written");
}

#[test]
fn an_unknown_exercise_is_answered_with_one_that_is_alike() {
    let handout = Handout::new();
    let run = handout.run(&["check", "sums.twise"]);
    run.ends(2).complains("Did you mean a1.sums.twice?");
    handout
        .run(&["hint", "sums"])
        .ends(2)
        .complains("name one of them: a1.sums.add, a1.sums.twice");
}

#[test]
fn hints_come_one_after_the_other_and_begin_again() {
    let handout = Handout::new();
    let hint = || handout.run(&["hint", "twice"]);
    let first = hint();
    first.ends(0).says("a1.sums.twice, hint 1 of 3");
    first.says("assignment1/src/sums.rs:27: equation (2), by way of equation (1).");
    first
        .says("assignment1/src/sums.rs:3: s = x + y   (1)")
        .says("sums.rs:4: t = x + x   (2)");
    first.is_silent_of("square").says("2 hints more");
    hint()
        .says("hint 2 of 3")
        .says("sums twice: twice as much is not the square");
    hint()
        .says("Read next: nothing, this is the last file.")
        .says("this was the last one");
    hint().says("hint 1 of 3");
}

#[test]
fn all_hints_hold_those_of_functions_that_a_test_calls() {
    let handout = Handout::new();
    let run = handout.run(&["hint", "a1.sums.add", "--all"]);
    run.ends(0).says("hint 4 of 4");
    run.says("sums add of nothing: both numbers count, the second one too");
    run.says("sums add takes both numbers: add has no other way to fail");
    run.is_silent_of("got {got}");
}
