//! Places at which a test stops a process: exactly there, and not after some time.
//!
//! `CS324_STOP=kill:step:7` ends the process when it reaches the point `step` for the 7th time, as a
//! power cut would; `int` and `term` in place of `kill` send it the signals of Ctrl-C and of
//! termination there. The points are `step`, `checkpoint` (written, not yet in its place), and
//! `result` (all is written but the result).

use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The signal, if it is not the end at once; the point; how often it is to be reached.
type Stop = (Option<i32>, String, usize);

fn parse(text: &str) -> Option<Stop> {
    let mut parts = text.split(':');
    let signal = match parts.next()? {
        "kill" => None,
        "int" => Some(SIGINT),
        "term" => Some(SIGTERM),
        _ => return None,
    };
    Some((signal, parts.next()?.into(), parts.next()?.parse().ok()?))
}

/// Says that the process has come to this point; without the variable nothing happens.
pub(crate) fn reached(point: &str) {
    static STOP: OnceLock<Option<Stop>> = OnceLock::new();
    static REACHED: AtomicUsize = AtomicUsize::new(0);
    let stop = STOP.get_or_init(|| parse(&std::env::var("CS324_STOP").ok()?));
    match stop {
        Some((signal, at, count)) if at == point => {
            if REACHED.fetch_add(1, Ordering::Relaxed) + 1 != *count {
                return;
            }
            match signal {
                Some(signal) => drop(signal_hook::low_level::raise(*signal)),
                None => std::process::abort(),
            }
        }
        _ => {}
    }
}
