//! The gradients beside central differences of the loss, and what that says of them.

use super::network::Network;
use super::pass::NUMBERS;
use crate::cross_entropy::CrossEntropy;
use common::by_hand::Layer;
use common::gradcheck::numeric_gradient;
use common::table::{Table, decimals};

/// In their order in the network.
const WEIGHTS: [&str; 12] = [
    "W11", "W12", "W21", "W22", "b1", "b2", "V11", "V12", "V21", "V22", "c1", "c2",
];
/// An error above it is no rounding: in single precision that leaves less than a tenth of it.
const TOLERANCE: f64 = 1e-3;

/// Two values for the gradient of a weight, and how far they are from each other.
pub struct Gradient {
    /// By the assignment's backward.
    pub by_hand: f64,
    /// By the central difference of the loss.
    pub difference: f64,
    /// Their difference as a share of the larger, which counts as 0.1 at least.
    pub error: f64,
}

impl Network {
    /// All gradients beside central differences of the loss, in the order of the weights.
    pub fn check(&self) -> Vec<Gradient> {
        let [x, t] = self.data();
        let numeric = numeric_gradient(&self.parameters(), |weights| {
            let [mut first, mut second] = self.layers(weights);
            let hidden = first.forward(x.clone());
            let logits = second.forward(self.activation.layer().forward(hidden));
            let loss = CrossEntropy::default().forward(logits, t.clone());
            loss.into_scalar()
        });
        let (_, by_hand) = self.pass(NUMBERS);
        let numeric = numeric.into_data();
        let pairs = by_hand.into_iter().zip(numeric.iter());
        let gradients = pairs.map(|(by_hand, difference): (f64, f64)| {
            let size = by_hand.abs().max(difference.abs()).max(0.1);
            let error = (by_hand - difference).abs() / size;
            Gradient {
                by_hand,
                difference,
                error,
            }
        });
        gradients.collect()
    }
}

/// A row for each weight.
pub fn table(check: &[Gradient]) -> Table {
    let header = [
        "gradient of",
        "by hand",
        "difference",
        "by hand / difference",
        "error",
        "",
    ];
    let mut table = Table::new(header);
    for (name, it) in WEIGHTS.iter().zip(check) {
        let [a, b, ratio] =
            [it.by_hand, it.difference, it.by_hand / it.difference].map(|it| decimals(it, 3));
        let verdict = if it.error > TOLERANCE { "off" } else { "" };
        table.row([
            (*name).into(),
            a,
            b,
            ratio,
            format!("{:.0e}", it.error),
            verdict.into(),
        ]);
    }
    table
}

/// The largest error, 0 of no gradients.
pub fn worst(check: &[Gradient]) -> f64 {
    check.iter().map(|it| it.error).fold(0.0, f64::max)
}

/// What the check says, in a sentence.
pub fn verdict(check: &[Gradient]) -> String {
    let off = check.iter().filter(|it| it.error > TOLERANCE).count();
    match (off, check.len()) {
        (0, all) => format!("All {all} gradients agree with central differences."),
        (_, all) => format!("{off} of {all} gradients are off. Which line is wrong?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activations::Activation;
    use common::by_hand::Device;
    use common::learner::Start;
    use common::settings::{Base, Length};

    /// Which gradients of the first layer are off, and which of the second.
    fn off(bug: &str, examples: usize) -> [usize; 2] {
        let start = Start::on(&Device::flex(), &Base::default(), Length::NONE);
        let network = Network::draw((Activation::Tanh, bug.into()), examples, &start);
        let check = network.check();
        [&check[..6], &check[6..]].map(|part| part.iter().filter(|it| it.error > 1e-3).count())
    }

    #[test]
    fn the_check_sees_each_bug_where_it_is() {
        for (bug, expected) in [
            ("none", [0, 0]),
            ("a", [6, 0]),
            ("b", [6, 0]),
            ("c", [6, 6]),
        ] {
            assert_eq!(off(bug, 1), expected, "{bug}");
            assert_eq!(off(bug, 3), expected, "{bug} with three examples");
        }
        assert_eq!(off("e", 1), [6, 6]);
        // The division by the number of examples is one by 1.
        assert_eq!([off("d", 1), off("d", 2)], [[0, 0], [6, 6]]);
    }

    #[test]
    fn more_examples_leave_the_numbers_of_the_first_one() {
        let start = Start::on(&Device::flex(), &Base::default(), Length::NONE);
        let draw = |examples| Network::draw((Activation::Tanh, "none".into()), examples, &start);
        let (one, four) = (draw(1), draw(4));
        assert_eq!(
            (one.inputs[0], one.classes[0]),
            (four.inputs[0], four.classes[0])
        );
        assert_eq!(one.pass(8).0, four.pass(8).0);
        assert_eq!(one.pass(NUMBERS).0.len(), NUMBERS);
    }
}
