//! Correct bodies for `assignment1/src/activations.rs`, written otherwise than the solution.

/// a1.relu.forward: fills what is negative with 0
fn relu_forward_1() {
    let negative = input.clone().lower_elem(0.0);
    let output = input.mask_fill(negative, 0.0);
    self.output = Some(output.clone());
    output
}

/// a1.relu.forward: number by number on the host, in f32
fn relu_forward_2() {
    let (shape, device) = (input.dims(), input.device());
    let mut values: Vec<f32> = input.to_data().iter::<f32>().collect();
    for value in &mut values {
        if *value < 0.0 {
            *value = 0.0;
        }
    }
    let output = Tensor::from_data(common::by_hand::TensorData::new(values, shape), &device);
    self.output = Some(output.clone());
    output
}

/// a1.relu.forward: half of z + |z|
fn relu_forward_3() {
    let output = (input.clone() + input.abs()) / 2.0;
    self.output = Some(output.clone());
    output
}

/// a1.relu.forward: the larger of z and 0; keeps z, which is above 0 exactly where a is
fn relu_forward_4() {
    self.output = Some(input.clone());
    let zeros = input.zeros_like();
    input.max_pair(zeros)
}

/// a1.relu.forward: z times 0 or 1
fn relu_forward_5() {
    let open = input.clone().greater_elem(0.0).float();
    let output = open * input;
    self.output.insert(output).clone()
}

/// a1.relu.backward: zeros where the output is 0
fn relu_backward_1() {
    let output = self.output.take().unwrap();
    let zeros = grad_output.zeros_like();
    grad_output.mask_where(output.lower_equal_elem(0.0), zeros)
}

/// a1.relu.backward: times the sign of the output, which is 0 or 1; the output stays where it is
fn relu_backward_2() {
    let output = self.output.clone().expect("backward follows forward");
    output.sign() * grad_output
}

/// a1.relu.backward: number by number on the host
fn relu_backward_3() {
    let Some(output) = self.output.take() else {
        panic!("there was no forward pass");
    };
    let outputs: Vec<f64> = output.to_data().iter().collect();
    let grads: Vec<f64> = grad_output.to_data().iter().collect();
    let passed: Vec<f64> = outputs
        .iter()
        .zip(grads)
        .map(|(a, g)| if *a > 0.0 { g } else { 0.0 })
        .collect();
    Tensor::<1>::from_data(&*passed, &grad_output.device()).reshape(grad_output.dims())
}

/// a1.relu.backward: row by row, in f32
fn relu_backward_4() {
    let output = self.output.take().expect("backward follows forward");
    let [batch, features] = grad_output.dims();
    let mut rows = vec![];
    for i in 0..batch {
        let a = output.clone().narrow(0, i, 1).into_data();
        let g = grad_output.clone().narrow(0, i, 1).into_data();
        let pairs = a.iter::<f32>().zip(g.iter::<f32>());
        let row: Vec<f32> = pairs
            .map(|(a, g)| f32::from(u8::from(a > 0.0)) * g)
            .collect();
        rows.push(Tensor::<1>::from_data(&*row, &grad_output.device()).reshape([1, features]));
    }
    Tensor::cat(rows, 0)
}

/// a1.leaky_relu.forward: what is above 0 and what is below, added up
fn leaky_relu_forward_1() {
    self.input = Some(input.clone());
    input.clone().clamp_min(0.0) + input.clamp_max(0.0) * NEGATIVE_SLOPE
}

/// a1.leaky_relu.forward: a choice by the sign
fn leaky_relu_forward_2() {
    let positive = input.clone().greater_elem(0.0);
    let output = (input.clone() * 0.01).mask_where(positive, input.clone());
    self.input = Some(input);
    output
}

/// a1.leaky_relu.forward: number by number on the host, in f32
fn leaky_relu_forward_3() {
    let leak = |z: f32| {
        if z > 0.0 {
            z
        } else {
            z * NEGATIVE_SLOPE as f32
        }
    };
    let values: Vec<f32> = input.to_data().iter::<f32>().map(leak).collect();
    let output = Tensor::<1>::from_data(&*values, &input.device()).reshape(input.dims());
    self.input = Some(input);
    output
}

/// a1.leaky_relu.backward: a slope for every element
fn leaky_relu_backward_1() {
    let input = self.input.take().expect("backward follows forward");
    let slope = input.greater_elem(0.0).float() * (1.0 - NEGATIVE_SLOPE) + NEGATIVE_SLOPE;
    slope * grad_output
}

