//! Correct bodies for `assignment2/src/mlp.rs`, written otherwise than the solution. Autodiff goes through
//! all but the last of `hits`, so nothing else is computed on the host.

/// a2.mlp.forward: activation and dropout before every layer but the first
fn mlp_forward_1() {
    let mut hidden = inputs;
    for (number, layer) in self.layers.iter().enumerate() {
        if number > 0 {
            hidden = self.dropout.forward(self.activation.forward(hidden));
        }
        hidden = layer.forward(hidden);
    }
    hidden
}

/// a2.mlp.forward: a fold over the hidden layers
fn mlp_forward_2() {
    let last = self.layers.len() - 1;
    let hidden = self.layers[..last].iter().fold(inputs, |hidden, layer| {
        let activated = self.activation.forward(layer.forward(hidden));
        self.dropout.forward(activated)
    });
    self.layers[last].forward(hidden)
}

/// a2.mlp.forward: products and biases written out
fn mlp_forward_3() {
    let mut output = inputs;
    let mut left = self.layers.len();
    for layer in &self.layers {
        output = output.matmul(layer.weight.val());
        if let Some(bias) = &layer.bias {
            output = output + bias.val().unsqueeze();
        }
        left -= 1;
        if left > 0 {
            output = self.activation.forward(output);
            output = self.dropout.forward(output);
        }
    }
    output
}

/// a2.mlp.loss: one-hot targets
fn mlp_loss_1() {
    let [batch, classes] = logits.dims();
    let targets = labels.one_hot::<2>(classes).float();
    let products = activation::log_softmax(logits, 1) * targets;
    products.sum().neg() / batch as f64
}

/// a2.mlp.loss: equation (3) written out
fn mlp_loss_2() {
    let largest = logits.clone().max_dim(1).detach();
    let shifted = logits - largest;
    let sums = shifted.clone().exp().sum_dim(1).log();
    let at_the_labels = shifted.gather(1, labels.unsqueeze_dim(1));
    (sums - at_the_labels).mean()
}

/// a2.mlp.loss: Burn's own
fn mlp_loss_3() {
    let device = logits.device();
    let cross_entropy = burn::nn::loss::CrossEntropyLossConfig::new().init(&device);
    cross_entropy.forward(logits, labels)
}

/// a2.mlp.hits: the logit at the label beside the largest one
fn mlp_hits_1() {
    let [batch] = labels.dims();
    let at_the_labels = logits.clone().gather(1, labels.unsqueeze_dim(1));
    let hits = at_the_labels.greater_equal(logits.max_dim(1)).float();
    hits.reshape([batch])
}

/// a2.mlp.hits: indices and labels as columns
fn mlp_hits_2() {
    let [batch, _] = logits.dims();
    let (_, predicted) = logits.max_dim_with_indices(1);
    let labels = labels.reshape([batch, 1]);
    predicted.equal(labels).float().squeeze_dim::<1>(1)
}

/// a2.mlp.hits: on the host
fn mlp_hits_3() {
    let [_, classes] = logits.dims();
    let values: Vec<f32> = logits.to_data().iter::<f32>().collect();
    let labels: Vec<i64> = labels.to_data().iter::<i64>().collect();
    let hits = values.chunks(classes).zip(labels).map(|(row, label)| {
        let best = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let first = row.iter().position(|value| *value == best);
        f32::from(first == Some(label as usize))
    });
    let hits: Vec<f32> = hits.collect();
    Tensor::from_data(&hits[..], &logits.device())
}

/// a2.mlp.step: every value has a name
fn mlp_step_1() {
    let logits = network.forward(inputs);
    let batch_loss = loss(logits, labels);
    let all = batch_loss.backward();
    let own = GradientsParams::from_grads(all, &network);
    let after = optimizer.step(rate, network, own);
    (after, batch_loss)
}

/// a2.mlp.step: the gradients are taken out of the graph's, and the loss is told without it
fn mlp_step_2() {
    let value = loss(network.forward(inputs), labels);
    let mut gradients = value.backward();
    let gradients = GradientsParams::from_module(&mut gradients, &network);
    (optimizer.step(rate, network, gradients), value.detach())
}

/// a2.mlp.step: the network changes in its variable
fn mlp_step_3() {
    let mut network = network;
    let loss = loss(network.forward(inputs.clone()), labels);
    let gradients = GradientsParams::from_grads(loss.clone().backward(), &network);
    network = optimizer.step(rate, network.clone(), gradients);
    let told = Tensor::from_data(loss.to_data(), &inputs.device());
    (network, told)
}
