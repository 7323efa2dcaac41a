//! Reads what cargo prints with `--message-format json`: one object a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::test_run::Tests;

/// What a compilation said.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Whether it succeeded.
    pub success: bool,
    /// Errors and warnings as the compiler shows them.
    pub messages: String,
    /// Whether the package itself has warnings.
    pub warned: bool,
    /// The errors.
    pub errors: Vec<CompileError>,
    /// The package's test executables.
    pub tests: Tests,
    /// The package's programs by name.
    pub programs: BTreeMap<String, PathBuf>,
}

/// One error.
#[derive(Debug)]
pub struct CompileError {
    /// What is wrong, in one line.
    pub message: String,
    /// The places that it speaks of, the main one first: file, relative to the workspace, and line.
    pub places: Vec<(PathBuf, usize)>,
}

impl Compiled {
    /// Takes in one line of cargo's standard output; `package` is the one that is compiled.
    pub fn read(&mut self, package: &str, line: &[u8]) {
        let Ok(line) = serde_json::from_slice::<Value>(line) else {
            return;
        };
        let text = |place: &str| line.pointer(place).and_then(Value::as_str);
        let word = |place: &str| text(place).unwrap_or_default();
        let manifest = Path::new(word("/manifest_path"));
        let own = manifest.ends_with(Path::new(package).join("Cargo.toml"));
        match (word("/reason"), text("/executable")) {
            ("compiler-message", _) => {
                self.messages.push_str(word("/message/rendered"));
                match word("/message/level") {
                    "warning" => self.warned |= own,
                    "error" => self.errors.push(CompileError {
                        message: word("/message/message").into(),
                        places: places(&line["message"]["spans"]),
                    }),
                    _ => {}
                }
            }
            ("compiler-artifact", Some(executable)) if own => {
                let executables = match word("/target/kind/0") {
                    "test" => &mut self.tests.executables,
                    _ => &mut self.programs,
                };
                executables.insert(word("/target/name").into(), executable.into());
            }
            _ => {}
        }
    }
}

fn places(spans: &Value) -> Vec<(PathBuf, usize)> {
    let mut spans: Vec<&Value> = spans.as_array().into_iter().flatten().collect();
    spans.sort_by_key(|span| span["is_primary"] != true);
    let place = |span: &Value| {
        let line = span["line_start"].as_u64()?;
        Some((span["file_name"].as_str()?.into(), line as usize))
    };
    spans.into_iter().filter_map(place).collect()
}
