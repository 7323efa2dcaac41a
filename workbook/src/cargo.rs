//! Runs cargo on the students' code.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::error::{Error, Result};

/// What the names of variables begin with by which `cargo run` tells a program of its package.
const OF_OUR_PACKAGE: [&str; 5] = [
    "CARGO_BIN_",
    "CARGO_CRATE_",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PRIMARY_",
];

/// What a compilation left.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Whether all compiled.
    pub success: bool,
    /// The test executables by name.
    pub executables: BTreeMap<String, PathBuf>,
    /// What the compiler refused.
    pub errors: Vec<CompileError>,
}

/// What the compiler refuses.
#[derive(Debug, PartialEq, Eq)]
pub struct CompileError {
    /// The file, relative to the hand-out, with slashes.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in one line.
    pub message: String,
    /// The same with the source, as the compiler shows it.
    pub rendered: String,
}

/// The cargo that runs us, or else the one of the search path.
///
/// It is not told of our own package: build scripts that look at these variables would run again, and
/// with them half of everything that is compiled.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if OF_OUR_PACKAGE.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command
}

/// Compiles test executables of a package; cargo shows its progress.
pub fn compile(root: &Path, package: &str, targets: &[&str]) -> Result<Compiled> {
    let mut command = command(root);
    command
        .args([
            "test",
            "--no-run",
            "--message-format",
            "json",
            "--package",
            package,
        ])
        .args(targets.iter().flat_map(|target| ["--test", target]))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = command.spawn().map_err(missing)?;
    let mut compiled = Compiled::default();
    let output = child.stdout.take().map(BufReader::new);
    for line in output.into_iter().flat_map(|output| output.split(b'\n')) {
        if let Ok(line) = serde_json::from_slice(&line.map_err(missing)?) {
            compiled.read(root, &line);
        }
    }
    compiled.success = child.wait().map_err(missing)?.success();
    Ok(compiled)
}

impl Compiled {
    /// Takes in an object of `--message-format json`.
    fn read(&mut self, root: &Path, line: &Value) {
        let text = |place: &str| line.pointer(place).and_then(Value::as_str);
        let word = |place: &str| text(place).unwrap_or_default();
        match (word("/reason"), text("/executable")) {
            ("compiler-artifact", Some(executable)) if word("/target/kind/0") == "test" => {
                let name = word("/target/name");
                self.executables.insert(name.into(), executable.into());
            }
            ("compiler-message", _) if word("/message/level") == "error" => {
                let spans = line.pointer("/message/spans").and_then(Value::as_array);
                let mut spans = spans.into_iter().flatten();
                // What has no place says how many errors there were.
                let Some(span) = spans.find(|span| span["is_primary"] == true) else {
                    return;
                };
                let file = Path::new(span["file_name"].as_str().unwrap_or_default());
                let file = file.strip_prefix(root).unwrap_or(file);
                let error = CompileError {
                    file: file.to_string_lossy().replace('\\', "/"),
                    line: span["line_start"].as_u64().unwrap_or_default() as usize,
                    message: word("/message/message").into(),
                    rendered: word("/message/rendered").trim_end().into(),
                };
                if !self.errors.contains(&error) {
                    self.errors.push(error);
                }
            }
            _ => {}
        }
    }
}

fn missing(error: std::io::Error) -> Error {
    Error::Failed(match error.kind() {
        ErrorKind::NotFound => {
            "cargo was not found: install Rust (https://rustup.rs), or add its folder to PATH."
                .into()
        }
        _ => format!("cargo could not be run: {error}"),
    })
}
