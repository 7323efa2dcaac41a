//! `results.json` of one submission for Gradescope.
//!
//! Source: Gradescope's documentation of autograders, "Autograder specifications".

use common::error::{Error, Result};
use serde::Serialize;

use super::super::score::{self, earned};
use super::super::text::{points_words, short};
use super::output;
use crate::grading::Graded;

/// What Gradescope reads of a file.
#[derive(Serialize)]
struct Results {
    /// Only where no test has one: it would take the place of their sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    extra_data: Extra,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Extra {
    submission: String,
    edition: String,
}

#[derive(Serialize)]
struct Test {
    score: f64,
    max_score: f64,
    status: &'static str,
    name: String,
    /// A label, and what the tests are sorted by.
    number: String,
    output: String,
    tags: [String; 2],
}

/// The file for Gradescope. Students see it once marks are published: before, each upload would tell them
/// more of the hidden inputs. An item whose points people have yet to give is not a test, or it would count
/// as 0; the text at the top names it.
///
/// # Errors
/// [`Error::Failed`] if it cannot be written as JSON.
pub fn gradescope(graded: &Graded) -> Result<String> {
    let mut tests = Vec::new();
    let mut place: (&str, usize) = ("", 0);
    for item in &graded.items {
        let in_part = if place.0 == item.part { place.1 + 1 } else { 1 };
        place = (&item.part, in_part);
        let Some(score) = earned(item) else { continue };
        tests.push(Test {
            score,
            max_score: item.max.into(),
            status: if score >= item.max.into() {
                "passed"
            } else {
                "failed"
            },
            name: item.id.clone(),
            number: format!("{}.{in_part}", item.part),
            output: output(item),
            tags: [item.kind.clone(), item.state.name().into()],
        });
    }
    let extra_data = Extra {
        submission: short(&graded.submission),
        edition: short(&graded.edition),
    };
    let results = Results {
        score: tests.is_empty().then_some(0.0),
        output: top(graded),
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: "after_published",
        stdout_visibility: "hidden",
        extra_data,
        tests,
    };
    let json = serde_json::to_string_pretty(&results);
    json.map(|json| json + "\n")
        .map_err(|error| Error::Failed(format!("could not write results.json: {error}")))
}

fn top(graded: &Graded) -> String {
    let open = graded.items.iter().filter(|item| earned(item).is_none());
    let open: Vec<&str> = open.map(|item| item.id.as_str()).collect();
    if graded.submission.is_empty() {
        return "Nothing was handed in.".into();
    }
    match open.is_empty() {
        true => "Every item is graded.".into(),
        false => {
            let (points, items) = (points_words(score::open(graded).into()), open.join(", "));
            format!("Not in this sum, because people have yet to mark them: {items} ({points}).")
        }
    }
}
