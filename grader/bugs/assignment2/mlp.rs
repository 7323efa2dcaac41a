//! Typical mistakes in `assignment2/src/mlp.rs`.

/// a2.mlp.forward: a softmax at the end, although the loss has one
fn mlp_forward_1() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.activation.forward(layer.forward(hidden));
        hidden = self.dropout.forward(hidden);
    }
    activation::softmax(last.forward(hidden), 1)
}

/// a2.mlp.forward: the activation after the last layer too
fn mlp_forward_2() {
    let mut hidden = inputs;
    for layer in &self.layers {
        hidden = self
            .dropout
            .forward(self.activation.forward(layer.forward(hidden)));
    }
    hidden
}

/// a2.mlp.forward: no activation between the layers
fn mlp_forward_3() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.dropout.forward(layer.forward(hidden));
    }
    last.forward(hidden)
}

/// a2.mlp.forward: the bias is missing
fn mlp_forward_4() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.activation.forward(hidden.matmul(layer.weight.val()));
        hidden = self.dropout.forward(hidden);
    }
    hidden.matmul(last.weight.val())
}

/// a2.mlp.forward: dropout is forgotten
fn mlp_forward_5() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.activation.forward(layer.forward(hidden));
    }
    last.forward(hidden)
}

/// a2.mlp.forward: logits are dropped as well
fn mlp_forward_6() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.activation.forward(layer.forward(hidden));
        hidden = self.dropout.forward(hidden);
    }
    self.dropout.forward(last.forward(hidden))
}

/// a2.mlp.forward: ReLU, whatever activation was chosen
fn mlp_forward_7() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self
            .dropout
            .forward(activation::relu(layer.forward(hidden)));
    }
    last.forward(hidden)
}

/// a2.mlp.forward: dropout before the activation, which makes something of what was dropped
fn mlp_forward_8() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.dropout.forward(layer.forward(hidden));
        hidden = self.activation.forward(hidden);
    }
    last.forward(hidden)
}

/// a2.mlp.forward: dropout only behind the last hidden layer
fn mlp_forward_9() {
    let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
    let mut hidden = inputs;
    for layer in hidden_layers {
        hidden = self.activation.forward(layer.forward(hidden));
    }
    last.forward(self.dropout.forward(hidden))
}

/// a2.mlp.loss: a softmax before the loss, whose softmax is then the second one
fn mlp_loss_1() {
    let probabilities = activation::softmax(logits, 1);
    let log_probabilities = activation::log_softmax(probabilities, 1);
    -log_probabilities.gather(1, labels.unsqueeze_dim(1)).mean()
}

/// a2.mlp.loss: the softmax over the batch
fn mlp_loss_2() {
    let log_probabilities = activation::log_softmax(logits, 0);
    -log_probabilities.gather(1, labels.unsqueeze_dim(1)).mean()
}

/// a2.mlp.loss: the sum over the batch
fn mlp_loss_3() {
    let log_probabilities = activation::log_softmax(logits, 1);
    -log_probabilities.gather(1, labels.unsqueeze_dim(1)).sum()
}

/// a2.mlp.loss: the logarithm of a softmax, which may have been rounded to 0
fn mlp_loss_4() {
    let probabilities = activation::softmax(logits, 1);
    let at_the_labels = probabilities.gather(1, labels.unsqueeze_dim(1));
    -at_the_labels.log().mean()
}

/// a2.mlp.loss: a small number keeps the logarithm finite, and wrong
fn mlp_loss_5() {
    let probabilities = activation::softmax(logits, 1);
    let at_the_labels = probabilities.gather(1, labels.unsqueeze_dim(1));
    -(at_the_labels + 1e-8).log().mean()
}

/// a2.mlp.loss: without the sign, so that training makes it worse
fn mlp_loss_6() {
    let log_probabilities = activation::log_softmax(logits, 1);
    log_probabilities.gather(1, labels.unsqueeze_dim(1)).mean()
}

