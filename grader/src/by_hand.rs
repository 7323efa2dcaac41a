//! By hand means by hand: exercise files use tensors and elementary operations, and nothing else.
//!
//! Two proofs. The imports of every file that holds an exercise are read: it may name the standard
//! library, other exercise files and `common::by_hand`. And the files are compiled without anything
//! else: against `by_hand` alone and a Burn without automatic differentiation.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::error::{Error, Result};
use syn::UseTree;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::console::progress;
use crate::exercises::{self, at};
use crate::workspace::{Workspace, read};

/// Proves that the exercise files of an assignment are written by hand; returns how many there are.
///
/// # Errors
/// [`Error::Failed`] with the file and line of everything that is not.
pub fn prove(workspace: &Workspace, assignment: &str) -> Result<usize> {
    workspace.check_assignment(assignment)?;
    let files = exercise_files(workspace, assignment)?;
    let modules: Vec<String> = files.iter().map(|file| module_of(file)).collect();
    let mut problems = Vec::new();
    for file in &files {
        let place = Path::new(assignment)
            .join("src")
            .join(file.file_name().unwrap_or_default());
        problems.extend(foreign_names(&read(file)?, &place, &modules));
    }
    if !problems.is_empty() {
        return Err(Error::Failed(format!(
            "exercise files may use the standard library, each other and `common::by_hand`:\n- {}",
            problems.join("\n- ")
        )));
    }
    progress("compiling the exercise files without automatic differentiation");
    compile(workspace, assignment, &files)?;
    Ok(files.len())
}

/// The source files that hold an exercise, sorted.
fn exercise_files(workspace: &Workspace, assignment: &str) -> Result<Vec<PathBuf>> {
    let folder = workspace.root().join(assignment).join("src");
    let failed = || Error::io("read the folder", &folder);
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(failed())? {
        let path = entry.map_err(failed())?.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let found = exercises::find(&read(&path)?, &path);
        if !found
            .map_err(|problems| Error::Failed(problems.join("\n")))?
            .is_empty()
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn module_of(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// What a source file names that code written by hand has no use for, with file and line.
fn foreign_names(source: &str, file: &Path, modules: &[String]) -> Vec<String> {
    let syntax = match syn::parse_file(source) {
        Ok(syntax) => syntax,
        Err(error) => return vec![at(file, error.span().start().line, &error.to_string())],
    };
    let mut finder = Finder {
        file,
        modules,
        found: Vec::new(),
    };
    finder.visit_file(&syntax);
    finder.found
}

struct Finder<'a> {
    file: &'a Path,
    modules: &'a [String],
    found: Vec<String>,
}

impl Finder<'_> {
    /// Whether a path that begins with these two names stays by hand.
    fn allows(&self, first: &str, second: &str) -> bool {
        match first {
            "std" | "core" | "self" => true,
            "common" => second == "by_hand",
            "crate" => self.modules.iter().any(|module| module == second),
            _ => false,
        }
    }

    fn refuse(&mut self, line: usize, name: &str) {
        self.found.push(at(self.file, line, &format!("`{name}`")));
    }

    fn check_import(&mut self, tree: &UseTree, before: &str) {
        match tree {
            UseTree::Path(path) if before.is_empty() => {
                self.check_import(&path.tree, &path.ident.to_string());
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.check_import(tree, before);
                }
            }
            tree => {
                let second = match tree {
                    UseTree::Path(path) => path.ident.to_string(),
                    UseTree::Name(name) => name.ident.to_string(),
                    UseTree::Rename(rename) => rename.ident.to_string(),
                    UseTree::Glob(_) | UseTree::Group(_) => "*".into(),
                };
                if !self.allows(before, &second) {
                    self.refuse(tree.span().start().line, &format!("{before}::{second}"));
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.check_import(&item.tree, "");
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        if let (Some(first), Some(second)) = (names.next(), names.next())
            && (matches!(first.as_str(), "burn" | "common") || path.leading_colon.is_some())
            && !self.allows(&first, &second)
        {
            self.refuse(path.span().start().line, &format!("{first}::{second}"));
        }
        visit::visit_path(self, path);
    }
}

/// Checks the files in a package whose only dependency is `by_hand`.
fn compile(workspace: &Workspace, assignment: &str, files: &[PathBuf]) -> Result<()> {
    let folder = workspace.target_folder()?.join("by-hand").join(assignment);
    common::files::create_folder(&folder)?;
    // Inside this package `common` is the package itself, so that `common::by_hand` is all there is
    // under that name.
    let mut library = String::from("extern crate self as common;\npub use ::by_hand;\n");
    for file in files {
        let _ = writeln!(library, "#[path = {file:?}]\npub mod {};", module_of(file));
    }
    let by_hand = workspace.root().join("common").join("by_hand");
    let manifest = format!(
        "[package]\nname = \"written_by_hand\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n[dependencies]\nby_hand = {{ path = {by_hand:?} }}\n\n[workspace]\n"
    );
    let lock = common::files::read(&workspace.root().join("Cargo.lock"))?;
    for (name, text) in [
        ("lib.rs", library.as_bytes()),
        ("Cargo.toml", manifest.as_bytes()),
        ("Cargo.lock", &lock),
    ] {
        common::files::write_atomic(&folder.join(name), text)?;
    }
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(workspace.target_folder()?.join("by-hand").join("target"))
        .current_dir(&folder)
        .output()
        .map_err(Error::io("start", "cargo"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::Failed(format!(
        "the exercise files of {assignment} need more than `common::by_hand`:\n{}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(source: &str) -> Vec<String> {
        foreign_names(source, Path::new("a.rs"), &["linear".into()])
    }

    #[test]
    fn tensors_and_other_exercises_are_by_hand() {
        let source = "use common::by_hand::{Tensor, Layer};\nuse crate::linear::Linear;\n\
                      use std::fmt;\nfn f() -> Tensor<2> { Tensor::zeros([1, 1]) }";
        assert_eq!(foreign(source), [""; 0]);
    }

    #[test]
    fn everything_else_is_named_with_its_line() {
        let source = "use burn::nn::Linear;\nuse common::{by_hand::Tensor, metrics};\n\
                      use crate::burn_mlp::BurnMlp;\nfn f() { burn::tensor::activation::relu(x) }";
        let found = foreign(source);
        assert_eq!(
            found,
            [
                "a.rs:1: `burn::nn`",
                "a.rs:2: `common::metrics`",
                "a.rs:3: `crate::burn_mlp`",
                "a.rs:4: `burn::tensor`"
            ]
        );
    }
}
