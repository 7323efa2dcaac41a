//! Where the palindromes come from that a program is trained on.

use super::distinct::{Distinct, there_are};
use crate::palindromes::Palindromes;
use common::data::Batch;
use common::learner::{DataLoader, Part};

/// Palindromes without an end, or a set of them.
#[derive(Debug, Clone)]
pub enum Source {
    /// New ones in every step.
    Endless(Palindromes),
    /// A set, divided into two parts.
    Distinct(Distinct),
}

impl Source {
    /// How a network takes them.
    pub fn palindromes(&self) -> &Palindromes {
        match self {
            Self::Endless(palindromes) => palindromes,
            Self::Distinct(set) => set.palindromes(),
        }
    }

    /// Those to test on.
    pub fn tested(&self) -> Vec<Vec<usize>> {
        match self {
            Self::Endless(palindromes) => palindromes.tested(),
            Self::Distinct(set) => set.tested(),
        }
    }

    /// The first so many of those to test on, or all.
    pub fn some_tested(&self, most: usize) -> Vec<Vec<usize>> {
        match self {
            Self::Endless(palindromes) => palindromes.some_tested(most),
            Self::Distinct(set) => set.some_tested(most),
        }
    }

    /// What they are, in a sentence.
    pub fn words(&self) -> String {
        let length = self.palindromes().length();
        match self {
            Self::Endless(_) => format!("T = {length}: every step has new palindromes."),
            Self::Distinct(set) => {
                let there_are = match there_are(length) {
                    Some(there_are) if there_are <= 1_000_000 => there_are.to_string(),
                    _ => format!("10^{}", length.div_ceil(2)),
                };
                let [trained, tested] = set.sizes();
                format!(
                    "T = {length}: of the {there_are} palindromes of this length, {trained} are trained on and \
                     {tested} tested."
                )
            }
        }
    }
}

impl DataLoader for Source {
    type Batch = Batch<3>;

    fn steps_per_epoch(&self) -> usize {
        match self {
            Self::Endless(palindromes) => palindromes.steps_per_epoch(),
            Self::Distinct(set) => set.steps_per_epoch(),
        }
    }

    fn batch(&mut self, step: usize) -> Batch<3> {
        match self {
            Self::Endless(palindromes) => palindromes.batch(step),
            Self::Distinct(set) => set.batch(step),
        }
    }

    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Batch<3>)> {
        let (endless, set) = match self {
            Self::Endless(palindromes) => (Some(palindromes.part(part)), None),
            Self::Distinct(set) => (None, Some(set.part(part))),
        };
        let endless = endless.into_iter().flatten();
        endless.chain(set.into_iter().flatten())
    }

    fn parts(&self) -> Vec<Part> {
        match self {
            Self::Endless(palindromes) => palindromes.parts(),
            Self::Distinct(set) => set.parts(),
        }
    }
}
