//! Typical mistakes in `assignment2/src/lstm.rs`.

/// a2.lstm.cell: forgets the biases
fn lstm_cell_1() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: input and forget gate exchanged
fn lstm_cell_2() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * f + c * i;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: tanh for the gates, a sigmoid for what is written
fn lstm_cell_3() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sigmoid(sum(&weights.g));
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sum(gate).tanh());
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the old cell is not kept
fn lstm_cell_4() {
    let State { h, .. } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, o] = [&weights.i, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the cell is shown without a tanh
fn lstm_cell_5() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone() * o;
    State { h, c }
}

/// a2.lstm.cell: the hidden state from the cell before
fn lstm_cell_6() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let h = c.clone().tanh() * o;
    let c = g * i + c * f;
    State { h, c }
}

/// a2.lstm.cell: the sheet's W h for columns, so that W is transposed; it is square, and the shapes fit
fn lstm_cell_7() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone().transpose());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the weights of the input gate for the forget gate, copied and not changed
fn lstm_cell_8() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.i, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the state before is not heard
fn lstm_cell_9() {
    let State { c, .. } = state;
    let sum = |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: what is forgotten and what is kept exchanged
fn lstm_cell_10() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * (-f + 1.0);
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: cell and hidden state come back in the other's place
fn lstm_cell_11() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h: c, c: h }
}

/// a2.lstm.cell: no tanh in what is written
fn lstm_cell_12() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g);
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the output gate hears the new hidden state of a cell that is not shown yet
fn lstm_cell_13() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh();
    let [i, f] = [&weights.i, &weights.f].map(|gate| sigmoid(sum(gate)));
    let c = g * i + c * f;
    let from_input = input.clone().matmul(weights.o.w_x.clone());
    let from_cell = c.clone().matmul(weights.o.w_h.clone());
    let o = sigmoid(from_input + from_cell + weights.o.b.clone().unsqueeze());
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.cell: the biases outside of the sigmoids
fn lstm_cell_14() {
    let State { h, c } = state;
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone());
        let from_before = h.clone().matmul(gate.w_h.clone());
        from_input + from_before
    };
    let g = sum(&weights.g).tanh() + weights.g.b.clone().unsqueeze();
    let open = |gate: &Gate| sigmoid(sum(gate)) + gate.b.clone().unsqueeze();
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(open);
    let c = g * i + c * f;
    let h = c.clone().tanh() * o;
    State { h, c }
}

/// a2.lstm.sequence: the state is not reset between the sequences of a batch
fn lstm_sequence_1() {
    let [batch, steps, features] = inputs.dims();
    let zeros = Tensor::zeros([1, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    let mut last = Vec::new();
    for example in 0..batch {
        for step in 0..steps {
            let input = inputs.clone().narrow(0, example, 1).narrow(1, step, 1);
            state = cell(weights, input.reshape([1, features]), state);
        }
        last.push(state.h.clone());
    }
    Tensor::cat(last, 0)
}

/// a2.lstm.sequence: the cell is not carried, it begins at zero in every step
fn lstm_sequence_2() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros.clone(),
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state.c = zeros.clone();
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: the hidden state is not carried, it begins at zero in every step
fn lstm_sequence_3() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros.clone(),
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state.h = zeros.clone();
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: the last cell and not the last hidden state
fn lstm_sequence_4() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = cell(weights, input, state);
    }
    state.c
}

/// a2.lstm.sequence: stops one step too early
fn lstm_sequence_5() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps - 1 {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: from the last step to the first
fn lstm_sequence_6() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in (0..steps).rev() {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: takes the first dimension for the steps
fn lstm_sequence_7() {
    let [steps, batch, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(0, step, 1).squeeze_dim::<2>(0);
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: begins at one
fn lstm_sequence_8() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::ones([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: the cell is cut from its past, so that no gradient goes back along it
fn lstm_sequence_9() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state.c = state.c.detach();
        state = cell(weights, input, state);
    }
    state.h
}

/// a2.lstm.sequence: the mean of the hidden states and not the last one
fn lstm_sequence_10() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    let mut sum = state.h.clone();
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = cell(weights, input, state);
        sum = sum + state.h.clone();
    }
    sum / steps as f64
}
