//! What a worker does to itself before it calls code of a student.

use crate::Protections;

/// Takes from this process, all its threads and those to come: sockets, new processes, `exec`, tracing, signals to
/// others, metadata of files and the kernel's administration. A thread that tries ends the process with SIGSYS.
///
/// It cannot be undone, and is called after start-up, when nothing more is to be loaded. Without
/// `protections.seccomp` it does nothing.
///
/// # Errors
///
/// In words: on systems other than Linux, and where the kernel has no seccomp filters. The caller must then not go on.
#[cfg(target_os = "linux")]
pub fn seal(protections: &Protections) -> Result<(), String> {
    use crate::filter::Filter;
    if !protections.seccomp {
        return Ok(());
    }
    let programs = Filter::Sealed.programs();
    let programs =
        programs.map_err(|error| format!("no filter of system calls could be made: {error}"))?;
    for program in &programs {
        seccompiler::apply_filter_all_threads(program)
            .map_err(|error| format!("this kernel takes no filter of system calls: {error}"))?;
    }
    Ok(())
}

/// There is no seal on this system.
///
/// # Errors
///
/// Always, but without `protections.seccomp`.
#[cfg(not(target_os = "linux"))]
pub fn seal(protections: &Protections) -> Result<(), String> {
    if !protections.seccomp {
        return Ok(());
    }
    Err("system calls are filtered on Linux alone; grade there, or without seccomp".into())
}
