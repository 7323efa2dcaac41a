//! Acts that take more than the program is to have, or make more of it.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, Error, Write};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::thread;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use nix::unistd::{close, setsid};
use rlimit::Resource;

use super::{Scene, words};

/// Names of what is started.
pub(super) const NOTHING: &str = "nothing";
pub(super) const LEAVE: &str = "leave";
pub(super) const MEMORY: &str = "memory";

fn itself(name: &str, scene: &Scene) -> io::Result<Command> {
    // `current_exe` asks `/proc`, which is closed: the first word is the path that it was started by.
    let binary = std::env::args_os().next().unwrap_or_default();
    let mut command = Command::new(binary);
    command.args(words(name, scene)?);
    Ok(command)
}

fn child(name: &str, scene: &Scene) -> io::Result<()> {
    let status = itself(name, scene)?.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::other(format!("its child ended: {status}")))
    }
}

pub(super) fn start_process(scene: &Scene) -> io::Result<()> {
    child(NOTHING, scene)
}

/// It says "done" itself.
pub(super) fn become_another(_: &Scene) -> io::Result<()> {
    Err(Command::new("/bin/echo").arg("done").exec())
}

pub(super) fn become_itself(scene: &Scene) -> io::Result<()> {
    Err(itself(NOTHING, scene)?.exec())
}

/// To what they are: that is allowed to everybody, as raising them is to root.
pub(super) fn raise_limits(_: &Scene) -> io::Result<()> {
    let (soft, hard) = Resource::NOFILE.get()?;
    Resource::NOFILE.set(soft, hard)
}

pub(super) fn leave_by_child(scene: &Scene) -> io::Result<()> {
    child(LEAVE, scene)
}

pub(super) fn leave(_: &Scene) -> io::Result<()> {
    setsid().map(drop).map_err(Error::from)
}

/// What is not open cannot be closed.
pub(super) fn descriptor(scene: &Scene) -> io::Result<()> {
    Ok(close(scene.descriptor)?)
}

pub(super) fn environment(_: &Scene) -> io::Result<()> {
    std::env::vars_os()
        .next()
        .map(drop)
        .ok_or_else(|| Error::other("the environment is empty"))
}

/// Who is to be stopped by the watchdog waits for it, for ever.
fn wait_for_the_watchdog(scene: &Scene) {
    if scene.protections.limits {
        loop {
            thread::park();
        }
    }
}

pub(super) fn memory(scene: &Scene) -> io::Result<()> {
    let held = vec![1_u8; 2 * scene.limits.memory as usize];
    black_box(&held);
    wait_for_the_watchdog(scene);
    Ok(())
}

pub(super) fn memory_by_child(scene: &Scene) -> io::Result<()> {
    child(MEMORY, scene)
}

pub(super) fn processor(scene: &Scene) -> io::Result<()> {
    let enough = scene.limits.cpu + Duration::from_millis(500);
    while Duration::from(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?) < enough {
        black_box((0..10_000).fold(0_u64, |sum, term| black_box(sum ^ term)));
    }
    Ok(())
}

pub(super) fn sleep(scene: &Scene) -> io::Result<()> {
    thread::sleep(2 * scene.limits.wall);
    Ok(())
}

pub(super) fn file(scene: &Scene) -> io::Result<()> {
    let bytes = vec![0; 2 * scene.limits.file as usize];
    File::create(scene.folder.join("long"))?.write_all(&bytes)
}

/// The last word is behind what is kept.
pub(super) fn print(scene: &Scene) -> io::Result<()> {
    io::stdout().write_all(&vec![b'.'; 2 * scene.limits.output])
}

pub(super) fn threads(scene: &Scene) -> io::Result<()> {
    for _ in 0..2 * scene.limits.processes {
        thread::Builder::new().stack_size(1 << 16).spawn(|| {
            loop {
                thread::park()
            }
        })?;
    }
    wait_for_the_watchdog(scene);
    Ok(())
}
