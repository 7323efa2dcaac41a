//! The answers of a submission's worker, kept so that they can be compared once more without running it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::worker::ask::Answer;

/// What came, by probe and case; cases without values are left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Replies(pub BTreeMap<String, BTreeMap<usize, Values>>);

/// Shapes and numbers; a number is kept by its bits, because JSON has no infinity.
pub type Values = Vec<(Vec<usize>, Vec<u64>)>;

impl Replies {
    /// Keeps an answer that has values.
    pub fn note(&mut self, probe: &str, case: usize, answer: &Answer) {
        if let Answer::Gave(values) = answer {
            let values = values.iter().map(|(shape, numbers)| {
                let bits = numbers.iter().map(|number| number.to_bits()).collect();
                (shape.clone(), bits)
            });
            let cases = self.0.entry(probe.into()).or_default();
            cases.insert(case, values.collect());
        }
    }

    /// What the case that only this submission was asked is kept by: by its number alone it would be one of
    /// the recorded cases as soon as there is one more of these.
    pub fn of_one(probe: &str) -> String {
        format!("{probe} of this submission alone")
    }

    /// The answer to a case, if it had values.
    pub fn answer(&self, probe: &str, case: usize) -> Option<Answer> {
        let values = self.0.get(probe)?.get(&case)?.iter().map(|(shape, bits)| {
            let numbers = bits.iter().map(|bits| f64::from_bits(*bits)).collect();
            (shape.clone(), numbers)
        });
        Some(Answer::Gave(values.collect()))
    }
}
