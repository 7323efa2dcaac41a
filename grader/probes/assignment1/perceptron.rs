//! What is asked of `assignment1/src/perceptron.rs` with inputs that nobody has seen.

use assignment1::perceptron::Perceptron;
use common::by_hand::Tensor;
use probe::Case;

/// a1.perceptron.forward
pub fn perceptron_forward(case: &mut Case) {
    let [batch, features] = case.sizes([4..=9, 1..=5]);
    let (perceptron, inputs, _) = around_a_line(case, [batch, features]);
    let one = case.normal("one input", [1, features]);
    let predicted = [perceptron.forward(inputs), perceptron.forward(one)];
    case.give("labels", Tensor::cat(predicted.into(), 0));
}

/// a1.perceptron.loss
pub fn perceptron_loss(case: &mut Case) {
    let [batch, features] = case.sizes([4..=9, 1..=5]);
    let (perceptron, inputs, predicted) = around_a_line(case, [batch, features]);
    let labels = both_on_the_line(case, batch);
    // Some are misclassified, all are, none is.
    let of = [labels, -predicted.clone(), predicted];
    let losses = of.map(|labels| perceptron.loss(inputs.clone(), labels));
    case.give("losses", Tensor::cat(losses.into(), 0));
}

/// a1.perceptron.batch_step
pub fn perceptron_batch_step(case: &mut Case) {
    let [batch, more, features] = case.sizes([4..=9, 5..=9, 1..=5]);
    let (start, inputs, predicted) = around_a_line(case, [batch, features]);
    let rate = case.number_in("learning rate", 1.2..3.0);
    // Of the same weights: nobody is misclassified, the first point alone, some.
    let first = predicted.clone().slice_fill([0..1], -1.0);
    let (mut weights, mut counts) = (Vec::new(), Vec::new());
    for labels in [predicted, first, both_on_the_line(case, batch)] {
        let mut perceptron = start.clone();
        counts.push(perceptron.batch_step(inputs.clone(), labels, rate) as f64);
        weights.push(perceptron.weights);
    }
    case.give("weights", Tensor::cat(weights, 0));
    let mut perceptron = start;
    for _ in 0..2 {
        let inputs = case.normal("more inputs", [more, features]);
        let labels = case.signs("more labels", more);
        counts.push(perceptron.batch_step(inputs, labels, rate / 5.0) as f64);
    }
    case.give("weights after more steps", perceptron.weights);
    case.give("misclassified", counts);
}

/// a1.perceptron.rosenblatt_step
pub fn perceptron_rosenblatt_step(case: &mut Case) {
    let [batch, features] = case.sizes([4..=9, 1..=5]);
    let (perceptron, inputs, _) = around_a_line(case, [batch, features]);
    let labels: Vec<f64> = both_on_the_line(case, batch).into_data().iter().collect();
    let rate = case.number_in("learning rate", 0.2..0.8);
    let (mut weights, mut wrong) = (Vec::new(), Vec::new());
    for (row, label) in labels.into_iter().enumerate() {
        let mut perceptron = perceptron.clone();
        let is_wrong = perceptron.rosenblatt_step(inputs.clone().narrow(0, row, 1), label, rate);
        weights.push(perceptron.weights);
        wrong.push(f64::from(u8::from(is_wrong)));
    }
    case.give("weights", Tensor::cat(weights, 0));
    case.give("misclassified", wrong);
}

// A perceptron, points, and their labels by its line. The first four have the scores 0, -1, 1 and 0. All
// numbers are whole, so that a score of 0 is 0 in whatever order it is summed.
fn around_a_line(
    case: &mut Case,
    [batch, features]: [usize; 2],
) -> (Perceptron, Tensor<2>, Tensor<1>) {
    let mut weights = whole(case, features + 1);
    weights[features - 1] = weights[features - 1].signum();
    let mut inputs = whole(case, batch * features);
    let mut predicted = Vec::new();
    for (row, input) in inputs.chunks_mut(features).enumerate() {
        let (last, others) = input.split_last_mut().expect("a feature");
        let products = others.iter().zip(&weights).map(|(x, weight)| x * weight);
        let score = products.sum::<f64>() + weights[features];
        if let Some(wanted) = [0.0, -1.0, 1.0, 0.0].get(row) {
            *last = (wanted - score) * weights[features - 1];
        }
        let score = score + *last * weights[features - 1];
        predicted.push(if score >= 0.0 { 1.0 } else { -1.0 });
    }
    let mut perceptron = Perceptron::new(features, case.device());
    perceptron.weights = case.from_numbers("weights", &weights, [features + 1]);
    let inputs = case.from_numbers("inputs", &inputs, [batch, features]);
    (
        perceptron,
        inputs,
        Tensor::from_data(&*predicted, case.device()),
    )
}

// Random labels, but for the two points on the line, the first and the fourth: one has -1, which is wrong,
// the other 1.
fn both_on_the_line(case: &mut Case, batch: usize) -> Tensor<1> {
    let mut labels: Vec<f64> = whole(case, batch).into_iter().map(f64::signum).collect();
    (labels[0], labels[3]) = (-1.0, 1.0);
    case.from_numbers("labels", &labels, [batch])
}

// Whole numbers from 1 to 4 with random signs.
fn whole(case: &mut Case, count: usize) -> Vec<f64> {
    let mut one = || (1 + case.below(4)) as f64 * [-1.0, 1.0][case.below(2)];
    (0..count).map(|_| one()).collect()
}
