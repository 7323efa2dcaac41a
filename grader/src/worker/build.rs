//! Builds a submission's worker: the compiler called as cargo called it, confined, in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::error::{Error, Result};
use sandbox::{Ended, How, Launcher, Limits, Orders, Protections};

use super::calls::Call;
use super::diagnostics::{self, Diagnostic};
use super::library::{self, Bodies, Library, OPEN_SWITCH, Role};
use super::package::PROGRAM_FOLDER;
use super::{Worker, package};
use crate::files;

/// What one call of the compiler may take. The solution needs two seconds; the time on processors does not
/// depend on what else the machine does.
pub const LIMITS: Limits = Limits {
    wall: Duration::from_secs(60),
    cpu: Duration::from_secs(20),
    memory: 3 << 30,
    output: 1 << 20,
    file: 1 << 30,
    processes: 256,
};

/// How often what does not compile is taken out, before each body is compiled alone.
const ROUNDS: usize = 4;

/// Folders that a compiler and a linker read on Linux.
const SYSTEM: [&str; 7] = [
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/lib32",
    "/etc/ld.so.cache",
    "/etc/alternatives",
];

/// Devices that they use.
const DEVICES: [&str; 2] = ["/dev/null", "/dev/urandom"];

/// Where one submission at a time is built.
#[derive(Debug)]
pub struct Slot<'a> {
    /// The folder that is this slot's alone.
    pub folder: PathBuf,
    /// What starts the compiler.
    pub launcher: &'a Launcher,
    /// What it is confined to.
    pub protections: Protections,
    /// What one call of the compiler may take.
    pub limits: Limits,
}

/// A worker with the bodies of a submission.
#[derive(Debug)]
pub struct Built {
    /// What is asked.
    pub program: PathBuf,
    /// Where each body stands in what was compiled.
    pub library: Library,
    /// What does not compile, with what the compiler says of it.
    pub refused: BTreeMap<String, Diagnostic>,
}

/// The compiler of a worker and what it reads.
struct Compiler<'a> {
    slot: &'a Slot<'a>,
    sysroot: PathBuf,
    out: PathBuf,
}

/// Builds a worker with these bodies. Those that do not compile are taken out, and no other suffers.
pub fn build(slot: &Slot<'_>, worker: &Worker, bodies: &Bodies, role: Role<'_>) -> Result<Built> {
    let out = slot.folder.join(match role {
        Role::StandIn(..) => "stand-in",
        _ => "out",
    });
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(Error::io("empty", &out))?;
    }
    common::files::create_folder(&out)?;
    let sysroot = sysroot(&worker.calls.library.program)?;
    let compiler = Compiler { slot, sysroot, out };
    let mut bodies = bodies.clone();
    let mut refused = BTreeMap::new();
    let own = &*worker.assignment;
    let call = worker.calls.library.into_folder(&compiler.out, (own, None));
    let mut round = 0;
    let library = loop {
        let library = worker.sources.with(&bodies, role);
        let ended = compiler.compile(library::FOLDER, &library.tree, &call)?;
        if ended.how == How::Exited(0) {
            break library;
        }
        let mut culprits = match round < ROUNDS {
            true => diagnostics::culprits(&ended, &library),
            false => BTreeMap::new(),
        };
        if culprits.is_empty() {
            culprits = compiler.each_alone(worker, &bodies, role)?;
        }
        if culprits.is_empty() {
            return Err(Error::Failed(format!(
                "what grades {own} does not compile, and no body of the submission is at fault:\n{}",
                diagnostics::all(&ended)
            )));
        }
        bodies.retain(|id, _| !culprits.contains_key(id));
        refused.extend(culprits);
        round += 1;
    };
    let result = call.result().unwrap_or_default();
    let made = (own, Some(compiler.out.join(result)));
    let call = worker
        .calls
        .program
        .into_folder(&compiler.out, (made.0, made.1.as_deref()));
    let mut program = worker.program.clone();
    if let Role::StandIn(_, switch) = role {
        for text in program.values_mut() {
            *text = String::from_utf8_lossy(text)
                .replace(OPEN_SWITCH, switch)
                .into_bytes();
        }
    }
    let ended = compiler.compile(PROGRAM_FOLDER, &program, &call)?;
    match ended.how {
        How::Exited(0) => Ok(Built {
            program: compiler.out.join(call.result().unwrap_or_default()),
            library,
            refused,
        }),
        _ => Err(Error::Failed(format!(
            "the probes of {own} do not compile with the submission:\n{}",
            diagnostics::all(&ended)
        ))),
    }
}

