//! Runs tests within a time limit, and reads what Rust's standard harness prints.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use common::error::{Error, Result};

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It returned.
    Passed,
    /// It panicked or returned an error.
    Failed,
    /// It was not run.
    Ignored,
}

/// What one test executable printed.
#[derive(Debug, Default)]
pub struct TestOutput {
    /// The tests that ended, by name.
    pub outcomes: BTreeMap<String, Outcome>,
    /// Why this is not a whole run.
    pub trouble: Option<String>,
}

/// Runs a test executable with these arguments and variables; `None` if it takes longer than `limit`.
pub fn run(mut command: Command, limit: Duration) -> Result<Option<TestOutput>> {
    let program = PathBuf::from(command.get_program());
    let failed = || Error::io("run", &program);
    let (mut reader, writer) = std::io::pipe().map_err(failed())?;
    // Set by a user, the variables would mix what tests print with what the harness prints.
    command
        .env_remove("RUST_TEST_NOCAPTURE")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed())?;
    // It holds the end of the pipe that is written to: nothing would ever end the reading.
    drop(command);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        sender.send(reader.read_to_end(&mut text).map(|_| text))
    });
    let text = receiver.recv_timeout(limit);
    if text.is_err() {
        child.kill().map_err(failed())?;
    }
    child.wait().map_err(failed())?;
    let Ok(text) = text else { return Ok(None) };
    Ok(Some(parse(&String::from_utf8_lossy(
        &text.map_err(failed())?,
    ))))
}

/// Reads the standard output of one run.
///
/// The harness prints one line `test NAME ... ok` for each test, then what failed tests had printed, then
/// a summary with counts. Lines that a test printed itself are not read, and the counts must agree.
fn parse(output: &str) -> TestOutput {
    let mut result = TestOutput::default();
    let mut twice = None;
    for line in output.lines().take_while(|line| *line != "failures:") {
        if let Some((name, outcome)) = parse_line(line)
            && result.outcomes.insert(name.to_owned(), outcome).is_some()
        {
            twice = Some(format!("it reports the test {name} twice"));
        }
    }
    let mut lines = output.lines().rev();
    let Some(summary) = lines.find_map(|line| line.strip_prefix("test result: ")) else {
        result.trouble = Some(
            "it ended before its summary: a test ended the whole process (overflow of the stack, `exit`, `abort`)".into(),
        );
        return result;
    };
    let agrees = |outcome: Outcome, word: &str| {
        let found = result.outcomes.values().filter(|own| **own == outcome);
        number_before(summary, word) == Some(found.count())
    };
    let whole = agrees(Outcome::Passed, "passed")
        && agrees(Outcome::Failed, "failed")
        && agrees(Outcome::Ignored, "ignored");
    result.trouble = twice.or_else(|| {
        (!whole).then(|| {
            format!("its lines do not agree with its summary `{summary}`: a test prints past the harness")
        })
    });
    result
}

/// `test NAME ... ok`, where a test that is to panic has ` - should panic` behind its name.
fn parse_line(line: &str) -> Option<(&str, Outcome)> {
    let (name, ending) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let outcome = match ending {
        "ok" => Outcome::Passed,
        "FAILED" => Outcome::Failed,
        _ if ending.starts_with("ignored") => Outcome::Ignored,
        _ => return None,
    };
    let name = name.strip_suffix(" - should panic").unwrap_or(name);
    Some((name, outcome))
}

/// The number in `3 passed; 1 failed; ...` before a word.
fn number_before(summary: &str, word: &str) -> Option<usize> {
    let mut parts = summary.split([';', '.']);
    let part = parts.find_map(|part| part.trim().strip_suffix(word))?;
    part.trim().parse().ok()
}
