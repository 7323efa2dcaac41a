//! Child processes: run to their end, timed and weighed from outside.

use common::error::{Error, Result};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often the memory of a process is read.
const WATCH_EVERY: Duration = Duration::from_millis(5);

/// How many lines of its last words a failed process is quoted with.
const QUOTED_LINES: usize = 12;

/// What is known of a process that ended well.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Wall seconds from before its start to after its end.
    pub seconds: f64,
    /// The most memory that it has had resident, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// What it wrote on standard output.
    pub stdout: String,
}

/// Runs a process without input to its end.
pub fn run(command: &mut Command) -> Result<Finished> {
    let name = name(command);
    let ended = AtomicBool::new(false);
    let start = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Error::Failed(format!("could not start {name}: {error}")))?;
    let (output, seconds, peak_memory_bytes) = thread::scope(|scope| {
        let watch = scope.spawn({
            let (id, ended) = (child.id(), &ended);
            move || watch_memory(id, ended)
        });
        let output = Child::wait_with_output(child);
        let seconds = start.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (output, seconds, watch.join().expect("it does not panic"))
    });
    let output = output.map_err(|error| Error::Failed(format!("{name}: {error}")))?;
    if !output.status.success() {
        let (status, words) = (output.status, String::from_utf8_lossy(&output.stderr));
        let words = last_lines(&words);
        return Err(Error::Failed(format!(
            "{name} ended with {status}:\n{words}"
        )));
    }
    Ok(Finished {
        seconds,
        peak_memory_bytes,
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
    })
}

/// Reads the peak of a process's memory until it ends.
///
/// The system keeps the peak itself, so that only what is added in the last milliseconds of the
/// process can be missed.
fn watch_memory(id: u32, ended: &AtomicBool) -> Option<u64> {
    let status = format!("/proc/{id}/status");
    let mut peak = None;
    while !ended.load(Ordering::Relaxed) {
        peak = peak.max(peak_memory_bytes(Path::new(&status)));
        thread::sleep(WATCH_EVERY);
    }
    peak
}

/// The most memory that a process has had resident, from its file `status` under `/proc`.
pub fn peak_memory_bytes(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// What a user would call the process: the program's file name and its first argument's.
fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let names = words.take(2).map(|word| {
        let name = Path::new(word).file_name().unwrap_or(word);
        name.to_string_lossy()
    });
    names.collect::<Vec<_>>().join(" ")
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let first = lines.len().saturating_sub(QUOTED_LINES);
    lines[first..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_process_is_named_and_quoted() {
        let cargo = env!("CARGO");
        let error = run(Command::new(cargo).arg("no-such-command")).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("cargo no-such-command ended with"), "{text}");
        assert!(text.contains("no such command"), "{text}");
    }

    #[test]
    fn a_process_that_ends_well_is_timed_and_heard() {
        let finished = run(Command::new(env!("CARGO")).arg("--version")).unwrap();
        assert!(finished.seconds > 0.0);
        assert!(finished.stdout.starts_with("cargo "), "{}", finished.stdout);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_peak_of_this_process_is_more_than_a_megabyte() {
        let peak = peak_memory_bytes(Path::new("/proc/self/status")).unwrap();
        assert!(peak > 1 << 20, "{peak}");
    }
}
