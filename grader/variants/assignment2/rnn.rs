//! Correct bodies for `assignment2/src/rnn.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a2.rnn.cell: input and state side by side, and one matrix
fn rnn_cell_1() {
    let both = Tensor::cat(vec![input, hidden], 1);
    let matrix = Tensor::cat(vec![weights.w_hx.clone(), weights.w_hh.clone()], 0);
    let sum = both.matmul(matrix) + weights.b_h.clone().unsqueeze_dim::<2>(0);
    sum.tanh()
}

/// a2.rnn.cell: columns in place of rows, and turned back at the end
fn rnn_cell_2() {
    let RnnWeights {
        w_hx, w_hh, b_h, ..
    } = weights.clone();
    let of_input = w_hx.transpose().matmul(input.transpose());
    let of_state = w_hh.transpose().matmul(hidden.transpose());
    let columns = of_state + of_input + b_h.unsqueeze_dim(1);
    columns.transpose().tanh()
}

/// a2.rnn.cell: example by example
fn rnn_cell_3() {
    let mut states = Vec::new();
    for example in 0..input.dims()[0] {
        let x = input.clone().narrow(0, example, 1);
        let before = hidden.clone().narrow(0, example, 1);
        let sum = weights.b_h.clone().unsqueeze::<2>()
            + before.matmul(weights.w_hh.clone())
            + x.matmul(weights.w_hx.clone());
        states.push(sum.tanh());
    }
    Tensor::cat(states, 0)
}

/// a2.rnn.cell: the tanh as 2 sigmoid(2a) - 1, the bias repeated for every example
fn rnn_cell_4() {
    assert_shape!(input, [_, weights.w_hx.dims()[0]]);
    let batch = input.dims()[0];
    let bias = weights.b_h.clone().unsqueeze::<2>().repeat_dim(0, batch);
    let sum = bias + input.matmul(weights.w_hx.clone()) + hidden.matmul(weights.w_hh.clone());
    ((sum * -2.0).exp() + 1.0).recip() * 2.0 - 1.0
}

/// a2.rnn.sequence: one chunk a step
fn rnn_sequence_1() {
    let [batch, steps, features] = inputs.dims();
    let start = Tensor::zeros([batch, weights.w_hh.dims()[1]], &inputs.device());
    let chunks = inputs.chunk(steps, 1).into_iter();
    chunks.fold(start, |hidden, step| {
        cell(weights, step.reshape([batch, features]), hidden)
    })
}

/// a2.rnn.sequence: the steps in front, then sliced
fn rnn_sequence_2() {
    let inputs = inputs.swap_dims(0, 1);
    let [steps, batch, features] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.b_h.dims()[0]], &inputs.device());
    for t in 0..steps {
        let x = inputs.clone().slice([t..t + 1, 0..batch, 0..features]);
        hidden = cell(weights, x.squeeze_dim::<2>(0), hidden);
    }
    hidden
}

/// a2.rnn.sequence: the first step has no state behind it
fn rnn_sequence_3() {
    let [_, steps, _] = inputs.dims();
    let of_step = |step| inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
    let first = of_step(0).matmul(weights.w_hx.clone()) + weights.b_h.clone().unsqueeze();
    let mut state = first.tanh();
    let mut step = 1;
    while step < steps {
        state = cell(weights, of_step(step), state);
        step += 1;
    }
    state
}

/// a2.rnn.sequence: what comes from the inputs for all steps at once, and keeps every state
fn rnn_sequence_4() {
    let [batch, steps, features] = inputs.dims();
    let hidden = weights.w_hh.dims()[0];
    let flat = inputs.reshape([batch * steps, features]);
    let from_inputs = flat.matmul(weights.w_hx.clone()) + weights.b_h.clone().unsqueeze();
    let from_inputs = from_inputs.reshape([batch, steps, hidden]);
    let mut states = vec![Tensor::zeros([batch, hidden], &from_inputs.device())];
    for t in 0..steps {
        let from_before = states[t].clone().matmul(weights.w_hh.clone());
        let from_input = from_inputs.clone().narrow(1, t, 1).reshape([batch, hidden]);
        states.push((from_before + from_input).tanh());
    }
    states.remove(steps)
}

/// a2.rnn.output: the bias as one more row of the weights
fn rnn_output_1() {
    let ones = Tensor::ones([hidden.dims()[0], 1], &hidden.device());
    let bias = weights.b_o.clone().unsqueeze_dim::<2>(0);
    let matrix = Tensor::cat(vec![bias, weights.w_ph.clone()], 0);
    Tensor::cat(vec![ones, hidden], 1).matmul(matrix)
}

/// a2.rnn.output: columns in place of rows
fn rnn_output_2() {
    let columns = weights.w_ph.clone().transpose().matmul(hidden.transpose());
    (columns + weights.b_o.clone().unsqueeze_dim(1)).swap_dims(0, 1)
}

/// a2.rnn.output: example by example
fn rnn_output_3() {
    let logits = hidden.iter_dim(0).map(|state| {
        let products = state.matmul(weights.w_ph.clone());
        products.squeeze_dim::<1>(0) + weights.b_o.clone()
    });
    Tensor::stack(logits.collect(), 0)
}

/// a2.rnn.output: class by class
fn rnn_output_4() {
    let classes = weights.b_o.dims()[0];
    let mut columns = vec![];
    for class in 0..classes {
        let of_class = weights.w_ph.clone().narrow(1, class, 1);
        let bias = weights.b_o.clone().narrow(0, class, 1).unsqueeze::<2>();
        columns.push(hidden.clone().matmul(of_class) + bias);
    }
    Tensor::cat(columns, 1)
}
