//! What the answers to a probe's cases come to.

use std::collections::BTreeMap;

use probe::{Named, Told};
use sandbox::How;

use super::compare::{self, Wrong};
use super::{Case, GradedItem, Place, Reason, Shown, State};
use crate::probes::Probe;
use crate::worker::ask::Answer;

/// Tensors with more numbers than this are shown by their shape alone.
const LARGEST_SHOWN: usize = 20;

/// The longest text of a panic that is kept.
const LONGEST: usize = 600;

/// What the answers to one probe come to.
#[derive(Debug, Clone)]
pub struct Outcome {
    probe: String,
    /// The exercise or result that it asks.
    item: String,
    /// For each value by name, whether it is right in all cases so far.
    names: BTreeMap<String, bool>,
    /// Cases, and how many of them are right.
    cases: (usize, usize),
    /// What is wrong in the first case that is not right.
    pub wrong: Option<(State, Reason)>,
    /// Where the code panicked, as the compiler calls it.
    panicked_at: Option<String>,
    /// The exercises for which the solution stood in.
    pub carried: Vec<String>,
}

impl Outcome {
    /// Before the first case.
    pub fn new(probe: &Probe) -> Self {
        Self {
            probe: probe.name.clone(),
            item: probe.item.clone(),
            names: BTreeMap::new(),
            cases: (0, 0),
            wrong: None,
            panicked_at: None,
            carried: Vec::new(),
        }
    }

    /// Whether every value is right in every case.
    pub fn passes(&self) -> bool {
        self.wrong.is_none() && self.share() == 1.0
            || self.share() == 1.0 && !self.carried.is_empty()
    }

    /// The share of values that are right in all cases.
    pub fn share(&self) -> f64 {
        match self.names.len() {
            0 => 0.0,
            count => self.names.values().filter(|right| **right).count() as f64 / count as f64,
        }
    }

    /// The grader could not ask.
    pub fn is_ours(&mut self) {
        self.wrong = Some((State::InternalError, reason("the grader could not ask it")));
    }

    /// Takes the answer to a case in; says whether the next one is worth asking.
    pub fn take(&mut self, number: usize, told: &Told, answer: &Answer) -> bool {
        self.cases.0 += 1;
        let case = |shown: Option<(Shown, Shown, Option<Vec<usize>>)>| {
            let asked = told.asked.iter().map(show).collect();
            let (got, expected, first) = match shown {
                Some((got, expected, first)) => (Some(got), Some(expected), first),
                None => (None, None, None),
            };
            let probe = self.probe.clone();
            Some(Case {
                probe,
                number,
                asked,
                got,
                expected,
                first,
            })
        };
        let (state, mut why) = match answer {
            Answer::Gave(values) if values.len() == told.given.len() => {
                let mut first: Option<(Wrong, Case)> = None;
                for (given, (shape, numbers)) in told.given.iter().zip(values) {
                    let wrong = compare::wrong(&given.rule, &given.value, (shape, numbers));
                    let name = self.names.entry(given.value.name.clone()).or_insert(true);
                    *name &= wrong.is_none();
                    if let (Some(wrong), None) = (wrong, &first) {
                        let got = Named {
                            name: given.value.name.clone(),
                            shape: shape.clone(),
                            values: numbers.clone(),
                        };
                        let shown = (show(&got), show(&given.value), wrong.first.clone());
                        first = case(Some(shown)).map(|case| (wrong, case));
                    }
                }
                let Some((wrong, case)) = first else {
                    self.cases.1 += 1;
                    return true;
                };
                let mut why = reason(&wrong.words);
                why.case = Some(case);
                (State::Fail, why)
            }
            other => {
                let (state, mut why) = self.broken(other);
                why.case = case(None);
                for given in &told.given {
                    self.names.insert(given.value.name.clone(), false);
                }
                (state, why)
            }
        };
        let goes_on = !matches!(state, State::Timeout | State::OutOfMemory | State::Blocked);
        if self.wrong.is_none() {
            if let Answer::Panicked { place, .. } = answer {
                self.panicked_at = Some(place.clone());
            }
            why.right_of = self.cases;
            self.wrong = Some((state, why));
        }
        goes_on
    }

