//! Typical mistakes in `assignment2/src/pooling.rs`.

/// a2.pooling.forward: zeros around the image
fn pooling_forward_1() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0);
    self.input = Some(input);
    columns.max_dim(2).reshape([batch, channels, down, across])
}

/// a2.pooling.forward: the mean under the window
fn pooling_forward_2() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0);
    self.input = Some(input);
    columns.mean_dim(2).reshape([batch, channels, down, across])
}

/// a2.pooling.forward: the stride is taken for that of the window's size
fn pooling_forward_3() {
    let [batch, channels, height, width] = input.dims();
    let window = Window {
        stride: self.window.size[0],
        ..self.window
    };
    let [down, across] = window.places([height, width]);
    let columns = im2col(input.clone(), window, f64::NEG_INFINITY);
    self.input = Some(input);
    columns.max_dim(2).reshape([batch, channels, down, across])
}

/// a2.pooling.forward: all of the padding to the right and below
fn pooling_forward_4() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let p = 2 * self.window.padding;
    let padded = input.clone().pad((0, p, 0, p), f64::NEG_INFINITY);
    let inside = Window {
        padding: 0,
        ..self.window
    };
    let columns = im2col(padded, inside, f64::NEG_INFINITY);
    self.input = Some(input);
    columns.max_dim(2).reshape([batch, channels, down, across])
}

/// a2.pooling.forward: the largest absolute value
fn pooling_forward_5() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0);
    self.input = Some(input);
    columns
        .abs()
        .max_dim(2)
        .reshape([batch, channels, down, across])
}

/// a2.pooling.forward: the largest over all channels
fn pooling_forward_6() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, f64::NEG_INFINITY);
    self.input = Some(input);
    columns
        .max_dim(2)
        .max_dim(1)
        .repeat_dim(1, channels)
        .reshape([batch, channels, down, across])
}

/// a2.pooling.forward: rows and columns of the window exchanged
fn pooling_forward_7() {
    let [batch, channels, height, width] = input.dims();
    let [k_h, k_w] = self.window.size;
    let window = Window {
        size: [k_w, k_h],
        ..self.window
    };
    let [down, across] = window.places([height, width]);
    let columns = im2col(input.clone(), window, f64::NEG_INFINITY);
    self.input = Some(input);
    columns.max_dim(2).reshape([batch, channels, down, across])
}

/// a2.pooling.backward: each of several equal numbers gets all of the gradient
fn pooling_backward_1() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = {
        let largest = columns.clone().max_dim(2).repeat_dim(2, columns.dims()[2]);
        columns.equal(largest).float() * grad
    };
    col2im(columns, self.window, [height, width])
}

/// a2.pooling.backward: several equal numbers share the gradient
fn pooling_backward_2() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = {
        let largest = columns.clone().max_dim(2).repeat_dim(2, columns.dims()[2]);
        let winners = columns.equal(largest).float();
        winners.clone() / winners.sum_dim(2) * grad
    };
    col2im(columns, self.window, [height, width])
}

/// a2.pooling.backward: the last of equal numbers
fn pooling_backward_3() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = {
        let last = columns.clone().flip([2]).argmax(2);
        let turned = columns
            .zeros_like()
            .scatter(2, last, grad, IndexingUpdateOp::Add);
        turned.flip([2])
    };
    col2im(columns, self.window, [height, width])
}

/// a2.pooling.backward: where windows overlap the last one overwrites the others
fn pooling_backward_4() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = columns
        .zeros_like()
        .scatter(2, columns.argmax(2), grad, IndexingUpdateOp::Add);
    let ([k_h, k_w], p) = (self.window.size, self.window.padding);
    let mut padded = Tensor::<4>::zeros(
        [batch, channels, height + 2 * p, width + 2 * p],
        &columns.device(),
    );
    for i in 0..down {
        for j in 0..across {
            let under = columns.clone().narrow(3, i * across + j, 1);
            let under = under.reshape([batch, channels, k_h, k_w]);
            let (top, left) = (i * self.window.stride, j * self.window.stride);
            let part = [0..batch, 0..channels, top..top + k_h, left..left + k_w];
            let old = padded.clone().slice(part.clone());
            let new = old.mask_where(under.clone().not_equal_elem(0.0), under);
            padded = padded.slice_assign(part, new);
        }
    }
    padded.narrow(2, p, height).narrow(3, p, width)
}

/// a2.pooling.backward: everything under a window gets an equal share, as behind a mean
fn pooling_backward_5() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = grad.repeat_dim(2, columns.dims()[2]) / columns.dims()[2] as f64;
    col2im(columns, self.window, [height, width])
}

/// a2.pooling.backward: the gradient times the largest number
fn pooling_backward_6() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = {
        let grad = grad * columns.clone().max_dim(2);
        columns
            .zeros_like()
            .scatter(2, columns.argmax(2), grad, IndexingUpdateOp::Add)
    };
    col2im(columns, self.window, [height, width])
}

/// a2.pooling.backward: the padding cut off on the wrong side
fn pooling_backward_7() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let grad = grad_output.reshape([batch, channels, 1, down * across]);
    let columns = columns
        .zeros_like()
        .scatter(2, columns.argmax(2), grad, IndexingUpdateOp::Add);
    let (p, inside) = (
        self.window.padding,
        Window {
            padding: 0,
            ..self.window
        },
    );
    let padded = col2im(columns, inside, [height + 2 * p, width + 2 * p]);
    padded.narrow(2, 0, height).narrow(3, 0, width)
}
