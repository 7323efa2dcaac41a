//! `watch`, driven by its input and output: no test waits for time.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Stdio};

use crate::fixture::{ADD, Handout, TWICE};

struct Watch {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Watch {
    fn start(handout: &Handout) -> Self {
        let mut command = handout.command(&["watch"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the workbook runs");
        let output = child.stdout.take().expect("an output");
        let output = BufReader::new(output);
        Self { child, output }
    }

    /// Reads until a line holds this, and gives back everything up to it.
    #[track_caller]
    fn until(&mut self, text: &str) -> String {
        let mut read = String::new();
        loop {
            let before = read.len();
            let length = self.output.read_line(&mut read).expect("text");
            assert!(length > 0, "it ended without {text:?}:\n{read}");
            if read[before..].contains(text) {
                return read;
            }
        }
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
    handout.replace(
        "assignment1/src/sums.rs",
        "        self.x\n",
        &format!("        {ADD}\n"),
    );
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
