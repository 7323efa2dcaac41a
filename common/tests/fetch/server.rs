//! A server on this machine that behaves as well or badly as a test wants, and remembers what it
//! was asked. It ends with its value, and no answer of it takes longer than [`PATIENCE`].

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(10);

/// How a server answers for a file that it has; for any other path the answer is 404.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Behaviour {
    /// As it should, ranges included.
    Good,
    /// Always with the whole file.
    KnowsNoRanges,
    /// With another byte in the middle.
    Corrupts,
    /// Breaks each answer off after so many bytes.
    BreaksAfter(usize),
    /// Sends so many bytes of the whole file, then nothing more; what is asked for from a later
    /// byte on, it sends.
    StallsAfter(usize),
    /// A byte now and then.
    Drips,
    /// With this status and a short text.
    Status(u16),
    /// With a page instead of the file, as a network does that wants a log-in first.
    Page,
    /// The same in chunks, so that no length is announced.
    ChunkedPage,
    /// With the bytes that were asked for, called the whole file (200); with or without saying where
    /// they stand in it.
    RangeAsWhole { says_range: bool },
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The path, as in `/mnist/a.gz`.
    pub path: String,
    /// The first byte asked for, if not all were.
    pub from: Option<usize>,
    /// Of a request to a proxy the server that is meant, as in `http://host:80`.
    pub server: Option<String>,
}

struct Shared {
    files: Vec<(String, Vec<u8>)>,
    behaviour: Behaviour,
    requests: Mutex<Vec<Request>>,
    stop: AtomicBool,
}

pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves these files, each by its path without the leading slash.
    pub fn start(behaviour: Behaviour, files: &[(&str, &[u8])]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let own = |(path, bytes): &(&str, &[u8])| (format!("/{path}"), bytes.to_vec());
        let shared = Arc::new(Shared {
            files: files.iter().map(own).collect(),
            behaviour,
            requests: Mutex::new(Vec::new()),
            stop: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        let listening = thread::spawn(move || listen(&listener, &own));
        Self {
            address,
            shared,
            listening: Some(listening),
        }
    }

    /// The address without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The first bytes that it was asked for; 0 for whole files.
    pub fn starts(&self) -> Vec<usize> {
        let requests = self.requests();
        requests
            .iter()
            .map(|request| request.from.unwrap_or(0))
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is to stop.
        let _ = TcpStream::connect(self.address);
        let _ = self.listening.take().map(JoinHandle::join);
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut answers = Vec::new();
    while let Ok((stream, _)) = listener.accept() {
        if shared.stop.load(Ordering::Relaxed) {
            break;
        }
        let shared = Arc::clone(shared);
        // A client that has gone away is no failure of the server.
        answers.push(thread::spawn(move || drop(answer(stream, &shared))));
    }
    answers.into_iter().for_each(|answer| drop(answer.join()));
}

fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = read_request(&mut stream)?;
    shared.requests.lock().unwrap().push(request.clone());
    let file = shared.files.iter().find(|(path, _)| *path == request.path);
    let Some((_, bytes)) = file else {
        return write!(
            stream,
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
    };
    let mut bytes = bytes.clone();
    let mut from = request.from;
    match shared.behaviour {
        Behaviour::Status(status) => {
            return write!(
                stream,
                "HTTP/1.1 {status} X\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno"
            );
        }
        Behaviour::Page => {
            bytes = b"<html>Please log in</html>".to_vec();
            from = None;
        }
        Behaviour::ChunkedPage => {
            return write!(
                stream,
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-type: text/html\r\n\
                 connection: close\r\n\r\n1a\r\n<html>Please log in</html>\r\n0\r\n\r\n"
            );
        }
        Behaviour::KnowsNoRanges => from = None,
        Behaviour::Corrupts => {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        _ => {}
    }
    let start = from.unwrap_or(0);
    if start >= bytes.len() {
        let total = bytes.len();
        return write!(
            stream,
            "HTTP/1.1 416 Range Not Satisfiable\r\ncontent-range: bytes */{total}\r\n\
             content-length: 0\r\nconnection: close\r\n\r\n"
        );
    }
    let body = &bytes[start..];
    let (last, total) = (bytes.len() - 1, bytes.len());
    let range = format!("content-range: bytes {start}-{last}/{total}\r\n");
    let (status, range) = match (from, shared.behaviour) {
        (None, _) | (_, Behaviour::RangeAsWhole { says_range: false }) => ("200 OK", String::new()),
        (_, Behaviour::RangeAsWhole { says_range: true }) => ("200 OK", range),
        (Some(_), _) => ("206 Partial Content", range),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{range}connection: close\r\n\r\n",
        body.len()
    )?;
    match shared.behaviour {
        Behaviour::BreaksAfter(count) => stream.write_all(&body[..count.min(body.len())])?,
        Behaviour::StallsAfter(count) if from.is_none() => {
            stream.write_all(&body[..count])?;
            wait(&mut stream, shared);
        }
        Behaviour::Drips => {
            let begun = Instant::now();
            for byte in body {
                if begun.elapsed() > PATIENCE || shared.stop.load(Ordering::Relaxed) {
                    break;
                }
                stream.write_all(&[*byte])?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        _ => stream.write_all(body)?,
    }
    stream.shutdown(Shutdown::Write)
}

/// Until the client goes away, the server stops, or it has taken long enough.
fn wait(stream: &mut TcpStream, shared: &Shared) {
    let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE && !shared.stop.load(Ordering::Relaxed) {
        // Nothing more is asked: an end or an error other than a time-out is the client's farewell.
        match stream.read(&mut [0; 16]) {
            Err(error) if is_timeout(&error) => {}
            _ => return,
        }
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    matches!(error.kind(), TimedOut | WouldBlock)
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<Request> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && head.len() < 16_384 {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let from = head
        .lines()
        .find_map(|line| line.strip_prefix("range: bytes="));
    let from = from.and_then(|range| range.trim_end_matches('-').parse().ok());
    let at = path
        .find("://")
        .and_then(|at| Some(at + 3 + path[at + 3..].find('/')?));
    let server = at.map(|at| path[..at].to_owned());
    let path = path[at.unwrap_or(0)..].to_owned();
    Ok(Request { path, from, server })
}
