//! What this machine can do, by trying.

use serde::{Deserialize, Serialize};

/// How much of the sandbox a machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Limits on time, memory and output alone: `landlock` and `seccomp` are to be switched off, or nothing runs.
    Limits,
    /// Landlock and seccomp as well.
    Confined,
}

/// The tier of this machine. Both layers are put on a thread that does nothing else, and what they deny is tried there.
/// [`doctor`](crate::doctor) tries much more, and takes a second or two.
#[cfg(target_os = "linux")]
pub fn tier() -> Tier {
    let tried = std::thread::spawn(|| files_are_denied() && calls_are_denied()).join();
    match tried {
        Ok(true) => Tier::Confined,
        _ => Tier::Limits,
    }
}

/// The tier of this machine.
#[cfg(not(target_os = "linux"))]
pub fn tier() -> Tier {
    Tier::Limits
}

#[cfg(target_os = "linux")]
fn files_are_denied() -> bool {
    use crate::files;
    let readable = || std::fs::read_dir("/").is_ok();
    let confined = || files::enforce(files::denied().map_err(|error| error.to_string())?);
    readable() && confined().is_ok() && !readable()
}

#[cfg(target_os = "linux")]
fn calls_are_denied() -> bool {
    use std::os::unix::net::UnixStream;
    let filter = crate::filter::refusing(libc::SYS_socketpair, libc::EPERM);
    let applied = filter.is_ok_and(|program| seccompiler::apply_filter(&program).is_ok());
    applied && UnixStream::pair().is_err_and(|error| error.raw_os_error() == Some(libc::EPERM))
}
