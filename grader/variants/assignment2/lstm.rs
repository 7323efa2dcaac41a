//! Correct bodies for `assignment2/src/lstm.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a2.lstm.cell: the gates side by side, and one product of input and state for all
fn lstm_cell_1() {
    let State { h, c } = state;
    let gates = [&weights.f, &weights.i, &weights.o, &weights.g];
    let hidden = h.dims()[1];
    let columns = gates.map(|gate| Tensor::cat(vec![gate.w_x.clone(), gate.w_h.clone()], 0));
    let biases = gates.map(|gate| gate.b.clone());
    let both = Tensor::cat(vec![input, h], 1).matmul(Tensor::cat(columns.into(), 1));
    let sums = both + Tensor::cat(biases.into(), 0).unsqueeze_dim::<2>(0);
    let of = |gate: usize| sums.clone().narrow(1, gate * hidden, hidden);
    let c = c * sigmoid(of(0)) + sigmoid(of(1)) * of(3).tanh();
    State {
        h: sigmoid(of(2)) * c.clone().tanh(),
        c,
    }
}

/// a2.lstm.cell: the sheet's columns in place of rows, and a sigmoid of exponentials
fn lstm_cell_2() {
    let (x, before) = (input.transpose(), state.h.transpose());
    let sum = |gate: &Gate| {
        let from_input = gate.w_x.clone().transpose().matmul(x.clone());
        let from_before = gate.w_h.clone().transpose().matmul(before.clone());
        from_input + from_before + gate.b.clone().unsqueeze_dim::<2>(1)
    };
    let open = |gate: &Gate| (sum(gate).neg().exp() + 1.0).recip();
    let written = sum(&weights.g).tanh() * open(&weights.i);
    let cell = written + state.c.transpose() * open(&weights.f);
    let shown = cell.clone().tanh() * open(&weights.o);
    State {
        h: shown.transpose(),
        c: cell.transpose(),
    }
}

/// a2.lstm.cell: example by example
fn lstm_cell_3() {
    let (mut cells, mut states) = (Vec::new(), Vec::new());
    for example in 0..input.dims()[0] {
        let row = |of: &Tensor<2>| of.clone().narrow(0, example, 1);
        let (x, before) = (row(&input), row(&state.h));
        let sum = |gate: &Gate| {
            gate.b.clone().unsqueeze::<2>()
                + before.clone().matmul(gate.w_h.clone())
                + x.clone().matmul(gate.w_x.clone())
        };
        let keep = sigmoid(sum(&weights.f));
        let write = sigmoid(sum(&weights.i));
        let show = sigmoid(sum(&weights.o));
        let c = row(&state.c) * keep + sum(&weights.g).tanh() * write;
        states.push(show * c.clone().tanh());
        cells.push(c);
    }
    State {
        h: Tensor::cat(states, 0),
        c: Tensor::cat(cells, 0),
    }
}

/// a2.lstm.cell: gate by gate, the bias repeated for every example
fn lstm_cell_4() {
    let batch = input.dims()[0];
    let bias = |gate: &Gate| gate.b.clone().unsqueeze::<2>().repeat_dim(0, batch);
    let product = |gate: &Gate| {
        input.clone().matmul(gate.w_x.clone()) + state.h.clone().matmul(gate.w_h.clone())
    };
    let mut gates = Vec::new();
    for gate in [&weights.i, &weights.f, &weights.o] {
        gates.push(sigmoid(bias(gate) + product(gate)));
    }
    let candidate = (product(&weights.g) + bias(&weights.g)).tanh();
    let c = gates[1].clone() * state.c.clone() + gates[0].clone() * candidate;
    let h = gates[2].clone() * c.clone().tanh();
    State { h, c }
}

/// a2.lstm.sequence: one chunk a step
fn lstm_sequence_1() {
    let [batch, steps, features] = inputs.dims();
    let hidden = weights.f.b.dims()[0];
    let start = State {
        h: Tensor::zeros([batch, hidden], &inputs.device()),
        c: Tensor::zeros([batch, hidden], &inputs.device()),
    };
    let chunks = inputs.chunk(steps, 1).into_iter();
    let last = chunks.fold(start, |state, step| {
        cell(weights, step.reshape([batch, features]), state)
    });
    last.h
}

/// a2.lstm.sequence: the steps in front, and every state kept
fn lstm_sequence_2() {
    let inputs = inputs.swap_dims(0, 1);
    let [steps, batch, features] = inputs.dims();
    let zeros = inputs.clone().zeros_like().sum_dim(0).sum_dim(2);
    let zeros = zeros
        .reshape([batch, 1])
        .repeat_dim(1, weights.g.b.dims()[0]);
    let mut states = vec![State {
        h: zeros.clone(),
        c: zeros,
    }];
    for t in 0..steps {
        let x = inputs.clone().slice([t..t + 1, 0..batch, 0..features]);
        states.push(cell(weights, x.squeeze_dim::<2>(0), states[t].clone()));
    }
    states[steps].h.clone()
}

/// a2.lstm.sequence: sequence by sequence, each from zero
fn lstm_sequence_3() {
    let [batch, steps, features] = inputs.dims();
    let zeros = Tensor::<2>::zeros([1, weights.o.w_h.dims()[1]], &inputs.device());
    let mut last = Vec::new();
    for sequence in 0..batch {
        let (mut h, mut c) = (zeros.clone(), zeros.clone());
        for step in 0..steps {
            let x = inputs.clone().narrow(0, sequence, 1).narrow(1, step, 1);
            let state = cell(weights, x.reshape([1, features]), State { h, c });
            (h, c) = (state.h, state.c);
        }
        last.push(h);
    }
    Tensor::cat(last, 0)
}

/// a2.lstm.sequence: from the end of the sequence back to its start by calling itself
fn lstm_sequence_4() {
    fn upto(weights: &LstmWeights, inputs: &Tensor<3>, steps: usize) -> State {
        let [batch, _, features] = inputs.dims();
        match steps {
            0 => {
                let zeros = Tensor::zeros([batch, weights.g.b.dims()[0]], &inputs.device());
                State {
                    h: zeros.clone(),
                    c: zeros,
                }
            }
            _ => {
                let before = upto(weights, inputs, steps - 1);
                let x = inputs.clone().narrow(1, steps - 1, 1);
                cell(weights, x.reshape([batch, features]), before)
            }
        }
    }
    let steps = inputs.dims()[1];
    upto(weights, &inputs, steps).h
}
