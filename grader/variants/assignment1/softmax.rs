//! Correct bodies for `assignment1/src/softmax.rs`, written otherwise than the solution.

/// a1.softmax.forward: row by row
fn softmax_forward_1() {
    let mut rows = Vec::new();
    for row in 0..input.dims()[0] {
        let logits = input.clone().narrow(0, row, 1).squeeze_dim::<1>(0);
        let exponentials = (logits.clone() - logits.max()).exp();
        rows.push(exponentials.clone() / exponentials.sum());
    }
    let output = Tensor::stack::<2>(rows, 0);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: number by number on the host, in f32
fn softmax_forward_2() {
    let [batch, classes] = input.dims();
    let logits: Vec<f32> = input.to_data().iter::<f32>().collect();
    let mut output = Vec::with_capacity(batch * classes);
    for row in logits.chunks(classes) {
        let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = row.iter().map(|z| (z - largest).exp()).sum();
        output.extend(row.iter().map(|z| (z - largest).exp() / total));
    }
    let output = common::by_hand::TensorData::new(output, [batch, classes]);
    let output = Tensor::from_data(output, &input.device());
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: the exponential of the logarithm of the probabilities
fn softmax_forward_3() {
    let shifted = input.clone() - input.max_dim(1);
    let logarithm = shifted.clone().exp().sum_dim(1).log();
    let output = (shifted - logarithm).exp();
    self.output.insert(output).clone()
}

/// a1.softmax.forward: sums by a product with ones
fn softmax_forward_4() {
    let classes = input.dims()[1];
    let largest = input.clone().max_dim(1).repeat_dim(1, classes);
    let exponentials = (input - largest).exp();
    let ones = Tensor::ones([classes, classes], &exponentials.device());
    let totals = exponentials.clone().matmul(ones);
    let output = exponentials * totals.recip();
    self.output = Some(output.clone());
    output
}

/// a1.softmax.backward: the Jacobian of every row, written out
fn softmax_backward_1() {
    let output = self.output.take().expect("backward follows forward");
    let [batch, classes] = output.dims();
    let mut rows = Vec::new();
    for row in 0..batch {
        let p = output.clone().narrow(0, row, 1); // [1, class]
        let diagonal = Tensor::eye(classes, &p.device()) * p.clone();
        let jacobian = diagonal - p.clone().transpose().matmul(p);
        rows.push(grad_output.clone().narrow(0, row, 1).matmul(jacobian));
    }
    Tensor::cat(rows, 0)
}

/// a1.softmax.backward: number by number on the host, in f32
fn softmax_backward_2() {
    let output = self.output.take().unwrap();
    let [batch, classes] = output.dims();
    let p: Vec<f32> = output.to_data().iter::<f32>().collect();
    let g: Vec<f32> = grad_output.to_data().iter::<f32>().collect();
    let mut result = vec![0.0f32; batch * classes];
    for start in (0..batch * classes).step_by(classes) {
        let mut mean = 0.0;
        for k in start..start + classes {
            mean += g[k] * p[k];
        }
        for k in start..start + classes {
            result[k] = p[k] * (g[k] - mean);
        }
    }
    Tensor::<1>::from_data(&*result, &grad_output.device()).reshape([batch, classes])
}

/// a1.softmax.backward: multiplied out
fn softmax_backward_3() {
    let p = self.output.clone().unwrap();
    let weighted = grad_output * p.clone();
    weighted.clone() - p * weighted.sum_dim(1)
}
