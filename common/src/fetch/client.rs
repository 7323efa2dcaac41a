//! Asking a server for a file: the only code that knows the HTTP client.

use crate::signals::Signals;
use std::io::Read;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::Uri;

/// How long to wait for a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For its name to be resolved, and then for a connection.
    pub connect: Duration,
    /// For the first or next bytes: a server that sends less than [`least`](Self::least) in this
    /// time has stalled.
    pub stall: Duration,
    /// Bytes.
    pub least: u64,
}

impl Default for Limits {
    /// 15 seconds for a connection; 1 kB a second over 30 seconds.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            stall: Duration::from_secs(30),
            least: 30_000,
        }
    }
}

/// How often to look whether the user wants to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// What becomes of a request, in this order: perhaps a head, then chunks, then one of the others.
#[derive(Debug)]
pub(super) enum Message {
    /// The server answers.
    Head(Head),
    /// The next bytes.
    Chunk(Vec<u8>),
    /// The answer is complete, as far as the server says.
    End,
    /// There is no connection, or it broke.
    Failed(String),
    /// Nothing, or next to nothing, came for too long.
    Stalled,
    /// The user wants to stop: the signal.
    Stopped(u8),
}

/// The first part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Of the bytes that follow.
    pub(super) length: Option<u64>,
    /// Where the bytes begin that follow, and how long the whole file is.
    pub(super) range: Option<(u64, Option<u64>)>,
}

/// A request that is under way in a thread of its own, so that a signal is heard at once,
/// whatever the connection waits for.
pub(super) struct Transfer {
    messages: Receiver<Message>,
    limits: Limits,
    window: Instant,
    received: u64,
}

impl Transfer {
    /// Asks for what follows the first `from` bytes at `url`.
    pub(super) fn start(url: &str, from: u64, limits: Limits) -> Self {
        // Bounded: the disk, not the memory, holds what has come.
        let (sender, messages) = sync_channel(8);
        let url = url.to_owned();
        // The thread ends with its request, or at the latest with the time-outs.
        thread::spawn(move || {
            let end = request(&url, from, limits, &sender);
            let _ = sender.send(end.unwrap_or_else(|error| Message::Failed(explain(&error))));
        });
        Self {
            messages,
            limits,
            window: Instant::now(),
            received: 0,
        }
    }

    /// Waits for what comes next.
    pub(super) fn next(&mut self, signals: &Signals) -> Message {
        loop {
            if let Some(signal) = signals.received() {
                return Message::Stopped(signal);
            }
            let message = match self.messages.recv_timeout(GLANCE) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => {
                    Some(Message::Failed("the connection broke".into()))
                }
            };
            if let Some(Message::Chunk(bytes)) = &message {
                self.received += bytes.len() as u64;
            }
            if self.window.elapsed() >= self.limits.stall {
                if self.received < self.limits.least && !matches!(message, Some(Message::End)) {
                    return Message::Stalled;
                }
                self.window = Instant::now();
                self.received = 0;
            }
            if let Some(message) = message {
                return message;
            }
        }
    }
}

fn request(
    url: &str,
    from: u64,
    limits: Limits,
    sender: &SyncSender<Message>,
) -> Result<Message, ureq::Error> {
    let mut request = agent(url, limits).get(url);
    if from > 0 {
        // No If-Range: mirrors tag the same file differently. The checksum decides at the end.
        request = request.header("range", format!("bytes={from}-"));
    }
    let mut response = request.call()?;
    let header = |name: &str| response.headers().get(name)?.to_str().ok();
    let head = Head {
        status: response.status().as_u16(),
        length: header("content-length").and_then(|length| length.parse().ok()),
        range: header("content-range").and_then(parse_range),
    };
    // Who no longer listens wants no more.
    if sender.send(Message::Head(head)).is_err() {
        return Ok(Message::End);
    }
    let mut body = response.body_mut().as_reader();
    loop {
        let mut chunk = vec![0; 1 << 16];
        let count = body.read(&mut chunk)?;
        chunk.truncate(count);
        if count == 0 || sender.send(Message::Chunk(chunk)).is_err() {
            return Ok(Message::End);
        }
    }
}

fn agent(url: &str, limits: Limits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .user_agent(concat!("cs324/", env!("CARGO_PKG_VERSION")))
        // The bytes as they are published, not packed once more on the way.
        .accept_encoding("identity")
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        // `Transfer::next` decides what a stall is; these end the thread, after it has.
        .timeout_recv_response(Some(3 * limits.stall))
        .timeout_per_read(Some(3 * limits.stall));
    // A proxy cannot reach a server on this very machine.
    let config = if is_local(url) {
        config.proxy(None)
    } else {
        config
    };
    config.build().new_agent()
}

fn is_local(url: &str) -> bool {
    let url: Option<Uri> = url.parse().ok();
    matches!(
        url.as_ref().and_then(Uri::host),
        Some("localhost" | "127.0.0.1" | "[::1]")
    )
}

/// From `bytes 100-999/1000` to where it begins and how much there is; the latter may be `*`.
fn parse_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, total.trim().parse().ok()))
}

fn explain(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => {
            "the name of the server cannot be resolved; is there a network?".into()
        }
        ureq::Error::Timeout(_) => "the server does not answer in time".into(),
        ureq::Error::Io(error) => format!("no connection: {error}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_servers_write_them() {
        assert_eq!(parse_range("bytes 100-999/1000"), Some((100, Some(1000))));
        assert_eq!(parse_range("bytes 5-9/*"), Some((5, None)));
        for wrong in ["bytes */1000", "100-999/1000", "bytes a-b/c", ""] {
            assert_eq!(parse_range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_proxy_for_this_machine() {
        assert!(is_local("http://127.0.0.1:8000/mnist/x.gz") && is_local("http://localhost/"));
        assert!(!is_local("https://example.org/localhost"));
    }
}
