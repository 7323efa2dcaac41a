//! One case of a probe: inputs that follow from a seed, and what is given back.

use std::ops::{Range, RangeInclusive};

use by_hand::{Device, Int, Stream, Streams, Tensor};

use crate::{Give, Given, Named, Rule, Told};

/// From which case on sizes are drawn from their whole ranges; earlier ones are smaller.
const LARGEST_FROM: usize = 4;

/// How far an element may be from the solution's, in parts of the solution's largest element. A body that
/// takes a number through f32 is right, which costs 1e-7 a time.
const CLOSE: f64 = 1e-5;

/// The same where everything is computed in f32.
const CLOSE_IN_F32: f64 = 1e-3;

/// The least distance from 0 of [`Case::away_from_zero`].
const AWAY: f64 = 0.05;

/// One case: draws inputs, keeps what is given back.
pub struct Case {
    device: Device,
    streams: Streams,
    stream: Stream,
    number: usize,
    relative: f64,
    told: Told,
}

impl Case {
    /// Case `number` of a seed; `device` computes in f32 or f64.
    pub(crate) fn new(seed: &str, number: usize, device: Device, in_f32: bool) -> Self {
        // All of the seed counts: the name of a stream is hashed whole.
        let stream = Streams::new(number as u64).stream(seed);
        let streams = Streams::new(stream.clone().seed());
        let relative = if in_f32 { CLOSE_IN_F32 } else { CLOSE };
        Self {
            device,
            streams,
            stream,
            number,
            relative,
            told: Told::default(),
        }
    }

    /// What was drawn and what was given back.
    pub(crate) fn into_told(self) -> Told {
        self.told
    }

    /// The device that computes.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// The case's number: the first ones are the smallest.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Named streams of random numbers for code that asks for some.
    pub fn streams(&self) -> Streams {
        self.streams
    }

    /// Sizes from these ranges, as different from each other as the ranges allow: sizes that coincide hide
    /// a transpose, or a division by the wrong one. They grow with the number of the case.
    pub fn sizes<const N: usize>(&mut self, ranges: [RangeInclusive<usize>; N]) -> [usize; N] {
        let mut best = ([0; N], 0);
        for _ in 0..64 {
            let drawn = ranges.clone().map(|range| self.draw_size(range));
            let mut sorted = drawn.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            if sorted.len() > best.1 {
                best = (drawn, sorted.len());
            }
            if best.1 == N {
                break;
            }
        }
        best.0
    }

    /// One such size.
    pub fn size(&mut self, range: RangeInclusive<usize>) -> usize {
        self.sizes([range])[0]
    }

    fn draw_size(&mut self, range: RangeInclusive<usize>) -> usize {
        let (low, high) = range.into_inner();
        let steps = (self.number + 1).min(LARGEST_FROM + 1);
        // At least two sizes to choose from, so that even the smallest case may have different ones.
        let reach = ((high - low) * steps)
            .div_ceil(LARGEST_FROM + 1)
            .max(1)
            .min(high - low);
        low + self.stream.below(reach + 1)
    }

