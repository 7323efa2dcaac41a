//! The neuron of McCulloch and Pitts: a weighted sum and a threshold.
//!
//! Inputs x_j and output are 0 or 1. The neuron fires, which is 1, if the weighted sum reaches the
//! threshold:
//!
//! output = 1 if Σ_j w_j x_j ≥ θ, else 0   (1)
//!
//! An input with the weight +1 excites, one with -1 inhibits. (In 1943 an inhibiting input was a
//! veto; as a negative weight it is what later networks have.)
//!
//! With two inputs the equation Σ_j w_j x_j = θ is a line in the plane, and the neuron fires on one
//! side of it. AND, OR and NOT are neurons. Exclusive or (XOR) is none. It would need
//!
//! 0 < θ,  w_1 ≥ θ,  w_2 ≥ θ,  w_1 + w_2 < θ   (2)
//!
//! for the inputs 00, 10, 01 and 11. The middle two add up to w_1 + w_2 ≥ 2θ, which is more than θ
//! because θ is positive: a contradiction. For XNOR all four relations turn round, and so does the
//! contradiction. The other 14 of the 16 functions of two inputs are neurons.
//!
//! Two layers can do it, because a neuron may look at the outputs of others:
//!
//! A XOR B = (A OR B) AND NOT (A AND B)   (3)
//!
//! | symbol | here | meaning |
//! |---|---|---|
//! | x | `inputs` | one number, 0 or 1, for each input |
//! | w | `weights` | one number for each input |
//! | θ | `threshold` | |
//!
//! Sources: McCulloch and Pitts, *A logical calculus of the ideas immanent in nervous activity*,
//! Bulletin of Mathematical Biophysics 5 (1943); Minsky and Papert, *Perceptrons* (1969), for XOR.
//! Read next: `perceptron.rs`, whose weights are learnt.

/// A neuron of McCulloch and Pitts.
#[derive(Debug, Clone, PartialEq)]
pub struct Neuron {
    /// w, one for each input.
    pub weights: Vec<f64>,
    /// θ.
    pub threshold: f64,
}

impl Neuron {
    /// A neuron with these weights and this threshold.
    pub fn new(weights: &[f64], threshold: f64) -> Self {
        Self {
            weights: weights.to_vec(),
            threshold,
        }
    }

    /// **Exercise a1.gates.neuron** (practice): equation (1).
    ///
    /// `inputs` has as many numbers as there are weights.
    pub fn forward(&self, inputs: &[f64]) -> f64 {
        let weighted = self.weights.iter().zip(inputs).map(|(w, x)| w * x);
        let sum: f64 = weighted.sum();
        if sum >= self.threshold { 1.0 } else { 0.0 }
    }
}

/// **Exercise a1.gates.and** (practice): fires if both of its two inputs do.
pub fn and() -> Neuron {
    Neuron::new(&[1.0, 1.0], 1.5)
}

/// **Exercise a1.gates.or** (practice): fires if at least one of its two inputs does.
pub fn or() -> Neuron {
    Neuron::new(&[1.0, 1.0], 0.5)
}

/// **Exercise a1.gates.not** (practice): fires if its one input does not.
pub fn not() -> Neuron {
    Neuron::new(&[-1.0], -0.5)
}

/// **Exercise a1.gates.xor** (practice): fires if exactly one of its two inputs does.
///
/// Equation (3): a first layer of two neurons, and a second layer of one that reads them.
pub fn xor(inputs: &[f64]) -> f64 {
    let hidden = [or().forward(inputs), and().forward(inputs)];
    Neuron::new(&[1.0, -1.0], 0.5).forward(&hidden)
}

/// The inputs of a function of two, in the order of its truth table.
pub const INPUTS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

/// Every neuron of two inputs with weights from -2, -1, 0, 1, 2 and a threshold from -4.5, -3.5, …,
/// 4.5, the smallest weights and thresholds first.
///
/// A search among them finds 14 of the 16 functions. That it finds no more does not prove that no
/// other weights would do; relation (2) does.
pub fn candidates() -> Vec<Neuron> {
    let weights = || (-2..=2).map(f64::from);
    let thresholds = || (-5..5).map(|below| f64::from(below) + 0.5);
    let mut neurons: Vec<Neuron> = weights()
        .flat_map(|first| weights().map(move |second| [first, second]))
        .flat_map(|pair| thresholds().map(move |threshold| Neuron::new(&pair, threshold)))
        .collect();
    let size = |neuron: &Neuron| {
        let weights: f64 = neuron.weights.iter().map(|weight| weight.abs()).sum();
        weights + neuron.threshold.abs()
    };
    neurons.sort_by(|a, b| size(a).total_cmp(&size(b)));
    neurons
}
