//! A new topic in a copy of this repository's first assignment. Nothing here is compiled.

use std::path::Path;

use grader::workspace::Workspace;
use grader::{bugs, exercises, files};

mod fixture;
use fixture::{Course, Run};

const PROGRAMS: &str = "assignment1/src/programs/mod.rs";

/// The tiny course with the first assignment of this repository in the place of its own.
fn course() -> Course {
    let course = Course::new();
    let staff = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a workspace");
    for path in files::list(&staff.root).expect("files") {
        if path.starts_with("assignment1") && path.file_name() != Some("Cargo.toml".as_ref()) {
            let name = path.to_str().expect("UTF-8");
            let bytes = std::fs::read(staff.root.join(&path)).expect(name);
            course.write(name, &String::from_utf8_lossy(&bytes));
        }
    }
    course
}

/// The tiny course with a second assignment in which nothing stands yet.
fn course_with_a_start() -> Course {
    let course = Course::new();
    let members = "\"assignment1\",\n    \"assignment2\",";
    course.replace("Cargo.toml", "\"assignment1\",", members);
    let manifest = course.read("assignment1/Cargo.toml");
    let manifest = manifest.replace("assignment1", "assignment2");
    course.write("assignment2/Cargo.toml", &manifest);
    course.write("assignment2/results.toml", "# Results.\n");
    course.write(
        "assignment2/src/lib.rs",
        "//! Nothing yet.\n\npub mod programs;\n",
    );
    course.write(
        "assignment2/src/programs/mod.rs",
        "//! No program.\n\nuse common::program::Assignment;\n\n/// The table.\n\
         pub static ASSIGNMENT: Assignment = Assignment {\n    name: \"assignment2\",\n    programs: &[],\n};\n",
    );
    course.write(
        "assignment2/tests/exercises/main.rs",
        "//! Tests.\n\n#[path = \"../../../common/tests/mod.rs\"]\nmod common_exercises;\n",
    );
    course
}

fn lay_out(course: &Course, topic: &str) -> Run {
    course.grader(&["new", "topic", "assignment1", topic])
}

#[test]
fn a_topic_is_laid_out_with_everything_that_it_needs() {
    let course = course();
    let run = lay_out(&course, "hopfield_net");
    let written: Vec<&str> = run.succeeds().output.lines().take(9).collect();
    assert_eq!(
        written,
        [
            "assignment1/exercises.toml",
            "assignment1/results.toml",
            "assignment1/src/hopfield_net.rs",
            "assignment1/src/lib.rs",
            "assignment1/src/programs/hopfield_net.rs",
            PROGRAMS,
            "assignment1/tests/exercises/hopfield_net.rs",
            "assignment1/tests/exercises/main.rs",
            "grader/bugs/assignment1/hopfield_net.rs",
        ]
    );
    for path in written {
        let text = course.read(path);
        match path.ends_with(".rs") {
            true => drop(syn::parse_file(&text).expect(path)),
            false => drop(text.parse::<toml::Table>().expect(path)),
        }
        let placeholders = ["ASSIGNMENT", "COMMAND", "NUMBER", "TITLE", "TOPIC", "TYPE"];
        // The table of programs has a name of its own like one of them.
        for placeholder in placeholders.iter().filter(|_| path != PROGRAMS) {
            assert!(!text.contains(placeholder), "{placeholder} in {path}");
        }
    }
    assert!(
        course
            .read(PROGRAMS)
            .contains("\n        Entry::program::<hopfield_net::HopfieldNet>(),\n")
    );
    let table = course.read("assignment1/exercises.toml");
    let lines = "\"src/gates.rs\" = \"by_hand\"\n\"src/hopfield_net.rs\" = \"by_hand\"\n\"src/init";
    assert!(table.contains(lines), "{table}");
    let results = course.read("assignment1/results.toml");
    let (_, row) = results.rsplit_once("\n\n").expect("a row");
    assert!(
        row.starts_with("[[result]]\ncommand = \"hopfield-net\"\n"),
        "{row}"
    );
    assert!(!results.ends_with("\n\n"));

    let mut problems = Vec::new();
    let method = Path::new("assignment1/src/hopfield_net.rs");
    let exercises = exercises::find(
        &course.read(method.to_str().expect("UTF-8")),
        method,
        &mut problems,
    );
    assert_eq!(exercises[0].id, "a1.hopfield_net.forward");
    let bugs = bugs::read(course.root(), "assignment1", &mut problems).expect("files");
    let own = bugs.iter().filter(|bug| bug.exercise == exercises[0].id);
    assert_eq!(own.count(), 3);
    assert_eq!(problems, [""; 0]);

    let again = lay_out(&course, "hopfield_net");
    again.fails(2, "assignment1/src/hopfield_net.rs has this topic already");
}

