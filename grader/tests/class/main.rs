//! A class of generated submissions is graded from end to end: every state as expected, killed and resumed,
//! nothing of the hostile ones left. `CS324_CLASS` says how many there are, `CS324_KILLS` how often the
//! grader is killed.
//!
//! Everything is one test: the parts stand on what was graded first, and graders beside one another would
//! measure each other.

#![cfg(target_os = "linux")]
#![expect(
    clippy::print_stdout,
    reason = "what was measured, and why nothing was"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use grader::bugs;
use grader::catalogue::Catalogue;
use grader::files::Tree;
use grader::handout;
use grader::workspace::Workspace;

mod submissions;
use submissions::{DUE, Material, Student};

/// The most resident memory that the grader may have had, in bytes.
const MEMORY: u64 = 500 << 20;

/// A line of the solution that is longer than this is nobody's by accident.
const TELLING: usize = 30;

struct Desk {
    workspace: Workspace,
    folder: tempfile::TempDir,
}

/// How a run of the grader ended.
struct Ended {
    status: ExitStatus,
    /// The most resident memory, in bytes.
    memory: u64,
    took: Duration,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn grader(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
        command
            .args(words)
            .current_dir(&self.workspace.root)
            .env("CS324_SECRET", self.path("secret"))
            .stdin(Stdio::null());
        command
    }

