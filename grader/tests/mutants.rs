//! Small changes of the solution and the tests that notice them, on a package without dependencies.

mod fixture;
use fixture::{Course, Run};

const TESTS: &str = "assignment1/tests/sums.rs";
const KNOWN: &str = "grader/mutants/assignment1.toml";

fn mutants(course: &Course, more: &[&str]) -> Run {
    course.grader(&[&["mutants", "assignment1"], more].concat())
}

/// A row for the list of equivalent changes.
fn known(change: &str, why: &str) -> String {
    format!(
        "[[equivalent]]\nexercise = \"a1.sums.add\"\nchange = \"{change}\"\nwhy = \"{why}\"\n\n"
    )
}

/// Without a list: `helper(x) - 1` is x, and place 1 is as good as place 0.
const SURVIVORS: [&str; 2] = ["`x = helper(x) - 1;` is removed", "`0` becomes `1`"];

#[test]
fn what_no_test_notices_is_listed_with_its_place() {
    let course = Course::new();
    let run = mutants(&course, &["--at-least", "0.5"]);
    let output = &run.succeeds().output;
    for (survivor, line) in SURVIVORS.iter().zip([17, 18]) {
        let place = format!("not noticed: assignment1/src/sums.rs:{line}: a1.sums.add: {survivor}");
        assert!(output.contains(&place), "{output}");
    }
    // `x - x` does not compile for a type that can only be added; what remains of `x + x` is `x`, once.
    let twice = output
        .lines()
        .find(|line| line.starts_with("a1.sums.twice"));
    let words: Vec<&str> = twice.expect("a row").split_whitespace().collect();
    assert_eq!(words, ["a1.sums.twice", "1", "1", "0", "1.000"]);
    assert!(
        output.ends_with(" caught, 2 not noticed, 0 equivalent\n"),
        "{output}"
    );
    // The first round finds the wrong type, the second one builds.
    let rounds = run.errors.matches("compiling assignment1 with").count();
    assert_eq!(rounds, 2, "{}", run.errors);

    let run = mutants(&course, &[]);
    run.fails(1, "of the changes, at least 0.95 is wanted");
}

#[test]
fn known_equivalents_are_subtracted_and_checked() {
    let course = Course::new();
    let list: String = SURVIVORS
        .iter()
        .map(|change| known(change, "as good"))
        .collect();
    course.write(KNOWN, &list);
    let run = mutants(&course, &["sums.add"]);
    let output = &run.succeeds().output;
    let (equivalent, summary) = (
        "a1.sums.add: `0` becomes `1` (as good)\n",
        " caught, 0 not noticed, 2 equivalent\n",
    );
    assert!(
        output.contains(equivalent) && output.ends_with(summary),
        "{output}"
    );

    let stale = known("`1` becomes `2`", "none") + &known("`1` becomes `7`", "none");
    course.write(KNOWN, &(list.clone() + &stale));
    let run = mutants(&course, &["sums.add"]);
    run.fails(
        1,
        "assignment1.toml:12: a1.sums.add: `1` becomes `2`: not equivalent, sums_add_",
    );
    run.fails(
        1,
        "assignment1.toml:17: a1.sums.add: `1` becomes `7`: no such change compiles",
    );
    // Nothing is said of what was not asked for.
    mutants(&course, &["sums.twice"]).succeeds();

    course.write(KNOWN, &known("`1` becomes `2`", " "));
    mutants(&course, &[]).fails(
        1,
        "assignment1.toml:2: a1.sums.add: `1` becomes `2`: say why",
    );
    course.write(KNOWN, &known("x", "y").replace("add", "half"));
    mutants(&course, &[]).fails(1, "a1.sums.half: x: there is no such exercise");
}

/// The compiler looks at types, then at moves and at what is never assigned.
#[test]
fn a_change_that_leaves_a_variable_without_a_value_is_none() {
    let course = Course::new();
    let (old, new) = (
        "x = helper(x) - 1;",
        "let rest;\n        rest = helper(x) - 1;\n        x = rest;",
    );
    course.replace("assignment1/src/sums.rs", old, new);
    let run = mutants(&course, &["--at-least", "0.5"]);
    let output = &run.succeeds().output;
    assert!(output.contains("`x = rest;` is removed"), "{output}");
    assert!(!output.contains("`rest = "), "{output}");
}

/// It does not count: each exercise's own tests are to notice it.
#[test]
fn what_only_another_exercises_test_notices_names_that_test() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4)", "let _ = twice(2)");
    let other = "\n#[test]\nfn sums_add_and_twice() {\n    assert_eq!(twice(7), 14);\n}\n";
    course.write(TESTS, &(course.read(TESTS) + other));
    let run = mutants(&course, &["sums.twice"]);
    run.fails(1, "the public tests notice 0.000 of the changes");
    let survivor = "`x + x` becomes `x` (only sums_add_and_twice notices it)\n";
    assert!(run.output.contains(survivor), "{}", run.output);
}

#[test]
fn a_test_that_fails_with_the_solution_proves_nothing() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4)", "assert_eq!(twice(2), 5)");
    mutants(&course, &[]).fails(
        1,
        "sums_twice in tests/sums.rs does not pass with the solution",
    );
    mutants(&course, &["sums.half"]).fails(2, "no exercise of assignment1 contains 'sums.half'");
    mutants(&course, &["--at-least", "2"]).fails(2, "it must be a share, from 0 to 1");
}
