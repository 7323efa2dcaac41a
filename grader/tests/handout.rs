//! What is in a hand-out. No test here compiles one.

use std::fs;

use grader::files::Tree;
use grader::leak::Secret;

mod fixture;
use fixture::Course;

const BUILD: [&str; 5] = ["handout", "build", "assignment1", "--no-prove", "--out"];

fn build(course: &Course, out: &str) -> fixture::Run {
    course.grader(&[BUILD.as_slice(), &[out]].concat())
}

#[test]
fn the_tree_holds_what_students_need_and_nothing_else() {
    let course = Course::new();
    course.write("assignment1/target/x", "built");
    course.write("runs/x", "run");
    build(&course, "out").succeeds();
    let files = grader::files::list_all(&course.path("out")).expect("a tree");
    let files: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    assert_eq!(
        files,
        [
            "Cargo.lock",
            "Cargo.toml",
            "LICENSE-MIT",
            "README.md",
            "assignment1/Cargo.toml",
            "assignment1/src/lib.rs",
            "assignment1/src/main.rs",
            "assignment1/src/sums.rs",
            "assignment1/tests/sums.rs",
            "common/Cargo.toml",
            "common/src/lib.rs",
            "datasets/numbers.csv",
        ]
    );
    assert!(
        course
            .read("out/README.md")
            .starts_with("For students.\n\n### Part I")
    );
    assert_eq!(
        course.read("out/common/src/lib.rs"),
        course.read("common/src/lib.rs")
    );
    assert!(!course.read("out/Cargo.lock").contains("staff"));
    let entries = fs::read_dir(course.root()).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    assert!(
        !names
            .into_iter()
            .any(|name| name.to_string_lossy().contains("partial"))
    );
}

#[test]
fn the_workbook_comes_with_what_it_must_know() {
    let course = Course::new();
    let package = "[package]\nname = \"workbook\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    course.write("workbook/Cargo.toml", package);
    course.write("workbook/src/lib.rs", "//! Checks.\n");
    course.write("workbook/tests/all.rs", "//! For the staff.\n");
    course.replace("Cargo.toml", "\"staff\",", "\"staff\",\n    \"workbook\",");
    build(&course, "out").succeeds();
    let members = "[\"common\", \"assignment1\", \"workbook\"]";
    assert!(course.read("out/Cargo.toml").contains(members));
    assert!(course.path("out/workbook/src/lib.rs").is_file());
    assert!(!course.path("out/workbook/tests").exists());
    let page = course.read("out/README.md");
    assert!(page.contains("cargo workbook check sums\n"), "{page}");
    assert!(page.contains("cargo workbook hint a1.sums.add\n"), "{page}");

    let book = workbook::book::Book::read(&course.path("out")).expect("a book");
    assert_eq!(book.assignment, "assignment1");
    let exercises = book.exercises.iter();
    let exercises: Vec<_> = exercises.map(|it| (it.id.as_str(), it.points)).collect();
    assert_eq!(
        exercises,
        [("a1.sums.add", Some(6)), ("a1.sums.twice", None)]
    );
    assert_eq!(book.exercises[0].targets, ["sums"]);
    let items = book.parts.iter().flat_map(|part| &part.items);
    let kinds: Vec<&str> = items.map(|item| item.kind.as_str()).collect();
    assert_eq!(kinds, ["code", "result", "figure", "question"]);
    assert_eq!(
        book.files[0].text,
        course.read("out/assignment1/src/sums.rs")
    );
    assert_eq!(book.files[0].crates["common"], ["by_hand"]);
    let others: Vec<&str> = book.others.keys().map(String::as_str).collect();
    assert_eq!(
        others,
        [
            "Cargo.toml",
            "assignment1/Cargo.toml",
            "assignment1/src/lib.rs",
            "assignment1/src/main.rs",
            "assignment1/tests/sums.rs",
            "common/Cargo.toml",
            "common/src/lib.rs",
        ]
    );
    for (name, digest) in &book.others {
        let bytes = fs::read(course.path("out").join(name)).expect("a file");
        let expected = workbook::book::digest(&bytes);
        assert!(
            *digest == expected || name == "assignment1/src/lib.rs" && digest.is_empty(),
            "{name}"
        );
    }
    // The answers of the table stay with the staff.
    assert!(!course.read("out/workbook.toml").contains("commutative"));
}

#[test]
fn the_labs_come_with_one_assignment() {
    let course = Course::new();
    course.labs();
    build(&course, "out").succeeds();
    let tree = grader::handout::load(&course.path("out")).expect("a tree");
    let labs = tree.iter().filter(|(path, _)| path.starts_with("labs"));
    let labs: Vec<(String, String)> = labs
        .map(|(path, text)| {
            (
                path.display().to_string(),
                String::from_utf8_lossy(text).into(),
            )
        })
        .collect();
    let [(manifest_path, manifest), (source_path, source)] = &*labs else {
        panic!("{labs:#?}");
    };
    assert_eq!(
        [manifest_path, source_path],
        ["labs/Cargo.toml", "labs/src/main.rs"]
    );
    assert!(
        manifest.contains("default = [\"assignment1\"]\nassignment1 = [\"dep:assignment1\"]\n\n")
    );
    for text in [manifest, source] {
        assert!(
            text.contains("assignment1") && !text.contains("assignment2"),
            "{text}"
        );
    }
    assert!(!tree.keys().any(|path| path.starts_with("assignment2")));

    // `cargo test` compiles the exercises and what is under them; `cargo run -p labs` the rest.
    let manifest = course.read("out/Cargo.toml");
    let members =
        "members = [\"common\", \"assignment1\", \"labs\"]\ndefault-members = [\"common\"]";
    assert!(manifest.contains(members), "{manifest}");
}

