//! What is asked of `assignment1/src/penalties.rs` with inputs that nobody has seen.

use assignment1::penalties::{L1, L2};
use common::by_hand::{Penalty, Tensor};
use probe::Case;

/// a1.penalties.l2_loss
pub fn penalties_l2_loss(case: &mut Case) {
    let elements = case.size(3..=9);
    let strength = case.number_in("strength", 0.2..0.9);
    let weights = case.away_from_zero("weights", [elements]);
    case.give("loss", L2 { strength }.loss(weights));
}

/// a1.penalties.l2_gradient
pub fn penalties_l2_gradient(case: &mut Case) {
    let elements = case.size(3..=9);
    let strength = case.number_in("strength", 0.2..0.9);
    let weights = case.away_from_zero("weights", [elements]);
    case.give("gradient", L2 { strength }.gradient(weights));
}

/// a1.penalties.l1_loss
pub fn penalties_l1_loss(case: &mut Case) {
    let elements = case.size(2..=5);
    let strength = case.number_in("strength", 0.2..0.9);
    let half = case.away_from_zero(
        "weights, and 0.4 times the same with the other sign",
        [elements],
    );
    let weights = Tensor::cat(vec![half.clone(), half * -0.4], 0);
    case.give("loss", L1 { strength }.loss(weights));
}

/// a1.penalties.l1_gradient
pub fn penalties_l1_gradient(case: &mut Case) {
    let elements = case.size(2..=5);
    let strength = case.number_in("strength", 0.2..0.9);
    let half = case.away_from_zero(
        "weights, and 0.4 times the same with the other sign",
        [elements],
    );
    let weights = Tensor::cat(vec![half.clone(), half.clone() * -0.4], 0);
    case.give("gradient", L1 { strength }.gradient(weights.clone()));
    let with_zeros = Tensor::cat(vec![weights, half.zeros_like()], 0);
    case.give(
        "gradient, with weights of 0",
        L1 { strength }.gradient(with_zeros),
    );
}
