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

fn lay_out(course: &Course, topic: &str) -> Run {
    course.grader(&["new", "topic", "assignment1", topic])
}

#[test]
fn a_topic_is_laid_out_with_everything_that_it_needs() {
    let course = course();
    let run = lay_out(&course, "hopfield_net");
    let written: Vec<&str> = run.succeeds().output.lines().take(8).collect();
    assert_eq!(
        written,
        [
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
    let table = course.read(PROGRAMS).replace("Entry::", "Other::");
    course.write(PROGRAMS, &table);
    lay_out(&course, "hopfield").fails(1, "no line `Entry::...`");
    course.write("assignment1/tests/exercises/main.rs", "mod hopfield;\n");
    assert_eq!(course.read("assignment1/src/lib.rs"), before);
    assert!(!course.path("assignment1/src/hopfield.rs").exists());
    course
        .grader(&["new", "topic", "assignment9", "hopfield"])
        .fails(2, "no assignment 'assignment9'");
}
