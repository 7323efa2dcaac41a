//! `pack`.

use std::fs::{self, File};

use crate::fixture::{ADD, Handout, SUMS, names};

const PACK: [&str; 3] = ["pack", "--number", "12110001"];

/// The names in an archive.
fn contents(handout: &Handout, name: &str) -> Vec<String> {
    let file = File::open(handout.root().join(name)).expect(name);
    let archive = zip::ZipArchive::new(file).expect("an archive");
    let names = archive.file_names();
    names
        .map(|name| name.expect("UTF-8").into_owned())
        .collect()
}

fn archives(handout: &Handout) -> Vec<String> {
    let mut names = names(&handout.root());
    names.retain(|name| name.ends_with(".zip"));
    names
}

#[test]
fn it_holds_what_is_graded_and_nothing_else() {
    let handout = Handout::new();
    handout.solve("a1.sums.add", ADD);
    handout.run(&["check", "add"]).ends(0);
    let page = "![the loss](runs/a b/loss.svg)\n![](<./figures/map.PNG> \"a map\")\n\
                ![](../outside.png) ![](missing.png) ![](https://example.org/x.png) [text](notes.md)";
    handout.write("report.md", page);
    handout.write("answers.md", "No.");
    handout.write("runs/a b/loss.svg", "<svg/>");
    handout.write("figures/map.PNG", "png");
    handout.write("assignment1/src/extra.rs", "// mine");
    fs::write(handout.root().join("..").join("outside.png"), "x").expect("a file");
    let run = handout.run(&PACK);
    run.ends(0).says("12110001_assignment1.zip: 5 files");
    assert_eq!(
        contents(&handout, "12110001_assignment1.zip"),
        [
            "answers.md",
            SUMS,
            "figures/map.PNG",
            "report.md",
            "runs/a b/loss.svg"
        ]
    );
    run.says("report.md shows ../outside.png, which will not be there");
    run.says("report.md shows missing.png")
        .says("report.md shows https://example.org/x.png");
    run.says("not taken: assignment1/src/extra.rs")
        .is_silent_of("a1.sums.twice");
    run.says("1 of 1 graded exercises written, 1 passed their public tests in the last check");
}

#[test]
fn two_archives_of_the_same_files_are_equal_and_none_is_overwritten() {
    let handout = Handout::new();
    handout.write("report.pdf", "%PDF-1.7");
    handout.run(&PACK).ends(0).says("there is no answers.md");
    // The number is remembered.
    handout
        .run(&["pack"])
        .ends(0)
        .says("12110001_assignment1_v2.zip");
    handout
        .run(&["pack"])
        .ends(0)
        .says("12110001_assignment1_v3.zip");
    let all = archives(&handout).into_iter();
    let all: Vec<Vec<u8>> = all
        .map(|name| fs::read(handout.root().join(name)).expect("bytes"))
        .collect();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|bytes| *bytes == all[0]));
}

#[test]
fn it_warns_of_what_is_not_written_and_not_graded() {
    let handout = Handout::new();
    handout.write("report.md", "Text.");
    handout.replace(SUMS, "/// Two numbers.", "fn helper() {}\n");
    let run = handout.run(&PACK);
    run.ends(0)
        .says("not written (1): a1.sums.add")
        .says("0 of 1 graded exercises written");
    run.says("not graded: assignment1/src/sums.rs:10: `fn helper` was added");
    handout.solve("a1.sums.add", ADD);
    handout
        .run(&["pack"])
        .says("1 not checked since they were changed: `cargo workbook check`");
}

#[test]
fn it_refuses_what_the_intake_would_not_take() {
    let handout = Handout::new();
    handout
        .run(&["pack"])
        .ends(2)
        .complains("pack --number 12110001");
    handout
        .run(&PACK)
        .ends(1)
        .complains("there is no report: write report.md or report.pdf");
    for number in ["", "12a", "../../x", "1234567890123"] {
        let run = handout.run(&["pack", "--number", number]);
        run.ends(2).complains("4 to 12 digits");
    }
    handout.write("report.pdf", vec![0; 33 * 1024 * 1024]);
    handout
        .run(&PACK)
        .ends(1)
        .complains("make the report's pictures smaller");
    handout.write("report.pdf", "%PDF");
    let long = "// long\n".repeat(40_000);
    handout.write(SUMS, handout.read(SUMS) + &long);
    handout
        .run(&PACK)
        .ends(1)
        .complains("remove what does not belong there");
    assert_eq!(archives(&handout), [""; 0]);
}
