//! One case, shown whole for an appeal: what was given, and the answer beside the solution's, element by element.

use probe::{Given, Named, Rule, Told};

use super::clean::clean;
use super::tensor::{self, number};
use crate::grading::{Shown, compare};
use crate::report::table;
use crate::worker::ask::Answer;

/// The most numbers of an input that are shown.
const INPUTS: usize = 2000;

/// The most elements of a value that are shown beside the solution's.
const ELEMENTS: usize = 400;

/// Lines of what a panic says.
const SAID: usize = 20;

/// A case: its inputs, then each value of the answer beside the solution's with the difference and by how
/// much it may differ. An answer that is `None` had no values, and the solution's stand alone.
pub fn case(told: &Told, answer: Option<&Answer>) -> String {
    let mut text = String::new();
    for drawn in &told.asked {
        text += &format!("  given {}\n", tensor::heading(&shown(drawn)));
        text += &indented(&match drawn.values.len() {
            0..=INPUTS => tensor::all(&shown(drawn)),
            count => format!("{count} numbers, more than are shown"),
        });
    }
    text += &match answer {
        Some(answer) => format!("  {}\n", words(told, answer)),
        None => "  no values came\n".into(),
    };
    if let Some(Answer::Panicked { message, place }) = answer {
        text += &indented(&clean(&format!("{message}\nat {place}"), SAID));
    }
    let values = match answer {
        Some(Answer::Gave(values)) => values.as_slice(),
        _ => &[],
    };
    for (place, given) in told.given.iter().enumerate() {
        text += &value(given, values.get(place));
    }
    text
}

/// An answer in one line.
fn words(told: &Told, answer: &Answer) -> String {
    match answer {
        Answer::Gave(values) => {
            let pairs = told.given.iter().zip(values);
            let right = pairs.filter(|(given, (shape, numbers))| {
                compare::wrong(&given.rule, &given.value, (shape, numbers)).is_none()
            });
            format!("{} of {} values are right", right.count(), told.given.len())
        }
        Answer::Panicked { .. } => "no values came: it panicked".into(),
        Answer::Ended(how) => format!("no values came: the process ended ({how:?})"),
        Answer::Malformed(fault) => format!("what came is no answer: {}", clean(fault, 1)),
    }
}

/// A value beside the solution's.
fn value(given: &Given, came: Option<&(Vec<usize>, Vec<f64>)>) -> String {
    let right = &given.value;
    let head = format!(
        "  value {}: {}\n",
        tensor::heading(&shown(right)),
        rule(given)
    );
    let Some((shape, numbers)) = came else {
        return match right.values.len() {
            0..=ELEMENTS => head + "    right:\n" + &indented(&tensor::all(&shown(right))),
            _ => head,
        };
    };
    if *shape != right.shape {
        let (is, expected) = (shape, &right.shape);
        return format!("{head}    the shape is {is:?}, and {expected:?} is right\n");
    }
    if let Rule::Accuracy { labels, .. } = &given.rule {
        let [yours, right] = [numbers, &right.values].map(|all| compare::accuracy(labels, all));
        return format!("{head}    the accuracy is {yours:.3}; the solution's is {right:.3}\n");
    }
    let mut rows = vec![["element", "yours", "right", "difference", ""].map(String::from)];
    let pairs = numbers.iter().zip(&right.values).enumerate();
    rows.extend(pairs.take(ELEMENTS).map(|(place, (yours, right))| {
        let wrong = if is_right(given, *yours, *right) {
            ""
        } else {
            "wrong"
        };
        let index = format!("{:?}", compare::index(place, shape));
        let [yours, right, difference] =
            [*yours, *right, yours - right].map(|value| number(Some(value)));
        [index, yours, right, difference, wrong.into()]
    }));
    let more = numbers.len().saturating_sub(ELEMENTS);
    let more = match more {
        0 => String::new(),
        more => format!("and {more} more elements"),
    };
    head + &indented(&(table(&rows) + &more))
}

/// When a value is right, in words.
fn rule(given: &Given) -> String {
    match &given.rule {
        Rule::Close { relative, absolute } => {
            let tolerance = compare::tolerance((*relative, *absolute), &given.value);
            format!(
                "an element may differ by {}, which is {relative:?} of the largest one{}",
                number(Some(tolerance)),
                match absolute {
                    0.0 => String::new(),
                    more => format!(" and {more:?} more"),
                }
            )
        }
        Rule::AtLeast(bound) => format!("each element is {bound} or more"),
        Rule::AtMost(bound) => format!("each element is {bound} or less"),
        Rule::Accuracy { at_least, .. } => {
            format!(
                "the largest element of a row is at its label, in a share of {at_least} or more"
            )
        }
    }
}

/// Whether an element alone keeps the rule.
fn is_right(given: &Given, yours: f64, right: f64) -> bool {
    yours.is_finite()
        && match &given.rule {
            Rule::Close { relative, absolute } => {
                let tolerance = compare::tolerance((*relative, *absolute), &given.value);
                (yours - right).abs() <= tolerance
            }
            Rule::AtLeast(bound) => yours >= *bound,
            Rule::AtMost(bound) => yours <= *bound,
            Rule::Accuracy { .. } => true,
        }
}

fn shown(value: &Named) -> Shown {
    Shown {
        name: value.name.clone(),
        shape: value.shape.clone(),
        values: value.values.iter().copied().map(Some).collect(),
    }
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("    {line}"));
    lines
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}
