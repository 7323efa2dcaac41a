//! Compiles the exercise files of a class in a package where nothing else can be named.

use std::fmt::Write;
use std::path::Path;

use common::error::{Error, Result};

use super::allowed::{OF_BURN, OF_COMMON, READY_MADE};
use super::{Files, module_of};
use crate::files::{self, Tree};
use crate::items::Class;
use crate::workspace::{Package, Workspace};
use crate::{cargo, outline, source};

/// What Burn's derive macros write into a file; nobody else may name it.
const FOR_MACROS: &str = "#[doc(hidden)]\npub use real::{config, empty, serde};\n";

/// Checks the files of the class `by_hand` in a package whose only dependency is `by_hand`.
pub(super) fn by_hand(workspace: &Workspace, assignment: &str, files: &Files) -> Result<()> {
    let home = workspace.target.join("by-hand");
    let folder = home.join(assignment);
    let own = files.iter().filter(|(_, class)| **class == Class::ByHand);
    // Inside this package `common` is the package itself, so that `common::by_hand` is all there is
    // under that name.
    let library = format!(
        "extern crate self as common;\npub use ::by_hand;\n{}",
        modules(own.map(|(file, _)| &**file), &workspace.root)
    );
    let by_hand = workspace.root.join("common").join("by_hand");
    // A name for each assignment: cargo takes packages with one name for the same thing, and would not look at
    // the files of the second.
    let manifest = manifest(
        &format!("{assignment}_by_hand"),
        &format!("by_hand = {{ path = {by_hand:?} }}"),
    );
    let package = Tree::from([
        ("Cargo.lock".into(), lock_file(workspace)?),
        ("Cargo.toml".into(), manifest.into()),
        ("lib.rs".into(), library.into()),
    ]);
    files::write(&package, &folder)?;
    let mut command = cargo::command(&folder);
    command
        .args(["check", "--offline", "--target-dir"])
        .arg(home.join("target"));
    let fault = format!("the exercise files of {assignment} need more than `common::by_hand`");
    cargo::quietly(&mut command, &fault)?;

    let mut command = cargo::command(&folder);
    command.args(["tree", "--offline", "--edges", "normal", "--prefix", "none"]);
    let packages = cargo::quietly(&mut command, "cargo cannot list what `by_hand` depends on")?;
    match packages.lines().any(|line| line.starts_with("burn-autodiff ")) {
        true => Err(Error::Failed(
            "`by_hand` comes with automatic differentiation, so that nothing is proved to be by hand: take the \
             feature `autodiff` out of common/by_hand/Cargo.toml and of the workspace's `burn`."
                .into(),
        )),
        false => Ok(()),
    }
}

