//! Proofs from end to end: these tests run cargo on a package without dependencies.

mod fixture;
use fixture::{Course, Run};

const TESTS: &str = "assignment1/tests/sums.rs";

fn check(course: &Course) -> Run {
    course.grader(&["handout", "build", "assignment1", "--check"])
}

#[test]
fn a_good_hand_out_is_proved_and_can_be_proved_again() {
    let course = Course::new();
    let run = course.grader(&["handout", "build", "assignment1", "--out", "out"]);
    let rows: Vec<String> = run
        .succeeds()
        .output
        .lines()
        .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        rows[1..4],
        [
            "a1.sums.add 2 2 2",
            "a1.sums.twice 1 1 1",
            "(no exercise) 1 0 1"
        ]
    );

    let before = grader::handout::load(&course.path("out")).expect("a tree");
    course.grader(&["handout", "prove", "out"]).succeeds();
    assert!(
        before == grader::handout::load(&course.path("out")).expect("a tree"),
        "a proof changes nothing"
    );

    // A written exercise is noticed.
    course.replace(
        "out/assignment1/src/sums.rs",
        "todo!(\"a1.sums.twice\")",
        "x + x",
    );
    let run = course.grader(&["handout", "prove", "out"]);
    run.fails(
        1,
        "sums_twice in tests/sums.rs passes although a1.sums.twice is unwritten",
    );
}

#[test]
fn what_is_not_the_staffs_is_found_by_its_bytes() {
    let course = Course::new();
    course.handout().succeeds();
    course.replace("out/common/src/lib.rs", "/// One.", "/// Uno.");
    course.replace("out/assignment1/src/sums.rs", "/// Adds.", "/// Adds one.");
    course.write("out/assignment1/tests/more.rs", "");
    std::fs::remove_file(course.path("out/datasets/numbers.csv")).expect("a file");
    let run = course.grader(&["handout", "prove", "out"]);
    for fault in [
        "assignment1/src/sums.rs differs from the staff's outside of exercises",
        "assignment1/tests/more.rs is no file of the staff's",
        "common/src/lib.rs differs from the staff's outside of exercises",
        "datasets/numbers.csv is missing",
    ] {
        run.fails(1, fault);
    }
    assert_eq!(run.errors.matches("build the hand-out again").count(), 4);
}

#[test]
fn a_program_that_crashes_where_nothing_is_written_is_refused() {
    let course = Course::new();
    let program = "assignment1/src/main.rs";
    course.replace(program, "exercise {exercise} is", "{exercise} is");
    let run = check(&course);
    run.fails(
        1,
        "`assignment1 sums --to 9 --preset quick` does not say which exercise is not written yet",
    );
    run.fails(
        1,
        "as `common::cli::main` does:\na1.sums.add is not written yet",
    );
    course.replace(program, "\"--help\"", "\"--version\"");
    check(&course).fails(1, "`assignment1 --help` fails on the hand-out");
}

#[test]
fn the_labs_of_a_hand_out_compile_and_say_what_is_unwritten() {
    let course = Course::new();
    course.labs();
    for assignment in ["assignment1", "assignment2"] {
        let run = course.grader(&["handout", "build", assignment, "--check"]);
        run.succeeds();
        for demo in ["adding-up", "nothing"] {
            let words = format!("starting labs {demo} --headless --steps 1");
            assert!(run.errors.contains(&words), "{}", run.errors);
        }
    }
    let labs = "labs/src/main.rs";
    course.replace(labs, "exercise {exercise} is", "{exercise} is");
    let words = "`labs adding-up --headless --steps 1` neither goes on nor says which exercise is not written yet:\n\
                 a1.sums.add is not written yet";
    check(&course).fails(1, words);
    course.replace(labs, "demos();", "missing();");
    check(&course).fails(1, "labs does not compile on the hand-out");
}

#[test]
fn hand_outs_of_two_assignments_share_what_is_compiled() {
    let course = Course::new();
    course.second_assignment();
    let compiled = |name: &str| {
        let run = course.grader(&["handout", "build", name, "--check"]);
        let lines = run.succeeds().errors.lines();
        let packages = lines.filter_map(|line| line.trim().strip_prefix("Compiling "));
        let names = packages.filter_map(|package| package.split(' ').next());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        compiled("assignment1"),
        ["common", "assignment1", "assignment1"]
    );
    assert_eq!(compiled("assignment2"), ["assignment2", "assignment2"]);
    assert_eq!(compiled("assignment1"), ["assignment1", "assignment1"]);
}

/// `cargo run` tells the grader where its own package is; a build script that asks for it runs again when
/// the answer is another one.
#[test]
fn who_starts_the_grader_does_not_matter_to_what_is_compiled() {
    let course = Course::new();
    let asks = "println!(\"cargo::rerun-if-env-changed=CARGO_MANIFEST_DIR\");";
    course.write(
        "common/build.rs",
        &format!("fn main() {{\n    {asks}\n}}\n"),
    );
    let compiled = ["here", "there"].map(|place| {
        let run = course.grader_in(&["bugs", "assignment1"], &[("CARGO_MANIFEST_DIR", place)]);
        run.succeeds().errors.matches("Compiling").count()
    });
    assert_eq!(compiled, [2, 0]);
}

