//! Whoever reads the files of an assignment in the order of its list is led on by them.

use std::fs;
use std::path::Path;

use grader::workspace::Workspace;

/// The names of Rust files in backquotes, in their order.
fn files(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|name| name.ends_with(".rs")).collect()
}

#[test]
fn every_file_names_ones_that_come_later_in_the_list() {
    let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut followed = 0;
    for assignment in workspace.assignments() {
        let (assignment, sources) = (
            &assignment.name,
            workspace.root.join(&assignment.name).join("src"),
        );
        let lib = fs::read_to_string(sources.join("lib.rs")).unwrap();
        let rows: Vec<&str> = lib
            .lines()
            .filter(|line| line.starts_with("//! | `"))
            .collect();
        let list = rows.join("\n");
        let list = files(&list);
        for (place, name) in list.iter().enumerate() {
            let text = fs::read_to_string(sources.join(name)).unwrap();
            let Some(next) = text.lines().find(|line| line.contains("Read next")) else {
                continue;
            };
            for next in files(next) {
                assert!(
                    list[place..].iter().skip(1).any(|later| *later == next),
                    "{assignment}/src/{name} sends on to {next}, which the list in lib.rs has not behind it"
                );
                followed += 1;
            }
        }
    }
    assert!(followed > 20, "only {followed} files say what to read next");
}
