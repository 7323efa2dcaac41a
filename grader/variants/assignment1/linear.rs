//! Correct bodies for `assignment1/src/linear.rs`, written otherwise than the solution.

/// a1.linear.forward: row by row
fn linear_forward_1() {
    let [batch, _] = input.dims();
    let mut rows = Vec::new();
    for example in 0..batch {
        let row = input.clone().narrow(0, example, 1);
        let output = row.matmul(self.weight.value.clone()) + self.bias.value.clone().unsqueeze();
        rows.push(output);
    }
    self.input = Some(input);
    Tensor::cat(rows, 0)
}

/// a1.linear.forward: the bias as one more row of the weights, for an input that is always 1
fn linear_forward_2() {
    let ones = Tensor::ones([input.dims()[0], 1], &input.device());
    let longer = Tensor::cat(vec![input.clone(), ones], 1);
    let bias: Tensor<2> = self.bias.value.clone().unsqueeze_dim(0);
    let weights = Tensor::cat(vec![self.weight.value.clone(), bias], 0);
    self.input = Some(input);
    longer.matmul(weights)
}

/// a1.linear.forward: three loops over numbers on the host, in f32
fn linear_forward_3() {
    let [batch, inputs] = input.dims();
    let outputs = self.bias.value.dims()[0];
    let x: Vec<f32> = input.to_data().iter::<f32>().collect();
    let w: Vec<f32> = self.weight.value.to_data().iter::<f32>().collect();
    let b: Vec<f32> = self.bias.value.to_data().iter::<f32>().collect();
    let mut y = vec![0.0f32; batch * outputs];
    for i in 0..batch {
        for k in 0..outputs {
            y[i * outputs + k] = b[k];
            for j in 0..inputs {
                y[i * outputs + k] += x[i * inputs + j] * w[j * outputs + k];
            }
        }
    }
    let device = input.device();
    self.input = Some(input);
    Tensor::from_data(
        common::by_hand::TensorData::new(y, [batch, outputs]),
        &device,
    )
}

/// a1.linear.forward: columns in place of rows, and turned back at the end
fn linear_forward_4() {
    self.input = Some(input.clone());
    let columns = self
        .weight
        .value
        .clone()
        .transpose()
        .matmul(input.transpose());
    let bias = self.bias.value.clone().unsqueeze_dim::<2>(1);
    (columns + bias).transpose()
}

/// a1.linear.forward: keeps the input first, and repeats the bias for every example
fn linear_forward_5() {
    assert_shape!(input, [_, self.weight.value.dims()[0]]);
    let batch = input.dims()[0];
    let x = self.input.insert(input).clone();
    let bias = self
        .bias
        .value
        .clone()
        .reshape([1, -1])
        .repeat_dim(0, batch);
    bias + x.matmul(self.weight.value.clone())
}

/// a1.linear.gradients: adds up one outer product an example
fn linear_gradients_1() {
    let input = self.input.take().expect("backward follows forward");
    let mut weight = self.weight.value.zeros_like();
    let mut bias = self.bias.value.zeros_like();
    for example in 0..input.dims()[0] {
        let x = input.clone().narrow(0, example, 1);
        let g = grad_output.clone().narrow(0, example, 1);
        weight = weight + x.transpose().matmul(g.clone());
        bias = bias + g.squeeze_dim::<1>(0);
    }
    self.weight.grad = weight;
    self.bias.grad = bias;
}

/// a1.linear.gradients: the bias's by a product with ones, and the input stays where it is
fn linear_gradients_2() {
    let input = self.input.as_ref().unwrap().clone();
    let ones = Tensor::<2>::ones([1, input.dims()[0]], &input.device());
    self.bias.grad = ones.matmul(grad_output.clone()).squeeze_dim(0);
    self.weight.grad = grad_output.transpose().matmul(input).transpose();
}

