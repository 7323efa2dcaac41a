//! How a program ended, from its status and from what the watchdog did.

use std::process::ExitStatus;

use crate::How;

/// Why a run was ended from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Time,
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    Memory,
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    Threads,
}

// Signals by their numbers on Linux, the same on every architecture that seccomp filters are made for.
const KILL: i32 = 9;
const PROCESSOR_TIME: i32 = 24;
const SYSTEM_CALL: i32 = 31;

/// The end, or the code with which the program ended by itself. `over` says that its processor time is used up.
pub(crate) fn how(status: ExitStatus, cut: Option<Cut>, over: bool) -> Result<How, i32> {
    match (cut, signal(status)) {
        (Some(Cut::Time), _) => Ok(How::TimedOut),
        (Some(Cut::Memory), _) => Ok(How::OutOfMemory),
        (Some(Cut::Threads), _) => Ok(How::Blocked),
        (None, Some(SYSTEM_CALL)) => Ok(How::Blocked),
        (None, Some(PROCESSOR_TIME)) => Ok(How::TimedOut),
        // SIGKILL that is not the watchdog's follows a SIGXCPU that was ignored.
        (None, Some(KILL)) if over => Ok(How::TimedOut),
        (None, Some(signal)) => Ok(How::Signalled(signal)),
        (None, None) => Err(status.code().unwrap_or(-1)),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
