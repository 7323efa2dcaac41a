//! Runs cargo, offline.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use common::error::{Error, Result};

use crate::compiler_messages::Compiled;
use crate::console::progress;

/// The cargo that runs us, or else the one of the search path, in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TERM_COLOR", "never");
    command
}

/// What to do about a cargo that could not be started.
pub fn missing(error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::Failed(
            "cargo was not found: install Rust (https://rustup.rs), or add its folder to PATH."
                .into(),
        ),
        _ => Error::Failed(format!("cargo could not be run: {error}")),
    }
}

/// Runs cargo and keeps what it prints.
///
/// # Errors
/// [`Error::Failed`] with `fault` and cargo's words if cargo fails.
pub fn quietly(command: &mut Command, fault: &str) -> Result<()> {
    let output = command.arg("--quiet").output().map_err(missing)?;
    match output.status.success() {
        true => Ok(()),
        false => Err(Error::Failed(format!(
            "{fault}:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        ))),
    }
}

/// How cargo is called in a workspace whose files are exchanged.
#[derive(Debug)]
pub struct Cargo {
    /// The workspace's root.
    pub folder: PathBuf,
    /// Where compiled dependencies are found and put: the staff's own build folder.
    pub build: PathBuf,
    /// Where finished programs are put.
    pub artifacts: PathBuf,
    /// The workspace's own packages.
    ///
    /// Cargo takes packages of two workspaces for the same thing when their names, versions and places
    /// inside the workspace agree, and then decides by modification times whether one's test executable
    /// serves for the other: the hand-out's tests could run against the solution, and the other way round.
    /// A number of code generation units that nobody else uses tells the two apart, and leaves
    /// third-party dependencies shared.
    pub packages: Vec<String>,
}

impl Cargo {
    /// Removes from `Cargo.lock` what the workspace does not use, and changes no version.
    ///
    /// # Errors
    /// [`Error::Failed`] with cargo's words.
    pub fn prune_lock_file(&self) -> Result<()> {
        let mut command = command(&self.folder);
        command.args(["update", "--workspace", "--offline"]);
        quietly(
            &mut command,
            "cargo cannot resolve the hand-out's dependencies",
        )
    }

    /// Compiles a package's library, programs and some of its test executables, and shows the lines as they
    /// come: this may take minutes.
    ///
    /// # Errors
    /// If cargo cannot be run. What the compiler says is in the result.
    pub fn compile(&self, package: &str, tests: &BTreeSet<&str>) -> Result<Compiled> {
        let mut command = command(&self.folder);
        command
            .args(["test", "--no-run", "--offline", "--message-format", "json"])
            .args(["--package", package])
            .args(tests.iter().flat_map(|test| ["--test", test]))
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env("CARGO_TARGET_DIR", &self.artifacts);
        for own in &self.packages {
            command.args([
                "--config",
                &format!("profile.dev.package.{own}.codegen-units=61"),
            ]);
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(missing)?;
        let mut compiled = Compiled::default();
        let (answers, status) = (child.stdout.take(), child.stderr.take());
        // Both streams are read at once: a full pipe would stop cargo.
        let other_messages = thread::scope(|scope| {
            let other = scope.spawn(|| show_progress(status.into_iter().flat_map(lines)));
            for line in answers.into_iter().flat_map(lines) {
                compiled.read(package, &line);
            }
            other.join().expect("showing progress does not panic")
        });
        compiled.success = child.wait().map_err(missing)?.success();
        compiled.messages.push_str(&other_messages);
        Ok(compiled)
    }
}

/// Shows what is being compiled, and returns the other lines: what is wrong beside the sources.
fn show_progress(lines: impl Iterator<Item = String>) -> String {
    let shown = ["Compiling ", "Finished ", "Executable ", "Blocking "];
    let mut other = String::new();
    for line in lines {
        match shown.iter().any(|word| line.trim_start().starts_with(word)) {
            true => progress(&line),
            false => other.extend([line.as_str(), "\n"]),
        }
    }
    other
}

/// Lines of a stream that need not be valid UTF-8.
fn lines(stream: impl Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(stream)
        .split(b'\n')
        .map_while(std::result::Result::ok);
    lines.map(|line| String::from_utf8_lossy(&line).trim_end().to_owned())
}
