//! The report of one submission for the student: as Markdown and as a page.
//!
//! It holds nothing of other students, no path of the machine that graded, and what only staff must
//! know (headlines for their attention, the grader's own faults) is left out.

mod markdown;
mod page;

pub use markdown::{escape, markdown};
pub use page::page;

use super::clean::one_line;
use super::explain::is_explained;
use super::score::{self, checks};
use super::text::{points, points_words, short, without_paths};
use crate::grading::{Graded, GradedItem};

/// `assignment1: 12.5 of 20 points`.
fn title(graded: &Graded) -> String {
    let (total, max) = (points(score::total(graded)), graded.max());
    format!("{}: {total} of {max} points", graded.assignment)
}

/// Number and name.
fn who(graded: &Graded, name: &str) -> String {
    let words = [one_line(&graded.student), one_line(name)];
    words.join(" ").trim().to_owned()
}

/// What to know before the table, a paragraph each.
fn before(graded: &Graded) -> Vec<String> {
    let mut words = Vec::new();
    if graded.submission.is_empty() {
        words.push("Nothing was handed in.".into());
    }
    let headlines = graded.headlines.iter().filter(|line| !line.attention);
    words.extend(headlines.map(|line| without_paths(&one_line(&line.words))));
    if let open @ 1.. = score::open(graded) {
        let open = points_words(open.into());
        words.push(format!(
            "Still open: {open}, which people mark; they are not in the sum."
        ));
    }
    let checks = graded.items.iter().filter_map(checks);
    let (right, of) = checks.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if of > 0 {
        words.push(format!(
            "Of the hidden checks on what is not whole, {right} of {of} were right. They ask the same as the \
             public tests with other inputs, so that passing the public tests is not yet every point."
        ));
    }
    words
}

/// The items with more to say than their state.
fn explained(graded: &Graded) -> impl Iterator<Item = &GradedItem> {
    let all = graded.items.iter().chain(&graded.practice);
    all.filter(|item| is_explained(item))
}

/// What was handed in and not graded, a sentence each.
fn not_graded(graded: &Graded) -> Vec<String> {
    let findings = graded.not_graded.iter().map(|finding| {
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        let (file, words) = (one_line(&finding.file), one_line(&finding.words));
        without_paths(&format!("{file}{line}: {words}"))
    });
    findings.collect()
}

/// Which submission was judged by what, for questions afterwards.
fn last_line(graded: &Graded) -> Option<String> {
    let (submission, edition) = (short(&graded.submission), short(&graded.edition));
    (!submission.is_empty()).then(|| format!("Submission {submission}, edition {edition}."))
}
