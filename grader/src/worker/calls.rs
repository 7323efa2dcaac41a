//! Cargo's calls of the compiler, kept while it builds the oracle, and made again without it.
//!
//! Cargo starts the grader in the place of the compiler (`RUSTC_WORKSPACE_WRAPPER`), for the worker's own
//! two crates alone; the grader notes the arguments and starts the compiler.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Names the file into which the calls are noted; where it is set, the grader stands in for the compiler.
pub const NOTE: &str = "CS324_NOTE_COMPILER_CALLS";

/// One call of the compiler.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Call {
    /// The compiler.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// How the worker is compiled.
#[derive(Debug, Clone)]
pub struct Calls {
    /// The exercise files.
    pub library: Call,
    /// The probes.
    pub program: Call,
}

/// Stands in for the compiler, if cargo has started us as such.
pub fn stand_in() -> Option<ExitCode> {
    let note = std::env::var_os(NOTE)?;
    let mut words = std::env::args_os().skip(1);
    let program = words.next()?;
    let arguments: Vec<OsString> = words.collect();
    let call = Call {
        program: program.clone().into(),
        arguments: arguments
            .iter()
            .map(|word| word.to_string_lossy().into_owned())
            .collect(),
    };
    // Cargo also asks the compiler for its version: that is no call to be made again.
    if call.crate_name().is_some() && keep(Path::new(&note), &call).is_err() {
        return Some(ExitCode::FAILURE);
    }
    let status = Command::new(program).args(arguments).status();
    let code = status.ok().and_then(|status| status.code());
    Some(ExitCode::from(
        code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1),
    ))
}

fn keep(note: &Path, call: &Call) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(note)?;
    let mut line = serde_json::to_string(call)?;
    line.push('\n');
    file.write_all(line.as_bytes())
}

impl Call {
    /// The value behind an option: `--crate-name NAME`.
    fn option(&self, name: &str) -> Option<&str> {
        let place = self.arguments.iter().position(|word| word == name)?;
        self.arguments.get(place + 1).map(String::as_str)
    }

    fn crate_name(&self) -> Option<&str> {
        self.option("--crate-name").filter(|name| *name != "___")
    }

    /// The folder into which it writes.
    pub fn out_folder(&self) -> Option<&Path> {
        self.option("--out-dir").map(Path::new)
    }

    /// The folders and files of other crates that it reads.
    pub fn reads(&self) -> Vec<PathBuf> {
        let behind = |word: &String| {
            let (_, path) = word.split_once('=')?;
            Path::new(path).is_absolute().then(|| PathBuf::from(path))
        };
        let pairs = self.arguments.windows(2);
        let named = pairs.filter(|pair| pair[0] == "-L" || pair[0] == "--extern");
        let mut found: Vec<PathBuf> = named.filter_map(|pair| behind(&pair[1])).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The same call that writes into another folder, and takes the library `own` of this name from there;
    /// what it says besides its result is diagnostics alone.
    pub fn into_folder(&self, folder: &Path, (own, library): (&str, Option<&Path>)) -> Self {
        let mut arguments = self.arguments.clone();
        for index in 0..arguments.len() {
            let (before, word) = match index.checked_sub(1) {
                Some(before) => (arguments[before].clone(), arguments[index].clone()),
                None => continue,
            };
            match before.as_str() {
                "--out-dir" => arguments[index] = folder.display().to_string(),
                "--extern" if word.starts_with(&format!("{own}=")) => {
                    if let Some(library) = library {
                        arguments[index] = format!("{own}={}", library.display());
                    }
                }
                _ => {}
            }
        }
        arguments.retain(|word| !word.starts_with("--json="));
        for word in &mut arguments {
            if word.starts_with("--emit=") {
                *word = "--emit=link".into();
            }
        }
        Self {
            program: self.program.clone(),
            arguments,
        }
    }

    /// The name that the compiler gives the result: `libassignment1-0123456789abcdef.rlib`.
    pub fn result(&self) -> Option<String> {
        let name = self.crate_name()?;
        let mut words = self.arguments.iter();
        let extra = words.find_map(|word| word.strip_prefix("extra-filename="));
        let extra = extra.unwrap_or_default();
        match self.option("--crate-type") {
            Some("bin") => Some(format!("{name}{extra}")),
            _ => Some(format!("lib{name}{extra}.rlib")),
        }
    }
}

impl Calls {
    /// Reads the calls that were noted; of each crate the last one counts.
    pub fn read(note: &Path, library: &str, program: &str) -> Result<Option<Self>> {
        let Ok(text) = std::fs::read_to_string(note) else {
            return Ok(None);
        };
        let calls = text.lines().map(serde_json::from_str::<Call>);
        let calls: Vec<Call> = calls
            .collect::<std::result::Result<_, _>>()
            .map_err(|error| {
                Error::Failed(format!("{}: {error}: delete this file", note.display()))
            })?;
        let of = |name: &str| {
            let mut found = calls.iter().rev();
            found.find(|call| call.crate_name() == Some(name)).cloned()
        };
        Ok(of(library)
            .zip(of(program))
            .map(|(library, program)| Self { library, program }))
    }
}