    /// One of `0..bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.stream.below(bound)
    }

    /// The numbers `0..count` in random order.
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        self.stream.permutation(count)
    }

    /// A number, uniform in the range.
    pub fn number_in(&mut self, name: &str, range: Range<f64>) -> f64 {
        let value = range.start + (range.end - range.start) * self.stream.uniform();
        self.asked(name, value);
        value
    }

    /// Independent draws from the normal distribution with mean 0 and standard deviation 1.
    pub fn normal<const D: usize>(&mut self, name: &str, shape: [usize; D]) -> Tensor<D> {
        self.spread(name, shape, 1.0)
    }

    /// Independent draws from the normal distribution with mean 0 and this standard deviation.
    pub fn spread<const D: usize>(
        &mut self,
        name: &str,
        shape: [usize; D],
        standard_deviation: f64,
    ) -> Tensor<D> {
        let device = self.device.clone();
        let drawn = self
            .stream
            .normal_tensor(shape, standard_deviation, &device);
        self.tensor(name, drawn)
    }

    /// Independent draws, uniform in the range.
    pub fn between<const D: usize>(
        &mut self,
        name: &str,
        shape: [usize; D],
        range: Range<f64>,
    ) -> Tensor<D> {
        let half = (range.end - range.start) / 2.0;
        let device = self.device.clone();
        let drawn = self.stream.uniform_tensor(shape, half, &device);
        self.tensor(name, drawn + (range.start + half))
    }

    /// Draws from the normal distribution, moved away from 0 by 0.05: for functions with a kink or a sign there.
    pub fn away_from_zero<const D: usize>(&mut self, name: &str, shape: [usize; D]) -> Tensor<D> {
        let device = self.device.clone();
        let drawn = self.stream.normal_tensor(shape, 1.0, &device);
        let signs = drawn.clone().greater_equal_elem(0.0).float() * 2.0 - 1.0;
        self.tensor(name, drawn + signs * AWAY)
    }

    /// Labels `0..classes`, `[count]`.
    pub fn labels(&mut self, name: &str, count: usize, classes: usize) -> Tensor<1, Int> {
        let labels: Vec<i64> = (0..count)
            .map(|_| self.stream.below(classes) as i64)
            .collect();
        let labels = Tensor::from_data(&*labels, &self.device);
        self.asked(name, labels.clone());
        labels
    }

    /// One-hot targets, `[count, classes]`: the class of each is drawn.
    pub fn one_hot(&mut self, name: &str, [count, classes]: [usize; 2]) -> Tensor<2> {
        let mut targets = vec![0.0; count * classes];
        for target in targets.chunks_mut(classes) {
            target[self.stream.below(classes)] = 1.0;
        }
        self.from_numbers(name, &targets, [count, classes])
    }

    /// Labels +1 and -1, `[count]`; where there are two or more, both occur.
    pub fn signs(&mut self, name: &str, count: usize) -> Tensor<1> {
        let mut signs: Vec<f64> = (0..count)
            .map(|_| [-1.0, 1.0][self.stream.below(2)])
            .collect();
        if let [first, .., last] = &mut *signs {
            *last = -*first;
        }
        let signs = Tensor::from_data(&*signs, &self.device);
        self.tensor(name, signs)
    }

    /// A tensor from numbers, row by row.
    pub fn from_numbers<const D: usize>(
        &mut self,
        name: &str,
        numbers: &[f64],
        shape: [usize; D],
    ) -> Tensor<D> {
        let tensor = Tensor::<1>::from_data(numbers, &self.device).reshape(shape);
        self.tensor(name, tensor)
    }

    /// Notes an input that the probe has put together itself, and gives it back.
    pub fn tensor<const D: usize>(&mut self, name: &str, tensor: Tensor<D>) -> Tensor<D> {
        self.asked(name, tensor.clone());
        tensor
    }

    /// Notes what was asked: a report shows it beside the answer.
    pub fn asked(&mut self, name: &str, value: impl Give) {
        self.told.asked.push(named(name, value));
    }

    /// Gives a value back, which must be the solution's.
    pub fn give(&mut self, name: &str, value: impl Give) {
        self.give_within(name, value, 0.0);
    }

    /// Gives a value back that may differ by this much from the solution's: one that was measured.
    pub fn give_within(&mut self, name: &str, value: impl Give, absolute: f64) {
        let relative = self.relative;
        self.give_by(name, value, Rule::Close { relative, absolute });
    }

    /// Gives logits or probabilities back, `[examples, classes]`, whose largest must be at the label for
    /// this share of the rows.
    pub fn give_accuracy(
        &mut self,
        name: &str,
        logits: Tensor<2>,
        (labels, at_least): (&[usize], f64),
    ) {
        let labels = labels.to_vec();
        self.give_by(name, logits, Rule::Accuracy { labels, at_least });
    }

    /// Gives a value back whose elements must be this or more.
    pub fn give_at_least(&mut self, name: &str, value: impl Give, bound: f64) {
        self.give_by(name, value, Rule::AtLeast(bound));
    }

    /// Gives a value back whose elements must be this or less.
    pub fn give_at_most(&mut self, name: &str, value: impl Give, bound: f64) {
        self.give_by(name, value, Rule::AtMost(bound));
    }

    fn give_by(&mut self, name: &str, value: impl Give, rule: Rule) {
        let value = named(name, value);
        self.told.given.push(Given { value, rule });
    }
}

fn named(name: &str, value: impl Give) -> Named {
    let (shape, values) = value.give();
    Named {
        name: name.into(),
        shape,
        values,
    }
}
