//! Runs cargo in a workspace, offline.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use common::error::{Error, Result};

use crate::compiler_messages::Compiled;
use crate::console::progress;
use crate::test_output::{self, TestOutput};

/// How cargo is called in one workspace.
#[derive(Debug)]
pub struct Cargo {
    /// The workspace's root.
    folder: PathBuf,
    /// Where compiled dependencies are found and put.
    build: OsString,
    /// Where finished programs are put.
    artifacts: PathBuf,
    /// Settings for every call that compiles.
    settings: Vec<String>,
}

impl Cargo {
    /// Cargo in `folder`, sharing the dependencies compiled under `build` and putting programs into
    /// `artifacts`.
    ///
    /// `packages` are the workspace's own. Cargo takes packages of two workspaces for the same thing when
    /// their names, versions and places inside the workspace agree, and then decides by modification
    /// times whether one's test executable serves for the other: the hand-out's tests could run against
    /// the solution, and the other way round. A number of code generation units that nobody else uses
    /// tells the two apart, and leaves third-party dependencies shared.
    pub fn new(folder: &Path, build: &Path, artifacts: &Path, packages: &[String]) -> Self {
        let setting = |package: &String| format!("profile.dev.package.{package}.codegen-units=61");
        Self {
            folder: folder.to_path_buf(),
            build: std::env::var_os("CARGO_BUILD_BUILD_DIR").unwrap_or_else(|| build.into()),
            artifacts: artifacts.to_path_buf(),
            settings: packages.iter().map(setting).collect(),
        }
    }

    /// Removes from `Cargo.lock` what the workspace does not use, and changes no version.
    pub fn prune_lock_file(&self) -> Result<()> {
        let output = self
            .command(&["update", "--workspace", "--offline", "--quiet"])
            .output()
            .map_err(missing)?;
        match output.status.success() {
            true => Ok(()),
            false => Err(Error::Failed(format!(
                "cargo cannot resolve the hand-out's dependencies:\n{}",
                String::from_utf8_lossy(&output.stderr).trim_end()
            ))),
        }
    }

    /// Compiles a package with its tests, and shows the lines as they come: this may take minutes.
    pub fn compile(&self, package: &str) -> Result<Compiled> {
        let mut child = self
            .test_command(package)
            .args(["--no-run", "--message-format", "json"])
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

    /// Runs one test executable of a package.
    pub fn test(&self, package: &str, target: &str) -> Result<TestOutput> {
        let output = self
            .test_command(package)
            .args(["--test", target, "--", "--test-threads", "2"])
            // Set by a user, it would mix what tests print with what the harness prints.
            .env_remove("RUST_TEST_NOCAPTURE")
            .stdin(Stdio::null())
            .output()
            .map_err(missing)?;
        let mut result = test_output::parse(&String::from_utf8_lossy(&output.stdout));
        if let Some(trouble) = &mut result.trouble {
            trouble.push_str(".\nCargo said:\n");
            trouble.push_str(String::from_utf8_lossy(&output.stderr).trim_end());
        }
        Ok(result)
    }

    fn test_command(&self, package: &str) -> Command {
        let mut command = self.command(&["test", "--offline", "--package", package]);
        for setting in &self.settings {
            command.args(["--config", setting]);
        }
        command
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env("CARGO_TARGET_DIR", &self.artifacts)
            .env("CARGO_TERM_COLOR", "never");
        command
    }
}

/// Shows what is being compiled, and returns the other lines: what is wrong beside the sources.
fn show_progress(lines: impl Iterator<Item = String>) -> String {
    let mut other = String::new();
    for line in lines {
        match ["Compiling ", "Finished ", "Executable ", "Blocking "]
            .iter()
            .any(|word| line.trim_start().starts_with(word))
        {
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

fn missing(error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::Failed(
            "cargo was not found: install Rust (https://rustup.rs), or add its folder to PATH."
                .into(),
        ),
        _ => Error::Failed(format!("cargo could not be run: {error}")),
    }
}
