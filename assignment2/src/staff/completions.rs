//! What a network makes of the palindromes that it is tested on.

use crate::palindromes::{DIGITS, Palindromes};
use burn::tensor::Tensor;
use common::data::CHUNK;
use common::figures::{Figure, confusion};
use common::metrics;

/// Digits of a palindrome that are shown whole.
const WHOLE: usize = 30;

/// Palindromes with a network's answers.
pub struct Completions {
    palindromes: Vec<Vec<usize>>,
    /// What the network names as the last digit of each.
    answers: Vec<usize>,
}

impl Completions {
    /// Of these palindromes, which are encoded so; `logits` is the network without autodiff, from inputs
    /// `[batch, steps, features]` to `[batch, class]`.
    pub fn of(
        palindromes: Vec<Vec<usize>>,
        encoded: &Palindromes,
        logits: impl Fn(Tensor<3>) -> Tensor<2>,
    ) -> Self {
        let answers = palindromes
            .chunks(CHUNK)
            .flat_map(|some| metrics::predictions(logits(encoded.encode(some).inputs)))
            .collect();
        Self {
            palindromes,
            answers,
        }
    }

    /// The first ones, a line each: what the network sees, its answer behind a bar, and whether it is
    /// wrong.
    pub fn text(&self, count: usize) -> String {
        let answered = self.palindromes.iter().zip(&self.answers);
        let lines = answered.take(count).map(|(palindrome, &answer)| {
            let (&last, seen) = palindrome.split_last().expect("it has two digits or more");
            let digits = |of: &[usize]| of.iter().map(|digit| format!("{digit} ")).collect();
            let seen: String = match seen.len() {
                0..=WHOLE => digits(seen),
                count => [
                    digits(&seen[..WHOLE / 2]),
                    digits(&seen[count - WHOLE / 4..]),
                ]
                .join("… "),
            };
            match answer == last {
                true => format!("{seen}| {answer}"),
                false => format!("{seen}| {answer}  wrong, it is {last}"),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Which digit is taken for which.
    pub fn confusion(&self) -> Figure {
        let labels: Vec<usize> = self.palindromes.iter().map(|it| it[0]).collect();
        let counts = metrics::confusion_matrix(DIGITS, &labels, &self.answers);
        let digits: Vec<String> = (0..DIGITS).map(|digit| digit.to_string()).collect();
        confusion(
            "The last digit of each palindrome of the test",
            &digits,
            &counts,
        )
    }
}
