//! Palindromes to test on, and what is measured on them.

use super::reading::Reading;
use crate::palindromes::{DIGITS, Palindromes};
use crate::rnn::output;
use crate::staff::memory::{Memory, gradients, states};
use crate::staff::sequences::Network;
use burn::module::Module;
use burn::tensor::{Int, Tensor, activation::softmax};
use common::data::Batch;
use common::demo::Touch;
use common::learner::Step;

/// Palindromes that are measured; as many others give the mean states behind each first digit.
const MEASURED: usize = 500;
/// Those of them whose gradients are measured.
const FOLLOWED: usize = 100;

/// Palindromes to test on, as a network takes them.
pub struct Exam {
    palindromes: Palindromes,
    tested: Vec<Vec<usize>>,
    measured: Batch<3>,
    followed: Batch<3>,
}

/// What is shown of a training, beside what its snapshot keeps.
#[derive(Clone)]
pub struct Now {
    /// Which of the palindromes to test on was chosen.
    number: usize,
    /// Its digits, or what clicks have made of them.
    digits: Vec<usize>,
    /// Of all gradients of the last step together; 0 before the first.
    pub norm: f64,
}

impl Now {
    /// Chooses another palindrome, if it is another.
    pub fn turn(&mut self, exam: &Exam, number: usize) {
        if number != self.number {
            (self.number, self.digits) = (number, exam.tested[number].clone());
        }
    }

    /// Another digit where the first panel was clicked, and the same where it is mirrored, so that it stays
    /// a palindrome.
    pub fn touch(&mut self, touch: Touch) {
        let (place, digit, length) = (touch.x as usize, touch.y as usize, self.digits.len());
        if touch.panel == 0 && place < length && digit < DIGITS {
            self.digits[place] = digit;
            self.digits[length - 1 - place] = digit;
        }
    }
}

impl Exam {
    /// The first of the palindromes to test on.
    pub fn new(palindromes: Palindromes) -> Self {
        let tested = palindromes.tested();
        let [measured, followed] =
            [2 * MEASURED, FOLLOWED].map(|count| palindromes.encode(&tested[..count]));
        Self {
            palindromes,
            tested,
            measured,
            followed,
        }
    }

    /// One of the palindromes to test on, before the first step.
    pub fn choose(&self, number: usize) -> Now {
        let (digits, norm) = (self.tested[number].clone(), 0.0);
        Now {
            number,
            digits,
            norm,
        }
    }

    /// The share of right answers, that of palindromes whose first digit the last hidden state tells, the
    /// mean loss, and the norm of the gradients beside what they are clipped to.
    pub fn numbers(&self, network: &Network, now: &Now, clip: f64) -> Vec<(&'static str, f64)> {
        let (weights, Batch { inputs, labels }) = (network.valid().rnn(), &self.measured);
        let last = states(&weights, inputs).pop().expect("a digit is read");
        let (_, told) = memory(&last, labels);
        let (last, labels) = (last.narrow(0, 0, MEASURED), first(labels, 0));
        let Step { loss, parts } = Step::classify(output(&weights, last), labels);
        let hits = parts
            .into_iter()
            .map(|(_, hits)| hits.mean().into_scalar::<f64>());
        vec![
            ("test_accuracy", hits.sum()),
            ("told", told),
            ("chance", 1.0 / DIGITS as f64),
            ("test_loss", loss.into_scalar()),
            ("grad_norm", now.norm),
            ("clip", clip),
        ]
    }

    /// What the network makes of the palindrome.
    pub fn reading(&self, network: &Network, Now { digits, norm, .. }: &Now) -> Reading {
        let (weights, Batch { inputs, labels }) = (network.valid().rnn(), &self.measured);
        let many = states(&weights, inputs);
        let (memories, told): (Vec<_>, Vec<_>) = many.iter().map(|it| memory(it, labels)).unzip();
        let one = states(
            &weights,
            &self.palindromes.encode(&[digits.to_vec()]).inputs,
        );
        let read = one.iter().zip(memories);
        let mut read: Vec<_> = read.map(|(h, memory)| memory.read(h.clone())).collect();
        read.extend(one.last().map(|h| softmax(output(&weights, h.clone()), 1)));
        Reading {
            digits: digits.iter().map(ToString::to_string).collect(),
            beliefs: Tensor::cat(read, 0).transpose(),
            hidden: Tensor::cat(one, 0),
            told,
            reach: gradients(&weights, self.followed.clone()),
            norm: *norm,
        }
    }
}

/// A memory from the second half of the palindromes, and of how many of the first half it is right.
fn memory(states: &Tensor<2>, labels: &Tensor<1, Int>) -> (Memory, f64) {
    let half = |from| states.clone().narrow(0, from, MEASURED);
    let memory = Memory::of(&half(MEASURED), &first(labels, MEASURED));
    let told = memory.told(half(0), first(labels, 0));
    (memory, told)
}

fn first(labels: &Tensor<1, Int>, from: usize) -> Tensor<1, Int> {
    labels.clone().narrow(0, from, MEASURED)
}
