//! Cargo's calls of the compiler, kept while it builds the oracle, and made again without it.
//!
//! Cargo starts the grader in the place of the compiler (`RUSTC_WORKSPACE_WRAPPER`), for the worker's own
//! two crates alone; the grader notes the arguments and starts the compiler.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Names the file into which the calls are noted; where it is set, the grader stands in for the compiler.
pub const NOTE: &str = "CS324_NOTE_COMPILER_CALLS";

/// The ends of names of compiled crates.
const COMPILED: [&str; 5] = ["rlib", "rmeta", "so", "dylib", "dll"];

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

    /// The same call that takes the crates of `-L dependency=…` from one folder, into which `keep` of them are
    /// linked. Where cargo leaves them, the solution lies beside them, and a body could read it in.
    fn with_own_dependencies(&self, folder: &Path, keep: &dyn Fn(&str) -> bool) -> Result<Self> {
        let mut call = self.clone();
        let named = |word: &String| word.strip_prefix("dependency=").map(PathBuf::from);
        let origins: Vec<PathBuf> = call.arguments.iter().filter_map(named).collect();
        for origin in &origins {
            link_all(origin, folder, keep)?;
        }
        for word in &mut call.arguments {
            let (name, path) = match word.split_once('=') {
                Some((name, path)) => (name.to_owned(), PathBuf::from(path)),
                None => continue,
            };
            if name == "dependency" {
                *word = format!("dependency={}", folder.display());
            } else if let (Some(parent), Some(file)) = (path.parent(), path.file_name())
                && origins.iter().any(|origin| origin == parent)
                && folder.join(file).exists()
            {
                *word = format!("{name}={}", folder.join(file).display());
            }
        }
        Ok(call)
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

/// Links the compiled crates of a folder into another one, those whose name `keep` takes. What is not among
/// them any more goes.
fn link_all(from: &Path, to: &Path, keep: &dyn Fn(&str) -> bool) -> Result<()> {
    common::files::create_folder(to)?;
    let list = |folder: &Path| -> Result<BTreeMap<OsString, (u64, Option<SystemTime>)>> {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(Error::io("read the folder", folder))? {
            let entry = entry.map_err(Error::io("read the folder", folder))?;
            let file = entry.metadata().map_err(Error::io("read", &entry.path()))?;
            found.insert(entry.file_name(), (file.len(), file.modified().ok()));
        }
        Ok(found)
    };
    let mut wanted = list(from)?;
    wanted.retain(|name, _| {
        let name = name.to_string_lossy();
        let stem = name.strip_prefix("lib").unwrap_or(&name);
        let is_crate = stem
            .rsplit_once('.')
            .is_some_and(|(_, end)| COMPILED.contains(&end));
        is_crate && keep(stem.split(['-', '.']).next().unwrap_or_default())
    });
    let there = list(to)?;
    for (name, file) in &there {
        if wanted.get(name) != Some(file) {
            let path = to.join(name);
            std::fs::remove_file(&path).map_err(Error::io("remove", &path))?;
        }
    }
    for (name, _) in wanted
        .iter()
        .filter(|(name, file)| there.get(*name) != Some(file))
    {
        let (old, new) = (from.join(name), to.join(name));
        // Not every file system has links.
        if std::fs::hard_link(&old, &new).is_err() {
            std::fs::copy(&old, &new).map_err(Error::io("copy", &old))?;
        }
    }
    Ok(())
}

impl Calls {
    /// The same calls with the crates that they need, and `keep` takes by name, in a folder of their own.
    pub fn with_own_dependencies(self, folder: &Path, keep: impl Fn(&str) -> bool) -> Result<Self> {
        Ok(Self {
            library: self.library.with_own_dependencies(folder, &keep)?,
            program: self.program.with_own_dependencies(folder, &keep)?,
        })
    }

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
