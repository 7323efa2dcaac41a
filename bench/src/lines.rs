//! Lines of code without tests: of every program, every demonstration and every package.

use crate::assignments::ASSIGNMENTS;
use crate::cargo::project;
use crate::{processes, terminal};
use common::error::{Error, Result};
use common::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// What the file of a program or of a demonstration may have.
const MOST: usize = 150;

/// Flags of `lines`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinesArgs {
    /// Count in this revision, not in the files as they are
    #[arg(long, value_name = "REV")]
    at: Option<String>,

    /// Exit with code 1 if the file of a program or of a demonstration has more than 150 lines
    #[arg(long)]
    check: bool,
}

/// The lines of every file of Rust, by its path from the project's top folder.
type Files = BTreeMap<String, usize>;

/// Counts and tells.
pub fn run(args: &LinesArgs) -> Result<()> {
    let files = files(args.at.as_deref())?;
    let (programs, mut too_long) = programs(&files);
    let (demos, too_long_demos) = demos(&files);
    too_long.extend(too_long_demos);
    terminal::result(&format!("{programs}\n\n{demos}\n\n{}", packages(&files)));
    match too_long.is_empty() || !args.check {
        true => Ok(()),
        false => Err(Error::Failed(format!(
            "more than {MOST} lines: {}. Move a part of a program into its folder, and of a demonstration into \
             what it shows.",
            too_long.join(", ")
        ))),
    }
}

fn files(revision: Option<&str>) -> Result<Files> {
    let git = |words: &[&str]| {
        let finished = processes::run(Command::new("git").current_dir(project()).args(words));
        Ok(finished?.stdout)
    };
    let names = match revision {
        Some(revision) => git(&["ls-tree", "-r", "--name-only", revision])?,
        None => git(&["ls-files", "--cached", "--others", "--exclude-standard"])?,
    };
    let mut files = Files::new();
    for name in names.lines().filter(|name| is_counted(name)) {
        let text = match revision {
            Some(revision) => git(&["show", &format!("{revision}:{name}")])?,
            // One that is deleted is still listed.
            None => fs::read_to_string(project().join(name)).unwrap_or_default(),
        };
        files.insert(name.into(), without_tests(&text));
    }
    Ok(files)
}

/// Whether a file is Rust and no test, nor what tests and proofs read.
fn is_counted(name: &str) -> bool {
    let is_test = |part: &str| ["tests", "tests.rs", "fixture", "fixtures"].contains(&part);
    name.ends_with(".rs") && !name.split('/').any(is_test) && !name.starts_with("grader/bugs/")
}

/// How many lines come before the module of tests at the end.
fn without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let is_start = |pair: &[&str]| {
        pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
    };
    let start = lines.windows(2).position(is_start).unwrap_or(lines.len());
    let last = lines[..start].iter().rposition(|line| !line.is_empty());
    last.map_or(0, |last| last + 1)
}

/// Of all files whose path begins like this.
fn total(files: &Files, start: &str) -> usize {
    let those = files.iter().filter(|(name, _)| name.starts_with(start));
    those.map(|(_, lines)| lines).sum()
}

/// Every program with its own file and all of its files, and those whose own is too long.
fn programs(files: &Files) -> (Table, Vec<String>) {
    let mut table = Table::new(["program", "its file", "with its folder"]);
    let mut too_long = Vec::new();
    for assignment in ASSIGNMENTS {
        // They were called commands once.
        let folders = ["programs", "commands"].map(|it| format!("{}/src/{it}/", assignment.name));
        let is_there = |folder: &&String| total(files, folder) > 0;
        let folder = folders.iter().find(is_there).unwrap_or(&folders[0]);
        let mut rest = total(files, folder);
        for program in assignment.programs {
            let own = format!("{folder}{}", program.name.replace('-', "_"));
            let file = |end: &str| files.get(&format!("{own}{end}"));
            let Some(&file) = file(".rs").or(file("/mod.rs")) else {
                continue;
            };
            let all = total(files, &format!("{own}.")) + total(files, &format!("{own}/"));
            rest -= all;
            let name = format!("{} {}", assignment.name, program.name);
            if file > MOST {
                too_long.push(format!("{name} ({file})"));
            }
            table.row([name, file.to_string(), all.to_string()]);
        }
        let name = format!("{}, what they share", assignment.name);
        table.row([name, String::new(), rest.to_string()]);
    }
    (table, too_long)
}