#[test]
fn labs_that_name_another_assignment_elsewhere_are_refused() {
    let course = Course::new();
    course.labs();
    course.replace(
        "labs/src/main.rs",
        "//! The labs.",
        "//! The labs.\nuse assignment2::sums as _;",
    );
    build(&course, "out").fails(
        1,
        "labs/src/main.rs:2: names assignment2, which is not handed out",
    );
    assert!(!course.path("out").exists());
    course.replace(
        "labs/Cargo.toml",
        "common.workspace",
        "staff.workspace = true\ncommon.workspace",
    );
    build(&course, "out").fails(1, "labs depends on staff, which is not handed out");
}

#[test]
fn the_manifest_keeps_every_other_byte() {
    let course = Course::new();
    build(&course, "out").succeeds();
    let expected = course
        .read("Cargo.toml")
        .replace(
            "[\n    \"common\",\n    \"assignment1\",\n    \"staff\",\n]",
            "[\"common\", \"assignment1\"]",
        )
        .replace("[\"common\", \"staff\"]", "[\"common\"]")
        .replace("staff = { path = \"staff\" } # left out\n", "");
    assert_eq!(course.read("out/Cargo.toml"), expected);
}

#[test]
fn two_builds_have_the_same_bytes() {
    let course = Course::new();
    build(&course, "first").succeeds();
    build(&course, "second").succeeds();
    let trees =
        ["first", "second"].map(|name| grader::handout::load(&course.path(name)).expect("a tree"));
    assert!(trees[0] == trees[1]);
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_kept() {
    let course = Course::new();
    course.write("out/mine.txt", "mine");
    build(&course, "out").fails(2, "out is not empty");
    assert_eq!(course.read("out/mine.txt"), "mine");
    course.write("file", "");
    build(&course, "file").fails(2, "file is not empty");
    fs::create_dir(course.path("empty")).expect("a folder");
    build(&course, "empty").succeeds();
}

#[test]
fn what_is_not_handed_out_cannot_be_depended_on() {
    let course = Course::new();
    course.replace(
        "common/Cargo.toml",
        "[dependencies]\n",
        "[dev-dependencies]\nstaff.path = \"../staff\"\n",
    );
    build(&course, "out").fails(1, "common depends on staff, which is not handed out");
}

#[test]
fn an_exercise_in_common_is_refused() {
    let course = Course::new();
    course.replace(
        "common/src/lib.rs",
        "/// One.",
        "/// **Exercise a1.common.one** (1 point): one.",
    );
    build(&course, "out").fails(1, "would be handed out with its solution");
    assert!(!course.path("out").exists());
    let text = course.read("common/src/lib.rs") + "\n#[cfg(test)]\nmod tests {}\n";
    course.write("common/src/lib.rs", &text);
    build(&course, "out").fails(1, "a file with exercises holds no test code");
}

fn leaks(secrets: &[Secret], text: &str) -> Vec<String> {
    let tree = Tree::from([("docs/a.md".into(), text.into())]);
    grader::leak::find(&tree, secrets)
}

#[test]
fn every_sentence_of_a_model_answer_is_secret() {
    let answer = "Short. The loss is ln(1 + 1/e) = 0.3133 at least,\nhowever large the weights are. \
                  And the gradient\nis almost nothing where both are sure.";
    let secrets = [Secret::answer("a1.a.b", answer)];
    for text in [
        "> The loss is\n> ln(1 + 1/e) = 0.3133 at least, however large the weights are.",
        "// And the gradient is almost nothing\n// where both are sure.",
    ] {
        let found = leaks(&secrets, text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].contains("the model answer to a1.a.b"), "{found:?}");
    }
    assert_eq!(leaks(&secrets, "Short. The loss is ln(1 + 1/e)."), [""; 0]);
}

#[test]
fn a_leak_is_found_in_any_layout() {
    let body = "{\n    // Why.\n    let place = self.0.entry(0).or_default();\n    *place += x * 3;\n    *place\n}";
    let secrets = [Secret::solution("a1.a.b", body)];
    let leaks = |text: &str| leaks(&secrets, text);
    let without_comment = body.replace("    // Why.\n", "");
    for text in [
        body.to_owned(),
        body.replace('\n', "\r\n\t"),
        body.replace('\n', "\n/// "),
        without_comment.replace('\n', "\n//! "),
        without_comment.replace('\n', "\n> "),
    ] {
        assert_eq!(leaks(&text).len(), 1, "{text}");
    }
    assert!(leaks("let place = self.0.entry(0).or_default();").is_empty());
}
