//! Bodies come by identifier, from the file where they belong.

use super::*;

#[test]
fn the_hand_out_itself_gives_unwritten_bodies_and_nothing_to_say() {
    let desk = Desk::new();
    desk.course.handout().succeeds();
    let submission = desk.take(&desk.course.path("out")).expect("a submission");
    assert_eq!(submission.findings, []);
    assert_eq!(submission.others, BTreeMap::new());
    assert_eq!(submission.written.len(), 2);
    assert!(
        submission
            .written
            .values()
            .all(|written| intake::is_unwritten(&written.body))
    );
    assert!(!intake::is_unwritten("{ todo!(\"a\"); 1 }") && !intake::is_unwritten("{ 1 }"));
    // Windows' line ends and a byte order mark are no change.
    for name in [SUMS, "README.md", "Cargo.toml", "assignment1/src/main.rs"] {
        let name = format!("out/{name}");
        let text = desk.course.read(&name).replace('\n', "\r\n");
        desk.course.write(&name, &text);
    }
    let text = desk.course.read(&format!("out/{SUMS}"));
    desk.course
        .write(&format!("out/{SUMS}"), &format!("\u{feff}{text}"));
    let again = desk.take(&desk.course.path("out")).expect("a submission");
    assert_eq!(again.findings, []);
    assert_eq!(again.written.len(), 2);
    assert_eq!(again.written["a1.sums.add"].place.line, 16);
}

#[test]
fn every_layout_gives_the_same() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let mut digests = Vec::new();
    for path in [
        "assignment1/src/sums.rs",
        "src/sums.rs",
        "12110001_assignment1/src/sums.rs",
        "my work/final/assignment1/src/sums.rs",
        "sums.rs",
        "loose/sums.rs",
    ] {
        let submission = desk.zipped(&[(path, &text)]);
        assert_eq!(bodies(&submission), BOTH, "{path}");
        assert_eq!(submission.findings, [], "{path}");
        let place = &submission.written["a1.sums.add"].place;
        assert_eq!((place.file.to_str(), place.line), (Some(path), 16));
        digests.push(submission.digest);
    }
    let single = desk.path("sums (1).rs");
    fs::write(&single, &text).expect("a file");
    digests.push(desk.take(&single).expect("a submission").digest);
    digests.push(desk.in_folder("f", &[("x/src/sums.rs", &text)]).digest);
    assert!(
        digests.iter().all(|digest| *digest == digests[0]),
        "{digests:?}"
    );
    assert_eq!(digests[0].len(), 64);
    let other = desk.zipped(&[("sums.rs", &desk.sums("{ 1 }", "{ 3 }"))]);
    assert_ne!(other.digest, digests[0]);
}

#[test]
fn the_file_at_its_place_wins() {
    let desk = Desk::new();
    let (right, wrong) = (desk.sums("{ 1 }", "{ 2 }"), desk.sums("{ 8 }", "{ 9 }"));
    let submission = desk.zipped(&[
        ("old/assignment1/src/sums.rs", &wrong),
        ("w/assignment1/src/sums.rs", &right),
        ("w/assignment1/src/copy.rs", &wrong),
    ]);
    assert_eq!(bodies(&submission), BOTH);
    says(
        &submission,
        ("old/assignment1/src/sums.rs", Some(16)),
        "more than once: the one at w/assignment1/src/sums.rs:16 is taken",
    );
    says(
        &submission,
        ("w/assignment1/src/copy.rs", Some(16)),
        "`a1.sums.add` belongs into `assignment1/src/sums.rs`",
    );
}

