//! Landlock: the files that a process may name, and who it may speak to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, make_bitflags,
    path_beneath_rules,
};

use crate::orders::Confinement;

/// The rules on files that must hold, or nothing is run: those of Linux 5.13.
const REQUIRED: ABI = ABI::V1;

/// The newest that is known here. What the kernel does not have of it is left out.
const NEWEST: ABI = ABI::V10;

fn reading() -> BitFlags<AccessFs> {
    make_bitflags!(AccessFs::{ReadFile | ReadDir})
}

/// Without the right to execute, to make devices, sockets and pipes, and to control devices.
fn changing() -> BitFlags<AccessFs> {
    reading()
        | make_bitflags!(AccessFs::{WriteFile | Truncate | MakeReg | MakeDir | MakeSym | RemoveFile | RemoveDir | Refer})
}

/// Confines this thread, and all that it starts, to the lists of the orders.
pub(crate) fn confine(confinement: &Confinement, program: &Path) -> Result<(), String> {
    let libraries = loaded();
    let rules = || -> Result<RulesetCreated, RulesetError> {
        let mut rules = denied()?
            .add_rules(path_beneath_rules(&confinement.read, reading()))?
            .add_rules(path_beneath_rules(
                &confinement.execute,
                reading() | AccessFs::Execute,
            ))?
            .add_rules(path_beneath_rules(&confinement.write, changing()))?
            .add_rules(path_beneath_rules(
                [program],
                AccessFs::ReadFile | AccessFs::Execute,
            ))?
            .add_rules(path_beneath_rules(loaders(&libraries), AccessFs::Execute))?
            .add_rules(path_beneath_rules(&libraries, AccessFs::ReadFile))?;
        if confinement.may_fork {
            let null = AccessFs::ReadFile | AccessFs::WriteFile;
            rules = rules.add_rules(path_beneath_rules(["/dev/null"], null))?;
        }
        Ok(rules)
    };
    let rules = rules()
        .map_err(|error| format!("this kernel does not have Landlock's rules on files: {error}"))?;
    enforce(rules)
}

/// Everything that Landlock can deny here, with nothing allowed yet.
pub(crate) fn denied() -> Result<RulesetCreated, RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(REQUIRED))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()
}

/// The rules hold from here on, or there are words why not.
pub(crate) fn enforce(rules: RulesetCreated) -> Result<(), String> {
    let status = rules
        .restrict_self()
        .map_err(|error| format!("Landlock was refused: {error}"))?;
    match status.ruleset {
        // Partly: the rules of newer kernels are missing, those on files are required above.
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced if status.no_new_privs => {
            Ok(())
        }
        _ => Err("Landlock is not enforced by this kernel".into()),
    }
}

/// What a dynamically linked program of Rust needs to start: the loader, its cache, and the C library's parts.
/// They are those that this process has loaded itself, file by file: no folder of the system is opened for them.
fn loaded() -> Vec<PathBuf> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let mut found: BTreeSet<PathBuf> = maps
        .lines()
        .filter_map(|line| line.find('/').map(|start| PathBuf::from(&line[start..])))
        .filter(|path| name(path).contains(".so"))
        .collect();
    found.insert("/etc/ld.so.cache".into());
    found.into_iter().collect()
}

/// The kernel starts a program through its loader, and asks for the right to execute that too.
fn loaders(libraries: &[PathBuf]) -> impl Iterator<Item = &PathBuf> {
    libraries
        .iter()
        .filter(|path| name(path).starts_with("ld-"))
}

fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}