    /// Why no values came.
    fn broken(&self, answer: &Answer) -> (State, Reason) {
        match answer {
            Answer::Panicked { message, .. } => match unwritten(message) {
                Some(id) if id == self.item => (
                    State::NotWritten,
                    reason("its body is not written to the end"),
                ),
                Some(id) => (
                    State::Skipped,
                    reason(&format!("it needs {id}, which is not written")),
                ),
                None => {
                    let mut why = reason("it panicked");
                    why.said = clean(message);
                    (State::Error, why)
                }
            },
            Answer::Ended(How::TimedOut) => (State::Timeout, reason("it needs longer than it may")),
            Answer::Ended(How::OutOfMemory) => (
                State::OutOfMemory,
                reason("it takes more memory than it may"),
            ),
            Answer::Ended(How::Blocked) => (
                State::Blocked,
                reason("it did what a submission may not do, and was stopped"),
            ),
            Answer::Ended(How::Signalled(signal)) => (
                State::Error,
                reason(&format!(
                    "it broke off (signal {signal}), as by a recursion without an end"
                )),
            ),
            Answer::Ended(_) => (
                State::Error,
                reason("it ended the program without an answer"),
            ),
            Answer::Malformed(fault) => (State::Error, reason(fault)),
            Answer::Gave(_) => (State::Error, reason("it gave another number of values")),
        }
    }

    /// Says where in the student's file a panic came from.
    pub fn locate(&mut self, find: impl Fn(&str) -> Option<Place>) {
        if let (Some((_, reason)), Some(place)) = (&mut self.wrong, &self.panicked_at) {
            reason.place = find(place);
        }
    }
}

/// The exercise whose `todo!` a panic speaks of.
fn unwritten(message: &str) -> Option<&str> {
    message
        .strip_prefix("not yet implemented: ")
        .filter(|id| crate::exercises::is_id(id))
}

/// The share of an item's values that are right in all cases. Where nothing of what the first probe asks is
/// right, the others earn nothing: some of what they ask a wrong body has for free.
pub fn share(outcomes: &[&Outcome]) -> f64 {
    if outcomes.first().is_none_or(|first| first.share() == 0.0) {
        return 0.0;
    }
    let names: usize = outcomes.iter().map(|outcome| outcome.names.len()).sum();
    let right = outcomes
        .iter()
        .map(|outcome| outcome.names.values().filter(|right| **right).count());
    right.sum::<usize>() as f64 / names.max(1) as f64
}

/// State, points and reason of an item, from the outcomes of its probes.
pub fn fill(graded: &mut GradedItem, outcomes: &[&Outcome], has_no_probe: bool) {
    if has_no_probe {
        graded.reason = Some(reason(
            "nothing asks it: a person looks at the run that was handed in",
        ));
        return;
    }
    let is_ours = |outcome: &&Outcome| matches!(outcome.wrong, Some((State::InternalError, _)));
    if outcomes.iter().any(is_ours) {
        graded.state = State::InternalError;
        graded.reason = Some(reason("the grader could not ask it"));
        return;
    }
    if outcomes.is_empty() {
        // Nothing of the submission could be compiled, so that nothing was asked.
        graded.state = State::Skipped;
        graded.points = Some(0.0);
        graded.reason = Some(reason("nothing that it needs is there"));
        return;
    }
    let share = share(outcomes);
    let mut first = outcomes.iter().filter_map(|outcome| outcome.wrong.as_ref());
    let first = first.next();
    let earns = |outcome: &&&Outcome| share > 0.0 && outcome.share() > 0.0;
    for outcome in outcomes.iter().filter(earns) {
        graded.carried.extend(outcome.carried.iter().cloned());
    }
    graded.carried.sort();
    graded.carried.dedup();
    // In quarters of a point, never more than was earned.
    graded.points = Some((f64::from(graded.max) * share * 4.0 + 1e-9).floor() / 4.0);
    let (state, why) = match first {
        _ if share == 1.0 && graded.carried.is_empty() => (State::Pass, None),
        // With the solution in the place of another exercise: that one's mistake is told there.
        _ if share == 1.0 => (State::Pass, None),
        Some((_, why)) if share > 0.0 => (State::Partial, Some(why.clone())),
        Some((state, why)) => (*state, Some(why.clone())),
        None => (State::Fail, None),
    };
    (graded.state, graded.reason) = (state, why);
    if let Some(why) = &mut graded.reason {
        let cases = outcomes.iter().map(|outcome| outcome.cases);
        why.right_of = cases.fold((0, 0), |sum, (all, right)| (sum.0 + right, sum.1 + all));
    }
}

/// A reason of one sentence.
pub fn reason(words: &str) -> Reason {
    Reason {
        words: words.into(),
        ..Reason::default()
    }
}

fn show(value: &Named) -> Shown {
    let values = value
        .values
        .iter()
        .map(|number| Some(*number).filter(|number| number.is_finite()));
    Shown {
        name: value.name.clone(),
        shape: value.shape.clone(),
        values: match value.values.len() > LARGEST_SHOWN {
            true => Vec::new(),
            false => values.collect(),
        },
    }
}

/// Text of a submission as it may be kept: without control characters, and cut.
fn clean(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\n');
    kept.take(LONGEST).collect()
}
