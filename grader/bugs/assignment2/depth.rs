//! Typical mistakes in `assignment2/src/depth.rs`.

/// a2.depth.block: forgets the skip
fn depth_block_1() {
    let affine = self.affine.forward(input);
    let normalized = match &self.norm {
        Some(norm) => norm.forward(affine),
        None => affine,
    };
    self.activation.forward(normalized)
}

/// a2.depth.block: the activation of the sum, as in the first residual networks
fn depth_block_2() {
    let affine = self.affine.forward(input.clone());
    let normalized = match &self.norm {
        Some(norm) => norm.forward(affine),
        None => affine,
    };
    match self.has_skip {
        true => self.activation.forward(input + normalized),
        false => self.activation.forward(normalized),
    }
}

/// a2.depth.block: normalises after the activation
fn depth_block_3() {
    let output = self.activation.forward(self.affine.forward(input.clone()));
    let output = match &self.norm {
        Some(norm) => norm.forward(output),
        None => output,
    };
    match self.has_skip {
        true => input + output,
        false => output,
    }
}

/// a2.depth.block: normalises the sum
fn depth_block_4() {
    let mut output = self.activation.forward(self.affine.forward(input.clone()));
    if self.has_skip {
        output = input + output;
    }
    match &self.norm {
        Some(norm) => norm.forward(output),
        None => output,
    }
}

/// a2.depth.block: a skip wherever the widths allow one
fn depth_block_5() {
    let affine = self.affine.forward(input.clone());
    let normalized = match &self.norm {
        Some(norm) => norm.forward(affine),
        None => affine,
    };
    let output = self.activation.forward(normalized);
    match input.dims() == output.dims() {
        true => input + output,
        false => output,
    }
}

/// a2.depth.block: forgets the norm
fn depth_block_6() {
    let output = self.activation.forward(self.affine.forward(input.clone()));
    match self.has_skip {
        true => input + output,
        false => output,
    }
}

/// a2.depth.block: adds the input without its graph, so that no gradient passes the skip
fn depth_block_7() {
    let affine = self.affine.forward(input.clone());
    let normalized = match &self.norm {
        Some(norm) => norm.forward(affine),
        None => affine,
    };
    let output = self.activation.forward(normalized);
    match self.has_skip {
        true => input.detach() + output,
        false => output,
    }
}
