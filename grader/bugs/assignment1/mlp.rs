//! Typical mistakes in `assignment1/src/mlp.rs`.

/// a1.mlp.forward: ends in a softmax
fn mlp_forward_1() {
    let logits = self
        .layers
        .iter_mut()
        .fold(input, |hidden, layer| layer.forward(hidden));
    crate::softmax::Softmax::default().forward(logits)
}

/// a1.mlp.forward: a ReLU follows the last layer too
fn mlp_forward_2() {
    let logits = self
        .layers
        .iter_mut()
        .fold(input, |hidden, layer| layer.forward(hidden));
    logits.clamp_min(0.0)
}

/// a1.mlp.forward: every layer gets the network's input
fn mlp_forward_3() {
    let mut hidden = input.clone();
    for layer in &mut self.layers {
        hidden = layer.forward(input.clone());
    }
    hidden
}

/// a1.mlp.forward: leaves the last layer out
fn mlp_forward_4() {
    let hidden_layers = self.layers.len() - 1;
    self.layers[..hidden_layers]
        .iter_mut()
        .fold(input, |hidden, layer| layer.forward(hidden))
}

/// a1.mlp.backward: from the first layer to the last
fn mlp_backward_1() {
    self.layers
        .iter_mut()
        .fold(grad_logits, |grad, layer| layer.backward(grad));
}

/// a1.mlp.backward: every layer gets the gradient of the logits
fn mlp_backward_2() {
    for layer in self.layers.iter_mut().rev() {
        layer.backward(grad_logits.clone());
    }
}

/// a1.mlp.backward: only the last layer learns
fn mlp_backward_3() {
    let last = self.layers.last_mut().expect("at least one layer");
    last.backward_parameters(grad_logits);
}

/// a1.mlp.backward: forgets the first layer
fn mlp_backward_4() {
    let (_, rest) = self.layers.split_first_mut().expect("at least one layer");
    rest.iter_mut()
        .rev()
        .fold(grad_logits, |grad, layer| layer.backward(grad));
}

/// a1.mlp.forward: written for one hidden layer, the others are skipped
fn mlp_forward_5() {
    let count = self.layers.len();
    let mut hidden = input;
    for place in 0..count {
        if place < 2 || place == count - 1 {
            hidden = self.layers[place].forward(hidden);
        }
    }
    hidden
}

/// a1.mlp.forward: cuts what is large, against an overflow
fn mlp_forward_6() {
    self.layers.iter_mut().fold(input, |hidden, layer| {
        layer.forward(hidden).clamp(-10.0, 10.0)
    })
}

/// a1.mlp.backward: the first layer gets the gradient of the logits
fn mlp_backward_5() {
    let (first, rest) = self.layers.split_first_mut().expect("at least one layer");
    rest.iter_mut()
        .rev()
        .fold(grad_logits.clone(), |grad, layer| layer.backward(grad));
    first.backward_parameters(grad_logits);
}

/// a1.mlp.backward: written for three layers
fn mlp_backward_6() {
    let last = self.layers.len() - 1;
    let grad = self.layers[last].backward(grad_logits);
    let grad = self.layers[last - 1].backward(grad);
    self.layers[0].backward_parameters(grad);
}

/// a1.mlp.backward: the last layer has no turn if it is the only one
fn mlp_backward_7() {
    let mut grad = grad_logits;
    for place in (1..self.layers.len()).rev() {
        grad = self.layers[place].backward(grad);
        if place == 1 {
            self.layers[0].backward_parameters(grad.clone());
        }
    }
}

/// a1.mlp.backward: clips the gradient on its way
fn mlp_backward_8() {
    let (first, rest) = self.layers.split_first_mut().expect("at least one layer");
    let grad = rest.iter_mut().rev().fold(grad_logits, |grad, layer| {
        layer.backward(grad).clamp(-1.0, 1.0)
    });
    first.backward_parameters(grad);
}
