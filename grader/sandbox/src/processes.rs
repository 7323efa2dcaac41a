//! The processes of a run, as `/proc` shows them: what they use, and that none is left.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use rustix::process::{PidfdFlags, pidfd_open};

/// The kernel counts the time of a process for its readers in hundredths of a second, on every architecture.
const TICK: Duration = Duration::from_millis(10);

/// A process whose end can be waited for, and what it and its children use.
pub(crate) struct Watch {
    process: OwnedFd,
    id: u32,
    may_fork: bool,
    /// The most resident memory seen, in bytes.
    pub(crate) peak: u64,
}

/// What is used at this moment.
#[derive(Default)]
pub(crate) struct Use {
    /// Resident memory, in bytes.
    pub(crate) memory: u64,
    pub(crate) threads: u64,
}

impl Watch {
    /// `id` is a child of this process that has not been waited for, so that its number is still its own.
    pub(crate) fn new(id: u32, may_fork: bool) -> io::Result<Self> {
        let pid = rustix::process::Pid::from_raw(id as i32)
            .ok_or_else(|| io::Error::other("no process has the number 0"))?;
        let process = pidfd_open(pid, PidfdFlags::empty())?;
        Ok(Self {
            process,
            id,
            may_fork,
            peak: 0,
        })
    }

    /// Whether the process has ended, after `timeout` at the latest. It is not reaped.
    pub(crate) fn ended(&self, timeout: Duration) -> io::Result<bool> {
        let milliseconds = timeout.as_micros().div_ceil(1000).min(60_000) as u16;
        let mut wanted = [PollFd::new(self.process.as_fd(), PollFlags::POLLIN)];
        match poll(&mut wanted, PollTimeout::from(milliseconds)) {
            Ok(count) => Ok(count > 0),
            Err(nix::errno::Errno::EINTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// What the process and its children use now.
    pub(crate) fn look(&mut self) -> Use {
        let mut used = Use::default();
        let mut waiting = vec![self.id];
        while let Some(id) = waiting.pop() {
            // A process that has just ended uses nothing.
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            used.memory += field(&status, "VmRSS:") << 10;
            used.threads += field(&status, "Threads:");
            if id == self.id {
                self.peak = self.peak.max(field(&status, "VmHWM:") << 10);
            }
            if self.may_fork {
                waiting.extend(children(id));
            }
        }
        self.peak = self.peak.max(used.memory);
        used
    }
}

fn field(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn children(id: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{id}/task"))
        .into_iter()
        .flatten();
    let lists =
        threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The fields of `/proc/ID/stat` from the third on: the second is a name that may hold anything, in brackets.
fn stat(id: u32) -> Option<Vec<String>> {
    let text = fs::read(format!("/proc/{id}/stat")).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(String::from).collect())
}

/// Time on processors, of a process and of the children that it waited for. It can be read until the process is reaped.
pub(crate) fn time(id: u32) -> Duration {
    let fields = stat(id).unwrap_or_default();
    // utime, stime, cutime, cstime: fields 14 to 17.
    let ticks = fields
        .iter()
        .skip(11)
        .take(4)
        .filter_map(|field| field.parse::<u32>().ok())
        .sum::<u32>();
    TICK * ticks
}

/// Kills all processes of a session, until none is left but those that have ended.
///
/// Its leader has not been reaped, so that the session's number is still its own. `alone` says that no process
/// could be started in it.
pub(crate) fn kill_session(leader: u32, alone: bool) {
    // Whole at once: no member of the group can start another meanwhile.
    let _ = killpg(Pid::from_raw(leader as i32), Signal::SIGKILL);
    if alone {
        return;
    }
    loop {
        let left = members(leader);
        if left.is_empty() {
            return;
        }
        for id in left {
            let _ = kill(Pid::from_raw(id as i32), Signal::SIGKILL);
        }
    }
}

fn members(session: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").into_iter().flatten();
    let ids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let living = |id: &u32| {
        let Some(fields) = stat(*id) else {
            return false;
        };
        let ended = fields
            .first()
            .is_some_and(|state| state == "Z" || state == "X");
        !ended
            && fields
                .get(3)
                .is_some_and(|field| field.parse() == Ok(session))
    };
    ids.filter(living).collect()
}
