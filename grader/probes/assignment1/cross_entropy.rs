//! What is asked of `assignment1/src/cross_entropy.rs` with inputs that nobody has seen.

use assignment1::cross_entropy::CrossEntropy;
use common::by_hand::Tensor;
use probe::Case;

/// a1.cross_entropy.forward
pub fn cross_entropy_forward(case: &mut Case) {
    let [batch, classes] = case.sizes([2..=6, 2..=7]);
    let mut loss = CrossEntropy::default();
    let logits = logits(case, [batch, classes]);
    let targets = case.one_hot("targets", [batch, classes]);
    let one = (
        case.normal("logits of one example", [1, classes]),
        case.one_hot("target of one example", [1, classes]),
    );
    let losses = [
        loss.forward(logits.clone(), targets.clone()),
        loss.forward(one.0, one.1),
    ];
    case.give("losses", Tensor::cat(losses.into(), 0));
    // Sure and wrong: the probability of the target is rounded to 0, its logarithm is not.
    let far = case.between("far", [batch, 1], 800.0..2000.0);
    let wrong = loss.forward(logits - targets.clone() * far, targets);
    case.give("loss of sure mistakes", wrong);
}

/// a1.cross_entropy.forward (f32)
pub fn cross_entropy_forward_of_large_logits(case: &mut Case) {
    let classes = case.size(2..=7);
    // exp overflows in the first row and is rounded to 0 in the second. In f64 too.
    let far = case.number_in("far", 800.0..2000.0);
    let [first, second] = ["high", "low"].map(|name| case.spread(name, [1, classes], 2.0));
    let logits = Tensor::cat(vec![first + far, second - far], 0);
    let targets = case.one_hot("targets", [2, classes]);
    let loss = CrossEntropy::default().forward(logits, targets);
    // A logarithm of a sum that is added to 2000 before it is taken off again has lost 0.0002 in f32.
    case.give_within("loss of large logits", loss, 1e-3);
}

/// a1.cross_entropy.forward
pub fn cross_entropy_forward_for_backward(case: &mut Case) {
    let gradient = gradient_of_the_last_batch(case);
    case.give("what backward makes of it", gradient);
}

/// a1.cross_entropy.backward
pub fn cross_entropy_backward(case: &mut Case) {
    let gradient = gradient_of_the_last_batch(case);
    case.give("gradient", gradient);
}

// The gradient behind the last of three batches, of which only the first had been asked for its own.
fn gradient_of_the_last_batch(case: &mut Case) -> Tensor<2> {
    let [before, batch, classes] = case.sizes([1..=6, 2..=6, 2..=7]);
    let mut loss = CrossEntropy::default();
    for (number, batch) in [before, batch, batch].into_iter().enumerate() {
        let logits = logits(case, [batch, classes]);
        loss.forward(logits, case.one_hot("targets", [batch, classes]));
        if number == 0 {
            loss.backward();
        }
    }
    loss.backward()
}

// Logits of rows that are far from each other.
fn logits(case: &mut Case, [batch, classes]: [usize; 2]) -> Tensor<2> {
    let rows = case.spread("row", [batch, 1], 3.0);
    case.spread("logits", [batch, classes], 1.5) + rows
}
