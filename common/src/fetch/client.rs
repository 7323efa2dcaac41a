//! Asking a server for a file: the only code that knows the HTTP client.

use super::answer::{named, parse_range};
use super::proxy::{self, Named};
use crate::signals::Signals;
use std::io::Read;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
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
    /// In the middle; whether a file of the right length had been announced.
    Broken { announced: bool },
    /// With an answer that does not fit what was asked, which is said: all of the file may fit where
    /// the rest of it did not.
    Other(String),
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
            let _ = sender.send(Message::Ended(request.carry_out(&sender)));
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
                Err(RecvTimeoutError::Disconnected) => {
                    return Message::Ended(Ended::Broken { announced: false });
                }
            }
        }
    }
}

impl Request {
    fn carry_out(&self, to: &SyncSender<Message>) -> Ended {
        let named = match Named::for_address(&self.url) {
            Ok(named) => named,
            Err(why) => return Ended::Useless(why),
        };
        let ended = self.ask(named.as_ref(), to);
        let ended = ended.unwrap_or_else(|error| Ended::Useless(self.explain(&error)));
        // Which of the two is at fault the answer does not say.
        let through = |why: String| match &named {
            None => why,
            Some(Named { proxy, variable }) => {
                let (host, port) = (proxy.host(), proxy.port());
                format!("{why} (through the proxy {host}:{port}, which {variable} names)")
            }
        };
        match ended {
            Ended::Useless(why) => Ended::Useless(through(why)),
            Ended::Other(why) => Ended::Other(through(why)),
            other => other,
        }
    }

    fn ask(&self, way: Option<&Named>, to: &SyncSender<Message>) -> Result<Ended, ureq::Error> {
        let mut request = self.agent(way).get(&self.url);
        if self.from > 0 {
            // No If-Range: mirrors tag the same file differently. The checksum decides at the end.
            request = request.header("range", format!("bytes={}-", self.from));
        }
        let mut response = request.call()?;
        let header = |name: &str| response.headers().get(name)?.to_str().ok();
        let length: Option<u64> = header("content-length").and_then(|length| length.parse().ok());
        let range = header("content-range").and_then(parse_range);
        let page = header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let chunked = header("transfer-encoding").is_some_and(|it| it.contains("chunked"));
        let useless = |why: String| Ok(Ended::Useless(why));
        // Some servers send the rest and call it the whole.
        let goes_on = range.is_some_and(|(start, _)| start == self.from);
        let announced = match (response.status().as_u16(), range) {
            (200 | 206, Some((_, total))) if goes_on => total,
            (200, None) => length,
            (200 | 206, _) => {
                return Ok(Ended::Other(
                    "it sends bytes that were not asked for".into(),
                ));
            }
            // What is there is longer than the file can be.
            (416, _) if self.bytes.is_none() && self.from > 0 => return Ok(Ended::Whole),
            (416, _) => return Ok(Ended::Other(named(416))),
            (status, _) => return useless(format!("it answers {}", named(status))),
        };
        let other = |length: u64, bytes: u64| {
            let what = if page { "a web page" } else { "another file" };
            Ended::Other(format!("it has {what}: {length} bytes instead of {bytes}"))
        };
        if let (Some(announced), Some(bytes)) = (announced, self.bytes)
            && announced != bytes
        {
            return Ok(other(announced, bytes));
        }
        let broken = Ended::Broken {
            announced: announced.is_some() && announced == self.bytes,
        };
        // A server that knows no ranges sends everything.
        if !goes_on && self.from > 0 && to.send(Message::Anew).is_err() {
            return Ok(broken);
        }
        let mut body = response.body_mut().as_reader();
        let mut length = if goes_on { self.from } else { 0 };
        let (mut window, mut received) = (Instant::now(), 0);
        loop {
            let mut chunk = vec![0; 1 << 16];
            match body.read(&mut chunk).map_err(ureq::Error::from) {
                // Chunks say when all has come; without them and a length nobody does.
                Ok(0) => match self.bytes.filter(|bytes| length < *bytes) {
                    Some(bytes) if chunked || page => return Ok(other(length, bytes)),
                    Some(_) => return Ok(broken),
                    None => return Ok(Ended::Whole),
                },
                Ok(count) => chunk.truncate(count),
                Err(ureq::Error::Timeout(_)) => return useless(self.stalled()),
                Err(_) => return Ok(broken),
            }
            received += chunk.len() as u64;
            length += chunk.len() as u64;
            // Who no longer listens wants no more.
            if to.send(Message::Chunk(chunk)).is_err() {
                return Ok(broken);
            }
            if window.elapsed() >= self.limits.stall {
                if received < self.limits.least {
                    return useless(self.stalled());
                }
                (window, received) = (Instant::now(), 0);
            }
        }
    }

    fn agent(&self, way: Option<&Named>) -> Agent {
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
        let proxy = way.map(|way| way.proxy.clone());
        proxy::agent(config.proxy(proxy).build())
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
