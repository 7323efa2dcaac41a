//! Correct bodies for `assignment2/src/depth.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a2.depth.block: one variable that is changed
fn depth_block_1() {
    let mut hidden = self.affine.forward(input.clone());
    if let Some(norm) = &self.norm {
        hidden = norm.forward(hidden);
    }
    hidden = self.activation.forward(hidden);
    if self.has_skip {
        hidden = hidden + input;
    }
    hidden
}

/// a2.depth.block: the affine map written out
fn depth_block_2() {
    let mut affine = input.clone().matmul(self.affine.weight.val());
    if let Some(bias) = &self.affine.bias {
        affine = affine + bias.val().unsqueeze();
    }
    let normalized: Tensor<2> = match self.norm.as_ref() {
        None => affine,
        Some(norm) => norm.forward(affine),
    };
    let output = self.activation.forward(normalized);
    if self.has_skip {
        output + input
    } else {
        output
    }
}

/// a2.depth.block: the identity as a term that may be 0
fn depth_block_3() {
    let affine = self.affine.forward(input.clone());
    let normalized = self
        .norm
        .iter()
        .fold(affine, |hidden, norm| norm.forward(hidden));
    let output = self.activation.forward(normalized);
    let identity = match self.has_skip {
        true => input,
        false => output.zeros_like(),
    };
    identity + output
}
