//! What is asked of `assignment1/src/gates.rs` with inputs that nobody has seen.

use assignment1::gates::{INPUTS, Neuron, and, not, or, xor};
use probe::Case;

/// a1.gates.neuron
pub fn gates_neuron(case: &mut Case) {
    let inputs = case.size(4..=7);
    let mut outputs = Vec::new();
    for trial in 0..24 {
        // Halves add up exactly, so that every third sum is exactly at the threshold.
        let weights: Vec<f64> = (0..inputs)
            .map(|_| case.below(17) as f64 / 2.0 - 4.0)
            .collect();
        let bits: Vec<f64> = (0..inputs).map(|_| case.below(2) as f64).collect();
        let sum: f64 = weights.iter().zip(&bits).map(|(w, x)| w * x).sum();
        let threshold = sum + [0.0, 0.5, -0.5][trial % 3];
        case.asked("weights", weights.clone());
        case.asked("inputs", bits.clone());
        case.asked("threshold", threshold);
        outputs.push(Neuron::new(&weights, threshold).forward(&bits));
    }
    case.give("outputs", outputs);
}

/// a1.gates.and
pub fn gates_and(case: &mut Case) {
    let neuron = and();
    // The neuron's own sum and threshold: whether the exercise `neuron` is solved does not matter here.
    let table = INPUTS.map(|inputs| {
        assert_eq!(
            neuron.weights.len(),
            inputs.len(),
            "one weight for each of two inputs"
        );
        let products = neuron.weights.iter().zip(inputs).map(|(w, x)| w * x);
        f64::from(u8::from(products.sum::<f64>() >= neuron.threshold))
    });
    case.give("outputs for 00, 01, 10, 11", table.to_vec());
}

/// a1.gates.or
pub fn gates_or(case: &mut Case) {
    let neuron = or();
    let table = INPUTS.map(|inputs| {
        assert_eq!(
            neuron.weights.len(),
            inputs.len(),
            "one weight for each of two inputs"
        );
        let products = neuron.weights.iter().zip(inputs).map(|(w, x)| w * x);
        f64::from(u8::from(products.sum::<f64>() >= neuron.threshold))
    });
    case.give("outputs for 00, 01, 10, 11", table.to_vec());
}

/// a1.gates.not
pub fn gates_not(case: &mut Case) {
    let neuron = not();
    assert_eq!(neuron.weights.len(), 1, "one weight for the one input");
    let outputs = [0.0, 1.0].map(|input| {
        let sum = neuron.weights[0] * input;
        f64::from(u8::from(sum >= neuron.threshold))
    });
    case.give("outputs for 0, 1", outputs.to_vec());
}

/// a1.gates.xor
pub fn gates_xor(case: &mut Case) {
    let outputs = INPUTS.map(|inputs| xor(&inputs));
    case.give("outputs for 00, 01, 10, 11", outputs.to_vec());
}
