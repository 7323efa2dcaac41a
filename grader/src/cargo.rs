//! Runs cargo, offline.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::error::{Error, Result};

use crate::compiler_messages::Compiled;

/// The cargo that runs us, or else the one of the search path, in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TERM_COLOR", "never");
    command
}

/// What to do about a cargo that could not be started.
pub fn missing(error: std::io::Error) -> Error {
    Error::Failed(match error.kind() {
        ErrorKind::NotFound => {
            "cargo was not found: install Rust (https://rustup.rs), or add its folder to PATH."
                .into()
        }
        _ => format!("cargo could not be run: {error}"),
    })
}

/// Runs cargo and shows nothing; where it fails, the error is `fault` with cargo's words.
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
    pub fn prune_lock_file(&self) -> Result<()> {
        let mut command = command(&self.folder);
        command.args(["update", "--workspace", "--offline"]);
        quietly(
            &mut command,
            "cargo cannot resolve the hand-out's dependencies",
        )
    }

    /// Compiles a package's library, programs and some of its test executables. Cargo shows what it
    /// compiles, because this may take minutes; what the compiler says is in the result.
    pub fn compile(&self, package: &str, tests: &BTreeSet<&str>) -> Result<Compiled> {
        let mut command = command(&self.folder);
        command
            .args(["test", "--no-run", "--offline", "--package", package])
            .args(["--message-format", "json"])
            .args(tests.iter().flat_map(|test| ["--test", test]))
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env("CARGO_TARGET_DIR", &self.artifacts);
        for own in &self.packages {
            command.args([
                "--config",
                &format!("profile.dev.package.{own}.codegen-units=61"),
            ]);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(missing)?;
        let mut compiled = Compiled::default();
        let answers = child.stdout.take().map(BufReader::new);
        for line in answers.into_iter().flat_map(|answers| answers.split(b'\n')) {
            compiled.read(package, &line.map_err(missing)?);
        }
        compiled.success = child.wait().map_err(missing)?.success();
        Ok(compiled)
    }
}
