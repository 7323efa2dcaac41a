//! The binary as a shell meets it.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

fn labs(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labs"));
    command.args(arguments);
    command
}

fn output(arguments: &[&str]) -> Output {
    labs(arguments).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A server, and the address that it has printed.
struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut command = labs(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut url).unwrap();
        let url = url.trim_end().to_owned();
        Self { child, url }
    }

    /// Sends a signal. Returns the exit code and what was said on standard error.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
        let mut words = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut words).unwrap();
        (self.child.wait().unwrap().code(), words)
    }
}

#[test]
fn what_there_is_not_is_answered_with_what_there_is() {
    let unknown = output(&["bondary", "--lr", "1"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(errors(&unknown).contains("Did you mean 'boundary'? There are:"));
    let knob = output(&["boundary", "--lr", "1000", "--headless"]);
    assert_eq!(knob.status.code(), Some(2));
    let words = errors(&knob);
    assert!(
        words.contains("lr 1000: a number from 0.0001 to 100"),
        "{words}"
    );
    assert!(words.contains("boundary --help"), "{words}");
    let bind = output(&["--bind", "203.0.113.7"]);
    assert_eq!(bind.status.code(), Some(1));
    assert!(errors(&bind).contains("--bind"), "{}", errors(&bind));
}

#[test]
fn help_tells_knobs_presets_and_the_question() {
    let help = output(&["boundary", "--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    for words in [
        "Hidden layers: a whole number from 0 to 6 [default: 2]",
        "To ask before it plays: With no hidden layer",
        "A line is not enough: The same points and steps",
        "cargo run -p labs -- boundary --depth 0 --b depth=2",
    ] {
        let (help, words) = [&*help, words]
            .map(|it| it.split_whitespace().collect::<String>())
            .into();
        assert!(help.contains(&words), "{words}");
    }
    let list = output(&["list"]);
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.contains("Week 3\n"), "{list}");
    assert!(
        list.contains("The decision boundary of a network"),
        "{list}"
    );
}

#[test]
fn a_port_that_is_taken_leads_to_the_next_one() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let port = port.to_string();
    let words = [
        "boundary", "--lr", "0.5", "--b", "depth=0", "--steps", "20", "--port", &port,
    ];
    let serving = Serving::start(&words);
    let rest = serving.url.strip_prefix("http://127.0.0.1:").unwrap();
    let (own, path) = rest.split_once('/').unwrap();
    assert_ne!(own, port);
    assert_eq!(path, "boundary#lr=0.5&step=20&b.depth=0");
    TcpStream::connect((Ipv4Addr::LOCALHOST, own.parse::<u16>().unwrap())).unwrap();
    let (code, words) = serving.end("-INT");
    assert_eq!(code, Some(0));
    assert!(words.contains(&format!("port {port} is taken")), "{words}");
    assert!(words.contains("stopped; no page was open"), "{words}");
}

#[test]
fn a_termination_signal_ends_it_in_order_with_a_page_open() {
    let serving = Serving::start(&["--port", "0"]);
    let address = serving.url.strip_prefix("http://").unwrap();
    let address = address.trim_end_matches('/').to_owned();
    let stream = TcpStream::connect(&address).unwrap();
    let (mut page, _) = tungstenite::client(format!("ws://{address}/socket"), stream).unwrap();
    let open = r#"{"do":"open","demo":"boundary"}"#;
    for command in [open, r#"{"do":"play"}"#] {
        page.send(command.into()).unwrap();
    }
    assert!(page.read().unwrap().to_text().unwrap().contains("opened"));
    let (code, words) = serving.end("-TERM");
    assert_eq!(code, Some(0));
    assert!(
        words.contains("the session of one page has ended"),
        "{words}"
    );
    assert!(words.contains("boundary"), "the list: {words}");
}

#[test]
fn an_address_for_others_is_warned_of() {
    let serving = Serving::start(&["--bind", "0.0.0.0", "--port", "0"]);
    assert!(
        serving.url.starts_with("http://127.0.0.1:"),
        "{}",
        serving.url
    );
    let (_, words) = serving.end("-TERM");
    assert!(words.contains("warning: whoever reaches"), "{words}");
    let serving = Serving::start(&["boundary", "--port", "0"]);
    assert!(serving.url.ends_with("/boundary"), "{}", serving.url);
    let (_, words) = serving.end("-TERM");
    assert!(!words.contains("warning"), "{words}");
}

#[test]
fn without_a_page_it_writes_numbers_and_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let [csv, png] = ["a.csv", "a.png"].map(|name| folder.path().join(name));
    let [csv, png] = [&csv, &png].map(|path| path.to_str().unwrap());
    let words = [
        "boundary",
        "--steps",
        "5",
        "--b",
        "lr=1",
        "--headless",
        "--csv",
        csv,
        "--png",
        png,
    ];
    let played = output(&words);
    assert!(played.status.success(), "{played:?}");
    let numbers = String::from_utf8(played.stdout).unwrap();
    assert!(numbers.contains("b.train_loss"), "{numbers}");
    let csv = std::fs::read_to_string(csv).unwrap();
    assert_eq!(csv.lines().count(), 7, "{csv}");
    assert_eq!(std::fs::read(png).unwrap()[1..4], *b"PNG");
    let alone = output(&["boundary", "--csv", "b.csv"]);
    assert_eq!(alone.status.code(), Some(2));
}

#[test]
fn what_a_command_line_cannot_mean_is_said() {
    let two = output(&["boundary", "perceptron"]);
    assert_eq!(two.status.code(), Some(2));
    assert!(errors(&two).contains("one demonstration at a time"));
    let negative = output(&["boundary", "--steps", "-3"]);
    assert!(errors(&negative).contains("step -3: a whole number from 0"));
    let picture = output(&["boundary", "--headless", "--png", "a.jpg"]);
    assert_eq!(picture.status.code(), Some(2));
    assert!(errors(&picture).contains("ends in .png"));
    let late = output(&["boundary", "--headless", "--turn", "9:lr=1", "--steps", "2"]);
    assert!(late.status.success());
    assert!(errors(&late).contains("at step 9 is not reached with --steps 2"));
}
