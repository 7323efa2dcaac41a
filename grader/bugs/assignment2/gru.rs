//! Typical mistakes in `assignment2/src/gru.rs`.

/// a2.gru.cell: the update gate is the share of the new state
fn gru_cell_1() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh();
    z.clone() * n + (-z + 1.0) * hidden
}

/// a2.gru.cell: the reset gate before the product, as in Cho's paper
fn gru_cell_2() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let heard = (r * hidden.clone()).matmul(weights.n.w_h.clone());
    let n = (of_input(&weights.n) + heard).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: the reset gate multiplies what comes from the input, too
fn gru_cell_3() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (r * (of_input(&weights.n) + of_before(&weights.n))).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: forgets the biases
fn gru_cell_4() {
    let of_input = |gate: &Gate| input.clone().matmul(gate.w_x.clone());
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: reset and update gate exchanged
fn gru_cell_5() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.z, &weights.r].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: no reset gate
fn gru_cell_6() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let z = sigmoid(of_input(&weights.z) + of_before(&weights.z));
    let n = (of_input(&weights.n) + of_before(&weights.n)).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: tanh for the gates, a sigmoid for the new state
fn gru_cell_7() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| (of_input(gate) + of_before(gate)).tanh());
    let n = sigmoid(of_input(&weights.n) + r * of_before(&weights.n));
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: the matrices for h transposed; they are square, and the shapes fit
fn gru_cell_8() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone().transpose());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh();
    (-z.clone() + 1.0) * n + z * hidden
}

/// a2.gru.cell: the old state does not stay
fn gru_cell_9() {
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh();
    (-z + 1.0) * n
}

/// a2.gru.sequence: the state is not reset between the sequences of a batch
fn gru_sequence_1() {
    let [batch, steps, features] = inputs.dims();
    let mut hidden = Tensor::zeros([1, weights.n.w_h.dims()[0]], &inputs.device());
    let mut last = Vec::new();
    for example in 0..batch {
        for step in 0..steps {
            let input = inputs.clone().narrow(0, example, 1).narrow(1, step, 1);
            hidden = cell(weights, input.reshape([1, features]), hidden);
        }
        last.push(hidden.clone());
    }
    Tensor::cat(last, 0)
}

/// a2.gru.sequence: the state is not carried, every step begins at zero
fn gru_sequence_2() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.n.w_h.dims()[0]], &inputs.device());
    let mut last = zeros.clone();
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        last = cell(weights, input, zeros.clone());
    }
    last
}

/// a2.gru.sequence: stops one step too early
fn gru_sequence_3() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.n.w_h.dims()[0]], &inputs.device());
    for step in 0..steps - 1 {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.gru.sequence: from the last step to the first
fn gru_sequence_4() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.n.w_h.dims()[0]], &inputs.device());
    for step in (0..steps).rev() {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.gru.sequence: takes the first dimension for the steps
fn gru_sequence_5() {
    let [steps, batch, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.n.w_h.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(0, step, 1).squeeze_dim::<2>(0);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.gru.sequence: begins at one
fn gru_sequence_6() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::ones([batch, weights.n.w_h.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}