/// Every demonstration with its file, and those whose file is too long.
fn demos(files: &Files) -> (Table, Vec<String>) {
    let mut table = Table::new(["demonstration", "its file"]);
    let mut too_long = Vec::new();
    for assignment in ASSIGNMENTS {
        let folder = format!("{}/src/demos/", assignment.name);
        let own = files.iter().filter_map(|(path, lines)| {
            let name = path.strip_prefix(&folder)?.strip_suffix(".rs")?;
            (name != "mod").then(|| (name.replace('_', "-"), *lines))
        });
        for (name, lines) in own {
            let name = format!("{} {name}", assignment.name);
            if lines > MOST {
                too_long.push(format!("{name} ({lines})"));
            }
            table.row([name, lines.to_string()]);
        }
    }
    (table, too_long)
}

fn packages(files: &Files) -> Table {
    let mut table = Table::new(["package, without tests", "lines of Rust"]);
    let folders = files.keys().filter_map(|name| name.split_once('/'));
    let folders: BTreeSet<&str> = folders.map(|(folder, _)| folder).collect();
    for folder in folders {
        let lines = total(files, &format!("{folder}/"));
        table.row([folder.to_string(), lines.to_string()]);
    }
    table.row(["all".to_string(), total(files, "").to_string()]);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_do_not_count() {
        let file = "fn f() {}\n\nfn g() {}\n\n#[cfg(test)]\nmod tests {\n    // …\n}\n";
        assert_eq!(without_tests(file), 3);
        assert_eq!(without_tests("fn f() {}\n\n#[cfg(test)]\nmod tests;\n"), 4);
        assert_eq!(without_tests(""), 0);
        for name in [
            "a/tests/all.rs",
            "a/src/b/tests.rs",
            "grader/bugs/a/b.rs",
            "a.py",
        ] {
            assert!(!is_counted(name), "{name}");
        }
        assert!(is_counted("grader/src/bugs.rs"));
    }

    #[test]
    fn demonstrations_are_counted_by_their_files() {
        let files = [
            ("assignment1/src/demos/mod.rs", 200),
            ("assignment1/src/demos/boundary.rs", 150),
            ("assignment1/src/demos/weight_spread.rs", 151),
            ("assignment1/src/programs/mlp.rs", 152),
            ("assignment2/src/demos/rnn.rs", 9),
        ];
        let files = Files::from(files.map(|(name, lines)| (name.to_string(), lines)));
        let (table, too_long) = demos(&files);
        let lines: Vec<String> = table.lines().map(|cells| cells.join("|")).collect();
        let wanted = ["boundary|150", "weight-spread|151"].map(|it| format!("assignment1 {it}"));
        assert_eq!(lines[1..3], wanted);
        assert_eq!(lines[3..], ["assignment2 rnn|9"]);
        assert_eq!(too_long, ["assignment1 weight-spread (151)"]);
    }

    #[test]
    fn programs_of_both_layouts_and_packages_are_counted() {
        let files = [
            ("assignment1/src/commands/mod.rs", 3),
            ("assignment1/src/commands/mlp.rs", 151),
            ("assignment1/src/commands/sgd.rs", 10),
            ("assignment1/src/commands/sgd/times.rs", 20),
            ("assignment1/src/commands/learning_curve/mod.rs", 7),
            (
                "assignment1/src/commands/learning_curve/figures/curves.rs",
                8,
            ),
            ("common/by_hand/src/lib.rs", 5),
            ("common/src/lib.rs", 10),
        ];
        let files = Files::from(files.map(|(name, lines)| (name.to_string(), lines)));
        let (table, too_long) = programs(&files);
        let lines = |table: &Table| {
            let lines = table.lines().skip(1).map(|cells| cells.join("|"));
            lines.collect::<Vec<_>>()
        };
        let wanted = ["mlp|151|151", "sgd|10|30", "learning-curve|7|15"];
        let wanted = wanted.map(|it| format!("assignment1 {it}"));
        assert_eq!(lines(&table)[..3], wanted);
        assert_eq!(lines(&table)[3], "assignment1, what they share||3");
        assert_eq!(too_long, ["assignment1 mlp (151)"]);
        let wanted = ["assignment1|199", "common|15", "all|214"];
        assert_eq!(lines(&packages(&files)), wanted);
    }
}
