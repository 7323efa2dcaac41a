//! What is asked of `assignment2/src/language.rs` with inputs that nobody has seen.

use assignment2::language::{bits, probabilities};
use common::by_hand::{IndexingUpdateOp, Int, Tensor};
use probe::Case;

/// a2.language.bits
pub fn language_bits(case: &mut Case) {
    let [characters, vocabulary] = case.sizes([3..=9, 2..=7]);
    let logits = logits(case, [characters, vocabulary]);
    let targets = case.labels("characters that came", characters, vocabulary);
    let many = bits(logits, targets);
    let logits = case.normal("logits of one character", [1, vocabulary]);
    let target = case.labels("character that came", 1, vocabulary);
    case.give("bits", Tensor::cat(vec![many, bits(logits, target)], 0));
}

/// a2.language.bits (f32)
pub fn language_bits_of_large_logits(case: &mut Case) {
    let [characters, vocabulary] = case.sizes([2..=6, 3..=7]);
    let targets = case.labels("characters that came", characters, vocabulary);
    // Far above what exp bears, and what came so far below the largest that its probability is rounded to 0.
    let shift = case.number_in("shift", 300.0..900.0);
    let logits = case.spread("logits", [characters, vocabulary], 20.0) + shift;
    let logits = logits - at(case, targets.clone(), vocabulary) * 300.0;
    // A logarithm of a sum that is added to 900 before the logit is taken off again has lost 0.0001.
    case.give_within("bits", bits(logits, targets), 1e-3);
}

/// a2.language.temperature
pub fn language_temperature(case: &mut Case) {
    let [rows, vocabulary] = case.sizes([2..=6, 3..=7]);
    let logits = logits(case, [rows, vocabulary]);
    for (name, range) in [("below 1", 0.3..0.9), ("above 1", 1.2..3.0)] {
        let temperature = case.number_in(name, range);
        case.give(name, probabilities(logits.clone(), temperature));
    }
    case.give("at 0", probabilities(logits, 0.0));
}

/// a2.language.temperature (f32)
pub fn language_temperature_near_zero(case: &mut Case) {
    let [rows, vocabulary] = case.sizes([2..=5, 3..=6]);
    // Far apart: the largest takes all, and exp of the others' quotients would overflow.
    let places = case.labels("most probable", rows, vocabulary);
    let shift = case.number_in("shift", 2.0..9.0);
    let logits = case.between("logits", [rows, vocabulary], 0.0..1.0) + shift;
    let lead = at(case, places, vocabulary);
    let temperature = case.number_in("temperature", 0.002..0.01);
    let found = probabilities(logits + lead * 2.0, temperature);
    case.give("probabilities", found);
}

// Logits of rows that are far from each other.
fn logits(case: &mut Case, [rows, vocabulary]: [usize; 2]) -> Tensor<2> {
    let shifts = case.spread("row", [rows, 1], 3.0);
    case.spread("logits", [rows, vocabulary], 1.5) + shifts
}

// A 1 in each row at its place, and zeros.
fn at(case: &Case, places: Tensor<1, Int>, vocabulary: usize) -> Tensor<2> {
    let rows = places.dims()[0];
    let ones = Tensor::ones([rows, 1], case.device());
    Tensor::zeros([rows, vocabulary], case.device()).scatter(
        1,
        places.unsqueeze_dim(1),
        ones,
        IndexingUpdateOp::Add,
    )
}
