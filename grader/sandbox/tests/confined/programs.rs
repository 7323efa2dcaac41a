//! Programs that the tests confine.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;

use sandbox::{Launcher, Protections, seal, take_stdout};

use crate::harness::orders;

/// The first argument of this executable where it is one of these programs.
pub const PROGRAM: &str = "program";

#[allow(clippy::zombie_processes)]
pub fn main(words: &[String]) -> ExitCode {
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["exit", code] => return code.parse::<u8>().unwrap().into(),
        ["abort"] => std::process::abort(),
        ["echo"] => {
            let mut input = Vec::new();
            io::stdin().read_to_end(&mut input).unwrap();
            io::stdout().write_all(&input).unwrap();
            io::stderr().write_all(b"echoed").unwrap();
        }
        ["claim", words] => {
            io::stderr().write_all(words.as_bytes()).unwrap();
            return 125.into();
        }
        ["work"] => work(),
        ["wait", file] => {
            say(Path::new(file));
            wait()
        }
        ["leave", file] => {
            let binary = std::env::args_os().next().unwrap();
            // It inherits the streams, and nobody waits for it here.
            let _ = Command::new(binary)
                .args([PROGRAM, "wait", file])
                .spawn()
                .unwrap();
            until(|| {
                fs::read_to_string(file)
                    .ok()
                    .filter(|text| text.ends_with('\n'))
            });
        }
        ["judge", file] => judge(Path::new(file)),
        other => panic!("no program {other:?}"),
    }
    ExitCode::SUCCESS
}

/// What the real worker does: start-up, then the seal, then threads, a panic that is caught, and a reply.
fn work() {
    let mut replies = take_stdout().unwrap();
    seal(&Protections::default()).unwrap();
    let mut out = io::stdout();
    writeln!(out, "printed by a student").unwrap();
    let sums = (0..8_u64).map(|from| thread::spawn(move || (from..1000).sum::<u64>()));
    let sum: u64 = sums
        .collect::<Vec<_>>()
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum();
    let panicked = thread::spawn(|| panic!("a student's panic"))
        .join()
        .is_err();
    write!(replies, "{sum} {panicked}").unwrap();
}

/// Its number, in a file that appears whole.
fn say(file: &Path) {
    fs::write(file, format!("{}\n", std::process::id())).unwrap();
}

fn wait() -> ! {
    loop {
        thread::park();
    }
}

/// Asks until there is an answer: for what another process brings about, however long that takes it.
pub fn until<T>(answer: impl Fn() -> Option<T>) -> T {
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        thread::yield_now();
    }
}

/// Runs a program that waits for ever, and so does for ever what a judge does.
fn judge(file: &Path) {
    let binary = std::env::current_exe().unwrap();
    let mut orders = orders(&["wait", file.to_str().unwrap()], file.parent().unwrap());
    orders.write.push(file.parent().unwrap().into());
    Launcher::new(binary).run(&orders).unwrap();
}
