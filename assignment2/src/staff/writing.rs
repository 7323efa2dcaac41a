//! A network that writes, one character after the other.

use super::corpus::Corpus;
use super::language::Language;
use super::recurrent::State;
use crate::language::{bits, choose, probabilities};
use burn::tensor::Tensor;
use common::by_hand::Stream;
use std::fmt::Write;

/// How long a sample is.
const SAMPLE: usize = 400;

/// What a network carries behind all that it has read and written.
#[derive(Debug, Clone)]
pub struct Writing {
    carried: Vec<State>,
    /// Of the next character, `[1, character]`.
    logits: Tensor<2>,
}

impl Writing {
    /// A network in evaluation mode that has read this and nothing else.
    ///
    /// # Panics
    /// If it is nothing.
    pub fn behind(network: &Language, prompt: &[usize]) -> Self {
        Self::reading(network, prompt, network.start(1))
    }

    fn reading(network: &Language, characters: &[usize], from: Vec<State>) -> Self {
        let device = from[0].h.device();
        let (logits, carried) = network.forward(network.one_hot(characters, 1, &device), from);
        let last = logits.dims()[0] - 1;
        Self {
            carried,
            logits: logits.narrow(0, last, 1),
        }
    }

    /// Reads one character more.
    pub fn read(&mut self, network: &Language, character: usize) {
        let carried = std::mem::take(&mut self.carried);
        *self = Self::reading(network, &[character], carried);
    }

    /// How probable each character is as the next one.
    pub fn next(&self, temperature: f64) -> Vec<f64> {
        let next = probabilities(self.logits.clone(), temperature);
        next.into_data().iter().collect()
    }

    /// How many bits this character costs as the next one.
    pub fn bits(&self, character: usize) -> f64 {
        let target = Tensor::from_data([character as i64], &self.logits.device());
        bits(self.logits.clone(), target).into_scalar()
    }

    /// Writes the next character by one draw of the stream, and reads it.
    pub fn write(&mut self, network: &Language, (temperature, draw): (f64, &mut Stream)) -> usize {
        let next = choose(&self.next(temperature), draw.uniform());
        self.read(network, next);
        next
    }
}

/// What a network writes at each temperature, from the same random numbers each time.
pub(super) fn samples(
    network: &Language,
    corpus: &Corpus,
    (temperatures, stream): (&[f64], Stream),
) -> String {
    let mut samples = String::new();
    for &temperature in temperatures {
        let mut writing = Writing::behind(network, &corpus.beginning());
        let mut stream = stream.clone();
        let written = (0..SAMPLE).map(|_| writing.write(network, (temperature, &mut stream)));
        let text = corpus.text.decode(&written.collect::<Vec<_>>());
        let _ = writeln!(
            samples,
            "--- temperature {temperature}\n{}\n",
            text.trim_end()
        );
    }
    samples
}
