//! Asking a server for a file: the only code that knows the HTTP client.

use crate::signals::Signals;
use std::io::Read;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use ureq::http::Uri;
use ureq::{Agent, Timeout};

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

/// What comes of a request, in this order: perhaps `Anew`, then chunks, then the end.
pub(super) enum Message {
    /// The server sends all of the file, and not what was asked for alone.
    Anew,
    /// The next bytes.
    Chunk(Vec<u8>),
    /// No more will come.
    Ended(Ended),
    /// The user wants to stop: the signal.
    Stopped(u8),
}

/// How a request ended.
pub(super) enum Ended {
    /// With the end of the answer, as far as the server says.
    Whole,
    /// In the middle.
    Broken,
    /// In a way that asking again would not change, which is said.
    Useless(String),
}

/// For what follows the first `from` bytes of a file of so many `bytes`, where that is known.
pub(super) struct Request {
    pub(super) url: String,
    pub(super) from: u64,
    pub(super) bytes: Option<u64>,
    pub(super) limits: Limits,
}

/// A request that is under way in a thread of its own, so that a signal is heard at once,
/// whatever the connection waits for.
pub(super) struct Transfer(Receiver<Message>);

impl Transfer {
    pub(super) fn start(request: Request) -> Self {
        // Bounded: the disk, not the memory, holds what has come.
        let (sender, messages) = sync_channel(8);
        // The thread ends with its request, or at the latest with the time-outs.
        thread::spawn(move || {
            let ended = request.carry_out(&sender);
            let ended = ended.unwrap_or_else(|error| Ended::Useless(request.explain(&error)));
            let _ = sender.send(Message::Ended(ended));
        });
        Self(messages)
    }

    /// Waits for what comes next, and looks now and then whether the user wants to stop.
    pub(super) fn next(&self, signals: &Signals) -> Message {
        loop {
            if let Some(signal) = signals.received() {
                return Message::Stopped(signal);
            }
            match self.0.recv_timeout(Duration::from_millis(50)) {
                Ok(message) => return message,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Message::Ended(Ended::Broken),
            }
        }
    }
}

impl Request {
    fn carry_out(&self, to: &SyncSender<Message>) -> Result<Ended, ureq::Error> {
        let mut request = self.agent().get(&self.url);
        if self.from > 0 {
            // No If-Range: mirrors tag the same file differently. The checksum decides at the end.
            request = request.header("range", format!("bytes={}-", self.from));
        }
        let mut response = request.call()?;
        let header = |name: &str| response.headers().get(name)?.to_str().ok();
        let length = header("content-length").and_then(|length| length.parse().ok());
        let range = header("content-range").and_then(parse_range);
        let useless = |why: String| Ok(Ended::Useless(why));
        let announced: Option<u64> = match (response.status().as_u16(), range) {
            (200, _) => length,
            (206, Some((start, total))) if start == self.from => total,
            (206, _) => return useless("it sends bytes that were not asked for".into()),
            // What is there is longer than the file can be.
            (416, _) if self.bytes.is_none() && self.from > 0 => return Ok(Ended::Whole),
            (status, _) => return useless(format!("it answers {}", named(status))),
        };
        if let (Some(announced), Some(bytes)) = (announced, self.bytes)
            && announced != bytes
        {
            let why = format!("it has another file: {announced} bytes instead of {bytes}");
            return useless(why);
        }
        // A server that knows no ranges sends everything.
        if response.status() == 200 && self.from > 0 && to.send(Message::Anew).is_err() {
            return Ok(Ended::Broken);
        }
        let mut body = response.body_mut().as_reader();
        let (mut window, mut received) = (Instant::now(), 0);
        loop {
            let mut chunk = vec![0; 1 << 16];
            match body.read(&mut chunk).map_err(ureq::Error::from) {
                Ok(0) => return Ok(Ended::Whole),
                Ok(count) => chunk.truncate(count),
                Err(ureq::Error::Timeout(_)) => return useless(self.stalled()),
                Err(_) => return Ok(Ended::Broken),
            }
            received += chunk.len() as u64;
            // Who no longer listens wants no more.
            if to.send(Message::Chunk(chunk)).is_err() {
                return Ok(Ended::Broken);
            }
            if window.elapsed() >= self.limits.stall {
                if received < self.limits.least {
                    return useless(self.stalled());
                }
                (window, received) = (Instant::now(), 0);
            }
        }
    }

    fn agent(&self) -> Agent {
        let Limits { connect, stall, .. } = self.limits;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .user_agent(concat!("cs324/", env!("CARGO_PKG_VERSION")))
            // The bytes as they are published, not packed once more on the way.
            .accept_encoding("identity")
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_recv_response(Some(stall))
            .timeout_per_read(Some(stall));
        // A proxy cannot reach a server on this very machine.
        let config = match is_local(&self.url) {
            true => config.proxy(None),
            false => config,
        };
        config.build().new_agent()
    }

    fn stalled(&self) -> String {
        let Limits { stall, least, .. } = self.limits;
        format!("it stalled: less than {least} bytes came in {stall:?}")
    }

    /// Why there is no answer.
    fn explain(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::HostNotFound => {
                "the name of the server cannot be resolved; is there a network?".into()
            }
            ureq::Error::Timeout(Timeout::RecvResponse | Timeout::PerRead) => self.stalled(),
            ureq::Error::Timeout(_) => "the server does not answer in time".into(),
            ureq::Error::Io(error) => format!("no connection: {error}"),
            other => other.to_string(),
        }
    }
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

fn named(status: u16) -> String {
    match status {
        403 => "403: forbidden".into(),
        404 => "404: there is no such file".into(),
        416 => "416: its file is shorter".into(),
        429 => "429: too many requests, wait a while".into(),
        500.. => format!("{status}: the server has a problem"),
        _ => status.to_string(),
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
