//! Programs that are confined, each attack with and without the layer that denies it.
//!
//! This executable is judge, launcher and program, so it has a `main` of its own. Words that are no options
//! choose tests by a part of their names; `--starts N` measures the start of a program instead.

#[cfg(target_os = "linux")]
mod attacks;
#[cfg(target_os = "linux")]
mod compiles;
#[cfg(target_os = "linux")]
mod ends;
#[cfg(target_os = "linux")]
mod harness;
#[cfg(target_os = "linux")]
mod programs;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some(sandbox::LAUNCH) => sandbox::launch_main(),
        Some(programs::PROGRAM) => programs::main(&words[1..]),
        Some("--starts") => harness::measure(&words[1..]),
        _ if sandbox::tier() != sandbox::Tier::Confined => {
            use std::io::Write;
            let words = "skipped: this machine lacks Landlock or seccomp, see `grader doctor`";
            let _ = writeln!(std::io::stderr(), "{words}");
            std::process::ExitCode::SUCCESS
        }
        _ => harness::main(&words, &[attacks::ALL, ends::ALL, compiles::ALL]),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {}