/// a1.leaky_relu.backward: number by number on the host, in f32
fn leaky_relu_backward_2() {
    let input: Vec<f32> = self.input.take().unwrap().to_data().iter::<f32>().collect();
    let mut grads: Vec<f32> = grad_output.to_data().iter::<f32>().collect();
    for (z, grad) in input.into_iter().zip(grads.iter_mut()) {
        if z <= 0.0 {
            *grad *= 0.01;
        }
    }
    Tensor::<1>::from_data(&*grads, &grad_output.device()).reshape(grad_output.dims())
}

/// a1.leaky_relu.backward: the leak, and the whole gradient where the input was above 0
fn leaky_relu_backward_3() {
    let above = self.input.take().unwrap().greater_elem(0.0);
    (grad_output.clone() * NEGATIVE_SLOPE).mask_where(above, grad_output)
}

/// a1.tanh.forward: from exp(-2|z|), which never overflows
fn tanh_forward_1() {
    let small = (input.clone().abs() * -2.0).exp();
    let size = (-small.clone() + 1.0) / (small + 1.0);
    let output = input.sign() * size;
    self.output = Some(output.clone());
    output
}

/// a1.tanh.forward: 2 sigmoid(2z) - 1
fn tanh_forward_2() {
    let sigmoid = ((input * -2.0).exp() + 1.0).recip();
    let output = sigmoid * 2.0 - 1.0;
    self.output = Some(output.clone());
    output
}

/// a1.tanh.forward: number by number on the host, in f32
fn tanh_forward_3() {
    let values: Vec<f32> = input.to_data().iter::<f32>().map(f32::tanh).collect();
    let output = Tensor::<1>::from_data(&*values, &input.device()).reshape(input.dims());
    self.output.insert(output).clone()
}

/// a1.tanh.backward: (1 - a) (1 + a)
fn tanh_backward_1() {
    let a = self.output.take().expect("backward follows forward");
    grad_output * (a.clone() + 1.0) * (-a + 1.0)
}

/// a1.tanh.backward: g - g a a
fn tanh_backward_2() {
    let a = self.output.clone().unwrap();
    grad_output.clone() - grad_output * a.powi_scalar(2)
}

/// a1.tanh.backward: number by number on the host
fn tanh_backward_3() {
    let output = self.output.take().unwrap().into_data();
    let shape = grad_output.dims();
    let slopes: Vec<f64> = output.iter::<f64>().map(|a| 1.0 - a.powi(2)).collect();
    let slopes = common::by_hand::TensorData::new(slopes, shape);
    Tensor::from_data(slopes, &grad_output.device()) * grad_output
}

/// a1.sigmoid.forward: half of 1 + tanh(z / 2)
fn sigmoid_forward_1() {
    let output = ((input / 2.0).tanh() + 1.0) * 0.5;
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.forward: a case for each sign, number by number on the host
fn sigmoid_forward_2() {
    let mut values = Vec::new();
    for z in input.to_data().iter::<f64>() {
        if z >= 0.0 {
            values.push(1.0 / (1.0 + (-z).exp()));
        } else {
            values.push(z.exp() / (1.0 + z.exp()));
        }
    }
    let output = Tensor::<1>::from_data(&*values, &input.device()).reshape(input.dims());
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.forward: from exp(-|z|), and turned round where z is negative
fn sigmoid_forward_3() {
    let negative = input.clone().lower_elem(0.0);
    let of_size = ((-input.abs()).exp() + 1.0).recip();
    let output = of_size.clone().mask_where(negative, -of_size + 1.0);
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.forward: in f32 on the host
fn sigmoid_forward_4() {
    let sigmoid = |z: f32| 1.0 / (1.0 + f32::exp(-z));
    let values: Vec<f32> = input
        .to_data()
        .convert::<f32>()
        .iter::<f32>()
        .map(sigmoid)
        .collect();
    let values = common::by_hand::TensorData::new(values, input.dims());
    let output = Tensor::from_data(values, &input.device());
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.backward: g (a - a a)
fn sigmoid_backward_1() {
    let a = self.output.take().expect("backward follows forward");
    let derivative = a.clone() - a.square();
    derivative * grad_output
}

/// a1.sigmoid.backward: number by number on the host, in f32
fn sigmoid_backward_2() {
    let a = self.output.take().unwrap().into_data();
    let g = grad_output.to_data();
    let pairs = a.iter::<f32>().zip(g.iter::<f32>());
    let products: Vec<f32> = pairs.map(|(a, g)| g * a * (1.0 - a)).collect();
    Tensor::<1>::from_data(&*products, &grad_output.device()).reshape(grad_output.dims())
}

/// a1.sigmoid.backward: 1/4 - (a - 1/2) squared
fn sigmoid_backward_3() {
    let off_centre = self.output.clone().unwrap() - 0.5;
    (off_centre.square() - 0.25) * -grad_output
}
