//! Ctrl-C and termination as a question that the training loop asks between two steps.

use crate::error::{Error, Result};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Remembers the first signal; the second one ends the process at once.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    received: Arc<AtomicUsize>,
}

impl Signals {
    /// Takes over Ctrl-C and termination for the rest of the process.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn listen() -> Result<Self> {
        let signals = Self::default();
        let second = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order, the first signal finds `second` unset and only then sets it.
            signal_hook::flag::register_conditional_shutdown(
                signal,
                128 + signal,
                Arc::clone(&second),
            )
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&second)))
            .and_then(|_| {
                let received = Arc::clone(&signals.received);
                signal_hook::flag::register_usize(signal, received, signal as usize)
            })
            .map_err(|source| Error::Failed(format!("cannot listen for Ctrl-C: {source}")))?;
        }
        Ok(signals)
    }

    /// The number of the signal that asked this process to stop.
    pub fn received(&self) -> Option<u8> {
        match self.received.load(Ordering::Relaxed) {
            0 => None,
            signal => Some(signal as u8),
        }
    }
}