impl Compiler<'_> {
    /// Calls the compiler on the files of one crate. It sees these files and none of another crate's.
    fn compile(&self, crate_folder: &str, tree: &files::Tree, call: &Call) -> Result<Ended> {
        let home = self.slot.folder.join(format!("{crate_folder}-sources"));
        if home.exists() {
            std::fs::remove_dir_all(&home).map_err(Error::io("empty", &home))?;
        }
        files::write(&package::inside(crate_folder, tree), &home)?;
        let system = SYSTEM.iter().map(PathBuf::from);
        let mut read: Vec<PathBuf> = system.clone().collect();
        read.extend(call.reads());
        read.extend([home.clone(), self.sysroot.clone()]);
        read.extend(DEVICES.map(PathBuf::from));
        let mut write = vec![self.out.clone()];
        write.extend(DEVICES.map(PathBuf::from));
        let execute = system.chain([self.sysroot.clone()]).collect();
        let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".into());
        let orders = Orders {
            program: call.program.clone(),
            arguments: call.arguments.iter().map(Into::into).collect(),
            folder: home,
            environment: vec![
                ("PATH".into(), path),
                ("TMPDIR".into(), self.out.display().to_string()),
            ],
            input: Vec::new(),
            read,
            execute,
            write,
            limits: self.slot.limits,
            may_fork: true,
            protections: self.slot.protections,
        };
        let ended = self.slot.launcher.run(&orders);
        let ended = ended.map_err(Error::io("start", &call.program))?;
        match &ended.how {
            How::NotConfined(why) => Err(Error::Failed(format!(
                "the compiler could not be confined: {why}"
            ))),
            _ => Ok(ended),
        }
    }

    /// Compiles each body with none of the others: where the compiler names no line, or does not end. Groups
    /// come first, so that a class of bodies that compile costs a few calls and not one each.
    fn each_alone(
        &self,
        worker: &Worker,
        bodies: &Bodies,
        role: Role<'_>,
    ) -> Result<BTreeMap<String, Diagnostic>> {
        let mut culprits = BTreeMap::new();
        let call = worker
            .calls
            .library
            .into_folder(&self.out, (&worker.assignment, None));
        let all: Vec<(&String, &String)> = bodies.iter().collect();
        for group in all.chunks(all.len().isqrt().max(1)) {
            let of = |part: &[(&String, &String)]| -> Result<(Ended, Library)> {
                let part = part.iter();
                let part = part.map(|(id, body)| ((*id).clone(), (*body).clone()));
                let library = worker.sources.with(&part.collect(), role);
                Ok((
                    self.compile(library::FOLDER, &library.tree, &call)?,
                    library,
                ))
            };
            let (ended, library) = of(group)?;
            if ended.how == How::Exited(0) {
                continue;
            }
            if let [(id, _)] = group {
                let diagnostic = diagnostics::of_one(&ended, &library, id);
                culprits.insert((*id).clone(), diagnostic);
                continue;
            }
            for one in group {
                let (ended, library) = of(std::slice::from_ref(one))?;
                if ended.how != How::Exited(0) {
                    let diagnostic = diagnostics::of_one(&ended, &library, one.0);
                    culprits.insert(one.0.clone(), diagnostic);
                }
            }
        }
        Ok(culprits)
    }
}

fn sysroot(compiler: &Path) -> Result<PathBuf> {
    let output = std::process::Command::new(compiler)
        .args(["--print", "sysroot"])
        .output();
    let output = output.map_err(Error::io("start", compiler))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().into())
}
