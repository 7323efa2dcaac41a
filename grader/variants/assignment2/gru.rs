//! Correct bodies for `assignment2/src/gru.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a2.gru.cell: the gates side by side, and one product for all
fn gru_cell_1() {
    let gates = [&weights.r, &weights.z, &weights.n];
    let size = hidden.dims()[1];
    let beside = |of: fn(&Gate) -> Tensor<2>| Tensor::cat(gates.map(of).into(), 1);
    let biases: Tensor<1> = Tensor::cat(gates.map(|gate| gate.b.clone()).into(), 0);
    let a = input.matmul(beside(|gate| gate.w_x.clone())) + biases.unsqueeze();
    let u = hidden.clone().matmul(beside(|gate| gate.w_h.clone()));
    let of = |sums: &Tensor<2>, gate: usize| sums.clone().narrow(1, gate * size, size);
    let r = sigmoid(of(&a, 0) + of(&u, 0));
    let z = sigmoid(of(&a, 1) + of(&u, 1));
    let n = (of(&a, 2) + r * of(&u, 2)).tanh();
    n.clone() + z * (hidden - n)
}

/// a2.gru.cell: columns in place of rows, and a sigmoid of exponentials
fn gru_cell_2() {
    let (x, before) = (input.transpose(), hidden.transpose());
    let of_x = |gate: &Gate| {
        gate.w_x.clone().transpose().matmul(x.clone()) + gate.b.clone().unsqueeze_dim::<2>(1)
    };
    let of_h = |gate: &Gate| gate.w_h.clone().transpose().matmul(before.clone());
    let open = |gate: &Gate| ((of_x(gate) + of_h(gate)).neg().exp() + 1.0).recip();
    let keep = open(&weights.z);
    let new = (open(&weights.r) * of_h(&weights.n) + of_x(&weights.n)).tanh();
    let state = keep.clone() * before.clone() + new.clone() - new * keep;
    state.transpose()
}

/// a2.gru.cell: example by example
fn gru_cell_3() {
    let mut states = Vec::new();
    for example in 0..input.dims()[0] {
        let x = input.clone().narrow(0, example, 1);
        let h = hidden.clone().narrow(0, example, 1);
        let of_x = |gate: &Gate| x.clone().matmul(gate.w_x.clone());
        let of_h = |gate: &Gate| h.clone().matmul(gate.w_h.clone());
        let bias = |gate: &Gate| gate.b.clone().unsqueeze::<2>();
        let r = sigmoid(of_h(&weights.r) + of_x(&weights.r) + bias(&weights.r));
        let z = sigmoid(of_h(&weights.z) + of_x(&weights.z) + bias(&weights.z));
        let n = (r * of_h(&weights.n) + bias(&weights.n) + of_x(&weights.n)).tanh();
        states.push((z.ones_like() - z.clone()) * n + z * h);
    }
    Tensor::cat(states, 0)
}

/// a2.gru.sequence: one chunk a step
fn gru_sequence_1() {
    let [batch, steps, features] = inputs.dims();
    let start = Tensor::zeros([batch, weights.z.b.dims()[0]], &inputs.device());
    let chunks = inputs.chunk(steps, 1).into_iter();
    chunks.fold(start, |hidden, step| {
        cell(weights, step.reshape([batch, features]), hidden)
    })
}

/// a2.gru.sequence: the steps in front, then sliced
fn gru_sequence_2() {
    let inputs = inputs.swap_dims(0, 1);
    let [steps, batch, features] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.r.w_h.dims()[1]], &inputs.device());
    for t in 0..steps {
        let x = inputs.clone().slice([t..t + 1, 0..batch, 0..features]);
        hidden = cell(weights, x.squeeze_dim::<2>(0), hidden);
    }
    hidden
}

/// a2.gru.sequence: sequence by sequence, each from zero
fn gru_sequence_3() {
    let [batch, steps, features] = inputs.dims();
    let mut last = Vec::new();
    for sequence in 0..batch {
        let mut hidden = Tensor::zeros([1, weights.n.b.dims()[0]], &inputs.device());
        for step in 0..steps {
            let x = inputs.clone().narrow(0, sequence, 1).narrow(1, step, 1);
            hidden = cell(weights, x.reshape([1, features]), hidden);
        }
        last.push(hidden);
    }
    Tensor::cat(last, 0)
}
