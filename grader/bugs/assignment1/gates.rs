//! Typical mistakes in `assignment1/src/gates.rs`.

/// a1.gates.neuron: fires above the threshold, not at it
fn gates_neuron_1() {
    let sum: f64 = self.weights.iter().zip(inputs).map(|(w, x)| w * x).sum();
    if sum > self.threshold { 1.0 } else { 0.0 }
}

/// a1.gates.neuron: the weights are not used
fn gates_neuron_2() {
    let sum: f64 = inputs.iter().sum();
    if sum >= self.threshold { 1.0 } else { 0.0 }
}

/// a1.gates.neuron: gives the sum and not whether it reaches the threshold
fn gates_neuron_3() {
    let sum: f64 = self.weights.iter().zip(inputs).map(|(w, x)| w * x).sum();
    sum - self.threshold
}

/// a1.gates.neuron: looks at two inputs only
fn gates_neuron_4() {
    let sum: f64 = self
        .weights
        .iter()
        .zip(inputs)
        .take(2)
        .map(|(w, x)| w * x)
        .sum();
    if sum >= self.threshold { 1.0 } else { 0.0 }
}

/// a1.gates.and: one input is enough
fn gates_and_1() {
    Neuron::new(&[1.0, 1.0], 1.0)
}

/// a1.gates.and: a threshold that two inputs do not reach
fn gates_and_2() {
    Neuron::new(&[1.0, 1.0], 2.5)
}

/// a1.gates.and: fires unless both inputs do
fn gates_and_3() {
    Neuron::new(&[-1.0, -1.0], -1.5)
}

/// a1.gates.or: fires without any input
fn gates_or_1() {
    Neuron::new(&[1.0, 1.0], 0.0)
}

/// a1.gates.or: takes two inputs
fn gates_or_2() {
    Neuron::new(&[1.0, 1.0], 1.5)
}

/// a1.gates.or: looks at the first input alone
fn gates_or_3() {
    Neuron::new(&[1.0, 0.0], 0.5)
}

/// a1.gates.not: a positive weight
fn gates_not_1() {
    Neuron::new(&[1.0], 0.5)
}

/// a1.gates.not: a threshold that is always reached
fn gates_not_2() {
    Neuron::new(&[-1.0], -1.0)
}

/// a1.gates.not: a threshold that is never reached
fn gates_not_3() {
    Neuron::new(&[-1.0], 0.5)
}

/// a1.gates.xor: the output of OR alone
fn gates_xor_1() {
    or().forward(inputs)
}

/// a1.gates.xor: the second layer fires for AND too
fn gates_xor_2() {
    let hidden = [or().forward(inputs), and().forward(inputs)];
    Neuron::new(&[1.0, 1.0], 0.5).forward(&hidden)
}

/// a1.gates.xor: XNOR
fn gates_xor_3() {
    let hidden = [or().forward(inputs), and().forward(inputs)];
    Neuron::new(&[-1.0, 1.0], 0.0).forward(&hidden)
}

/// a1.gates.neuron: adds the threshold in place of comparing with it
fn gates_neuron_5() {
    let sum: f64 = self.weights.iter().zip(inputs).map(|(w, x)| w * x).sum();
    if sum + self.threshold >= 0.0 {
        1.0
    } else {
        0.0
    }
}

/// a1.gates.neuron: the size of the sum without its sign
fn gates_neuron_6() {
    let sum: f64 = self.weights.iter().zip(inputs).map(|(w, x)| w * x).sum();
    if sum.abs() >= self.threshold {
        1.0
    } else {
        0.0
    }
}
