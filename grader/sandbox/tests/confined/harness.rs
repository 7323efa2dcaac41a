//! Runs the tests: as the user who started them, and as an ordinary user too where that was root.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use sandbox::{Ended, Launcher, Limits, Orders, Protections};

use crate::programs::PROGRAM;

/// A name and a function that panics.
pub type Test = (&'static str, fn());

/// The number of `nobody`: any that is not root's.
const NOBODY: u32 = 65534;

pub fn main(words: &[String], tests: &[&[Test]]) -> ExitCode {
    let chosen: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let mut failed = 0;
    let mut count = 0;
    for (name, test) in tests.concat() {
        if !chosen.is_empty() && !chosen.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        count += 1;
        let passed = catch_unwind(AssertUnwindSafe(test)).is_ok();
        failed += usize::from(!passed);
        say(&format!(
            "test {name} ... {}",
            if passed { "ok" } else { "FAILED" }
        ));
    }
    let who = if root() { "root" } else { "an ordinary user" };
    say(&format!("{count} tests as {who}, {failed} failed"));
    let passed_again = !root() || as_nobody(words);
    if failed == 0 && passed_again {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[allow(clippy::print_stderr)]
pub fn say(words: &str) {
    eprintln!("{words}");
}

/// Whether root runs this: whoever makes a file owns it.
pub fn root() -> bool {
    tempfile::tempfile().unwrap().metadata().unwrap().uid() == 0
}

/// The same tests, from a copy that everybody may start.
fn as_nobody(words: &[String]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.path().join("confined");
    fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let mut command = Command::new(copy);
    command.args(words).uid(NOBODY).gid(NOBODY).current_dir("/");
    command.status().unwrap().success()
}

pub fn launcher() -> Launcher {
    Launcher::new(std::env::current_exe().unwrap())
}

/// A program of these tests, which may nothing but run.
pub fn orders(words: &[&str], folder: &Path) -> Orders {
    Orders {
        program: std::env::current_exe().unwrap(),
        arguments: [PROGRAM].iter().chain(words).map(Into::into).collect(),
        folder: folder.into(),
        environment: Vec::new(),
        input: Vec::new(),
        read: Vec::new(),
        execute: Vec::new(),
        write: Vec::new(),
        limits: Limits {
            wall: Duration::from_secs(60),
            cpu: Duration::from_secs(60),
            memory: 256 << 20,
            output: 1 << 16,
            file: 1 << 20,
            processes: 64,
        },
        may_fork: false,
        protections: Protections::default(),
    }
}

pub fn run(words: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    launcher().run(&orders(words, folder.path())).unwrap()
}

/// Starts a program that does nothing, so many times, and prints milliseconds.
pub fn measure(words: &[String]) -> ExitCode {
    let count: usize = words
        .first()
        .and_then(|word| word.parse().ok())
        .unwrap_or(200);
    let folder = tempfile::tempdir().unwrap();
    let (launcher, orders) = (launcher(), orders(&["exit", "0"], folder.path()));
    let mut times: Vec<f64> = (0..count)
        .map(|_| {
            let started = Instant::now();
            launcher.run(&orders).unwrap();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(count - 1) * share / 100];
    say(&format!(
        "{count} starts: median {:.2} ms, 5 % below {:.2}, 95 % below {:.2}",
        at(50),
        at(5),
        at(95)
    ));
    ExitCode::SUCCESS
}
