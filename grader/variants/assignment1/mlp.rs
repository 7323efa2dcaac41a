//! Correct bodies for `assignment1/src/mlp.rs`, written otherwise than the solution.

/// a1.mlp.forward: a loop over the layers
fn mlp_forward_1() {
    let mut hidden = input;
    for layer in &mut self.layers {
        hidden = layer.forward(hidden);
    }
    hidden
}

/// a1.mlp.forward: by numbers, and keeps what every layer gives for itself
fn mlp_forward_2() {
    let mut outputs = vec![input];
    for number in 0..self.layers.len() {
        let output = self.layers[number].forward(outputs[number].clone());
        outputs.push(output);
    }
    outputs.pop().expect("at least the input")
}

/// a1.mlp.forward: the first layer, then the others
fn mlp_forward_3() {
    let Some((first, rest)) = self.layers.split_first_mut() else {
        return input;
    };
    let mut hidden = first.forward(input);
    let mut rest = rest.iter_mut();
    while let Some(layer) = rest.next() {
        hidden = layer.as_mut().forward(hidden);
    }
    hidden
}

/// a1.mlp.forward: a function that calls itself
fn mlp_forward_4() {
    fn through(layers: &mut [Box<dyn Layer>], input: Tensor<2>) -> Tensor<2> {
        match layers {
            [] => input,
            [first, rest @ ..] => {
                let hidden = first.forward(input);
                through(rest, hidden)
            }
        }
    }
    through(&mut self.layers, input)
}

/// a1.mlp.backward: by numbers, from the last one down
fn mlp_backward_1() {
    let mut grad = grad_logits;
    let mut number = self.layers.len() - 1;
    while number > 0 {
        grad = self.layers[number].backward(grad);
        number -= 1;
    }
    self.layers[0].backward_parameters(grad);
}

/// a1.mlp.backward: asks the first layer for the gradient of its input as well, and throws it away
fn mlp_backward_2() {
    let mut grad = grad_logits;
    for layer in self.layers.iter_mut().rev() {
        grad = layer.backward(grad);
    }
}

/// a1.mlp.backward: one loop, in which the first layer is an exception
fn mlp_backward_3() {
    let mut grad = Some(grad_logits);
    for (number, layer) in self.layers.iter_mut().enumerate().rev() {
        let of_output = grad.take().expect("a gradient for every layer");
        if number == 0 {
            layer.backward_parameters(of_output);
            return;
        }
        grad = Some(layer.backward(of_output));
    }
}

/// a1.mlp.backward: a function that calls itself
fn mlp_backward_4() {
    fn back(layers: &mut [Box<dyn Layer>], grad: Tensor<2>) {
        match layers {
            [] => panic!("at least one layer"),
            [only] => only.backward_parameters(grad),
            [before @ .., last] => {
                let grad = last.backward(grad);
                back(before, grad);
            }
        }
    }
    back(&mut self.layers, grad_logits);
}
