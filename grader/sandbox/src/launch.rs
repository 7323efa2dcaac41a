//! The launcher: it confines itself, and becomes the program.

use std::io::{self, Write};
use std::process::exit;

use crate::orders::NOT_CONFINED;

/// The `main` of a binary whose first argument is [`LAUNCH`](crate::LAUNCH). It is to be called before anything else is done: no thread is
/// running then, and nothing has been opened.
#[cfg(target_os = "linux")]
pub fn launch_main() -> ! {
    use crate::{acts, orders};
    use std::ffi::OsString;
    let mut arguments = std::env::args_os().skip(2);
    let first = arguments.next().unwrap_or_default();
    let rest: Vec<OsString> = arguments.collect();
    if first == orders::ACT {
        exit(acts::main(&rest));
    }
    let Some(confinement) = first
        .to_str()
        .and_then(|text| serde_json::from_str(text).ok())
    else {
        refuse(
            "",
            "this command is started by the grader itself, and not by hand",
        );
    };
    let confinement: orders::Confinement = confinement;
    let words = match linux::confine_and_become(&confinement, &rest) {
        Err(words) => words,
        Ok(never) => match never {},
    };
    refuse(&confinement.mark, &words)
}

/// There is no launcher on this system: [`Launcher::run`](crate::Launcher::run) starts the program itself.
#[cfg(not(target_os = "linux"))]
pub fn launch_main() -> ! {
    refuse("", "programs are confined on Linux alone")
}

fn refuse(mark: &str, words: &str) -> ! {
    // Where even that cannot be written, the code remains, and without the mark the run counts as failed.
    let _ = writeln!(io::stderr(), "{mark}{words}");
    exit(NOT_CONFINED)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::convert::Infallible;
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use rlimit::Resource;
    use rustix::process::{Signal, getppid, set_parent_process_death_signal};

    use crate::files;
    use crate::filter::Filter;
    use crate::orders::Confinement;

    /// Between an address space and resident memory: allocators reserve, and each thread has a stack.
    const RESERVED: u64 = 8 << 30;

    /// A main thread's usual stack, in bytes.
    const STACK: u64 = 8 << 20;

    pub(super) fn confine_and_become(
        confinement: &Confinement,
        command: &[OsString],
    ) -> Result<Infallible, String> {
        let [program, arguments @ ..] = command else {
            return Err("the orders name no program".into());
        };
        let protections = confinement.protections;
        end_with(confinement.judge)?;
        if protections.descriptors {
            close_descriptors()?;
        }
        if protections.limits {
            limit(confinement).map_err(|error| format!("a resource limit was refused: {error}"))?;
        }
        if protections.landlock {
            files::confine(confinement, program.as_ref())?;
        }
        if protections.seccomp {
            filter(confinement.may_fork)?;
        }
        let error = Command::new(program).args(arguments).exec();
        Err(format!("{} cannot be started: {error}", program.display()))
    }

    /// A judge that is killed leaves nothing running.
    fn end_with(judge: u32) -> Result<(), String> {
        set_parent_process_death_signal(Some(Signal::KILL))
            .map_err(|error| format!("it cannot be tied to the grader: {error}"))?;
        // The judge may have ended before that line.
        match getppid() {
            Some(parent) if parent.as_raw_nonzero().get() as u32 == judge => Ok(()),
            _ => Err("the grader that started it is gone".into()),
        }
    }

    /// Everything that the judge, or who started the judge, has left open without a mark against `exec`.
    fn close_descriptors() -> Result<(), String> {
        let words = |error: std::io::Error| format!("open descriptors cannot be listed: {error}");
        // The list is read to its end before one is closed: the last of it is the list's own.
        let open: Vec<i32> = fs::read_dir("/proc/self/fd")
            .map_err(words)?
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .collect();
        for descriptor in open.into_iter().filter(|number| *number > 2) {
            // It fails for the list's own, which is closed by now.
            let _ = nix::unistd::close(descriptor);
        }
        Ok(())
    }

    fn limit(confinement: &Confinement) -> std::io::Result<()> {
        let limits = &confinement.limits;
        let seconds = limits.cpu.as_millis().div_ceil(1000).max(1) as u64;
        Resource::CORE.set(0, 0)?;
        // SIGXCPU first, and a second later SIGKILL for who ignores it.
        lower(Resource::CPU, seconds, seconds + 1)?;
        lower(Resource::FSIZE, limits.file, limits.file)?;
        lower(Resource::STACK, STACK, STACK)?;
        let open = if confinement.may_fork { 1024 } else { 64 };
        lower(Resource::NOFILE, open, open)?;
        let space = limits.memory.saturating_mul(4).saturating_add(RESERVED);
        lower(Resource::AS, space, space)?;
        let processes = limits.processes.saturating_add(running());
        lower(Resource::NPROC, processes, processes)
    }

    /// Below a hard limit that is lower already, that one stays: an ordinary user cannot raise it.
    fn lower(resource: Resource, soft: u64, hard: u64) -> std::io::Result<()> {
        let (_, allowed) = resource.get()?;
        resource.set(soft.min(allowed), hard.min(allowed))
    }

    /// All threads of the machine. The kernel's limit counts what else its user has running, wherever that is: this is no less.
    fn running() -> u64 {
        let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let of = text
            .split_whitespace()
            .nth(3)
            .and_then(|pair| pair.split_once('/'));
        of.and_then(|(_, all)| all.parse().ok()).unwrap_or(4096)
    }

    fn filter(may_fork: bool) -> Result<(), String> {
        let kind = if may_fork {
            Filter::Compiler
        } else {
            Filter::Worker
        };
        let programs = kind
            .programs()
            .map_err(|error| format!("no filter of system calls could be made: {error}"))?;
        for program in &programs {
            seccompiler::apply_filter(program)
                .map_err(|error| format!("this kernel takes no filter of system calls: {error}"))?;
        }
        Ok(())
    }
}
