//! What is to be run and how it ended, and the form in which the launcher is told.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Protections;

/// The first argument of a binary that is to be the launcher. Its `main` calls
/// [`launch_main`](crate::launch_main) then, before anything else.
pub const LAUNCH: &str = "confined";

/// The word that follows [`LAUNCH`] where one of the acts of [`doctor`](crate::doctor) is asked for.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
pub(crate) const ACT: &str = "act";

/// The launcher's exit code where it could not confine itself. A program may end with it as well: only together
/// with the run's secret mark at the head of standard error does it count.
pub(crate) const NOT_CONFINED: i32 = 125;

/// What is to be run, and what it may have.
#[derive(Debug, Clone)]
pub struct Orders {
    /// The program, as an absolute path. It may be read and executed.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Where it starts.
    pub folder: PathBuf,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// Its standard input.
    pub input: Vec<u8>,
    /// Files and folders that it may read, besides the loader and the shared libraries that the launcher has loaded
    /// itself. A path that does not exist is left out.
    pub read: Vec<PathBuf>,
    /// Files and folders that it may read and execute.
    pub execute: Vec<PathBuf>,
    /// Files and folders that it may read and change.
    pub write: Vec<PathBuf>,
    /// What it may use.
    pub limits: Limits,
    /// Whether it starts other programs, as a compiler starts a linker.
    pub may_fork: bool,
    /// Which layers are on.
    pub protections: Protections,
}

/// What a program may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// From its start to its end.
    pub wall: Duration,
    /// Time on processors, of each process; whole seconds, rounded up.
    pub cpu: Duration,
    /// Resident memory of all its processes, in bytes. It is looked at every 15 ms.
    pub memory: u64,
    /// How much is kept of each stream, in bytes. The rest is read and counted.
    pub output: usize,
    /// Length of the longest file, in bytes.
    pub file: u64,
    /// Processes and threads, together.
    pub processes: u64,
}

/// How a program ended, and what it left.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The end itself.
    pub how: How,
    /// The head of standard output.
    pub output: Vec<u8>,
    /// The head of standard error.
    pub errors: Vec<u8>,
    /// Bytes of standard output that were not kept.
    pub output_cut: u64,
    /// Bytes of standard error that were not kept.
    pub errors_cut: u64,
    /// Time on processors, of it and of its children that it waited for; in steps of 10 ms.
    pub cpu: Duration,
    /// From its start to its end.
    pub wall: Duration,
    /// The most resident memory that was seen, in bytes; 0 for what ended before the first look.
    pub memory: u64,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// By itself, with this code.
    Exited(i32),
    /// By this signal: 6 is `abort`, 11 a wrong address, 25 a file above the limit.
    Signalled(i32),
    /// It was over its wall-clock or processor time.
    TimedOut,
    /// Its resident memory was over the limit.
    OutOfMemory,
    /// It tried a denied system call, or started more threads than it may have.
    Blocked,
    /// It never ran: the launcher could not confine itself, for this reason. This is no fault of the program.
    NotConfined(String),
}

/// What the launcher is told, in its second argument. The program and its arguments follow as they are.
#[cfg(target_os = "linux")]
#[derive(Serialize, Deserialize)]
pub(crate) struct Confinement {
    /// Who starts it: when that process ends, this one does.
    pub judge: u32,
    /// What only judge and launcher know. It is gone from the process when the program runs.
    pub mark: String,
    pub read: Vec<PathBuf>,
    pub execute: Vec<PathBuf>,
    pub write: Vec<PathBuf>,
    pub limits: Limits,
    pub may_fork: bool,
    pub protections: Protections,
}

#[cfg(target_os = "linux")]
impl Confinement {
    pub(crate) fn of(orders: &Orders, mark: &str) -> Self {
        Self {
            judge: std::process::id(),
            mark: mark.into(),
            read: orders.read.clone(),
            execute: orders.execute.clone(),
            write: orders.write.clone(),
            limits: orders.limits,
            may_fork: orders.may_fork,
            protections: orders.protections,
        }
    }
}
