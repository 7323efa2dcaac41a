//! A finite set of palindromes, no two of them alike, as the sheet of assignment 3 asks for.

use crate::palindromes::{DIGITS, Palindromes};
use common::by_hand::Stream;
use common::data::{Batch, CHUNK};
use common::error::{Error, Result};
use common::learner::{Batches, DataLoader, Part};
use common::{memory, remarks};
use std::collections::HashSet;

/// Palindromes of one length that differ from each other, divided into those to train on and those to test on.
#[derive(Debug, Clone)]
pub struct Distinct {
    palindromes: Palindromes,
    /// The first halves, one after the other, those to train on in front.
    halves: Vec<u8>,
    /// How many are trained on.
    trained: usize,
    batches: Batches,
}

/// How large the set is, and how it is divided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Division {
    /// How many palindromes; of a length that has fewer, all.
    pub size: usize,
    /// The share of them that is trained on.
    pub trained: f64,
}

impl Distinct {
    /// Draws the set, each palindrome with the same probability, from the stream "distinct palindromes". What is drawn
    /// first is trained on.
    ///
    /// # Errors
    /// [`Error::Usage`] if one of the parts is empty, or the set does not fit into memory.
    pub fn new(palindromes: Palindromes, division: Division) -> Result<Self> {
        let (length, half) = (palindromes.length(), palindromes.length().div_ceil(2));
        let there_are = there_are(length);
        let size = there_are.map_or(division.size, |there_are| there_are.min(division.size));
        if size < division.size {
            remarks::say(&format!(
                "there are {size} palindromes of length T = {length}, fewer than --data-size {}: all are used",
                division.size
            ));
        }
        let trained = (division.trained * size as f64).round() as usize;
        // In the set, and while it is drawn in the table that knows which are there already; those to test on once
        // more, all digits of each, for what is drawn at the end.
        let bytes = (size as u128).saturating_mul(2 * half as u128 + 40);
        let of_test =
            (size.saturating_sub(trained) as u128).saturating_mul(8 * length as u128 + 40);
        memory::refuse_beyond(
            bytes.saturating_add(of_test),
            &format!("--data-size {size}"),
        )?;
        if trained == 0 || trained == size {
            return Err(Error::Usage(format!(
                "--portion-train {} of {size} palindromes leaves none to {}: choose another share, or a \
                 larger --data-size.",
                division.trained,
                if trained == 0 { "train on" } else { "test on" }
            )));
        }
        let mut stream = palindromes.streams.stream("distinct palindromes");
        let halves = match there_are {
            Some(there_are) if there_are < 2 * size => chosen(&mut stream, there_are, size, half),
            _ => drawn(&mut stream, size, half),
        };
        let batches = Batches::new(trained, palindromes.batch_size, palindromes.streams);
        Ok(Self {
            palindromes,
            halves,
            trained,
            batches,
        })
    }

    /// How a network takes them.
    pub fn palindromes(&self) -> &Palindromes {
        &self.palindromes
    }

    /// How many are trained on, and how many tested.
    pub fn sizes(&self) -> [usize; 2] {
        [self.trained, self.all() - self.trained]
    }

    /// Those to train on.
    pub fn trained(&self) -> Vec<Vec<usize>> {
        (0..self.trained).map(|number| self.one(number)).collect()
    }

    /// Those to test on.
    pub fn tested(&self) -> Vec<Vec<usize>> {
        self.some_tested(usize::MAX)
    }

    /// The first so many of them, or all.
    pub fn some_tested(&self, most: usize) -> Vec<Vec<usize>> {
        let tested = (self.trained..self.all()).take(most);
        tested.map(|number| self.one(number)).collect()
    }

    fn all(&self) -> usize {
        self.halves.len() / self.half()
    }

    fn half(&self) -> usize {
        self.palindromes.length().div_ceil(2)
    }

    fn one(&self, number: usize) -> Vec<usize> {
        let half = &self.halves[number * self.half()..][..self.half()];
        let half = half.iter().map(|digit| usize::from(*digit));
        self.palindromes.mirrored(half.collect())
    }
}

/// How many palindromes of a length there are, 10^⌈T/2⌉; none beyond what can be counted.
pub fn there_are(length: usize) -> Option<usize> {
    let half = u32::try_from(length.div_ceil(2)).ok()?;
    DIGITS.checked_pow(half)
}

/// Some of all first halves, each of which is a number with that many digits.
fn chosen(stream: &mut Stream, there_are: usize, size: usize, half: usize) -> Vec<u8> {
    let chosen = stream.permutation(there_are).into_iter().take(size);
    let digit = |number: usize, place: usize| (number / DIGITS.pow(place as u32) % DIGITS) as u8;
    chosen
        .flat_map(|number| (0..half).rev().map(move |place| digit(number, place)))
        .collect()
}

/// First halves drawn one after the other; what is there already is drawn again.
fn drawn(stream: &mut Stream, size: usize, half: usize) -> Vec<u8> {
    let (mut halves, mut known) = (Vec::with_capacity(size * half), HashSet::new());
    while known.len() < size {
        let next: Box<[u8]> = (0..half).map(|_| stream.below(DIGITS) as u8).collect();
        if !known.contains(&next) {
            halves.extend_from_slice(&next);
            known.insert(next);
        }
    }
    halves
}

impl DataLoader for Distinct {
    type Batch = Batch<3>;

    fn steps_per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    fn batch(&mut self, step: usize) -> Batch<3> {
        let numbers = self.batches.indices(step).to_vec();
        let palindromes: Vec<_> = numbers.into_iter().map(|number| self.one(number)).collect();
        self.palindromes.encode(&palindromes).tracked()
    }

    /// Of those to train on as many are measured as there are to test on.
    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Batch<3>)> {
        let all = self.all();
        let measured = match part {
            Part::Test => self.trained..all,
            Part::TrainSample => 0..all - self.trained,
            _ => 0..self.trained,
        };
        let chunks = measured.clone().step_by(CHUNK);
        chunks.map(move |first| {
            let chunk = first..measured.end.min(first + CHUNK);
            let palindromes: Vec<_> = chunk.map(|number| self.one(number)).collect();
            (palindromes.len(), self.palindromes.encode(&palindromes))
        })
    }

    fn parts(&self) -> Vec<Part> {
        let [trained, tested] = self.sizes();
        match trained > tested {
            true => vec![Part::TrainSample, Part::Test],
            false => vec![Part::Train, Part::Test],
        }
    }
}
