//! What every test of the binary needs: the program in a folder of its own, and how it may end.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The program with its runs in a folder of the test's own.
pub struct Program {
    pub runs: tempfile::TempDir,
}

impl Program {
    pub fn new() -> Self {
        Self {
            runs: tempfile::tempdir().unwrap(),
        }
    }

    pub fn out_dir(&self) -> PathBuf {
        self.runs.path().join("runs")
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assignment1"));
        command.args(arguments.split_whitespace());
        command.current_dir(self.runs.path());
        command
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The only run folder of a task.
    pub fn folder_of(&self, task: &str) -> PathBuf {
        let mut folders: Vec<_> = fs::read_dir(self.out_dir().join(task))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(folders.len(), 1, "{folders:?}");
        folders.remove(0)
    }

    pub fn metrics_of(&self, task: &str) -> String {
        fs::read_to_string(self.folder_of(task).join("metrics.csv")).unwrap()
    }
}

#[track_caller]
pub fn succeeds(output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
}

/// The program stops with this exit code and these words on standard error.
#[track_caller]
pub fn fails(output: &Output, code: i32, words: &[&str]) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    for word in words {
        assert!(stderr.contains(word), "no `{word}` in: {stderr}");
    }
}
