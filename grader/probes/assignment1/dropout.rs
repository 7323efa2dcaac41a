//! What is asked of `assignment1/src/dropout.rs` with inputs that nobody has seen. Which units are left out is
//! chance, and depends on how the random numbers are used; so only what must hold of every choice is given.

use assignment1::dropout::Dropout;
use common::by_hand::{Layer, Mode, Tensor};
use probe::Case;

/// One row for all examples: two of them differ by what is left out alone. They are so many that a share is
/// within 0.05 of its probability but once in 10⁷ times, and that no example and no unit is kept whole by chance.
fn repeated(case: &mut Case, name: &str) -> Tensor<2> {
    case.away_from_zero(name, [1, 70]).repeat_dim(0, 100)
}

/// a1.dropout.forward
pub fn dropout_forward(case: &mut Case) {
    let rate = case.number_in("rate", 0.25..0.4);
    let input = repeated(case, "input of every example");
    let mut layer = Dropout::new(rate, case.below(5), case.streams());
    let mut forward = |mode| {
        layer.set_mode(mode);
        layer.forward(input.clone()) / input.clone()
    };
    let evaluation = forward(Mode::Evaluation);
    let [first, other, again] = [3, 4, 3].map(|step| forward(Mode::Training { step }));
    let mut all = Dropout::new(0.0, 1, case.streams());
    all.set_mode(Mode::Training { step: 3 });
    let nothing_left_out = all.forward(input.clone()) / input;

    let kept = first.clone().not_equal_elem(0.0);
    let factors: Vec<f64> = first
        .to_data()
        .iter()
        .filter(|factor| *factor != 0.0)
        .collect();
    let ends = |factors: &mut dyn Iterator<Item = f64>| {
        let empty = [f64::INFINITY, f64::NEG_INFINITY];
        factors.fold(empty, |[low, high], factor| {
            [low.min(factor), high.max(factor)]
        })
    };
    let ends = [
        ends(&mut factors.into_iter()),
        ends(&mut evaluation.to_data().iter()),
        ends(&mut nothing_left_out.to_data().iter()),
    ];
    case.give(
        "smallest and largest factor of what is kept: in training, in evaluation, at rate 0",
        ends.concat(),
    );
    let kept = kept.float();
    case.give_within("share that is kept", kept.clone().mean(), 0.05);
    let alike = |dimension| {
        let share = kept.clone().mean_dim(dimension);
        (share.clone() * (-share + 1.0)).equal_elem(0.0).int().sum()
    };
    case.give("units that all examples or none keep", alike(0));
    case.give("examples that keep all units or none", alike(1));
    let apart = |other: Tensor<2>| {
        kept.clone()
            .not_equal(other.not_equal_elem(0.0).float())
            .float()
    };
    let apart = vec![apart(other).mean(), apart(again).mean()];
    let apart = Tensor::<1>::cat(apart, 0);
    case.give_within(
        "share of other choices: in another step, in the same step",
        apart,
        0.05,
    );
}

/// a1.dropout.backward
pub fn dropout_backward(case: &mut Case) {
    let rate = case.number_in("rate", 0.25..0.4);
    let input = repeated(case, "input of every example");
    let grad = repeated(case, "gradient of every example");
    let mut layer = Dropout::new(rate, case.below(5), case.streams());
    layer.set_mode(Mode::Training { step: 5 });
    layer.forward(input.clone());
    layer.set_mode(Mode::Training { step: 6 });
    let mask = layer.forward(input.clone()) / input.clone();
    let passed = layer.backward(grad.clone());
    let off = (passed.clone() - grad.clone() * mask).abs().max();
    let stopped = passed.equal_elem(0.0).float().mean();
    layer.forward(input.clone());
    layer.set_mode(Mode::Evaluation);
    layer.forward(input);
    let off_in_evaluation = (layer.backward(grad.clone()) - grad).abs().max();
    let answer = Tensor::<1>::cat(vec![off * 1e4, stopped, off_in_evaluation * 1e4], 0);
    case.give_within(
        "10,000 times the largest error in training, share of zeros, 10,000 times the largest error in evaluation",
        answer,
        0.05,
    );
}

/// a1.dropout.forward
pub fn dropout_forward_for_backward(case: &mut Case) {
    let rate = case.number_in("rate", 0.25..0.4);
    let input = repeated(case, "input of every example");
    let mut layer = Dropout::new(rate, case.below(5), case.streams());
    layer.set_mode(Mode::Training { step: 5 });
    let mask = layer.forward(input.clone()) / input.clone();
    let off = (layer.backward(input.clone()) - input.clone() * mask).abs().max();
    layer.forward(input.clone());
    layer.set_mode(Mode::Evaluation);
    layer.forward(input.clone());
    let off_in_evaluation = (layer.backward(input.clone()) - input).abs().max();
    let answer = Tensor::<1>::cat(vec![off, off_in_evaluation], 0) * 1e4;
    case.give_within(
        "10,000 times the largest error of what backward makes of it, in training and in evaluation",
        answer,
        0.05,
    );
}