/// a2.mlp.loss: divided by the batch size twice
fn mlp_loss_7() {
    let [batch, _] = logits.dims();
    let log_probabilities = activation::log_softmax(logits, 1);
    -log_probabilities.gather(1, labels.unsqueeze_dim(1)).mean() / batch as f64
}

/// a2.mlp.loss: the mean over batch and classes of a one-hot product
fn mlp_loss_8() {
    let [_, classes] = logits.dims();
    let targets = labels.one_hot::<2>(classes).float();
    -(activation::log_softmax(logits, 1) * targets).mean()
}

/// a2.mlp.loss: exp and log as the equation has them, which overflow
fn mlp_loss_9() {
    let sums = logits.clone().exp().sum_dim(1).log();
    let at_the_labels = logits.gather(1, labels.unsqueeze_dim(1));
    (sums - at_the_labels).mean()
}

/// a2.mlp.hits: the largest logit of each column, over the batch
fn mlp_hits_1() {
    let predicted = logits.argmax(0).squeeze_dim::<1>(0);
    let [classes] = predicted.dims();
    let [batch] = labels.dims();
    let count = classes.min(batch);
    predicted
        .slice([0..count])
        .equal(labels.slice([0..count]))
        .float()
}

/// a2.mlp.hits: of the first example alone
fn mlp_hits_2() {
    let predicted = logits.argmax(1).squeeze_dim::<1>(1);
    predicted.equal(labels).float().narrow(0, 0, 1)
}

/// a2.mlp.hits: the smallest logit
fn mlp_hits_3() {
    let predicted = logits.argmin(1).squeeze_dim::<1>(1);
    predicted.equal(labels).float()
}

/// a2.mlp.hits: the mean already
fn mlp_hits_4() {
    let predicted = logits.argmax(1).squeeze_dim::<1>(1);
    predicted.equal(labels).float().mean()
}

/// a2.mlp.step: the network that the optimiser gives back is thrown away
fn mlp_step_1() {
    let loss = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let _ = optimizer.step(rate, network.clone(), gradients);
    (network, loss)
}

/// a2.mlp.step: a softmax before the loss
fn mlp_step_2() {
    let probabilities = activation::softmax(network.forward(inputs), 1);
    let loss = loss(probabilities, labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    (network, loss)
}

/// a2.mlp.step: divided by the batch size once more
fn mlp_step_3() {
    let [batch, _] = inputs.dims();
    let loss = loss(network.forward(inputs), labels);
    let mean = loss.clone() / batch as f64;
    let gradients = GradientsParams::from_grads(mean.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    (network, loss)
}

/// a2.mlp.step: up the gradient
fn mlp_step_4() {
    let loss = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let network = optimizer.step(-rate, network, gradients);
    (network, loss)
}

/// a2.mlp.step: a new optimiser in every step, which remembers nothing
fn mlp_step_5() {
    let _ = optimizer;
    let loss = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let mut new = burn::optim::SgdConfig::new().init();
    let network = new.step(rate, network, gradients);
    (network, loss)
}

/// a2.mlp.step: the loss after the update
fn mlp_step_6() {
    let before = loss(network.forward(inputs.clone()), labels.clone());
    let gradients = GradientsParams::from_grads(before.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    let after = loss(network.forward(inputs), labels);
    (network, after)
}

/// a2.mlp.step: two steps with one batch
fn mlp_step_7() {
    let first = loss(network.forward(inputs.clone()), labels.clone());
    let gradients = GradientsParams::from_grads(first.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    let second = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(second.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    (network, first)
}

/// a2.mlp.step: a learning rate of its own
fn mlp_step_8() {
    let _ = rate;
    let loss = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let network = optimizer.step(0.01, network, gradients);
    (network, loss)
}

/// a2.mlp.step: learns from the first example of the batch
fn mlp_step_9() {
    let loss = loss(
        network.forward(inputs.narrow(0, 0, 1)),
        labels.narrow(0, 0, 1),
    );
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    (network, loss)
}
