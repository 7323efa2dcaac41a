//! What is said of the end of a program, and that nothing outlives it.

use std::fs;
use std::path::Path;
use std::process::Command;

use sandbox::{How, guard_judge};

use crate::harness::{Test, launcher, orders, root, run};
use crate::programs::{PROGRAM, until};

pub const ALL: &[Test] = &[
    ("end_is_a_code_or_a_signal", is_a_code_or_a_signal),
    ("end_that_pretends_not_to_be_confined_is_a_code", pretends),
    ("end_before_the_start_is_not_confined", before_the_start),
    ("input_and_output_pass_whole", input_and_output),
    ("worker_replies_apart_from_what_is_printed", worker_replies),
    ("child_does_not_outlive_the_run", child_does_not_outlive),
    ("program_does_not_outlive_a_killed_judge", killed_judge),
    ("guarded_judge_cannot_be_read", guarded_judge),
];

fn is_a_code_or_a_signal() {
    assert_eq!(run(&["exit", "0"]).how, How::Exited(0));
    assert_eq!(run(&["exit", "7"]).how, How::Exited(7));
    assert_eq!(run(&["abort"]).how, How::Signalled(6));
}

fn pretends() {
    let ended = run(&[
        "claim",
        "00000000000000000000000000000000 Landlock was refused",
    ]);
    assert_eq!(ended.how, How::Exited(125));
    assert!(ended.errors.ends_with(b"Landlock was refused"));
}

fn before_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut orders = orders(&[], folder.path());
    orders.program = folder.path().join("missing");
    let ended = launcher().run(&orders).unwrap();
    let How::NotConfined(words) = ended.how else {
        panic!("{:?}", ended.how)
    };
    assert!(words.contains("missing cannot be started"), "{words}");
    // The secret mark is not in the words.
    assert!(words.starts_with('/'), "{words}");
}

fn input_and_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut orders = orders(&["echo"], folder.path());
    // More than any pipe holds, in both directions.
    orders.input = (0..3_000_000_u32)
        .map(|place| (place % 251) as u8)
        .collect();
    orders.limits.output = 2_000_000;
    let ended = launcher().run(&orders).unwrap();
    assert_eq!(ended.how, How::Exited(0));
    assert!(ended.output == orders.input[..2_000_000]);
    assert_eq!(ended.output_cut, 1_000_000);
    assert_eq!(ended.errors, b"echoed");
}

fn worker_replies() {
    let ended = run(&["work"]);
    let errors = String::from_utf8_lossy(&ended.errors);
    assert_eq!(ended.how, How::Exited(0), "{errors}");
    let sum: u64 = (0..8).map(|from: u64| (from..1000).sum::<u64>()).sum();
    assert_eq!(
        String::from_utf8_lossy(&ended.output),
        format!("{sum} true")
    );
    assert!(errors.contains("printed by a student"), "{errors}");
}

/// The number that a program wrote into this file.
fn number(file: &Path) -> u32 {
    until(|| {
        fs::read_to_string(file)
            .ok()
            .filter(|text| text.ends_with('\n'))
    })
    .trim()
    .parse()
    .unwrap()
}

/// Whether a process runs, or could.
fn lives(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

fn child_does_not_outlive() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("number");
    let mut orders = orders(&["leave", file.to_str().unwrap()], folder.path());
    orders.write.push(folder.path().into());
    orders.may_fork = true;
    let ended = launcher().run(&orders).unwrap();
    assert_eq!(
        ended.how,
        How::Exited(0),
        "{}",
        String::from_utf8_lossy(&ended.errors)
    );
    assert!(!lives(number(&file)));
}

fn killed_judge() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("number");
    let binary = std::env::current_exe().unwrap();
    let mut judge = Command::new(binary)
        .args([PROGRAM, "judge"])
        .arg(&file)
        .spawn()
        .unwrap();
    let id = number(&file);
    judge.kill().unwrap();
    judge.wait().unwrap();
    until(|| (!lives(id)).then_some(()));
}

/// To root all is open, but for what Landlock denies.
fn guarded_judge() {
    if root() {
        return;
    }
    let mut orders = orders(&["exit", "0"], Path::new("/"));
    orders.program = "/bin/cat".into();
    orders.arguments = vec![format!("/proc/{}/environ", std::process::id()).into()];
    orders.protections.landlock = false;
    assert_eq!(launcher().run(&orders).unwrap().how, How::Exited(0));
    guard_judge().unwrap();
    assert_eq!(launcher().run(&orders).unwrap().how, How::Exited(1));
}
