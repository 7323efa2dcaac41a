//! The binary, serving.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// The labs; they end with this value.
pub struct Labs {
    process: Child,
    /// `http://127.0.0.1:4324`
    pub address: String,
}

impl Labs {
    /// Starts them on a free port.
    pub fn start() -> Self {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self::start_on(port)
    }

    /// Starts them on this port.
    pub fn start_on(port: u16) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_labs"))
            .args(["--port", &port.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut lines = lines.map(Result::unwrap);
        let address = lines.find(|line| line.starts_with("http://")).unwrap();
        let address = address.trim_end_matches('/').to_owned();
        Self { process, address }
    }

    /// Where they listen.
    pub fn port(&self) -> u16 {
        self.address.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// The demonstrations, as the page is told.
    fn demos(&self) -> Vec<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).unwrap();
        let request = "GET /demos HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        let demos = self.demos().into_iter();
        demos
            .map(|demo| demo["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The step at which a demonstration has something to say.
    pub fn story(&self, name: &str) -> usize {
        let entry = ::labs::table::Table::of_course().demo(name).unwrap();
        entry.words.steps
    }

    /// The numbers of the same demonstration without a page.
    pub fn csv(&self, name: &str, steps: usize) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("numbers.csv");
        let output = Command::new(env!("CARGO_BIN_EXE_labs"))
            .args([name, "--headless", "--steps", &steps.to_string(), "--csv"])
            .arg(&path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        std::fs::read_to_string(path).unwrap()
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Labs {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
