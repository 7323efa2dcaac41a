//! Palindromes: a task that is easy to state and needs a memory as long as the sequence.
//!
//! A palindrome reads the same from both ends: 4 7 1 7 4. A network is shown all of its T digits but the
//! last, one a step, and names the last one. That is the first one of all, which it saw T - 2 steps before
//! the end: nothing in between helps, and how long a network can hold one digit is what is measured.
//!
//! | symbol | here |
//! |---|---|
//! | T | [`Palindromes::length`], `input_length` + 1: the digits of a palindrome |
//! | T - 1 | `input_length`: the steps that a network takes |
//!
//! The first ⌈T/2⌉ digits are drawn, each uniform on 0 … 9, and mirrored. There are 10^⌈T/2⌉ palindromes,
//! and batches without an end: the batch of a step follows from seed and number of the step alone.
//!
//! Those to test on are drawn once, from a stream of their own. A short palindrome is in both: of the 1,000
//! with T = 5, a training has seen nearly every one after 40 steps of 128. That is no cheating, because
//! what is asked is whether the network answers each of them rightly, and the test asks for most of them.
//! Where T is 11, 10,000 steps draw three of four of the 1,000,000 palindromes; where it is 21, hardly any.
//!
//! Read next: `rnn.rs`.

use common::by_hand::{Device, Stream, Streams, Tensor, TensorData};
use common::data::{Batch, CHUNK};
use common::learner::{DataLoader, ENDLESS_EPOCH, Part};
use serde::{Deserialize, Serialize};

/// How many palindromes the network is tested on.
pub const TESTED: usize = 2000;

/// The digits 0 … 9: what a palindrome is made of, and the classes that are told apart.
pub const DIGITS: usize = 10;

/// How a network sees a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As one number from 0 to 9
    #[value(alias = "1")]
    Scalar,
    /// As ten numbers, of which that of the digit is 1 and the others are 0
    #[value(alias = "10")]
    OneHot,
}

impl Encoding {
    /// How many numbers make a digit.
    pub fn features(self) -> usize {
        match self {
            Self::Scalar => 1,
            Self::OneHot => DIGITS,
        }
    }

    fn write(self, digit: usize, values: &mut Vec<f64>) {
        match self {
            Self::Scalar => values.push(digit as f64),
            Self::OneHot => values.extend((0..DIGITS).map(|place| f64::from(place == digit))),
        }
    }
}

/// Palindromes of one length, as many as anybody asks for.
#[derive(Debug, Clone)]
pub struct Palindromes {
    /// T - 1, how many digits a network sees; at least 1.
    pub input_length: usize,
    /// How it sees them.
    pub encoding: Encoding,
    /// Palindromes in the batch of a step.
    pub batch_size: usize,
    /// Batches come from the stream "palindromes", those to test on from "test palindromes".
    pub streams: Streams,
    /// Where the tensors live.
    pub device: Device,
}

impl Palindromes {
    /// T, the digits of a palindrome.
    pub fn length(&self) -> usize {
        self.input_length + 1
    }

    /// The palindromes of a step, counted from 0; each has T digits.
    pub fn of_step(&self, step: usize) -> Vec<Vec<usize>> {
        let mut stream = self.streams.at("palindromes", step as u64);
        self.draw(self.batch_size, &mut stream)
    }

    /// The palindromes to test on, the same in every run of one seed.
    pub fn tested(&self) -> Vec<Vec<usize>> {
        self.some_tested(TESTED)
    }

    /// The first so many of them, or all.
    pub fn some_tested(&self, most: usize) -> Vec<Vec<usize>> {
        let mut stream = self.streams.stream("test palindromes");
        self.draw(most.min(TESTED), &mut stream)
    }

    fn draw(&self, count: usize, stream: &mut Stream) -> Vec<Vec<usize>> {
        let mut half = || -> Vec<usize> {
            let half = 0..self.length().div_ceil(2);
            half.map(|_| stream.below(DIGITS)).collect()
        };
        (0..count).map(|_| self.mirrored(half())).collect()
    }

    /// The palindrome that begins with these digits: its first half, the middle one included.
    pub fn mirrored(&self, mut half: Vec<usize>) -> Vec<usize> {
        let length = self.length();
        for place in half.len()..length {
            half.push(half[length - 1 - place]);
        }
        half
    }

    /// Palindromes as a network takes them: all digits but the last, and the last as the label.
    ///
    /// # Shapes
    /// - inputs: `[palindromes, T - 1, features]`, with 1 feature or 10
    /// - labels: `[palindromes]`
    pub fn encode(&self, palindromes: &[Vec<usize>]) -> Batch<3> {
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for palindrome in palindromes {
            let (seen, last) = palindrome.split_at(self.input_length);
            seen.iter()
                .for_each(|&digit| self.encoding.write(digit, &mut values));
            labels.push(last[0] as i64);
        }
        let (count, features) = (palindromes.len(), self.encoding.features());
        let values = TensorData::new(values, [count, self.input_length, features]);
        let labels = TensorData::new(labels, [count]);
        Batch {
            inputs: Tensor::from_data(values, &self.device),
            labels: Tensor::from_data(labels, &self.device),
        }
    }
}

impl DataLoader for Palindromes {
    type Batch = Batch<3>;

    fn steps_per_epoch(&self) -> usize {
        ENDLESS_EPOCH
    }

    fn batch(&mut self, step: usize) -> Batch<3> {
        self.encode(&self.of_step(step)).tracked()
    }

    fn part(&self, _part: Part) -> impl Iterator<Item = (usize, Batch<3>)> {
        let tested = self.tested();
        (0..tested.len()).step_by(CHUNK).map(move |first| {
            let chunk = &tested[first..tested.len().min(first + CHUNK)];
            (chunk.len(), self.encode(chunk))
        })
    }

    /// Every batch of the training is new, so that what the steps report takes the place of a training part.
    fn parts(&self) -> Vec<Part> {
        vec![Part::Test]
    }
}
