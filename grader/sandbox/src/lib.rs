//! Runs code that nobody trusts. (A stand-in until the package is finished.)
#![allow(missing_docs)]
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
pub const LAUNCH: &str = "confined";
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Protections {
    pub landlock: bool,
}
impl Default for Protections {
    fn default() -> Self {
        Self { landlock: true }
    }
}
pub fn seal(_: &Protections) -> Result<(), String> {
    Ok(())
}
pub fn take_stdout() -> io::Result<File> {
    use std::os::fd::AsFd;
    let own = io::stdout().as_fd().try_clone_to_owned()?;
    rustix::stdio::dup2_stdout(io::stderr())?;
    Ok(own.into())
}
#[derive(Debug, Clone)]
pub struct Limits {
    pub wall: Duration,
    pub cpu: Duration,
    pub memory: u64,
    pub output: usize,
    pub file: u64,
    pub processes: u64,
}
#[derive(Debug, Clone)]
pub struct Orders {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    pub folder: PathBuf,
    pub environment: Vec<(String, String)>,
    pub input: Vec<u8>,
    pub read: Vec<PathBuf>,
    pub execute: Vec<PathBuf>,
    pub write: Vec<PathBuf>,
    pub limits: Limits,
    pub may_fork: bool,
    pub protections: Protections,
}
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    Exited(i32),
    Signalled(i32),
    TimedOut,
    OutOfMemory,
    Blocked,
    NotConfined(String),
}
#[derive(Debug)]
pub struct Ended {
    pub how: How,
    pub output: Vec<u8>,
    pub errors: Vec<u8>,
    pub wall: Duration,
}
#[derive(Debug, Clone)]
pub struct Launcher {}
impl Launcher {
    pub fn new(_: PathBuf) -> Self {
        Self {}
    }
    pub fn run(&self, orders: &Orders) -> io::Result<Ended> {
        let start = std::time::Instant::now();
        let mut child = Command::new(&orders.program)
            .args(&orders.arguments)
            .current_dir(&orders.folder)
            .env_clear()
            .envs(orders.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        child.stdin.take().unwrap().write_all(&orders.input)?;
        let out = child.wait_with_output()?;
        use std::os::unix::process::ExitStatusExt;
        let how = match out.status.code() {
            Some(c) => How::Exited(c),
            None => How::Signalled(out.status.signal().unwrap_or(0)),
        };
        Ok(Ended {
            how,
            output: out.stdout,
            errors: out.stderr,
            wall: start.elapsed(),
        })
    }
}
