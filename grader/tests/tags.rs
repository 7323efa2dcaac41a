//! What the grader refuses in the sources of an assignment.

use std::path::Path;

use grader::exercises::find;

mod fixture;
use fixture::Course;

fn problems(source: &str) -> String {
    let mut problems = Vec::new();
    find(source, Path::new("assignment1/src/a.rs"), &mut problems);
    assert!(!problems.is_empty(), "no fault in {source}");
    problems.join("\n")
}

#[test]
fn a_malformed_tag_is_refused_with_its_line() {
    for tag in [
        "**Exercise a1.a.b**: text",
        "**Exercise a1.a.b** (six points): text",
        "**Exercise a1.a.b** (0 points): text",
        "**Exercise a1.a.b** (6 points) text",
        "**Exercise a1.a** (6 points): text",
        "**Exercise a1.A.b** (6 points): text",
        "**Exercise b1.a.b** (6 points): text",
        "**exercise a1.a.b** (6 points): text",
        "**Exercise** a1.a.b (6 points): text",
    ] {
        let message = problems(&format!("\n/// {tag}\nfn a() {{}}\n"));
        assert!(
            message.starts_with("assignment1/src/a.rs:2: "),
            "{tag}: {message}"
        );
    }
}

#[test]
fn what_is_asked_is_the_whole_paragraph() {
    let source = "/// **Exercise a1.a.b** (1 point): rule (5). Returns\n/// whether it moved.\n///\n/// More.\nfn a() {}";
    let found = find(source, Path::new("a.rs"), &mut Vec::new());
    assert_eq!(found[0].asked, "rule (5). Returns whether it moved.");
}

#[test]
fn a_tag_where_no_body_can_be_emptied_is_refused() {
    let tag = "/// **Exercise a1.a.b** (6 points): text";
    for source in [
        format!("{tag}\nstruct A;"),
        format!("{tag}\nconst fn a() {{}}"),
        format!("{tag}\nfn a() -> impl Iterator<Item = u8> {{ [].into_iter() }}"),
        format!("{tag}\nfn a() -> Option<impl Copy> {{ Some(1) }}"),
        format!("{tag}\n{tag}\nfn a() {{}}"),
        format!("trait A {{\n{tag}\nfn a() {{}} }}"),
        format!("m! {{\n{tag}\nfn a() {{}} }}"),
        "/** **Exercise a1.a.b** (6 points): text */\nfn a() {}".to_owned(),
        format!("{tag}\nfn a() {{\n{tag}\nfn b() {{}} }}"),
        format!("#!/bin/x\n{tag}\nfn a() {{}}"),
        format!("\u{feff}{tag}\nfn a() {{}}"),
        format!("{tag}\nfn a() {{}}\n#[cfg(test)]\nmod tests {{}}"),
    ] {
        problems(&source);
    }
}

#[test]
fn a_longer_identifier_keeps_its_own_tests() {
    let course = Course::new();
    course.replace("assignment1/src/sums.rs", "a1.sums.twice", "a1.sums.add_in");
    let run = course.grader(&["exercises", "assignment1"]);
    let output = run.succeeds().output.split_whitespace();
    let output: Vec<&str> = output.collect();
    let row = [
        "a1.sums.add",
        "code",
        "6",
        "assignment1/src/sums.rs:16",
        "1",
    ];
    assert!(
        output.windows(row.len()).any(|words| words == row),
        "{}",
        run.output
    );
}

#[test]
fn a_duplicate_identifier_names_both_places() {
    let course = Course::new();
    course.replace("assignment1/src/sums.rs", "a1.sums.twice", "a1.sums.add");
    let run = course.grader(&["exercises", "assignment1"]);
    run.fails(
        1,
        "sums.rs:25: a1.sums.add: the same identifier stands at assignment1/src/sums.rs:16",
    );
}

#[test]
fn an_exercise_without_a_test_is_refused() {
    let course = Course::new();
    course.replace(
        "assignment1/tests/sums.rs",
        "fn sums_twice",
        "fn sums_twiced",
    );
    let run = course.grader(&["exercises", "assignment1"]);
    run.fails(
        1,
        "sums.rs:25: a1.sums.twice: no public test: write a #[test] function `sums_twice_...`",
    );
}

#[test]
fn an_unknown_assignment_is_answered_with_those_that_exist() {
    let run = Course::new().grader(&["exercises", "assignment7"]);
    run.fails(2, "Those that exist: assignment1.");
}

#[test]
fn a_syntax_error_has_its_place() {
    let course = Course::new();
    course.write("assignment1/src/broken.rs", "fn a() {\n    let = 3;\n}\n");
    let run = course.grader(&["exercises", "assignment1"]);
    run.fails(1, "assignment1/src/broken.rs:2: ");
}

#[test]
fn an_exercise_of_another_assignment_is_refused() {
    let course = Course::new();
    course.replace("assignment1/src/sums.rs", "a1.sums.twice", "a2.sums.twice");
    let run = course.grader(&["exercises", "assignment1"]);
    run.fails(1, "in assignment1 it must start with `a1.`");
}
