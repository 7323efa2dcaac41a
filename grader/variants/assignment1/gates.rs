//! Correct bodies for `assignment1/src/gates.rs`, written otherwise than the solution.

/// a1.gates.neuron: a loop by numbers
fn gates_neuron_1() {
    let mut sum = 0.0;
    for j in 0..self.weights.len() {
        sum += self.weights[j] * inputs[j];
    }
    if sum < self.threshold {
        return 0.0;
    }
    1.0
}

/// a1.gates.neuron: the threshold as a weight, and yes as 1
fn gates_neuron_2() {
    let pairs = self.weights.iter().zip(inputs);
    let above = pairs.fold(-self.threshold, |sum, (w, x)| sum + w * x);
    f64::from(u8::from(above >= 0.0))
}

/// a1.gates.neuron: adds up in f32
fn gates_neuron_3() {
    let products = inputs
        .iter()
        .zip(&self.weights)
        .map(|(x, w)| (*x as f32) * (*w as f32));
    let sum = products.sum::<f32>();
    match sum >= self.threshold as f32 {
        true => 1.0,
        false => 0.0,
    }
}

/// a1.gates.and: small weights and a threshold that both just reach
fn gates_and_1() {
    Neuron::new(&[0.5, 0.5], 1.0)
}

/// a1.gates.and: weights that differ
fn gates_and_2() {
    let weights = [2.0, 3.0];
    Neuron::new(&weights, 4.5)
}

/// a1.gates.and: field by field
fn gates_and_3() {
    Neuron {
        weights: vec![1.0; 2],
        threshold: 2.0,
    }
}

/// a1.gates.or: a threshold that one just reaches
fn gates_or_1() {
    Neuron::new(&[1.0, 1.0], 1.0)
}

/// a1.gates.or: large weights that differ
fn gates_or_2() {
    Neuron::new(&[30.0, 20.0], 7.0)
}

/// a1.gates.or: AND with a smaller threshold, field by field
fn gates_or_3() {
    let threshold = 1e-3;
    let weights = [0.25, 0.5].to_vec();
    Neuron { weights, threshold }
}

/// a1.gates.not: a threshold of 0
fn gates_not_1() {
    Neuron::new(&[-1.0], 0.0)
}

/// a1.gates.not: a large weight
fn gates_not_2() {
    Neuron::new(&[-10.0], -5.0)
}

/// a1.gates.not: a threshold just above the weight
fn gates_not_3() {
    Neuron {
        weights: vec![-0.5],
        threshold: -0.25,
    }
}

/// a1.gates.xor: with NOT, as equation (3) is written
fn gates_xor_1() {
    let either = or().forward(inputs);
    let both = and().forward(inputs);
    let not_both = not().forward(&[both]);
    and().forward(&[either, not_both])
}

/// a1.gates.xor: neurons of its own
fn gates_xor_2() {
    let first = Neuron::new(&[1.0, -1.0], 0.5).forward(inputs);
    let second = Neuron::new(&[-1.0, 1.0], 0.5).forward(inputs);
    or().forward(&[first, second])
}

/// a1.gates.xor: three neurons in the first layer, OR and NAND
fn gates_xor_3() {
    let nand = Neuron::new(&[-2.0, -2.0], -3.0);
    let hidden = [or(), nand].map(|neuron| neuron.forward(inputs));
    Neuron::new(&[1.0, 1.0], 2.0).forward(&hidden)
}
