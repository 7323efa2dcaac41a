//! Typical mistakes in `assignment1/src/training.rs`.

/// a1.training.minibatch: drops the last batch if it is smaller
fn training_minibatch_1() {
    let start = batch * batch_size;
    let end = start + batch_size;
    if end > order.len() {
        return &[];
    }
    &order[start..end]
}

/// a1.training.minibatch: reads past the end for the last batch
fn training_minibatch_2() {
    let start = batch * batch_size;
    &order[start..start + batch_size]
}

/// a1.training.minibatch: the last batch is filled up with examples that were in the one before
fn training_minibatch_3() {
    let start = (batch * batch_size).min(order.len() - batch_size);
    &order[start..start + batch_size]
}

/// a1.training.minibatch: a window that moves on by one example
fn training_minibatch_4() {
    let end = (batch + batch_size).min(order.len());
    &order[batch..end]
}

/// a1.training.step: never updates
fn training_step_1() {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward());
    value
}

/// a1.training.step: updates before the gradients are there
fn training_step_2() {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    optimizer.step(network.parameters_mut());
    network.backward(loss.backward());
    value
}

/// a1.training.step: a softmax before a loss that has one
fn training_step_3() {
    use common::by_hand::Layer;
    let logits = network.forward(inputs);
    let probabilities = crate::softmax::Softmax::default().forward(logits);
    let value = loss.forward(probabilities, targets);
    network.backward(loss.backward());
    optimizer.step(network.parameters_mut());
    value
}

/// a1.training.step: returns the loss after the update
fn training_step_4() {
    let logits = network.forward(inputs.clone());
    loss.forward(logits, targets.clone());
    network.backward(loss.backward());
    optimizer.step(network.parameters_mut());
    let logits = network.forward(inputs);
    loss.forward(logits, targets)
}

/// a1.training.step: two updates from the same gradients
fn training_step_5() {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward());
    for _ in 0..2 {
        optimizer.step(network.parameters_mut());
    }
    value
}

/// a1.training.accuracy: in percent
fn training_accuracy_1() {
    let examples = labels.dims()[0];
    let predictions = logits.argmax(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    100.0 * correct as f64 / examples as f64
}

/// a1.training.accuracy: the largest logit of each class over the batch
fn training_accuracy_2() {
    let examples = labels.dims()[0];
    let predictions = logits.argmax(0).squeeze_dim::<1>(0);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    correct as f64 / examples as f64
}

/// a1.training.accuracy: a division of whole numbers, which gives 0 or 1
fn training_accuracy_3() {
    let examples = labels.dims()[0] as i64;
    let predictions = logits.argmax(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    (correct / examples) as f64
}

/// a1.training.accuracy: divides by the number of logits
fn training_accuracy_4() {
    let [examples, classes] = logits.dims();
    let predictions = logits.argmax(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    correct as f64 / (examples * classes) as f64
}
