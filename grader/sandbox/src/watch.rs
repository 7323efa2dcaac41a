//! The watchdog: it waits for the end of a program, or brings it about.

use std::io;
use std::time::{Duration, Instant};

use process_wrap::std::ChildWrapper;

use crate::Orders;
use crate::end::Cut;

/// How often it looks.
const INTERVAL: Duration = Duration::from_millis(15);

/// What it saw.
pub(crate) struct Watched {
    /// Why it ended the program, if it did.
    pub(crate) cut: Option<Cut>,
    /// Time on processors.
    pub(crate) cpu: Duration,
    /// The most resident memory, in bytes.
    pub(crate) memory: u64,
}

/// Waits for the end, or brings it about. Nothing of the session is running any more then, and its leader is not
/// reaped.
#[cfg(target_os = "linux")]
pub(crate) fn until_the_end(
    child: &mut dyn ChildWrapper,
    orders: &Orders,
    started: Instant,
) -> io::Result<Watched> {
    use crate::processes::{Watch, kill_session, time};
    let id = child.id();
    let watched = Watch::new(id, orders.may_fork).and_then(|mut watch| {
        let cut = look_on(&mut watch, orders, started)?;
        let _ = child.start_kill();
        while !watch.ended(INTERVAL)? {}
        Ok(Watched {
            cut,
            cpu: time(id),
            memory: watch.peak,
        })
    });
    // Whatever went wrong above. Its number is its own until it is reaped.
    kill_session(id, orders.protections.seccomp && !orders.may_fork);
    watched
}

#[cfg(target_os = "linux")]
fn look_on(
    watch: &mut crate::processes::Watch,
    orders: &Orders,
    started: Instant,
) -> io::Result<Option<Cut>> {
    let limits = &orders.limits;
    loop {
        let left = limits.wall.saturating_sub(started.elapsed());
        let wait = if orders.protections.limits {
            INTERVAL.min(left)
        } else {
            INTERVAL
        };
        if watch.ended(wait)? {
            return Ok(None);
        }
        let used = watch.look();
        if !orders.protections.limits {
            continue;
        }
        if used.memory > limits.memory {
            return Ok(Some(Cut::Memory));
        }
        if used.threads > limits.processes {
            return Ok(Some(Cut::Threads));
        }
        if started.elapsed() >= limits.wall {
            return Ok(Some(Cut::Time));
        }
    }
}

/// Waits for the end, or brings it about.
#[cfg(not(target_os = "linux"))]
pub(crate) fn until_the_end(
    child: &mut dyn ChildWrapper,
    orders: &Orders,
    started: Instant,
) -> io::Result<Watched> {
    let mut cut = None;
    while child.try_wait()?.is_none() {
        if orders.protections.limits && started.elapsed() >= orders.limits.wall {
            cut = Some(Cut::Time);
            break;
        }
        std::thread::sleep(INTERVAL / 5);
    }
    // An error says that nothing is left to kill.
    let _ = child.start_kill();
    Ok(Watched {
        cut,
        cpu: Duration::ZERO,
        memory: 0,
    })
}