    /// Grades the class into a folder; `stop` is a kill point.
    fn batch(&self, out: &Path, stop: Option<&str>) -> Ended {
        let (class, out) = (self.path("class"), out.to_string_lossy().into_owned());
        let (folder, roster) = (class.to_string_lossy(), class.with_extension("csv"));
        let roster = roster.to_string_lossy();
        let words = [
            "batch",
            "assignment1",
            &*folder,
            "--roster",
            &*roster,
            "--due",
            DUE,
        ];
        let mut command = self.grader(&words);
        command.args(["--out", &*out]).stdout(Stdio::null());
        if let Some(stop) = stop {
            command.env("CS324_STOP", stop);
        }
        let (start, mut memory) = (Instant::now(), 0);
        let mut child = command.spawn().expect("the grader");
        let status = loop {
            // It only grows, so that the last look before the end is the one that counts.
            memory = memory.max(peak(child.id()));
            if let Some(status) = child.try_wait().expect("the grader") {
                break status;
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let took = start.elapsed();
        Ended {
            status,
            memory,
            took,
        }
    }
}

fn peak(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// A number that the environment may change.
fn number(variable: &str, usual: usize) -> usize {
    let text = std::env::var(variable).ok();
    text.map_or(usual, |text| text.parse().expect("a number"))
}

#[test]
fn a_class_is_graded_whatever_it_holds() {
    if sandbox::tier() != sandbox::Tier::Confined {
        println!("skipped: this machine cannot confine what it runs, see `grader doctor`");
        return;
    }
    let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the course");
    let catalogue = Catalogue::read(&workspace, "assignment1").expect("the catalogue");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk { workspace, folder };
    fs::create_dir(desk.path("class")).expect("a folder");
    fs::create_dir(desk.path("canary")).expect("a folder");
    fs::write(desk.path("canary/file"), "a canary").expect("a file");
    let fixtures = |folder: &str| -> Vec<bugs::Bug> {
        let folder = desk
            .workspace
            .root
            .join("grader")
            .join(folder)
            .join("assignment1");
        let files = fs::read_dir(folder).expect("fixtures");
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        let found = paths.iter().flat_map(|path| {
            let text = fs::read_to_string(path).expect("a fixture");
            bugs::find(&text, path, &mut Vec::new())
        });
        found.collect()
    };
    let material = Material {
        catalogue: &catalogue,
        tree: handout::assemble(&desk.workspace, &catalogue).expect("a hand-out"),
        variants: fixtures("variants"),
        bugs: fixtures("bugs"),
        class: desk.path("class"),
    };
    let students = material.write(number("CS324_CLASS", 12));

    assert!(
        desk.grader(&["secret", "new"])
            .status()
            .expect("the grader")
            .success()
    );
    let recorded = desk.grader(&["answers", "assignment1"]).status();
    assert!(recorded.expect("the grader").success());
    let before = (
        contents(&desk.path("class")),
        contents(&desk.path("canary")),
        names(&desk),
    );

    let out = desk.path("out");
    let ended = desk.batch(&out, None);
    println!(
        "{} students: {:.0} s, {:.1} s each, {} MB at most",
        students.len(),
        ended.took.as_secs_f64(),
        ended.took.as_secs_f64() / students.len() as f64,
        ended.memory >> 20
    );
    assert_eq!(ended.status.code(), Some(3), "somebody is to be looked at");
    assert!(ended.memory < MEMORY, "{} bytes of memory", ended.memory);
    states(&out, &students);
    let after = (
        contents(&desk.path("class")),
        contents(&desk.path("canary")),
        names(&desk),
    );
    assert!(
        before == after,
        "something outside of the slots has changed"
    );
    assert_eq!(left(&desk), Vec::<String>::new(), "processes are left");
    nothing_leaks(&desk, &out, &catalogue);
    killed_and_resumed(&desk, &out);
    cut_and_resumed(&desk, &out);
}

/// Every item ended as it was to.
fn states(out: &Path, students: &[Student]) {
    let mut rows: BTreeMap<(String, String), (String, String, String)> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(out.join("items.csv")).expect("items.csv");
    for row in reader.records() {
        let row = row.expect("a row");
        let key = (row[0].to_owned(), row[1].to_owned());
        if ["code", "result"].contains(&&row[2]) {
            let [kind, state, reason] = [2, 3, 8].map(|column| row[column].to_owned());
            rows.insert(key, (kind, state, reason));
        }
    }
    let staff = fs::read_to_string(out.join("staff.md")).expect("staff.md");
    let grades = fs::read_to_string(out.join("grades.csv")).expect("grades.csv");
    let mut problems = Vec::new();
    for student in students {
        let own = rows.iter().filter(|((id, _), _)| *id == student.id);
        let mut count = 0;
        for ((_, item), (kind, state, reason)) in own {
            count += 1;
            let expected = match student.items.get(item) {
                Some(expected) => expected,
                // A result is the work of all pieces: it is told beforehand where all are right.
                None if kind == "result" && !student.is_right() => continue,
                None => &student.others,
            };
            if !expected.is_empty() && !expected.contains(&&**state) {
                problems.push(format!(
                    "{} ({}): {item} ended as {state} and not as {expected:?}: {reason}",
                    student.id, student.kind
                ));
            }
        }
        if count == 0 || !grades.contains(&student.id) {
            problems.push(format!("{} ({}) is lost", student.id, student.kind));
        }
        let mut own = staff
            .split("\n**")
            .filter(|part| part.starts_with(&student.id));
        let said = own.any(|part| part.contains(student.said));
        if !student.said.is_empty() && !said {
            problems.push(format!(
                "{}: staff.md does not say {:?}",
                student.id, student.said
            ));
        }
    }
    assert!(
        !grades.lines().any(|line| line.contains(",=")),
        "a formula: {grades}"
    );
    assert!(problems.is_empty(), "{}\n{staff}", problems.join("\n"));
}

/// Killed at one line of the journal after the other, the documents are the same.
fn killed_and_resumed(desk: &Desk, whole: &Path) {
    let out = desk.path("killed");
    let journal = fs::read_to_string(whole.join("journal.jsonl")).expect("a journal");
    let lines: Vec<&str> = journal.split_inclusive('\n').collect();
    let kills = number("CS324_KILLS", 3).min(lines.len() - 1);
    // What was graded before the first kill is taken over.
    let kept = lines.len().saturating_sub(kills + 2);
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("journal.jsonl"), lines[..kept].concat()).expect("a journal");
    for kill in 0..kills {
        let ended = desk.batch(&out, Some("kill:journal:1"));
        assert_eq!(ended.status.code(), None, "kill {kill} does not kill");
        assert!(!out.join("grades.csv").exists(), "grades of half a class");
    }
    desk.batch(&out, None);
    same(whole, &out, "killed");
}

/// A journal whose last line is torn is as good as one without it.
fn cut_and_resumed(desk: &Desk, whole: &Path) {
    let bytes = fs::read(whole.join("journal.jsonl")).expect("a journal");
    let last = bytes[..bytes.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n');
    let start = last.map_or(0, |place| place + 1);
    for end in [(start + bytes.len()) / 2, bytes.len() - 1] {
        let out = desk.path(&format!("cut-{end}"));
        fs::create_dir(&out).expect("a folder");
        fs::write(out.join("journal.jsonl"), &bytes[..end]).expect("a journal");
        desk.batch(&out, None);
        same(whole, &out, "cut");
    }
}

/// All documents but the journal, whose lines come in the order in which slots end.
fn same(whole: &Path, other: &Path, name: &str) {
    let documents = |folder: &Path| {
        let mut files = contents(folder);
        files.remove(Path::new("journal.jsonl"));
        files
    };
    let (whole, other) = (documents(whole), documents(other));
    let names = |files: &Tree| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&whole), names(&other), "{name}");
    for (path, bytes) in &whole {
        let equal = other.get(path) == Some(bytes);
        assert!(equal, "{name}: {} differs", path.display());
    }
}

/// Neither the secret nor a line of the solution stands in a document.
fn nothing_leaks(desk: &Desk, out: &Path, catalogue: &Catalogue) {
    let secret = fs::read_to_string(desk.path("secret")).expect("the secret");
    let bodies = catalogue.bodies();
    let lines = bodies.values().flat_map(|body| body.lines().map(str::trim));
    let telling: Vec<&str> = lines
        .filter(|line| line.len() > TELLING && !line.starts_with("//"))
        .collect();
    assert!(telling.len() > 20, "the solution has lines");
    for (path, bytes) in contents(out) {
        let text = String::from_utf8_lossy(&bytes);
        let place = path.display();
        assert!(!text.contains(secret.trim()), "{place} has the secret");
        for line in &telling {
            assert!(
                !text.contains(line),
                "{place} has a line of the solution: {line}"
            );
        }
    }
}

/// The files under a folder; a link by where it leads.
fn contents(folder: &Path) -> Tree {
    let mut found = Tree::new();
    for path in grader::files::list_all(folder).expect("a folder") {
        let place = folder.join(&path);
        let bytes = match place.is_symlink() {
            true => fs::read_link(&place)
                .expect("a link")
                .to_string_lossy()
                .into_owned()
                .into_bytes(),
            false => fs::read(&place).expect("a file"),
        };
        found.insert(path, bytes);
    }
    found
}

/// What lies beside the slots, by name and length.
fn names(desk: &Desk) -> Vec<(PathBuf, u64)> {
    let home = desk.workspace.target.join("grading");
    let (mut found, mut open) = (Vec::new(), vec![home.clone()]);
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true if path == home.join("slots") => {}
                true => open.push(path),
                false => found.push((path.clone(), path.metadata().map_or(0, |it| it.len()))),
            }
        }
    }
    found.sort();
    found
}

