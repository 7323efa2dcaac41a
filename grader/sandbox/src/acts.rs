//! What a confined program must not be able to do, as acts that it tries.
//!
//! Every act is harmless where it succeeds: it reads a canary, signals what is ignored by default, starts one process that does
//! nothing. [`ACTS`] says which layer denies it, each by itself.

mod inside;
mod outside;
mod table;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::orders::{ACT, LAUNCH, Limits};
use crate::{Protections, seal};

pub use table::ACTS;
use table::HELP;

/// One thing to try.
pub struct Act {
    /// What it is, as in "could it …?".
    pub name: &'static str,
    /// The layers that deny it. Each does so alone.
    pub layers: &'static [Layer],
    /// Whether it is tried as a compiler, which may start other programs and is not sealed.
    pub compiler: bool,
    /// Its wall-clock limit.
    pub wall: Duration,
    does: fn(&Scene) -> io::Result<()>,
}

/// A part of the sandbox that denies something by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Landlock's rules on files, and its wall around tracing (Linux 5.13).
    Files,
    /// Landlock's rules on TCP (Linux 6.7).
    Tcp,
    /// Landlock's scopes of signals and abstract sockets (Linux 6.12).
    Scopes,
    /// The filters on system calls.
    Calls,
    /// The limits.
    Limits,
    /// The empty environment.
    Environment,
    /// The closed descriptors.
    Descriptors,
}

impl Layer {
    /// Switches the protection that this layer belongs to.
    pub fn switch(self, protections: &mut Protections, on: bool) {
        *match self {
            Self::Files | Self::Tcp | Self::Scopes => &mut protections.landlock,
            Self::Calls => &mut protections.seccomp,
            Self::Limits => &mut protections.limits,
            Self::Environment => &mut protections.environment,
            Self::Descriptors => &mut protections.descriptors,
        } = on;
    }

    /// Whether this kernel has it.
    pub fn exists(self) -> bool {
        use landlock::{
            ABI, Access, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, Scope,
        };
        let rules = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
        match self {
            Self::Tcp => rules.handle_access(AccessNet::from_all(ABI::V4)).is_ok(),
            Self::Scopes => rules.scope(Scope::from_all(ABI::V6)).is_ok(),
            _ => true,
        }
    }
}

/// What an act finds around it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Scene {
    pub protections: Protections,
    pub limits: Limits,
    /// A file that the judge may read and write, outside of all lists.
    pub canary: PathBuf,
    /// A folder on the list of what may be written.
    pub folder: PathBuf,
    /// A descriptor that the judge has left open.
    pub descriptor: i32,
    /// A port of this machine on which the judge listens.
    pub port: u16,
    /// The name of an abstract socket on which the judge listens.
    pub socket: String,
}

/// The words with which the launcher's binary tries an act.
pub(crate) fn words(name: &str, scene: &Scene) -> io::Result<Vec<OsString>> {
    let scene = serde_json::to_string(scene)?;
    Ok(vec![LAUNCH.into(), ACT.into(), name.into(), scene.into()])
}

/// What an act prints when it succeeded.
pub(crate) const DONE: &str = "done\n";

/// Tries an act, sealed like a worker. Returns the exit code.
pub(crate) fn main(words: &[OsString]) -> i32 {
    let complain = |words: String| {
        let _ = writeln!(io::stderr(), "{words}");
        1
    };
    let (name, scene) = match words {
        [name, scene] => (name.to_string_lossy(), scene.to_string_lossy()),
        _ => return complain("an act is tried by the grader itself, and not by hand".into()),
    };
    let scene: Scene = match serde_json::from_str(&scene) {
        Ok(scene) => scene,
        Err(error) => return complain(format!("the scene of an act cannot be read: {error}")),
    };
    let Some(act) = ACTS.iter().chain(HELP).find(|act| act.name == name) else {
        return complain(format!("no act is called {name:?}"));
    };
    if !act.compiler
        && let Err(words) = seal(&scene.protections)
    {
        return complain(words);
    }
    let done = (act.does)(&scene).and_then(|()| io::stdout().write_all(DONE.as_bytes()));
    match done {
        Ok(()) => 0,
        Err(error) => complain(error.to_string()),
    }
}
