//! Lines of code: of every program, and of every package without its tests.

use crate::assignments::ASSIGNMENTS;
use crate::cargo::project;
use crate::{processes, terminal};
use common::error::{Error, Result};
use common::table::Table;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the file of a program may have.
const MOST: usize = 150;

/// Flags of `lines`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LinesArgs {
    /// Count in this revision, not in the files as they are
    #[arg(long, value_name = "REV")]
    at: Option<String>,

    /// Exit with code 1 if the file of a program has more than 150 lines
    #[arg(long)]
    check: bool,
}

/// Counts and tells.
///
/// # Errors
/// [`Error::Failed`] for an unknown revision, and with `--check` for a program that is too long.
pub fn run(args: &LinesArgs) -> Result<()> {
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let root = match &args.at {
        Some(revision) => checked_out(revision, folder.path())?,
        None => project(),
    };
    let (programs, too_long) = programs(&root)?;
    terminal::result(&format!("{programs}\n\n{}", packages(&root)?));
    match too_long.is_empty() || !args.check {
        true => Ok(()),
        false => Err(Error::Failed(format!(
            "more than {MOST} lines: {}. Move a part into the program's folder.",
            too_long.join(", ")
        ))),
    }
}

/// The files of a revision, in a folder of their own.
fn checked_out(revision: &str, folder: &Path) -> Result<PathBuf> {
    let tree = folder.join("tree");
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(project()).args(words);
        // What is staged in the project stays as it is.
        processes::run(git.env("GIT_INDEX_FILE", folder.join("index")))
    };
    git(&["read-tree", revision])?;
    let prefix = format!("--prefix={}/", tree.display());
    git(&["checkout-index", "--all", &prefix])?;
    Ok(tree)
}

/// Every program with its own file and all of its files, and which files are too long.
fn programs(root: &Path) -> Result<(Table, Vec<String>)> {
    let mut table = Table::new(["program", "its file", "with its folder"]);
    let mut too_long = Vec::new();
    for assignment in ASSIGNMENTS {
        let sources = root.join(assignment.name).join("src");
        // They were called commands once.
        let folders = ["programs", "commands"].map(|name| sources.join(name));
        let Some(folder) = folders.iter().find(|folder| folder.is_dir()) else {
            continue;
        };
        let mut rest = lines_in(folder)?;
        for program in assignment.programs {
            let own = folder.join(program.name.replace('-', "_"));
            let file = own.with_extension("rs");
            let (file, beside) = match file.is_file() {
                true => (lines_of(&file)?, lines_in(&own)?),
                false if own.is_dir() => {
                    let file = lines_of(&own.join("mod.rs"))?;
                    (file, lines_in(&own)? - file)
                }
                false => continue,
            };
            let name = format!("{} {}", assignment.name, program.name);
            rest -= file + beside;
            if file > MOST {
                too_long.push(format!("{name} ({file})"));
            }
            table.row([name, file.to_string(), (file + beside).to_string()]);
        }
        let name = format!("{}, what they share", assignment.name);
        table.row([name, String::new(), rest.to_string()]);
    }
    Ok((table, too_long))
}

/// Every top folder with members of the workspace, without tests.
fn packages(root: &Path) -> Result<Table> {
    let manifest = root.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(Error::io("read", &manifest))?;
    let manifest: toml::Table = text
        .parse()
        .map_err(|error| Error::Data(format!("Cargo.toml: {error}")))?;
    let members = manifest["workspace"]["members"].as_array();
    let members = members.into_iter().flatten().filter_map(|it| it.as_str());
    let mut folders: Vec<&str> = members.filter_map(|it| it.split('/').next()).collect();
    folders.dedup();
    let mut table = Table::new(["package, without tests", "lines of Rust"]);
    let mut all = 0;
    for folder in folders {
        let lines = lines_in(&root.join(folder))?;
        table.row([folder.to_string(), lines.to_string()]);
        all += lines;
    }
    table.row(["all".to_string(), all.to_string()]);
    Ok(table)
}

/// The lines of all files of Rust in a folder, without tests and without what tests and proofs read.
fn lines_in(folder: &Path) -> Result<usize> {
    let Ok(entries) = folder.read_dir() else {
        return Ok(0);
    };
    let mut lines = 0;
    for entry in entries {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        lines += match path.is_dir() {
            true if ["tests", "fixture", "fixtures", "target"].contains(&&*name) => 0,
            true if path.ends_with("grader/bugs") => 0,
            true => lines_in(&path)?,
            false if name == "tests.rs" || !name.ends_with(".rs") => 0,
            false => lines_of(&path)?,
        };
    }
    Ok(lines)
}

fn lines_of(file: &Path) -> Result<usize> {
    let text = fs::read_to_string(file).map_err(Error::io("read", file))?;
    Ok(without_tests(&text))
}

/// How many lines come before the module of tests at the end.
fn without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let is_start = |pair: &[&str]| {
        pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
    };
    let start = lines.windows(2).position(is_start).unwrap_or(lines.len());
    let code = &lines[..start];
    let is_code = |line: &&str| !line.is_empty();
    code.iter().rposition(is_code).map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "fn f() {}\n\nfn g() {}\n\n#[cfg(test)]\nmod tests {\n    // …\n}\n";

    #[test]
    fn tests_do_not_count() {
        assert_eq!(without_tests(FILE), 3);
        let elsewhere = "fn f() {}\n\n#[cfg(test)]\nmod tests;\n";
        assert_eq!(without_tests(elsewhere), 4);
        assert_eq!(without_tests(""), 0);
    }

    #[test]
    fn programs_and_packages_of_both_layouts_are_counted() {
        let project = tempfile::tempdir().unwrap();
        let root = project.path();
        let write = |file: &str, lines: usize| {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "a\n".repeat(lines)).unwrap();
        };
        let members = "members = [\"common\", \"common/by_hand\", \"assignment1\", \"grader\"]";
        fs::write(root.join("Cargo.toml"), format!("[workspace]\n{members}\n")).unwrap();
        write("common/src/lib.rs", 10);
        write("common/by_hand/src/lib.rs", 5);
        write("common/tests/all.rs", 99);
        write("grader/bugs/assignment1/linear.rs", 99);
        write("assignment1/src/commands/mod.rs", 3);
        write("assignment1/src/commands/mlp.rs", 151);
        write("assignment1/src/commands/learning_curve/mod.rs", 7);
        write(
            "assignment1/src/commands/learning_curve/figures/curves.rs",
            8,
        );
        let (table, too_long) = programs(root).unwrap();
        let lines = |table: &Table| {
            table
                .to_string()
                .lines()
                .skip(1)
                .map(words)
                .collect::<Vec<_>>()
        };
        fn words(line: &str) -> String {
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        assert_eq!(
            lines(&table),
            [
                "assignment1 mlp 151 151",
                "assignment1 learning-curve 7 15",
                "assignment1, what they share 3"
            ]
        );
        assert_eq!(too_long, ["assignment1 mlp (151)"]);
        let packages = packages(root).unwrap();
        assert_eq!(
            lines(&packages),
            ["common 15", "assignment1 169", "grader 0", "all 184"]
        );
    }
}
