//! The worker's package, which cargo builds once with the solution.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use super::library::{self, OPEN_SWITCH, Sources};
use super::{Bodies, Role, Worker};
use crate::by_hand::compile::{ALLOWED, facades, lock_file, manifest, profiles};
use crate::by_hand::module_of;
use crate::catalogue::Catalogue;
use crate::console::progress;
use crate::files::{self, Tree};
use crate::items::Class;
use crate::probes::Probe;
use crate::workspace::Workspace;
use crate::{cargo, source};

use super::calls::{Calls, NOTE};

/// The program's name.
const PROGRAM: &str = "worker";

/// The packages of the workspace that a worker stands on.
const STOOD_ON: [&str; 5] = ["by_hand", "common", "kernels", "probe", "sandbox"];

/// The program's folder inside the worker's.
pub(super) const PROGRAM_FOLDER: &str = "program";

/// Burn fast and without its checks, as in the staff's own profile; the exercise files quick to compile.
const PROFILE: &str = r#"
[profile.dev]
opt-level = 1
debug = "line-tables-only"
strip = "none"

[profile.dev.package."*"]
opt-level = 3
debug = false
debug-assertions = false
overflow-checks = false

[profile.dev.build-override]
opt-level = 1
"#;

/// Builds the worker of a class with the solution.
pub(super) fn prepare(
    workspace: &Workspace,
    catalogue: &Catalogue,
    class: Class,
    probes: Vec<Probe>,
) -> Result<Worker> {
    let assignment = &catalogue.assignment;
    let home = workspace.target.join("grading");
    let package = format!("{assignment}_{}", class.name());
    let folder = home.join(&package);
    let sources = Sources::read(&workspace.root, catalogue, class)?;
    let library = sources.with(&Bodies::new(), Role::Solution);
    let program = program(workspace, assignment, class, &probes)?;

    let mut tree = match class {
        Class::ByHand => Tree::new(),
        Class::Burn => {
            let package = workspace.assignment(assignment)?;
            facades(workspace, package)?
        }
    };
    let mut own = Tree::from([
        ("Cargo.lock".into(), lock_file(workspace)?),
        (
            "Cargo.toml".into(),
            own_manifest(workspace, &package, assignment, class)?.into(),
        ),
    ]);
    own.extend(inside(library::FOLDER, &library.tree));
    own.extend(inside(PROGRAM_FOLDER, &program));
    tree.extend(inside(&package, &own));
    files::write(&tree, &home)?;

    progress(&format!(
        "building what grades {assignment} ({})",
        class.name()
    ));
    let note = folder.join("calls");
    build(workspace, &folder, class, &note)?;
    let calls = match Calls::read(&note, assignment, PROGRAM)? {
        Some(calls) => calls,
        None => {
            // Cargo found everything built already, and made no call.
            let mut command = cargo::command(&folder);
            command.args(["clean", "--offline", "--package", &package]);
            destination(&mut command, workspace, class);
            cargo::quietly(&mut command, "cargo cannot clean the worker")?;
            build(workspace, &folder, class, &note)?;
            let calls = Calls::read(&note, assignment, PROGRAM)?;
            calls.ok_or_else(|| Error::Failed("cargo made no call of the compiler".into()))?
        }
    };
    // A crate of ours that a submission's worker does not stand on holds what it must not read: the solution.
    let ours = workspace
        .packages
        .iter()
        .map(|own| own.name.replace('-', "_"));
    let mut ours: Vec<String> = ours
        .filter(|name| !STOOD_ON.contains(&name.as_str()))
        .collect();
    ours.extend([PROGRAM.to_owned(), package.clone()]);
    let keep = |name: &str| !ours.iter().any(|own| own == name);
    let calls = calls.with_own_dependencies(&folder.join("dependencies"), keep)?;
    let oracle = target(workspace, class).join("debug").join(PROGRAM);
    let kept = folder
        .join("oracle")
        .with_extension(std::env::consts::EXE_EXTENSION);
    // Workers of all assignments have one name, and one place.
    std::fs::copy(&oracle, &kept).map_err(Error::io("copy", &oracle))?;
    Ok(Worker {
        class,
        assignment: assignment.clone(),
        sources,
        probes,
        oracle: kept,
        program,
        calls,
    })
}