/// Checks all exercise files in a package whose dependencies `burn` and `common` hold what the class `burn`
/// may use of them. The real ones are compiled as the staff's programs have them.
pub(super) fn with_burn(workspace: &Workspace, package: &Package, files: &Files) -> Result<()> {
    let (home, assignment) = (workspace.target.join("by-hand"), &package.name);
    let name = format!("{assignment}_with_burn");
    let folder = Path::new(&name);
    let mut tree = facades(workspace, package)?;
    tree.extend([
        (folder.join("Cargo.lock"), lock_file(workspace)?),
        (
            folder.join("Cargo.toml"),
            (manifest(&name, ALLOWED) + &profiles(workspace)?).into(),
        ),
        (
            folder.join("lib.rs"),
            modules(files.keys().map(|file| &**file), &workspace.root).into(),
        ),
    ]);
    files::write(&tree, &home)?;
    let mut command = cargo::command(&home.join(folder));
    command
        .args(["check", "--offline", "--target-dir"])
        .arg(home.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", &workspace.build);
    let fault =
        format!("the exercise files of {assignment} need more than the class `burn` allows");
    cargo::quietly(&mut command, &fault).map(drop)
}

/// The dependencies of a package beside the [facades].
pub(crate) const ALLOWED: &str = "burn = { package = \"allowed_burn\", path = \"../burn\" }\n\
    common = { package = \"allowed_common\", path = \"../common\" }";

/// The packages `burn` and `common` with what the class `burn` may use of them, each in its folder.
pub(crate) fn facades(workspace: &Workspace, package: &Package) -> Result<Tree> {
    let assignment = &package.name;
    let burn = package.dependency("burn").ok_or_else(|| {
        Error::Failed(format!(
            "{assignment} has files of the class `burn`, but does not depend on Burn: \
             add `burn.workspace = true` to {assignment}/Cargo.toml."
        ))
    })?;
    let common = workspace.root.join("common");
    let root_file = common.join("src").join("lib.rs");
    let outline = outline::read(&source::read(&root_file)?, &root_file).map_err(Error::Failed)?;
    let imports = outline
        .paths
        .iter()
        .filter_map(|named| named.import.as_ref());
    let there = Vec::from_iter(outline.modules.iter().chain(imports));
    let of_common = OF_COMMON
        .iter()
        .filter(|name| there.iter().any(|own| own == *name));
    let of_common: Vec<&str> = of_common.copied().collect();

    let real_common = format!("real = {{ package = \"common\", path = {common:?} }}");
    let real_burn = burn.manifest_line("real");
    Ok(Tree::from([
        (
            "burn/Cargo.toml".into(),
            manifest("allowed_burn", &real_burn).into(),
        ),
        ("burn/lib.rs".into(), allowed_burn().into()),
        (
            "common/Cargo.toml".into(),
            manifest("allowed_common", &real_common).into(),
        ),
        (
            "common/lib.rs".into(),
            format!("pub use real::{{{}}};\n", of_common.join(", ")).into(),
        ),
    ]))
}

/// A `burn` with what is allowed of it. In the place of each ready-made cell stands an empty module: what is
/// merely absent would let a name of the file's own take its place here, and Burn's cell where students build.
fn allowed_burn() -> String {
    let mut library = String::from(FOR_MACROS);
    let ready = READY_MADE.join(", ");
    for module in OF_BURN {
        let more = match *module {
            "nn" => format!("pub use crate::ready_made::{{{ready}}};"),
            "prelude" => "pub use crate::nn;".into(),
            _ => String::new(),
        };
        let _ = writeln!(
            library,
            "pub mod {module} {{ pub use real::{module}::*; {more} }}"
        );
    }
    let stand_ins = READY_MADE.map(|name| format!("pub mod {name} {{ pub use super::*; }}\n"));
    let _ = write!(
        library,
        "#[allow(non_snake_case)]\nmod ready_made {{\n{}}}\n#[allow(unused_imports)]\nmod known {{ use real::nn::{{{ready}}}; }}\n",
        stand_ins.concat()
    );
    library
}

/// The files as the modules of a library.
fn modules<'a>(files: impl Iterator<Item = &'a Path>, root: &Path) -> String {
    let modules = files.map(|file| {
        let (path, module) = (root.join(file), module_of(file));
        format!("#[path = {path:?}]\npub mod {module};\n")
    });
    modules.collect()
}

/// The manifest of a library with these dependencies, in a workspace of its own.
pub(crate) fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n[dependencies]\n{dependencies}\n\n[workspace]\n"
    )
}

pub(crate) fn lock_file(workspace: &Workspace) -> Result<Vec<u8>> {
    common::files::read(&workspace.root.join("Cargo.lock"))
}

/// The staff's profiles: with others, everything would be compiled once more.
pub(crate) fn profiles(workspace: &Workspace) -> Result<String> {
    let path = workspace.root.join("Cargo.toml");
    let failed =
        |error: &dyn std::fmt::Display| Error::Failed(format!("{}: {error}", path.display()));
    let manifest: toml::Table = source::read(&path)?
        .parse()
        .map_err(|error| failed(&error))?;
    let profiles = manifest.into_iter().filter(|(key, _)| key == "profile");
    toml::to_string(&toml::Table::from_iter(profiles)).map_err(|error| failed(&error))
}