/// Processes that run a program of the slots, or have one of their folders in their words.
fn left(desk: &Desk) -> Vec<String> {
    let slots = desk.workspace.target.join("grading").join("slots");
    let slots = slots.to_string_lossy();
    let entries = fs::read_dir("/proc").expect("processes").flatten();
    let found = entries.filter_map(|entry| {
        let program = fs::read_link(entry.path().join("exe")).unwrap_or_default();
        let words = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let words = String::from_utf8_lossy(&words).into_owned();
        let is_ours = program.to_string_lossy().contains(&*slots) || words.contains(&*slots);
        is_ours.then(|| format!("{}: {words}", entry.path().display()))
    });
    found.collect()
}

/// Every attack ends as it must, and is real. All of them take minutes: those beside the first are asked for
/// by `CS324_ATTACKS=all`.
#[test]
fn attacks_end_as_they_must() {
    if sandbox::tier() != sandbox::Tier::Confined {
        println!("skipped: this machine cannot confine what it runs, see `grader doctor`");
        return;
    }
    let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the course");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk { workspace, folder };
    assert!(
        desk.grader(&["secret", "new"])
            .status()
            .expect("the grader")
            .success()
    );
    let files: &[&str] = match std::env::var("CS324_ATTACKS").as_deref() {
        Ok("all") => &[""],
        _ => &["files", "network", "compiling"],
    };
    for file in files {
        let output = desk.grader(&["attacks", "assignment1", file]).output();
        let output = output.expect("the grader");
        let said =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(said.contains(" as expected"), "{said}");
    }
}
