//! A server of its own for each test, and what talks to it.

use common::learner::Start;
use common::settings::{Base, Length};
use labs::server::{Server, Sessions};
use labs::table::Table;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tungstenite::{Message, WebSocket};

/// A test that would hang fails instead.
const GENEROUS: Duration = Duration::from_secs(120);

/// A server in a thread.
pub struct Running {
    pub address: SocketAddr,
    pub sessions: Sessions,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<usize>,
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

impl Running {
    pub fn start(table: Table) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let start = Start::new(&Base::default(), Length::NONE).unwrap();
        let server = Server::new(table, start);
        let sessions = server.sessions().clone();
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            let stopped = async { drop(stopped.await) };
            runtime().block_on(server.serve(listener, stopped)).unwrap()
        };
        Self {
            address,
            sessions,
            stop,
            thread: std::thread::spawn(serve),
        }
    }

    /// Returns when there are this many sessions.
    pub fn until(&self, number: usize) {
        let sessions = self.sessions.clone();
        let all = async move { tokio::time::timeout(GENEROUS, sessions.until(number)).await };
        let reached = runtime().block_on(all);
        assert!(
            reached.is_ok(),
            "there are {} sessions",
            self.sessions.live()
        );
    }

    /// Tells it to stop; the thread ends when it has.
    pub fn stop(self) -> JoinHandle<usize> {
        self.stop.send(()).unwrap();
        self.thread
    }

    pub fn client(&self) -> Client {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(GENEROUS)).unwrap();
        stream.set_write_timeout(Some(GENEROUS)).unwrap();
        let url = format!("ws://{}/socket", self.address);
        let (socket, _) = tungstenite::client(url, stream).unwrap();
        Client { socket }
    }

    /// What is answered to a request, as it comes.
    pub fn ask(&self, lines: &[&str]) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(GENEROUS)).unwrap();
        let request = format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n"));
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// What is answered to the page's own request.
    pub fn get(&self, path: &str) -> String {
        let host = format!("Host: {}", self.address);
        self.ask(&[&format!("GET {path} HTTP/1.1"), &host])
    }
}

/// A page.
pub struct Client {
    pub socket: WebSocket<TcpStream>,
}

impl Client {
    pub fn send(&mut self, message: impl Into<Message>) {
        self.socket.send(message.into()).unwrap();
    }

    pub fn say(&mut self, command: Value) {
        self.send(command.to_string());
    }

    /// A command without fields.
    pub fn order(&mut self, command: &str) {
        self.say(json!({ "do": command }));
    }

    /// The next message. A sight is drawn at once.
    pub fn next(&mut self) -> Value {
        let message = self.next_unseen();
        if message["is"] == "sight" {
            self.order("seen");
        }
        message
    }

    /// The next message; a sight is not drawn.
    pub fn next_unseen(&mut self) -> Value {
        loop {
            match self.socket.read().unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next message of a kind.
    pub fn kind(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next();
            assert_ne!(
                message["is"], "trouble",
                "while waiting for {kind}: {message}"
            );
            if message["is"] == kind {
                return message;
            }
        }
    }

    /// The next trouble; sights before it are drawn.
    pub fn trouble(&mut self) -> Value {
        loop {
            let message = self.next();
            match message["is"].as_str() {
                Some("trouble") => return message,
                Some("sight") => {}
                _ => panic!("{message}"),
            }
        }
    }

    /// The next sight of which something holds.
    pub fn sight(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let sight = self.kind("sight");
            if holds(&sight) {
                return sight;
            }
        }
    }

    /// The sight at rest at a step.
    pub fn at(&mut self, step: u64) -> Value {
        self.sight(|sight| {
            sight["step"] == step && sight["seeking"] == false && sight["playing"] == false
        })
    }

    pub fn open(&mut self, demo: &str, words: &[(&str, &str)]) -> Value {
        self.say(json!({ "do": "open", "demo": demo, "words": words }));
        self.kind("opened")
    }

    pub fn turn(&mut self, side: &str, (knob, value): (&str, &str)) {
        self.say(json!({ "do": "turn", "side": side, "knob": knob, "value": value }));
    }

    pub fn csv(&mut self) -> String {
        self.order("csv");
        self.kind("csv")["text"].as_str().unwrap().into()
    }
}

/// What is to be seen, without what a page has been sent before.
pub fn seen(sight: &Value) -> Vec<Value> {
    let sides = sight["sides"].as_array().unwrap().iter();
    let without = sides.map(|side| {
        let mut side = side.clone();
        side.as_object_mut().unwrap().remove("history");
        side
    });
    without.collect()
}