/// a1.linear.gradients: loops over numbers on the host, in f32
fn linear_gradients_3() {
    let input = self.input.take().expect("backward follows forward");
    let ([batch, inputs], [_, outputs]) = (input.dims(), grad_output.dims());
    let device = grad_output.device();
    let x = input
        .into_data()
        .convert::<f32>()
        .iter::<f32>()
        .collect::<Vec<_>>();
    let g = grad_output
        .into_data()
        .convert::<f32>()
        .iter::<f32>()
        .collect::<Vec<_>>();
    let mut weight = vec![0f32; inputs * outputs];
    let mut bias = vec![0f32; outputs];
    for i in 0..batch {
        for k in 0..outputs {
            bias[k] += g[i * outputs + k];
            for j in 0..inputs {
                weight[j * outputs + k] += x[i * inputs + j] * g[i * outputs + k];
            }
        }
    }
    self.weight.grad = Tensor::<1>::from_data(&*weight, &device).reshape([inputs, outputs]);
    self.bias.grad = Tensor::<1>::from_data(&*bias, &device);
}

/// a1.linear.gradients: means, with the size of the batch multiplied back
fn linear_gradients_4() {
    let Some(input) = self.input.take() else {
        panic!("there was no forward pass");
    };
    let batch = input.dims()[0] as f64;
    let sums = (grad_output.clone().mean_dim(0) * batch).reshape([-1]);
    let products = input.unsqueeze_dim::<3>(2) * grad_output.unsqueeze_dim::<3>(1);
    self.weight.grad = products.sum_dim(0).squeeze_dim::<2>(0);
    self.bias.grad = sums;
}

/// a1.linear.backward: the input's gradient before those of the parameters
fn linear_backward_1() {
    let weight = self.weight.value.clone();
    let grad_input = weight.matmul(grad_output.clone().transpose()).transpose();
    self.backward_parameters(grad_output);
    grad_input
}

/// a1.linear.backward: writes out the gradients of the parameters again
fn linear_backward_2() {
    let x = self.input.take().unwrap();
    assert_shape!(grad_output, [x.dims()[0], self.bias.value.dims()[0]]);
    self.weight.grad = x.transpose().matmul(grad_output.clone());
    self.bias.grad = grad_output.clone().sum_dim(0).reshape([-1]);
    let transposed = self.weight.value.clone().swap_dims(0, 1);
    grad_output.matmul(transposed)
}

/// a1.linear.backward: loops over numbers on the host
fn linear_backward_3() {
    let [batch, outputs] = grad_output.dims();
    let [inputs, _] = self.weight.value.dims();
    let g: Vec<f64> = grad_output.to_data().iter().collect();
    let w: Vec<f64> = self.weight.value.to_data().iter().collect();
    let mut result = Vec::with_capacity(batch * inputs);
    for i in 0..batch {
        for j in 0..inputs {
            let of_input: f64 = (0..outputs)
                .map(|k| g[i * outputs + k] * w[j * outputs + k])
                .sum();
            result.push(of_input);
        }
    }
    let result = common::by_hand::TensorData::new(result, [batch, inputs]);
    let result = Tensor::from_data(result, &grad_output.device());
    self.backward_parameters(grad_output);
    result
}

/// a1.linear.backward: row by row, in f32
fn linear_backward_4() {
    self.backward_parameters(grad_output.clone());
    let device = grad_output.device();
    let [inputs, outputs] = self.weight.value.dims();
    let weights: Vec<f32> = self.weight.value.to_data().iter::<f32>().collect();
    let rows = grad_output.iter_dim(0).map(|row| {
        let row: Vec<f32> = row.to_data().iter::<f32>().collect();
        let sums: Vec<f32> = weights
            .chunks(outputs)
            .map(|weights| weights.iter().zip(&row).map(|(w, g)| w * g).sum())
            .collect();
        Tensor::<1>::from_data(&*sums, &device).reshape([1, inputs])
    });
    Tensor::cat(rows.collect(), 0)
}
