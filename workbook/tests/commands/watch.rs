//! `watch`, driven by its input and output: no test waits for time.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::fixture::{ADD, Handout, SUMS, TWICE};

/// A line that has not come by then never will: the test fails and does not hang.
const LIMIT: Duration = Duration::from_secs(120);

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(handout: &Handout) -> Self {
        let mut command = handout.command(&["watch"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the workbook runs");
        let output = BufReader::new(child.stdout.take().expect("an output"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            lines.for_each(|line| drop(sender.send(line)));
        });
        Self { child, lines }
    }

    /// Reads until a line holds this, and gives back everything up to it.
    #[track_caller]
    fn until(&mut self, text: &str) -> String {
        let mut read = String::new();
        while let Ok(line) = self.lines.recv_timeout(LIMIT) {
            read.push_str(&line);
            read.push('\n');
            if line.contains(text) {
                return read;
            }
        }
        panic!("no {text:?} in:\n{read}")
    }

    fn say(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("an input");
        writeln!(input, "{line}").expect("a line");
    }

    #[track_caller]
    fn ends(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().expect("an end").success());
    }
}

impl Drop for Watch {
    /// A test that failed leaves no process behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_file_is_checked_again() {
    let handout = Handout::new();
    let mut watch = Watch::start(&handout);
    watch.until("write a1.sums.add in assignment1/src/sums.rs:20");
    watch.until("n next");
    handout.solve("a1.sums.add", "self.x");
    let said = watch.until("mend a1.sums.add");
    assert!(said.contains("takes both numbers"), "{said}");
    watch.until("n next");
    handout.replace(SUMS, "        self.x\n", &format!("        {ADD}\n"));
    watch.until("a1.sums.add passes: n goes on");
    watch.until("n next");

    watch.say("n");
    watch.until("write a1.sums.twice");
    watch.until("n next");
    handout.solve("a1.sums.twice", TWICE);
    watch.until("a1.sums.twice passes: n goes on");
    watch.say("n");
    watch.until("every exercise passes");
    watch.ends();
    handout.run(&["list"]).ends(0).says("6 of 6 points of code");
}

#[test]
fn its_keys_are_lines() {
    let handout = Handout::new();
    let mut watch = Watch::start(&handout);
    watch.until("write a1.sums.add");
    watch.say("h");
    watch.until("a1.sums.add, hint 1 of 4");
    watch.say("l");
    watch.until("0 of 6 points of code");
    watch.say("n");
    watch.until("write a1.sums.twice");
    watch.say("what?");
    watch.until("n next");
    watch.say("q");
    watch.ends();
}

#[test]
fn it_ends_where_its_input_ends() {
    let handout = Handout::new();
    handout.run(&["watch"]).ends(0).says("write a1.sums.add");
}
