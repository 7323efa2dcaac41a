use assignment1::gates::{Neuron, and, not, or, xor};

#[test]
fn gates_neuron_fires_when_the_sum_reaches_the_threshold() {
    let neuron = Neuron::new(&[1.0, 1.0], 2.0);
    let outputs = [[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]].map(|inputs| neuron.forward(&inputs));
    let hint = "the sums are 2, 1 and 0; reaching the threshold of 2 is enough to fire";
    assert_eq!(outputs, [1.0, 0.0, 0.0], "{hint}");
}

#[test]
fn gates_neuron_is_inhibited_by_a_negative_weight() {
    let neuron = Neuron::new(&[1.0, -1.0], 0.5);
    let outputs = [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|inputs| neuron.forward(&inputs));
    let hint = "the sums are 1, 0 and -1: each input counts with its weight";
    assert_eq!(outputs, [1.0, 0.0, 0.0], "{hint}");
}

#[test]
fn gates_neuron_takes_any_number_of_inputs() {
    let most_of_three = Neuron::new(&[1.0, 1.0, 1.0], 1.5);
    assert_eq!(most_of_three.forward(&[1.0, 0.0, 1.0]), 1.0);
    assert_eq!(most_of_three.forward(&[0.0, 0.0, 1.0]), 0.0);
    let uneven = Neuron::new(&[2.0, -3.0, 0.5, 1.0], -1.25);
    let outputs = [
        [1.0, 1.0, 0.0, 0.0],
        [1.0, 1.0, 0.0, -1.0],
        [0.0, 0.5, 0.5, 0.0],
        [0.0, 0.5, 0.0, 0.0],
    ];
    let outputs = outputs.map(|inputs| uneven.forward(&inputs));
    let hint = "the sums are -1, -2, -1.25 and -1.5, and the threshold is -1.25";
    assert_eq!(outputs, [1.0, 0.0, 1.0, 0.0], "{hint}");
    let hint = "a sum of 0 reaches a threshold of 0";
    assert_eq!(Neuron::new(&[1.0], 0.0).forward(&[0.0]), 1.0, "{hint}");
}

/// Outputs for 00, 01, 10 and 11.
fn truth_table(gate: impl Fn(&[f64]) -> f64) -> [f64; 4] {
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]].map(|inputs| gate(&inputs))
}

#[test]
fn gates_and_fires_for_two_ones_alone() {
    let hint = "one input must not reach the threshold, two must";
    let table = truth_table(|inputs| and().forward(inputs));
    assert_eq!(table, [0.0, 0.0, 0.0, 1.0], "{hint}");
}

#[test]
fn gates_or_fires_for_any_one() {
    let hint = "one input must reach the threshold, no input must not";
    let table = truth_table(|inputs| or().forward(inputs));
    assert_eq!(table, [0.0, 1.0, 1.0, 1.0], "{hint}");
}

#[test]
fn gates_not_turns_its_input_round() {
    let hint = "a negative weight, and a threshold between it and 0";
    assert_eq!(not().weights.len(), 1, "NOT has one input");
    let outputs = [not().forward(&[0.0]), not().forward(&[1.0])];
    assert_eq!(outputs, [1.0, 0.0], "{hint}");
}

#[test]
fn gates_xor_fires_for_exactly_one_one() {
    let hint = "the second layer fires if OR does and AND does not";
    assert_eq!(truth_table(xor), [0.0, 1.0, 1.0, 0.0], "{hint}");
}
