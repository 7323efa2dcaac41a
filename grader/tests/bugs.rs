//! Typical mistakes and the tests that catch them. Most tests here run cargo on a package without dependencies.

use std::path::Path;

mod fixture;
use fixture::{Course, Run};
use grader::bugs::find;

const FIXTURES: &str = "grader/bugs/assignment1/sums.rs";
const TESTS: &str = "assignment1/tests/sums.rs";

fn bugs(course: &Course) -> Run {
    course.grader(&["bugs", "assignment1"])
}

#[test]
fn bugs_that_are_caught_are_listed_with_what_caught_them() {
    let course = Course::new();
    let run = bugs(&course);
    let lines: Vec<String> = run
        .succeeds()
        .output
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "exercise bug caught by",
            "a1.sums.add starts from nothing each time sums_add_returns_the_total",
            "a1.sums.add adds one more sums_add_in_a_module +1",
            "a1.sums.add calls itself without an end (ends the test process)",
            "a1.sums.twice once sums_twice",
            "a1.sums.twice three times sums_twice",
            "a1.sums.twice looks for the end of a circle (does not end)",
            "6 bugs",
        ]
    );
    assert_eq!(run.errors.matches("Compiling assignment1").count(), 1);

    // Nothing has changed, so nothing is compiled.
    let run = course.grader(&["bugs", "assignment1", "sums.add"]);
    assert!(run.succeeds().output.ends_with("\n3 bugs\n"));
    assert_eq!(run.errors.matches("Compiling").count(), 0);
    let run = course.grader(&["bugs", "assignment1", "sums.divide"]);
    run.fails(2, "no exercise of assignment1 contains 'sums.divide'");
}

#[test]
fn a_bug_that_no_test_of_its_exercise_catches_is_an_error() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4)", "let _ = twice(2)");
    // A test of another exercise fails, which does not count.
    let neighbour = "\n#[test]\nfn sums_add_and_twice() {\n    assert_eq!(twice(7), 14);\n}\n";
    course.write(TESTS, &(course.read(TESTS) + neighbour));
    let run = course.grader(&["bugs", "assignment1", "twice"]);
    run.fails(
        1,
        "sums.rs:27: sums_twice_1: no public test of a1.sums.twice fails with it (once)",
    );
    assert!(run.output.contains("NOTHING"), "{}", run.output);
}

#[test]
fn a_test_that_fails_with_the_solution_proves_nothing() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4)", "assert_eq!(twice(2), 5)");
    bugs(&course).fails(
        1,
        "sums_twice in tests/sums.rs does not pass with the solution",
    );
}

#[test]
fn a_bug_that_does_not_compile_is_named_with_its_line() {
    let course = Course::new();
    course.replace(FIXTURES, "    x + x + x\n", "    x + x + y\n");
    let run = bugs(&course);
    run.fails(
        1,
        "sums.rs:35: sums_twice_2: does not compile: cannot find value `y`",
    );
    course.replace(FIXTURES, "    x + x + y\n", "    x + x + x\n");
    course.replace("common/src/lib.rs", "    1\n", "    one\n");
    let run = bugs(&course);
    run.fails(1, "the sources do not compile with the bugs in them");
    run.fails(1, "common/src/lib.rs:5:5");
}

#[test]
fn every_exercise_has_at_least_three_bugs() {
    let course = Course::new();
    let text = course.read(FIXTURES);
    let end = text.find("/// a1.sums.twice: looks").expect("the last one");
    course.write(FIXTURES, &text[..end]);
    bugs(&course).fails(
        1,
        "assignment1/src/sums.rs:25: a1.sums.twice: 2 typical mistakes in grader/bugs/assignment1",
    );
}

#[test]
fn bugs_that_do_not_fit_the_exercises_are_refused() {
    for (old, new, fault) in [
        (
            "    x + x + x\n",
            "    x\n",
            "sums_twice_2: the same as sums_twice_1",
        ),
        (
            "    x + x + x\n",
            "    x + x\n",
            "sums_twice_2: this is the solution",
        ),
        (
            "fn sums_twice_2",
            "fn sums_twice_1",
            "sums_twice_1: this name stands at",
        ),
    ] {
        let course = Course::new();
        course.replace(FIXTURES, old, new);
        bugs(&course).fails(1, fault);
    }
    let course = Course::new();
    let other = "/// a1.sums.half: half\nfn sums_half_1() {\n    x\n}\n";
    course.write("grader/bugs/assignment1/more.rs", other);
    bugs(&course).fails(
        1,
        "more.rs:2: sums_half_1: there is no exercise a1.sums.half",
    );
}

#[test]
fn a_malformed_fixture_is_refused_with_its_line() {
    for source in [
        "\nfn linear_forward_1() {}",
        "\n/// forgets the bias\nfn linear_forward_1() {}",
        "\n/// a1.linear.forward: forgets the bias\nfn linear_forward() {}",
        "\n/// a1.linear.forward: forgets the bias\nfn linear_backward_1() {}",
        "\nuse std::fmt;",
        "\nfn linear_forward_1( {}",
        "#!/bin/x\n/// a1.linear.forward: forgets the bias\nfn linear_forward_1() {}",
    ] {
        let mut problems = Vec::new();
        find(source, Path::new("linear.rs"), &mut problems);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("linear.rs:"), "{problems:?}");
    }
}

#[test]
fn the_body_is_taken_as_it_stands() {
    let body = "{\n    // Σ }\n    x /* } */ + \"}\".len()\n}";
    let source = format!("//! Übung.\n\n/// a1.a.b: x\n/// and y\nfn a_b_12() {body}\n");
    let mut problems = Vec::new();
    let bugs = find(&source, Path::new("a.rs"), &mut problems);
    assert_eq!(problems, [""; 0]);
    assert_eq!(bugs[0].body, body);
    assert_eq!((bugs[0].name.as_str(), bugs[0].line), ("a_b_12", 5));
    assert_eq!(bugs[0].description, "x and y");
}
