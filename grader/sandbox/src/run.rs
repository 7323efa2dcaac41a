//! Starts a confined program, watches it, and says how it ended.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use process_wrap::std::{ChildWrapper, CommandWrap};

use crate::end::{self, Cut};
use crate::orders::{Ended, How, NOT_CONFINED, Orders};
use crate::pipes::{Drain, feed};
use crate::watch;

/// Starts programs through a binary that calls [`launch_main`](crate::launch_main).
#[derive(Debug, Clone)]
pub struct Launcher {
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    pub(crate) binary: PathBuf,
}

/// Keeps other processes of the same user from reading this one: its memory, its environment, its open files. The
/// judge calls it at its start. Root may read it all the same; Landlock denies that to what is confined.
///
/// # Errors
///
/// Where the kernel refuses. On systems other than Linux it does nothing.
pub fn guard_judge() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

impl Launcher {
    /// `binary` is an absolute path; mostly the running program's own, [`std::env::current_exe`].
    pub fn new(binary: impl Into<PathBuf>) -> Self {
        Self {
            binary: binary.into(),
        }
    }

    /// Runs a program to its end. When this returns, nothing of it is running any more.
    ///
    /// # Errors
    ///
    /// Where the launcher cannot be started or watched. A program that fails is no error.
    pub fn run(&self, orders: &Orders) -> io::Result<Ended> {
        let (protections, limits) = (&orders.protections, &orders.limits);
        let mark = mark();
        let started = Instant::now();
        let mut child = self.spawn(orders, &mark)?;
        let cap = if protections.limits {
            limits.output
        } else {
            usize::MAX
        };
        let streams = (child.stdout().take(), child.stderr().take());
        let (Some(output), Some(errors)) = streams else {
            return Err(io::Error::other("the launcher has no streams"));
        };
        let (output, errors) = (Drain::new(output, cap), Drain::new(errors, cap.max(4096)));
        if let Some(input) = child.stdin().take() {
            feed(input, &orders.input);
        }
        let watched = watch::until_the_end(child.as_mut(), orders, started);
        let status = child.wait();
        let wall = started.elapsed();
        let (watched, status) = (watched?, status?);
        let ((output, output_cut), (mut errors, mut errors_cut)) =
            (output.finish(), errors.finish());
        let late = protections.limits && wall > limits.wall;
        let cut = watched.cut.or(late.then_some(Cut::Time));
        let over = protections.limits && watched.cpu >= limits.cpu;
        let how = end::how(status, cut, over).unwrap_or_else(|code| {
            let words = String::from_utf8_lossy(&errors);
            match words.strip_prefix(&mark).filter(|_| code == NOT_CONFINED) {
                Some(words) => How::NotConfined(words.trim().into()),
                None => How::Exited(code),
            }
        });
        if cap < errors.len() {
            errors_cut += (errors.len() - cap) as u64;
            errors.truncate(cap);
        }
        Ok(Ended {
            how,
            output,
            errors,
            output_cut,
            errors_cut,
            cpu: watched.cpu,
            wall,
            memory: watched.memory,
        })
    }

    fn spawn(&self, orders: &Orders, mark: &str) -> io::Result<Box<dyn ChildWrapper>> {
        let mut command = self.command(orders, mark)?;
        if orders.protections.environment {
            command.env_clear();
        }
        command.envs(orders.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(&orders.folder);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut wrap = CommandWrap::from(command);
        #[cfg(unix)]
        wrap.wrap(process_wrap::std::ProcessSession);
        wrap.spawn()
    }

    #[cfg(target_os = "linux")]
    fn command(&self, orders: &Orders, mark: &str) -> io::Result<Command> {
        let confinement = crate::orders::Confinement::of(orders, mark);
        let mut command = Command::new(&self.binary);
        command
            .arg(crate::LAUNCH)
            .arg(serde_json::to_string(&confinement)?);
        command.arg(&orders.program).args(&orders.arguments);
        Ok(command)
    }

    #[cfg(not(target_os = "linux"))]
    fn command(&self, orders: &Orders, _mark: &str) -> io::Result<Command> {
        let mut command = Command::new(&orders.program);
        command.args(&orders.arguments);
        Ok(command)
    }
}

/// A word that a program cannot guess: the standard library's keys are drawn from the system's random numbers.
fn mark() -> String {
    let word = || RandomState::new().hash_one("mark");
    format!("{:016x}{:016x} ", word(), word())
}
