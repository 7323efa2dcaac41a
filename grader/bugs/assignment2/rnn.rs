//! Typical mistakes in `assignment2/src/rnn.rs`.

/// a2.rnn.cell: no tanh
fn rnn_cell_1() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    from_input + from_before + weights.b_h.clone().unsqueeze()
}

/// a2.rnn.cell: the state before is not used
fn rnn_cell_2() {
    (input.matmul(weights.w_hx.clone()) + weights.b_h.clone().unsqueeze()).tanh()
}

/// a2.rnn.cell: forgets the bias
fn rnn_cell_3() {
    (input.matmul(weights.w_hx.clone()) + hidden.matmul(weights.w_hh.clone())).tanh()
}

/// a2.rnn.cell: the sheet's W_hh h for columns, so that W_hh is transposed; it is square, and the shapes fit
fn rnn_cell_4() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone().transpose());
    (from_input + from_before + weights.b_h.clone().unsqueeze()).tanh()
}

/// a2.rnn.cell: tanh of what comes from the input alone
fn rnn_cell_5() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    (from_input + weights.b_h.clone().unsqueeze()).tanh() + from_before
}

/// a2.rnn.cell: a sigmoid in place of the tanh
fn rnn_cell_6() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    let sum = from_input + from_before + weights.b_h.clone().unsqueeze();
    ((-sum).exp() + 1.0).recip()
}

/// a2.rnn.cell: the bias outside of the tanh
fn rnn_cell_7() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    (from_input + from_before).tanh() + weights.b_h.clone().unsqueeze()
}

/// a2.rnn.cell: the bias is a column, so that it goes along the batch
fn rnn_cell_8() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    (from_input + from_before + weights.b_h.clone().unsqueeze_dim(1)).tanh()
}

/// a2.rnn.cell: the state before goes through the step unchanged
fn rnn_cell_9() {
    let from_input = input.matmul(weights.w_hx.clone());
    (from_input + hidden + weights.b_h.clone().unsqueeze()).tanh()
}

/// a2.rnn.sequence: the state is not carried, every step begins at zero
fn rnn_sequence_1() {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    let mut last = zeros.clone();
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        last = cell(weights, input, zeros.clone());
    }
    last
}

/// a2.rnn.sequence: stops one step too early
fn rnn_sequence_2() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps - 1 {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: begins with the second step
fn rnn_sequence_3() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 1..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: from the last step to the first
fn rnn_sequence_4() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in (0..steps).rev() {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: takes the first dimension for the steps
fn rnn_sequence_5() {
    let [steps, batch, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(0, step, 1).squeeze_dim::<2>(0);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: a reshape in place of a choice, which mixes the sequences
fn rnn_sequence_6() {
    let [batch, steps, features] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    let by_step = inputs.reshape([steps, batch, features]);
    for step in 0..steps {
        let input = by_step.clone().narrow(0, step, 1).squeeze_dim::<2>(0);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: the same first input at every step
fn rnn_sequence_7() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    let input = inputs.narrow(1, 0, 1).squeeze_dim::<2>(1);
    for _ in 0..steps {
        hidden = cell(weights, input.clone(), hidden);
    }
    hidden
}

/// a2.rnn.sequence: the mean of the states and not the last one
fn rnn_sequence_8() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden: Tensor<2> = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    let mut sum = hidden.clone();
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
        sum = sum + hidden.clone();
    }
    sum / steps as f64
}

/// a2.rnn.sequence: begins at one
fn rnn_sequence_9() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::ones([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.sequence: the state is cut from its past, so that no gradient goes back through time
fn rnn_sequence_10() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = cell(weights, input, hidden.detach());
    }
    hidden
}

/// a2.rnn.output: a softmax, although the loss has one
fn rnn_output_1() {
    let logits = hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze();
    let exponentials = (logits.clone() - logits.max_dim(1)).exp();
    exponentials.clone() / exponentials.sum_dim(1)
}

/// a2.rnn.output: a softmax over the batch
fn rnn_output_2() {
    let logits = hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze();
    let exponentials = (logits.clone() - logits.max_dim(0)).exp();
    exponentials.clone() / exponentials.sum_dim(0)
}

/// a2.rnn.output: forgets the bias
fn rnn_output_3() {
    hidden.matmul(weights.w_ph.clone())
}

/// a2.rnn.output: a tanh, as in the cell
fn rnn_output_4() {
    (hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze()).tanh()
}

/// a2.rnn.output: transposes the weights, as for PyTorch's layout of them
fn rnn_output_5() {
    hidden.matmul(weights.w_ph.clone().transpose()) + weights.b_o.clone().unsqueeze()
}

/// a2.rnn.output: no logit below zero
fn rnn_output_6() {
    let logits = hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze();
    logits.clamp_min(0.0)
}

/// a2.rnn.cell: tanh from exponentials, which are infinite far from 0
fn rnn_cell_10() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    let sum = from_input + from_before + weights.b_h.clone().unsqueeze();
    let (up, down) = (sum.clone().exp(), (-sum).exp());
    (up.clone() - down.clone()) / (up + down)
}

/// a2.rnn.cell: a ReLU in place of the tanh
fn rnn_cell_11() {
    let from_input = input.matmul(weights.w_hx.clone());
    let from_before = hidden.matmul(weights.w_hh.clone());
    (from_input + from_before + weights.b_h.clone().unsqueeze()).clamp_min(0.0)
}

/// a2.rnn.cell: the bias once for the input and once for the state
fn rnn_cell_12() {
    let from_input = input.matmul(weights.w_hx.clone()) + weights.b_h.clone().unsqueeze();
    let from_before = hidden.matmul(weights.w_hh.clone()) + weights.b_h.clone().unsqueeze();
    (from_input + from_before).tanh()
}

/// a2.rnn.sequence: one step too many, the last input twice
fn rnn_sequence_11() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..=steps {
        let input = inputs.clone().narrow(1, step.min(steps - 1), 1);
        hidden = cell(weights, input.squeeze_dim::<2>(1), hidden);
    }
    hidden
}

/// a2.rnn.sequence: the states of all steps are added up
fn rnn_sequence_12() {
    let [batch, steps, _] = inputs.dims();
    let mut hidden: Tensor<2> = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        hidden = hidden.clone() + cell(weights, input, hidden);
    }
    hidden
}

/// a2.rnn.output: a sigmoid for each class
fn rnn_output_7() {
    let logits = hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze();
    ((-logits).exp() + 1.0).recip()
}

/// a2.rnn.output: the logarithm of the softmax, of which the loss takes another
fn rnn_output_8() {
    let logits = hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze();
    let shifted = logits.clone() - logits.max_dim(1);
    shifted.clone() - shifted.exp().sum_dim(1).log()
}
