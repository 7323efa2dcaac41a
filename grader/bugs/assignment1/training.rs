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

/// a1.training.minibatch: counts the batches from the end of the order
fn training_minibatch_5() {
    let start = (batch * batch_size).min(order.len());
    let end = (start + batch_size).min(order.len());
    &order[order.len() - end..order.len() - start]
}

/// a1.training.minibatch: the last example of every batch is left out
fn training_minibatch_6() {
    let start = batch * batch_size;
    let end = (start + batch_size).min(order.len());
    &order[start..end.saturating_sub(1).max(start)]
}

/// a1.training.minibatch: the last batch is dropped even if it is full
fn training_minibatch_7() {
    let start = batch * batch_size;
    let end = (start + batch_size).min(order.len());
    if end == order.len() && batch > 0 {
        return &[];
    }
    &order[start..end]
}

/// a1.training.step: divides the gradient by the batch size once more
fn training_step_6() {
    let batch = inputs.dims()[0] as f64;
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward() / batch);
    optimizer.step(network.parameters_mut());
    value
}

/// a1.training.step: changes the parameters itself, by gradient descent whatever the optimiser is
fn training_step_7() {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward());
    for parameter in network.parameters_mut() {
        parameter.update(&mut |value, grad| value - grad * optimizer.learning_rate);
    }
    value
}

/// a1.training.step: one optimiser step for each parameter, so that all share one memory
fn training_step_8() {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward());
    for parameter in network.parameters_mut() {
        optimizer.step(vec![parameter]);
    }
    value
}

/// a1.training.accuracy: how many are right, not which share
fn training_accuracy_5() {
    let predictions = logits.argmax(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    correct as f64
}

/// a1.training.accuracy: the share that is wrong
fn training_accuracy_6() {
    let examples = labels.dims()[0];
    let predictions = logits.argmax(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    1.0 - correct as f64 / examples as f64
}

/// a1.training.accuracy: the smallest logit
fn training_accuracy_7() {
    let examples = labels.dims()[0];
    let predictions = logits.argmin(1).squeeze_dim::<1>(1);
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    correct as f64 / examples as f64
}