#[test]
fn a_name_that_is_taken_or_no_name_is_refused_and_nothing_is_written() {
    let course = course();
    let before = course.read("assignment1/src/lib.rs");
    for name in ["Hopfield", "hopfield-net", "2d", "", "match", "../up"] {
        lay_out(&course, name).fails(2, "cannot be a module's name");
    }
    lay_out(&course, "linear").fails(2, "assignment1/src/linear.rs has this topic already");
    course.replace(PROGRAMS, "programs: &[", "programs: LIST, more: &[");
    lay_out(&course, "hopfield").fails(
        1,
        "there is no static `Assignment` with a list `programs: &[...]`",
    );
    course.write("assignment1/tests/exercises/main.rs", "mod hopfield;\n");
    assert_eq!(course.read("assignment1/src/lib.rs"), before);
    assert!(!course.path("assignment1/src/hopfield.rs").exists());
    course
        .grader(&["new", "topic", "assignment9", "hopfield"])
        .fails(2, "no assignment 'assignment9'");
}

#[test]
fn an_assignment_without_an_exercise_says_what_to_do() {
    let course = course_with_a_start();
    for words in [
        &["exercises", "assignment2"][..],
        &["by-hand", "assignment2"],
        &["bugs", "assignment2"],
        &["handout", "build", "assignment2", "--check"],
    ] {
        let run = course.grader(words);
        run.fails(1, "assignment2 has no exercise yet");
        run.fails(1, "`cargo run -p grader -- new topic assignment2 NAME`");
        assert!(!run.errors.contains("panicked"), "{}", run.errors);
    }
}

#[test]
fn the_first_topics_of_an_assignment_bring_what_it_lacks() {
    let course = course_with_a_start();
    let new = |topic: &str| course.grader(&["new", "topic", "assignment2", topic]);
    let run = new("rnn");
    let written: Vec<&str> = run.succeeds().output.lines().take(3).collect();
    assert_eq!(
        written,
        [
            "assignment2/HANDOUT.md",
            "assignment2/exercises.toml",
            "assignment2/results.toml"
        ]
    );
    let table = course.read("assignment2/exercises.toml");
    assert!(
        table.ends_with("\n[files]\n\"src/rnn.rs\" = \"by_hand\"\n"),
        "{table}"
    );
    new("attention").succeeds();
    new("zoo").succeeds();

    let classes = "[files]\n\"src/attention.rs\" = \"by_hand\"\n\"src/rnn.rs\" = \"by_hand\"\n\"src/zoo.rs\" = \"by_hand\"\n";
    for (path, text) in [
        ("exercises.toml", classes),
        (
            "src/lib.rs",
            "//! Nothing yet.\n\npub mod attention;\npub mod programs;\npub mod rnn;\npub mod zoo;\n",
        ),
        (
            "src/programs/mod.rs",
            "//! No program.\n\npub mod attention;\npub mod rnn;\npub mod zoo;\n\nuse common::program::{Assignment, Entry};\n",
        ),
        (
            "src/programs/mod.rs",
            "    programs: &[\n        Entry::program::<rnn::Rnn>(),\n        Entry::program::<attention::Attention>(),\n        \
             Entry::program::<zoo::Zoo>(),\n    ],\n};\n",
        ),
        (
            "tests/exercises/main.rs",
            "//! Tests.\n\nmod attention;\nmod rnn;\nmod zoo;\n\n#[path = \"../../../common/tests/mod.rs\"]\nmod common_exercises;\n",
        ),
        (
            "results.toml",
            "# Results.\n\n[[result]]\ncommand = \"rnn\"\n",
        ),
        ("HANDOUT.md", "# Assignment 2\n"),
    ] {
        let own = course.read(&format!("assignment2/{path}"));
        assert!(own.contains(text), "{path}:\n{own}");
    }

    // The table holds practice only, and says that it is not complete.
    let run = course.grader(&["exercises", "assignment2"]);
    let line = "not complete: 0 of 100 points; still to come: everything with points\n3 exercises are practice";
    assert!(run.succeeds().output.contains(line), "{}", run.output);
    let build = [
        "handout",
        "build",
        "assignment2",
        "--no-prove",
        "--out",
        "out",
    ];
    course.grader(&build).succeeds();
    assert!(
        course
            .read("out/README.md")
            .contains("| `a2.rnn.forward` | `assignment2/src/rnn.rs` |")
    );
}

/// An attribute belongs to the module behind it.
#[test]
fn a_module_with_an_attribute_keeps_it() {
    let course = course();
    let tests = "assignment1/tests/exercises/main.rs";
    course.write(
        tests,
        "mod linear;\n#[cfg(windows)]\nmod memory;\nmod mlp;\n",
    );
    lay_out(&course, "maxout").succeeds();
    assert_eq!(
        course.read(tests),
        "mod linear;\n#[cfg(windows)]\nmod memory;\nmod maxout;\nmod mlp;\n"
    );
}