/// Cargo takes the staff's and the students' packages for the same when it is not told otherwise.
#[test]
fn the_staffs_own_build_is_left_alone() {
    let course = Course::new();
    course.handout().succeeds();
    staff_tests(&course).succeeds();
    course.replace("out/assignment1/src/sums.rs", "x + 1", "x + 2");
    let run = course.grader(&["handout", "prove", "out"]);
    run.fails(
        1,
        "sums_add_returns_the_total in tests/sums.rs fails with the solution",
    );
    staff_tests(&course).succeeds();
}

fn staff_tests(course: &Course) -> Run {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["test", "--offline", "-p", "assignment1"])
        .current_dir(course.root())
        .env("CARGO_TARGET_DIR", course.path("target"))
        .env_remove("CARGO_BUILD_BUILD_DIR")
        .output();
    Run::from(output.expect("cargo runs"))
}

#[test]
fn a_test_that_passes_on_the_stub_fails_the_proof_and_leaves_nothing() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4)", "let _ = twice::<u32>");
    let run = course.grader(&["handout", "build", "assignment1", "--out", "out"]);
    run.fails(
        1,
        "sums_twice in tests/sums.rs passes although a1.sums.twice is unwritten",
    );
    assert!(!course.path("out").exists());
}

#[test]
fn an_ignored_test_is_no_proof() {
    let course = Course::new();
    course.replace(
        TESTS,
        "#[test]\nfn sums_add",
        "#[test]\n#[ignore = \"slow\"]\nfn sums_add",
    );
    check(&course).fails(1, "sums_add_returns_the_total in tests/sums.rs is ignored");
}

#[test]
fn a_test_that_ends_the_process_is_no_proof() {
    let course = Course::new();
    course.replace(TESTS, "assert_eq!(twice(2), 4);", "std::process::exit(0);");
    let run = check(&course);
    run.fails(
        1,
        "sums_twice in tests/sums.rs ends the whole process (overflow of the stack, `exit`, `abort`) (with the solution)",
    );
}

#[test]
fn a_test_behind_a_cfg_is_missed() {
    let course = Course::new();
    course.replace(
        TESTS,
        "    #[test]\n    fn sums_twice",
        "    #[cfg(windows)]\n    #[cfg(unix)]\n    #[test]\n    fn sums_twice",
    );
    check(&course).fails(
        1,
        "sums_twice in tests/sums.rs was not run: is it behind a `cfg`",
    );
}

#[test]
fn a_hand_out_that_warns_or_does_not_compile_is_refused() {
    let course = Course::new();
    course.replace("assignment1/src/lib.rs", "pub mod sums;", "pub mod sums;\n\n/// Old.\n#[deprecated]\npub fn old() {}\n\n/// New.\npub fn new() {\n    old();\n}");
    let run = check(&course);
    run.fails(1, "assignment1 compiles with warnings on the hand-out");
    run.fails(1, "use of deprecated function");
    course.replace("assignment1/src/lib.rs", "old();", "missing();");
    check(&course).fails(1, "assignment1 does not compile on the hand-out");
}

#[test]
fn a_solution_in_the_documentation_is_a_leak() {
    let course = Course::new();
    let body =
        "x = helper(x) - 1; let place = self.0.entry(0).or_default(); // Σ\n*place += x;\n*place";
    course.write("common/NOTES.md", body);
    check(&course).fails(1, "NOTES.md: the solution of a1.sums.add stands here");
}

#[test]
fn the_next_assignment_is_not_handed_out_with_this_one() {
    let course = Course::new();
    course.second_assignment();
    let body = "let sum = x + x; let twice_as_much = sum; twice_as_much";
    course.replace(
        "assignment2/src/sums.rs",
        "    x + x\n",
        &format!("    {body}\n"),
    );
    course.write("common/NOTES.md", body);
    check(&course).fails(
        1,
        "common/NOTES.md: the solution of a2.sums.twice stands here",
    );

    // What was handed in before is no secret any more.
    let other = "let one = x; let other = x; let both = one + other; both";
    course.replace(
        "assignment1/src/sums.rs",
        "    x + x\n",
        &format!("    {other}\n"),
    );
    course.write("common/NOTES.md", other);
    check(&course).fails(
        1,
        "common/NOTES.md: the solution of a1.sums.twice stands here",
    );
    course
        .grader(&["handout", "build", "assignment2", "--check"])
        .succeeds();
}

#[test]
fn what_is_no_hand_out_cannot_be_proved() {
    let course = Course::new();
    let run = course.grader(&["handout", "prove", "datasets"]);
    run.fails(2, "datasets is not a hand-out");
}
