//! Correct bodies for `assignment1/src/training.rs`, written otherwise than the solution.

/// a1.training.minibatch: takes one of the chunks
fn training_minibatch_1() {
    order
        .chunks(batch_size)
        .nth(batch)
        .expect("there is such a batch")
}

/// a1.training.minibatch: skips what is before, then takes as much as there is
fn training_minibatch_2() {
    let rest = &order[batch * batch_size..];
    if rest.len() > batch_size {
        return &rest[..batch_size];
    }
    rest
}

/// a1.training.minibatch: counts the end one by one
fn training_minibatch_3() {
    let begin = batch_size * batch;
    let mut end = begin;
    while end < order.len() && end < begin + batch_size {
        end += 1;
    }
    order.get(begin..end).unwrap()
}

/// a1.training.minibatch: splits twice
fn training_minibatch_4() {
    let (_, from_here) = order.split_at(batch * batch_size);
    let (here, _) = from_here.split_at(usize::min(batch_size, from_here.len()));
    here
}

/// a1.training.step: every step with a name
fn training_step_1() {
    let logits = network.forward(inputs);
    let before = loss.forward(logits, targets);
    let grad_logits = loss.backward();
    network.backward(grad_logits);
    let parameters = network.parameters_mut();
    optimizer.step(parameters);
    before
}

/// a1.training.step: writes out the gradient of the loss
fn training_step_2() {
    let batch = targets.dims()[0];
    let logits = network.forward(inputs);
    let exponentials = (logits.clone() - logits.clone().max_dim(1)).exp();
    let probabilities = exponentials.clone() / exponentials.sum_dim(1);
    let gradient = (probabilities - targets.clone()) / batch as f64;
    network.backward(gradient);
    let value = loss.forward(logits, targets);
    optimizer.step(network.parameters_mut());
    value
}

/// a1.training.step: reads the loss as a number, in f32
fn training_step_3() {
    let device = inputs.device();
    let value: f32 = loss.forward(network.forward(inputs), targets).into_scalar();
    network.backward(loss.backward());
    optimizer.step(network.parameters_mut());
    Tensor::from_data([value], &device)
}

/// a1.training.step: a loss of its own, and the update in a block
fn training_step_4() {
    let mut own = CrossEntropy::default();
    let value = own.forward(network.forward(inputs.clone()), targets.clone());
    std::mem::swap(loss, &mut own);
    {
        network.backward(loss.backward());
        let changed = network.parameters_mut();
        optimizer.step(changed);
    }
    value.reshape([1])
}

/// a1.training.accuracy: counts on the host
fn training_accuracy_1() {
    let [examples, classes] = logits.dims();
    let logits: Vec<f64> = logits.to_data().iter().collect();
    let labels: Vec<i64> = labels.to_data().iter().collect();
    let mut right = 0;
    for i in 0..examples {
        let mut best = 0;
        for k in 1..classes {
            if logits[i * classes + k] > logits[i * classes + best] {
                best = k;
            }
        }
        if best as i64 == labels[i] {
            right += 1;
        }
    }
    f64::from(right) / examples as f64
}

/// a1.training.accuracy: a mean of zeros and ones
fn training_accuracy_2() {
    let predictions: Tensor<1, Int> = logits.argmax(1).reshape([-1]);
    predictions.equal(labels).float().mean().into_scalar()
}

/// a1.training.accuracy: what is left when the errors are taken away, in f32
fn training_accuracy_3() {
    let count = labels.dims()[0] as f32;
    let predictions = logits.argmax(1);
    let wrong = predictions.not_equal(labels.unsqueeze_dim(1)).float();
    let errors: f32 = wrong.sum().into_scalar();
    (1.0 - errors / count).into()
}

/// a1.training.accuracy: one-hot predictions and labels
fn training_accuracy_4() {
    let [examples, classes] = logits.dims();
    let predictions = logits
        .argmax(1)
        .squeeze_dim::<1>(1)
        .one_hot::<2>(classes)
        .float();
    let targets = labels.one_hot::<2>(classes).float();
    let hits: f64 = (predictions * targets).sum().into_scalar();
    hits / examples as f64
}
