//! What a model has written so far.

use crate::staff::corpus::Corpus;
use crate::staff::language::Language;
use crate::staff::writing::Writing;
use common::by_hand::Stream;
use common::data::text::Text;
use std::collections::BTreeSet;

/// Characters that are written behind each step of the training.
const A_STEP: usize = 8;
/// Lines that are shown, and the most characters of one.
const LINES: usize = 14;
const WIDTH: usize = 64;
/// The last characters in which repetitions are looked for, and the fewest words for that.
const LOOKED_AT: usize = 200;
const FEWEST: usize = 20;

/// What is written so far, and what the model carries behind it.
#[derive(Debug, Clone)]
pub struct Page {
    /// As places in the vocabulary, the last that fit.
    written: Vec<usize>,
    writing: Writing,
}

impl Page {
    /// An empty page of a model that has read the end of a line.
    pub fn new(network: &Language, corpus: &Corpus) -> Self {
        Self {
            written: Vec::new(),
            writing: Writing::behind(network, &corpus.beginning()),
        }
    }

    /// Writes on.
    pub fn write(&mut self, network: &Language, (temperature, mut draws): (f64, Stream)) {
        for _ in 0..A_STEP {
            let next = self.writing.write(network, (temperature, &mut draws));
            self.written.push(next);
        }
        let surplus = self.written.len().saturating_sub(LINES * WIDTH);
        self.written.drain(..surplus);
    }

    /// How probable each character is as the next one.
    pub fn next(&self, temperature: f64) -> Vec<f64> {
        self.writing.next(temperature)
    }

    /// The last characters.
    pub fn last(&self, count: usize) -> &[usize] {
        &self.written[self.written.len().saturating_sub(count)..]
    }

    /// The last lines, long ones broken; always as many.
    pub fn lines(&self, text: &Text) -> String {
        let written = text.decode(&self.written);
        let characters: Vec<Vec<char>> =
            written.split('\n').map(|it| it.chars().collect()).collect();
        let pieces = characters.iter().flat_map(|line| match line.is_empty() {
            true => vec![String::new()],
            false => line.chunks(WIDTH).map(|it| it.iter().collect()).collect(),
        });
        let mut lines: Vec<String> = pieces.collect();
        lines.drain(..lines.len().saturating_sub(LINES));
        lines.resize(LINES, String::new());
        lines.join("\n")
    }

    /// How many of the last words there are, and how many different ones, if at most half are different.
    pub fn repeats(&self, text: &Text) -> Option<[usize; 2]> {
        let last = text.decode(self.last(LOOKED_AT));
        let words: Vec<&str> = last.split_whitespace().collect();
        let different = words.iter().collect::<BTreeSet<_>>().len();
        let repeats = words.len() >= FEWEST && 2 * different <= words.len();
        repeats.then_some([words.len(), different])
    }
}
