//! Which layers are on.

use serde::{Deserialize, Serialize};

/// The layers of the sandbox. All are on by default; one is switched off to prove that an attack works without it,
/// or where [`tier`](crate::tier) says that the machine does not have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protections {
    /// The rules of Landlock on files, TCP, signals and abstract sockets.
    pub landlock: bool,
    /// The filters on system calls: the launcher's, and that of [`seal`](crate::seal).
    pub seccomp: bool,
    /// The limits on time, memory, threads, file size and output.
    pub limits: bool,
    /// The environment holds what was ordered, and nothing of the judge's.
    pub environment: bool,
    /// No descriptor but the three standard ones is handed down.
    pub descriptors: bool,
}

impl Default for Protections {
    fn default() -> Self {
        Self {
            landlock: true,
            seccomp: true,
            limits: true,
            environment: true,
            descriptors: true,
        }
    }
}
