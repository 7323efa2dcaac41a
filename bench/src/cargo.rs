//! Cargo in the project's folder, and the programs that it builds.

use crate::{processes, terminal};
use common::error::{Error, Result};
use std::path::PathBuf;
use std::process::Command;

/// The top folder of the project.
pub fn project() -> PathBuf {
    // What cargo says now comes before what it said when this was compiled: in a copy of the
    // project that took the target folder along, the two differ.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|package| package.ends_with("bench"))
        .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let project = package.parent().expect("bench is a folder of the project");
    project.to_path_buf()
}

/// Cargo in the project's folder.
pub fn command() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project());
    command
}

/// Builds a package in the profile of this program; returns its binary, which lies beside this one.
pub fn built_program(package: &str) -> Result<PathBuf> {
    terminal::progress(&format!("building {package}"));
    let mut build = command();
    build.args(["build", "-p", package]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    processes::run(&mut build)?;
    let this = std::env::current_exe().map_err(Error::io("find", "this program"))?;
    Ok(this.with_file_name(format!("{package}{}", std::env::consts::EXE_SUFFIX)))
}