#[test]
fn what_stands_beside_the_bodies_is_named_with_its_line() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let changed = text
        .replace(
            "fn helper(x: u32) -> u32 {\n    x + 1",
            "fn helper(x: u32) -> u32 {\n    x + 2",
        )
        .replace(
            "pub fn add(&mut self, mut x: u32) -> u32 {",
            "pub fn add(&mut self, x: u64) -> u32 {",
        )
        .replace(
            "use std::collections::BTreeMap;",
            "use std::collections::BTreeMap;\nuse std::fmt;\n#[derive(Clone)]\nstruct Mine;",
        )
        .replace("pub fn twice<T>(", "pub fn twice<T>(\n    ")
        + "\nmacro_rules! m { () => {} }\nimpl Total { fn more() {} }\nimpl Drop for Mine { fn drop(&mut self) {} }\n#[test]\nfn t() {}\n";
    let changed = format!("#![allow(warnings)]\n{changed}");
    let submission = desk.zipped(&[("src/sums.rs", &changed)]);
    assert_eq!(bodies(&submission), BOTH);
    let lines: Vec<(Option<usize>, &str)> = said(&submission, "src/sums.rs")
        .into_iter()
        .map(|(line, words)| (line, words.split('`').nth(1).unwrap_or_default()))
        .collect();
    assert_eq!(
        lines,
        [
            (Some(1), "#![allow(warnings)]"),
            (Some(5), "use std::fmt;"),
            (Some(7), "struct Mine"),
            (Some(12), "fn helper"),
            (Some(20), "a1.sums.add"),
            (Some(30), "macro_rules! m"),
            (Some(31), "fn more"),
            (Some(32), "fn drop"),
            (Some(32), "impl Drop for Mine"),
            (Some(34), "fn t"),
        ]
    );
    says(
        &submission,
        ("src/sums.rs", Some(12)),
        "differs from the hand-out's",
    );
    says(&submission, ("src/sums.rs", Some(20)), "signature");
    says(
        &submission,
        ("src/sums.rs", Some(31)),
        "outside of the exercises' bodies",
    );
}

#[test]
fn other_files_are_kept_or_named() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let submission = desk.in_folder(
        "w",
        &[
            (SUMS, &text),
            ("Cargo.toml", "[workspace]\n"),
            ("build.rs", "fn main() {}"),
            ("assignment1/build.rs", "fn main() {}"),
            (".cargo/config.toml", "[build]\nrustc-wrapper = 'x'\n"),
            ("rust-toolchain.toml", "[toolchain]\n"),
            ("assignment1/tests/sums.rs", "#[test]\nfn a() {}\n"),
            ("assignment1/src/main.rs", "fn main() {}\n"),
            ("assignment1/src/mine.rs", "fn mine() {}\n"),
            ("assignment1/exercises.toml", "x = 1\n"),
            ("target/debug/a.d", "x"),
            ("target/debug/b.d", "x"),
            (".git/config", "x"),
            ("more.zip", "PK"),
            ("12110001_assignment1_v2.zip", "PK"),
            ("notes.docx", "x"),
            ("__MACOSX/._a", "x"),
            ("assignment1/.DS_Store", "x"),
            ("report.md", "# Report"),
            ("12110001_Report.pdf", "%PDF"),
            ("answers.toml", "a = 1"),
            ("figures/loss.svg", "<svg/>"),
            ("runs/assignment1/mlp/1/figures/loss.png", "png"),
            ("runs/assignment1/mlp/1/result.json", "{}"),
        ],
    );
    assert_eq!(bodies(&submission), BOTH);
    let kept: Vec<_> = submission
        .others
        .keys()
        .map(|path| path.to_str().unwrap_or_default())
        .collect();
    assert_eq!(
        kept,
        [
            "12110001_Report.pdf",
            "answers.toml",
            "figures/loss.svg",
            "report.md",
            "runs/assignment1/mlp/1/figures/loss.png"
        ]
    );
    let said: Vec<(&str, &str)> = submission
        .findings
        .iter()
        .map(|it| (&*it.file, &*it.words))
        .collect();
    let wanted = [
        (".cargo/config.toml", "settings of cargo"),
        (".git", "history"),
        ("Cargo.toml", "manifest"),
        ("assignment1/build.rs", "build script"),
        ("assignment1/exercises.toml", "not part of the hand-out"),
        ("assignment1/src/main.rs", "differs"),
        ("assignment1/src/mine.rs", "holds no exercise"),
        ("assignment1/tests/sums.rs", "tests differ"),
        ("build.rs", "build script"),
        ("more.zip", "not opened"),
        ("notes.docx", "not part of the hand-out"),
        ("runs/assignment1/mlp/1/result.json", "its own runs"),
        ("rust-toolchain.toml", "toolchain"),
    ];
    assert_eq!(said.len(), wanted.len(), "{said:#?}");
    for ((file, words), (wanted, part)) in said.iter().zip(wanted) {
        assert!(*file == wanted && words.contains(part), "{file}: {words}");
    }
}