fn build(workspace: &Workspace, folder: &Path, class: Class, note: &Path) -> Result<()> {
    let this = std::env::current_exe().map_err(|error| {
        Error::Failed(format!("the grader does not know where it stands: {error}"))
    })?;
    let mut command = cargo::command(folder);
    command
        .args(["build", "--offline"])
        .env("RUSTC_WORKSPACE_WRAPPER", this)
        // Incremental builds would write into one folder from several slots.
        .env("CARGO_INCREMENTAL", "0")
        .env(NOTE, note);
    destination(&mut command, workspace, class);
    cargo::quietly(&mut command, "what grades the assignment does not compile").map(drop)
}

/// Where a class is built: what is by hand without Burn's automatic differentiation, in a folder of its own.
fn target(workspace: &Workspace, class: Class) -> PathBuf {
    workspace.target.join("grading").join(match class {
        Class::ByHand => "target",
        Class::Burn => "target-burn",
    })
}

fn destination(command: &mut std::process::Command, workspace: &Workspace, class: Class) {
    command.arg("--target-dir").arg(target(workspace, class));
    if class == Class::Burn {
        // What the staff's programs stand on is compiled there already.
        command.env("CARGO_BUILD_BUILD_DIR", &workspace.build);
    }
}

fn own_manifest(
    workspace: &Workspace,
    package: &str,
    assignment: &str,
    class: Class,
) -> Result<String> {
    let path = |folder: &str| workspace.root.join(folder);
    let mut dependencies = format!("probe = {{ path = {:?} }}\n", path("grader/probe"));
    let profile = match class {
        Class::ByHand => {
            let _ = write!(
                dependencies,
                "by_hand = {{ path = {:?} }}",
                path("common/by_hand")
            );
            PROFILE.to_owned()
        }
        Class::Burn => {
            dependencies += ALLOWED;
            profiles(workspace)?
        }
    };
    let library = format!(
        "name = \"{assignment}\"\npath = \"{}/lib.rs\"",
        library::FOLDER
    );
    let manifest = manifest(package, &dependencies).replace("path = \"lib.rs\"", &library);
    Ok(format!(
        "{manifest}\n[[bin]]\nname = \"{PROGRAM}\"\npath = \"{PROGRAM_FOLDER}/main.rs\"\n\n{profile}"
    ))
}

/// The files of the program: the probes as they stand, and a root that lists them.
fn program(
    workspace: &Workspace,
    assignment: &str,
    class: Class,
    probes: &[Probe],
) -> Result<Tree> {
    let mut tree = Tree::new();
    let mut root = String::from("#![allow(warnings)]\n");
    if class == Class::ByHand {
        let _ = writeln!(root, "extern crate {assignment} as common;");
    }
    let mut files: Vec<&Path> = probes.iter().map(|probe| &*probe.file).collect();
    files.dedup();
    for file in files {
        let module = module_of(file);
        let _ = writeln!(root, "mod {module};");
        let text = source::read(&workspace.root.join(file))?;
        tree.insert(Path::new(&module).with_extension("rs"), text.into());
    }
    let lines = probes.iter().map(|probe| {
        let (name, in_f32, module) = (&probe.name, probe.in_f32, module_of(&probe.file));
        format!("    Probe {{ name: {name:?}, in_f32: {in_f32}, run: {module}::{name} }},\n")
    });
    let _ = write!(
        root,
        "use probe::worker::{{Assembly, Probe}};\n\
         fn main() -> std::process::ExitCode {{\n\
         use {assignment}::{OPEN_SWITCH} as switch;\n\
         probe::worker::main(&Assembly {{ choose: switch::choose, reached: switch::reached, probes: &[\n{}] }})\n}}\n",
        lines.collect::<String>()
    );
    tree.insert("main.rs".into(), root.into());
    Ok(tree)
}

/// A tree inside a folder.
pub(super) fn inside(folder: &str, tree: &Tree) -> Tree {
    let files = tree.iter();
    let moved = files.map(|(path, bytes)| (Path::new(folder).join(path), bytes.clone()));
    moved.collect()
}
