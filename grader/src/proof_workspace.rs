//! The folder in which hand-outs are compiled and tested: a copy, so that the hand-out itself stays as built.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::error::{Error, Result};
use serde_json::Value;

use crate::cargo;
use crate::catalogue::Catalogue;
use crate::console::progress;
use crate::files::{self, Tree};
use crate::public_tests::Tests;
use crate::workspace::{LABS, Workspace};

/// A workspace under the target folder whose files are exchanged from one proof to the next.
///
/// There is one for all hand-outs, always in the same place: cargo then sees one workspace whose files
/// change, which is the case that its comparison of modification times is right for.
#[derive(Debug)]
pub struct ProofWorkspace<'a> {
    pub staff: &'a Workspace,
    pub folder: PathBuf,
    /// Locked as long as this value lives; a second grader waits.
    _lock: File,
}

impl<'a> ProofWorkspace<'a> {
    /// Opens the folder, and waits for another grader that uses it.
    pub fn open(staff: &'a Workspace) -> Result<Self> {
        let home = staff.target.join("handout");
        let folder = home.join("workspace");
        common::files::create_folder(&folder)?;
        let lock_path = home.join("lock");
        let lock = File::create(&lock_path).map_err(Error::io("create", &lock_path))?;
        if lock.try_lock().is_err() {
            progress("waiting for another grader");
            lock.lock().map_err(Error::io("lock", &lock_path))?;
        }
        Ok(Self {
            staff,
            folder,
            _lock: lock,
        })
    }

    /// Makes the folder equal to a tree.
    fn fill(&self, tree: &Tree) -> Result<()> {
        let mut wanted = tree.clone();
        if self.folder.starts_with(&self.staff.root) {
            // Cargo merges the configurations of all folders above; its lists would hold all twice.
            wanted.retain(|path, _| !path.starts_with(".cargo"));
        }
        for path in files::list_all(&self.folder)? {
            if !wanted.contains_key(&path) {
                let path = self.folder.join(path);
                fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            }
        }
        files::write(&wanted, &self.folder)
    }

    /// Gives a tree a lock file of its own: the staff's without what its packages do not use. No version
    /// changes.
    pub fn prune_lock_file(&self, tree: &mut Tree) -> Result<()> {
        self.fill(tree)?;
        let mut command = cargo::command(&self.folder);
        command.args(["update", "--workspace", "--offline"]);
        let fault = "cargo cannot resolve the hand-out's dependencies";
        cargo::quietly(&mut command, fault)?;
        let lock_file = common::files::read(&self.folder.join("Cargo.lock"))?;
        tree.insert("Cargo.lock".into(), lock_file);
        Ok(())
    }

    /// Compiles a tree: the assignment's library, its programs and the test executables with tests of
    /// exercises. Cargo shows what it compiles, because this may take minutes; what the compiler says is in
    /// the result.
    ///
    /// Cargo takes packages of two workspaces for the same thing when their names, versions and places
    /// inside the workspace agree, and then decides by modification times whether one's test executable
    /// serves for the other: the hand-out's tests could run against the solution, and the other way round.
    /// A number of code generation units that nobody else uses tells the two apart, and leaves
    /// third-party dependencies shared.
    pub fn compile(&self, tree: &Tree, catalogue: &Catalogue) -> Result<Compiled> {
        let tests = catalogue.targets();
        let tests = tests.iter().flat_map(|test| ["--test", test]);
        let words: Vec<&str> = ["test", "--no-run"].into_iter().chain(tests).collect();
        self.cargo(tree, &catalogue.assignment, &words)
    }

    /// Compiles the labs of a tree, which is quick once its assignment is compiled.
    pub fn compile_labs(&self, tree: &Tree) -> Result<Compiled> {
        self.cargo(tree, LABS, &["build"])
    }

    fn cargo(&self, tree: &Tree, package: &str, words: &[&str]) -> Result<Compiled> {
        self.fill(tree)?;
        let mut command = cargo::command(&self.folder);
        command
            .args(words)
            .args([
                "--offline",
                "--message-format",
                "json",
                "--package",
                package,
            ])
            .env("CARGO_BUILD_BUILD_DIR", &self.staff.build)
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("artifacts"));
        for own in &self.staff.packages {
            let manifest = Path::new(&self.staff.place(own)).join("Cargo.toml");
            if tree.contains_key(&manifest) {
                let units = format!("profile.dev.package.{}.codegen-units=61", own.name);
                command.args(["--config", &units]);
            }
        }
        command.stdout(Stdio::piped());
        let mut child = command.spawn().map_err(cargo::missing)?;
        let mut compiled = Compiled::default();
        compiled.tests.folder = self.folder.join(package);
        let answers = child.stdout.take().map(BufReader::new);
        for line in answers.into_iter().flat_map(|answers| answers.split(b'\n')) {
            compiled.read(package, &line.map_err(cargo::missing)?);
        }
        compiled.success = child.wait().map_err(cargo::missing)?.success();
        Ok(compiled)
    }
}

/// What a compilation said.
#[derive(Debug, Default)]
pub struct Compiled {
    pub success: bool,
    /// Errors and warnings as the compiler shows them.
    pub messages: String,
    /// Whether the package itself has warnings.
    pub warned: bool,
    pub errors: Vec<CompileError>,
    /// The package's test executables.
    pub tests: Tests,
    /// The package's programs by name.
    pub programs: BTreeMap<String, PathBuf>,
}

/// An error of the compiler.
#[derive(Debug)]
pub struct CompileError {
    /// What is wrong, in one line.
    pub message: String,
    /// The places that it speaks of, the main one first: file, relative to the workspace, and line.
    pub places: Vec<(PathBuf, usize)>,
}

impl Compiled {
    /// Takes in what cargo prints with `--message-format json`, one object a line; `package` is the one that is compiled.
    fn read(&mut self, package: &str, line: &[u8]) {
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
