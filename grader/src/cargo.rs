//! Runs cargo, offline.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use common::error::{Error, Result};

/// What the names of variables begin with by which `cargo run` tells a program of its package.
const OF_OUR_PACKAGE: [&str; 5] = [
    "CARGO_BIN_",
    "CARGO_CRATE_",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PRIMARY_",
];

/// The cargo that runs us, or else the one of the search path, in a folder.
///
/// It is not told of our own package: build scripts that look at these variables would run again, and
/// with them half of everything that is compiled, each time that the grader and the user take turns.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TERM_COLOR", "never");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if OF_OUR_PACKAGE.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
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

/// Runs cargo and shows nothing; returns its standard output. Where it fails, the error is `fault` with
/// cargo's words.
pub fn quietly(command: &mut Command, fault: &str) -> Result<String> {
    let output = command.arg("--quiet").output().map_err(missing)?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(Error::Failed(format!(
            "{fault}:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        ))),
    }
}
