//! Finds the public tests: the `#[test]` functions in an assignment's `tests` folder.

use std::path::Path;

use common::error::{Error, Result};

use crate::outline;
use crate::workspace::{Package, read};

/// One test function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicTest {
    /// The test executable: `linear` for `tests/linear.rs`.
    pub target: String,
    /// The name that the executable prints, with its modules.
    pub name: String,
}

impl PublicTest {
    /// The function's own name.
    pub fn function(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }

    /// The command that runs this test alone.
    pub fn command(&self, assignment: &str) -> String {
        let Self { target, name } = self;
        format!("cargo test -p {assignment} --test {target} -- --exact {name}")
    }
}

/// The tests of a package, sorted: those of its `tests` folder that a plain `cargo test` runs.
///
/// # Errors
/// If a file cannot be read, with its place.
pub fn find(package: &Package) -> Result<Vec<PublicTest>> {
    let mut found = Vec::new();
    for target in package.targets("test") {
        let mut names = Vec::new();
        let folder = target.source.parent().unwrap_or(Path::new(""));
        collect_file(&target.source, folder, "", &mut names)?;
        found.extend(names.into_iter().map(|name| PublicTest {
            target: target.name.clone(),
            name,
        }));
    }
    found.sort();
    Ok(found)
}

/// The tests in a file, and in the files in `folder` that are its modules. `module` is what their names
/// begin with: `linear::` for `tests/exercises/linear.rs`.
fn collect_file(file: &Path, folder: &Path, module: &str, names: &mut Vec<String>) -> Result<()> {
    let outline = outline::read(&read(file)?, file).map_err(Error::Failed)?;
    let tests = outline.tests.iter();
    names.extend(tests.map(|test| format!("{module}{test}")));
    for name in outline.modules {
        let folder = folder.join(&name);
        let files = [folder.with_extension("rs"), folder.join("mod.rs")];
        if let Some(file) = files.iter().find(|file| file.is_file()) {
            collect_file(file, &folder, &format!("{module}{name}::"), names)?;
        }
    }
    Ok(())
}
