//! Reads what a test executable of Rust's standard harness prints.

use std::collections::BTreeMap;

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

/// Reads the standard output of one run.
///
/// The harness prints one line `test NAME ... ok` for each test, then what failed tests had printed, then
/// a summary with counts. Lines that a test printed itself are not read, and the counts must agree.
pub fn parse(output: &str) -> TestOutput {
    let mut result = TestOutput::default();
    let mut twice = None;
    for line in output.lines().take_while(|line| *line != "failures:") {
        if let Some((name, outcome)) = parse_line(line)
            && result.outcomes.insert(name.to_owned(), outcome).is_some()
        {
            twice = Some(format!("it reports the test {name} twice"));
        }
    }
    let summary = output
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("test result: "));
    let count = |wanted| {
        result
            .outcomes
            .values()
            .filter(|outcome| **outcome == wanted)
            .count()
    };
    result.trouble = match summary {
        None => Some(
            "it ended before its summary: a test ended the whole process (overflow of the stack, `exit`, `abort`)".into(),
        ),
        Some(summary) => {
            let parts = [(Outcome::Passed, "passed"), (Outcome::Failed, "failed"), (Outcome::Ignored, "ignored")];
            let wrong = parts.iter().any(|(outcome, word)| number_before(summary, word) != Some(count(*outcome)));
            twice.or(wrong.then(|| format!("its lines do not agree with its summary `{summary}`: a test prints past the harness")))
        }
    };
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
    Some((
        name.strip_suffix(" - should panic").unwrap_or(name),
        outcome,
    ))
}

/// The number in `3 passed; 1 failed; ...` before a word.
fn number_before(summary: &str, word: &str) -> Option<usize> {
    let part = summary
        .split([';', '.'])
        .find_map(|part| part.trim().strip_suffix(word))?;
    part.trim().parse().ok()
}
