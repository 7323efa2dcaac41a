//! Runs code that nobody trusts, and says how it ended.
//!
//! Three processes take part. The *judge* calls [`Launcher::run`]. That starts the *launcher*, the judge's own
//! binary with [`LAUNCH`] as its first word, which takes away from itself what the program is not to have, and then becomes
//! the program by `exec`. The *program* is a compiler, or a worker that calls [`take_stdout`] and [`seal`] and only then code of a student.
//!
//! | layer | taken by | what it denies |
//! |---|---|---|
//! | environment, descriptors | launcher | what the judge knows and has open |
//! | resource limits and a watchdog | launcher, judge | time, memory, threads, files, output without end |
//! | Landlock | launcher | files outside of the lists, TCP, signals and sockets to the outside |
//! | seccomp, before `exec` | launcher | sockets, tracing, new sessions, the kernel's administration; new processes unless it is a compiler |
//! | seccomp, by [`seal`] | worker | all of these, and `exec` |
//!
//! Landlock must come before `exec`, so that it covers the start of the program. The second filter must come after,
//! because it forbids `exec`. Each layer can be switched off in [`Protections`], to prove that an attack succeeds without it.
//!
//! On systems other than Linux there are limits on wall-clock time and output alone ([`Tier::Limits`]).

#[cfg(target_os = "linux")]
mod filter;
mod protections;
mod seal;
mod stdout;

#[cfg(all(feature = "launch", target_os = "linux"))]
mod acts;
#[cfg(feature = "launch")]
mod doctor;
#[cfg(feature = "launch")]
mod end;
#[cfg(all(feature = "launch", target_os = "linux"))]
mod files;
#[cfg(feature = "launch")]
mod launch;
#[cfg(feature = "launch")]
mod orders;
#[cfg(feature = "launch")]
mod pipes;
#[cfg(all(feature = "launch", target_os = "linux"))]
mod processes;
#[cfg(feature = "launch")]
mod run;
#[cfg(feature = "launch")]
mod tier;
#[cfg(feature = "launch")]
mod watch;

pub use protections::Protections;
pub use seal::seal;
pub use stdout::take_stdout;

#[cfg(all(feature = "launch", target_os = "linux"))]
pub use acts::{ACTS, Act, Layer};
#[cfg(feature = "launch")]
pub use doctor::{Tried, doctor};
#[cfg(feature = "launch")]
pub use launch::launch_main;
#[cfg(feature = "launch")]
pub use orders::{Ended, How, LAUNCH, Limits, Orders};
#[cfg(feature = "launch")]
pub use run::{Launcher, guard_judge};
#[cfg(feature = "launch")]
pub use tier::{Tier, tier};
