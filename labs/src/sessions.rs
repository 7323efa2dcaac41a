//! How many sessions there are, and whether they are to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::watch;

/// Sessions that there are at most: a page that opens sockets without end takes no more.
const MOST: usize = 100;

/// The sessions of a server.
#[derive(Debug, Clone)]
pub struct Sessions {
    live: Arc<watch::Sender<usize>>,
    /// How many there were when they were told to end.
    closing: Arc<watch::Sender<Option<usize>>>,
    begun: Arc<AtomicUsize>,
}

/// The place of one session among them, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    live: Arc<watch::Sender<usize>>,
    number: usize,
}

impl Sessions {
    pub(super) fn new() -> Self {
        Self {
            live: Arc::new(watch::Sender::new(0)),
            closing: Arc::new(watch::Sender::new(None)),
            begun: Arc::default(),
        }
    }

    /// A place for one more; none if there are too many, or the server stops.
    pub(crate) fn enter(&self) -> Option<Place> {
        let is_free = self.closing.borrow().is_none();
        let entered = self.live.send_if_modified(|live| {
            let enters = is_free && *live < MOST;
            *live += usize::from(enters);
            enters
        });
        entered.then(|| Place {
            live: Arc::clone(&self.live),
            number: 1 + self.begun.fetch_add(1, Ordering::Relaxed),
        })
    }

    /// How many there are.
    pub fn live(&self) -> usize {
        *self.live.borrow()
    }

    /// Returns when there are this many.
    pub async fn until(&self, number: usize) {
        let mut live = self.live.subscribe();
        // The sender lives as long as this.
        let _ = live.wait_for(|live| *live == number).await;
    }

    /// Ends them all; none begins any more. Returns how many there were.
    pub(super) fn close(&self) -> usize {
        let live = self.live();
        self.closing.send_if_modified(|closing| {
            let is_first = closing.is_none();
            closing.get_or_insert(live);
            is_first
        });
        self.closing.borrow().unwrap_or(live)
    }

    /// Returns when they are to end.
    pub(crate) async fn closing(&self) {
        let mut closing = self.closing.subscribe();
        let _ = closing.wait_for(Option::is_some).await;
    }
}

impl Place {
    /// Which session it is, counted from 1.
    pub(crate) fn number(&self) -> usize {
        self.number
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.live.send_modify(|live| *live -= 1);
    }
}
