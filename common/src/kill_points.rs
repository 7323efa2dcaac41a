//! Places at which a test stops a process: exactly there, and not after some time.
//!
//! `CS324_STOP=kill:step:7` ends the process when it reaches the point `step` for the 7th time, as a
//! power cut would; `panic` in place of `kill` ends it as an error of programming would, `int` and `term`
//! send it the signals of Ctrl-C and of termination there. The points are `step`, `checkpoint` (written, not yet in its place), and
//! `result` (all is written but the result); of the grader `journal` (a line of it is written).

use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens there; the point; how often it is to be reached.
type Stop = (End, String, usize);

enum End {
    Abort,
    Panic,
    Signal(i32),
}

fn parse(text: &str) -> Option<Stop> {
    let mut parts = text.split(':');
    let end = match parts.next()? {
        "kill" => End::Abort,
        "panic" => End::Panic,
        "int" => End::Signal(SIGINT),
        "term" => End::Signal(SIGTERM),
        _ => return None,
    };
    Some((end, parts.next()?.into(), parts.next()?.parse().ok()?))
}

/// Says that the process has come to this point; without the variable nothing happens.
pub fn reached(point: &str) {
    static STOP: OnceLock<Option<Stop>> = OnceLock::new();
    static REACHED: AtomicUsize = AtomicUsize::new(0);
    let stop = STOP.get_or_init(|| parse(&std::env::var("CS324_STOP").ok()?));
    match stop {
        Some((end, at, count)) if at == point => {
            if REACHED.fetch_add(1, Ordering::Relaxed) + 1 != *count {
                return;
            }
            match end {
                End::Signal(signal) => drop(signal_hook::low_level::raise(*signal)),
                End::Panic => panic!("stopped here"),
                End::Abort => std::process::abort(),
            }
        }
        _ => {}
    }
}
