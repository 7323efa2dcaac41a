//! What is taken of a submission, and what of hostile ones.
//!
//! Nothing here is compiled. The staff's tree is the tiny course of the other tests; submissions are made in
//! each test.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use common::error::Result;
use grader::catalogue::Catalogue;
use grader::intake::{self, Submission};
use grader::workspace::Workspace;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "../fixture/mod.rs"]
mod fixture;
use fixture::Course;

mod archives;
mod bodies;
mod classes;
mod folders;
mod fuzz;
mod hostile;
#[path = "../../../common/tests/fuzz/mutations.rs"]
mod mutations;
mod names;
mod rosters;

/// Where the exercises of the tiny course stand.
const SUMS: &str = "assignment1/src/sums.rs";

/// The staff's tree, and a folder for submissions.
struct Desk {
    course: Course,
    catalogue: Catalogue,
    root: PathBuf,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let course = Course::new();
        let workspace = Workspace::find(course.root()).expect("a workspace");
        Self {
            catalogue: Catalogue::read(&workspace, "assignment1").expect("a catalogue"),
            root: workspace.root,
            course,
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A place for a submission.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The exercises' file with other bodies.
    fn sums(&self, add: &str, twice: &str) -> String {
        let mut text = self.course.read(SUMS);
        for entry in self.catalogue.entries.iter().rev() {
            let body = match &*entry.exercise.id {
                "a1.sums.add" => add,
                _ => twice,
            };
            text.replace_range(entry.exercise.body.clone(), body);
        }
        text
    }

    fn take(&self, path: &Path) -> Result<Submission> {
        intake::take(path, &self.catalogue, &self.root)
    }

    /// Takes files as an archive.
    fn zipped(&self, files: &[(&str, &str)]) -> Submission {
        let path = self.path("a.zip");
        let entries = files.iter().map(|(name, text)| (*name, text.as_bytes()));
        fs::write(&path, zip(entries)).expect("an archive");
        self.take(&path).expect("a submission")
    }

    /// Takes a folder with these files.
    fn in_folder(&self, name: &str, files: &[(&str, &str)]) -> Submission {
        for (file, text) in files {
            let path = self.path(name).join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        self.take(&self.path(name)).expect("a submission")
    }

    /// The error of taking these bytes as an archive.
    fn refused(&self, bytes: &[u8]) -> String {
        let path = self.path("a.zip");
        fs::write(&path, bytes).expect("an archive");
        self.take(&path).expect_err("a fault").to_string()
    }
}

/// An archive of these files.
fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).expect("an entry");
        writer.write_all(bytes).expect("an entry");
    }
    writer.finish().expect("an archive").into_inner()
}

/// What is said of a file: line and words.
fn said<'a>(submission: &'a Submission, file: &str) -> Vec<(Option<usize>, &'a str)> {
    let findings = submission.findings.iter();
    let findings = findings.filter(|finding| finding.file == file);
    findings
        .map(|finding| (finding.line, &*finding.words))
        .collect()
}

/// Asserts that this is said of a file, once.
#[track_caller]
fn says(submission: &Submission, (file, line): (&str, Option<usize>), words: &str) {
    let said = said(submission, file);
    let fitting = said
        .iter()
        .filter(|(own, text)| *own == line && text.contains(words));
    assert_eq!(
        fitting.count(),
        1,
        "{file}:{line:?}: {words}: {:#?}",
        submission.findings
    );
}

/// The bodies that were taken, without white space around their content.
fn bodies(submission: &Submission) -> Vec<(&str, &str)> {
    let written = submission.written.values();
    written
        .map(|written| (&*written.id, &*written.body))
        .collect()
}

const BOTH: [(&str, &str); 2] = [("a1.sums.add", "{ 1 }"), ("a1.sums.twice", "{ 2 }")];
