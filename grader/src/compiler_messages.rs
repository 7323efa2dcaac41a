//! Reads what cargo prints with `--message-format json`: one object a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

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
    /// The package's test executables by name.
    pub tests: BTreeMap<String, PathBuf>,
}

/// One error.
#[derive(Debug)]
pub struct CompileError {
    /// What is wrong, in one line.
    pub message: String,
    /// The places that it speaks of, the main one first: file, relative to the workspace, and line.
    pub places: Vec<(PathBuf, usize)>,
}

#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerMessage {
        manifest_path: PathBuf,
        message: Message,
    },
    CompilerArtifact {
        manifest_path: PathBuf,
        target: Target,
        executable: Option<PathBuf>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Span {
    file_name: PathBuf,
    line_start: usize,
    is_primary: bool,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Compiled {
    /// Takes in one line of cargo's standard output; `package` is the one that is compiled.
    pub fn read(&mut self, package: &str, line: &str) {
        let own = |manifest: &Path| manifest.ends_with(Path::new(package).join("Cargo.toml"));
        match serde_json::from_str(line) {
            Ok(Line::CompilerMessage {
                manifest_path,
                message,
            }) => {
                self.messages
                    .push_str(message.rendered.as_deref().unwrap_or_default());
                match message.level.as_str() {
                    "warning" => self.warned |= own(&manifest_path),
                    "error" => self.errors.push(message.into()),
                    _ => {}
                }
            }
            Ok(Line::CompilerArtifact {
                manifest_path,
                target,
                executable: Some(executable),
            }) if own(&manifest_path) && target.kind == ["test"] => {
                self.tests.insert(target.name, executable);
            }
            _ => {}
        }
    }
}

impl From<Message> for CompileError {
    fn from(message: Message) -> Self {
        let (main, other): (Vec<Span>, Vec<Span>) =
            message.spans.into_iter().partition(|span| span.is_primary);
        let spans = main.into_iter().chain(other);
        Self {
            message: message.message,
            places: spans
                .map(|span| (span.file_name, span.line_start))
                .collect(),
        }
    }
}
