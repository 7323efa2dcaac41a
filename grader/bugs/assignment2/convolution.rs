//! Typical mistakes in `assignment2/src/convolution.rs`.

/// a2.convolution.forward: the kernel turned round, as in the convolution of mathematics
fn convolution_forward_1() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flip([2, 3])
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    let output = kernels.matmul(columns) + bias;
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: the stride is forgotten
fn convolution_forward_2() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let window = Window {
        stride: 1,
        ..self.window
    };
    let [down, across] = window.places([height, width]);
    let columns = im2col(input.clone(), window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    self.input = Some(input);
    (kernels.matmul(columns) + bias).reshape([batch, out, down, across])
}

/// a2.convolution.forward: all of the padding to the right and below
fn convolution_forward_3() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = {
        let p = 2 * self.window.padding;
        let padded = input.clone().pad((0, p, 0, p), 0.0);
        let inside = Window {
            padding: 0,
            ..self.window
        };
        im2col(padded, inside, 0.0).flatten::<3>(1, 2)
    };
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    let output = kernels.matmul(columns) + bias;
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: forgets the bias
fn convolution_forward_4() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let output = kernels.matmul(columns);
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: adds the bias at every pixel under the window
fn convolution_forward_5() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let bias = self.bias.value.clone().reshape([1, out, 1]) * columns.dims()[1] as f64;
    let output = kernels.matmul(columns) + bias;
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: rows and columns of the kernel exchanged
fn convolution_forward_6() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = {
        let [out, channels, k_h, k_w] = self.weight.value.dims();
        let turned = self.weight.value.clone().permute([0, 1, 3, 2]);
        turned.reshape([1, out, channels * k_h * k_w])
    };
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    let output = kernels.matmul(columns) + bias;
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: the channels of the kernel in the order of its places
fn convolution_forward_7() {
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0);
    let columns = columns.reshape([batch, channels * k_h * k_w, down * across]);
    let kernels = self.weight.value.clone().permute([0, 2, 3, 1]);
    let kernels = kernels.reshape([1, out, channels * k_h * k_w]);
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    self.input = Some(input);
    (kernels.matmul(columns) + bias).reshape([batch, out, down, across])
}

/// a2.convolution.forward: the mean under the window in place of the sum
fn convolution_forward_8() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let bias = self.bias.value.clone().reshape([1, out, 1]);
    let output = kernels.matmul(columns.clone()) / columns.dims()[1] as f64 + bias;
    self.input = Some(input);
    output.reshape([batch, out, down, across])
}

/// a2.convolution.forward: number by number, the stride in one direction only
fn convolution_forward_9() {
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let numbers = |tensor: &Tensor<4>| tensor.to_data().iter::<f64>().collect::<Vec<f64>>();
    let (x, w) = (numbers(&input), numbers(&self.weight.value));
    let b: Vec<f64> = self.bias.value.to_data().iter().collect();
    let mut y = Vec::new();
    for n in 0..batch {
        for o in 0..out {
            for i in 0..down {
                for j in 0..across {
                    let mut sum = b[o];
                    for c in 0..channels {
                        for u in 0..k_h {
                            for v in 0..k_w {
                                let (row, column) = (i * s + u, j + v);
                                let inside = (p..height + p).contains(&row)
                                    && (p..width + p).contains(&column);
                                if inside {
                                    let pixel = ((n * channels + c) * height + row - p) * width
                                        + column
                                        - p;
                                    sum += w[((o * channels + c) * k_h + u) * k_w + v] * x[pixel];
                                }
                            }
                        }
                    }
                    y.push(sum);
                }
            }
        }
    }
    let device = input.device();
    self.input = Some(input);
    Tensor::<1>::from_data(&*y, &device).reshape([batch, out, down, across])
}

/// a2.convolution.forward: one bias for each image of the batch in place of one for each output channel
fn convolution_forward_10() {
    let out = self.weight.value.dims()[0];
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let chosen: Vec<i64> = (0..batch).map(|n| (n % out) as i64).collect();
    let chosen = Tensor::<1, Int>::from_data(&*chosen, &input.device());
    let bias = self
        .bias
        .value
        .clone()
        .select(0, chosen)
        .reshape([batch, 1, 1]);
    self.input = Some(input);
    (kernels.matmul(columns) + bias).reshape([batch, out, down, across])
}

/// a2.convolution.backward: the gradient of the weight is the mean over the batch
fn convolution_backward_1() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.mean_dim(0).reshape(shape);
    self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}

/// a2.convolution.backward: the gradient of the bias is the mean over the places
fn convolution_backward_2() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.sum_dim(0).reshape(shape);
    self.bias.grad = grad.clone().mean_dim(2).sum_dim(0).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}

/// a2.convolution.backward: the kernel turned round once too often
fn convolution_backward_3() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.sum_dim(0).reshape(shape);
    self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flip([2, 3])
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}

/// a2.convolution.backward: the padding cut off on the wrong side
fn convolution_backward_4() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.sum_dim(0).reshape(shape);
    self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    let (p, inside) = (
        self.window.padding,
        Window {
            padding: 0,
            ..self.window
        },
    );
    let padded = col2im(columns, inside, [height + 2 * p, width + 2 * p]);
    padded.narrow(2, 2 * p, height).narrow(3, 2 * p, width)
}

/// a2.convolution.backward: where windows overlap the last one overwrites the others
fn convolution_backward_5() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.sum_dim(0).reshape(shape);
    self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    let (s, p) = (self.window.stride, self.window.padding);
    let [down, across] = self.window.places([height, width]);
    let windows = columns.reshape([batch, channels, k_h * k_w, down, across]);
    let mut padded = Tensor::zeros(
        [batch, channels, height + 2 * p, width + 2 * p],
        &windows.device(),
    );
    for i in 0..down {
        for j in 0..across {
            let under = windows.clone().narrow(3, i, 1).narrow(4, j, 1);
            let under = under.reshape([batch, channels, k_h, k_w]);
            let (rows, columns) = (i * s..i * s + k_h, j * s..j * s + k_w);
            padded = padded.slice_assign([0..batch, 0..channels, rows, columns], under);
        }
    }
    padded.narrow(2, p, height).narrow(3, p, width)
}

/// a2.convolution.backward: the gradient of the bias is forgotten
fn convolution_backward_6() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products.sum_dim(0).reshape(shape);
    self.bias.grad = self.bias.grad.zeros_like();
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}

/// a2.convolution.backward: the gradient of the weight is that of the last image
fn convolution_backward_7() {
    let input = self.input.take().expect("backward follows forward");
    let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
    let [out, channels, k_h, k_w] = shape;
    let grad = grad_output.flatten::<3>(2, 3);
    let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2);
    let products = grad.clone().matmul(columns.transpose());
    self.weight.grad = products
        .clone()
        .narrow(0, products.dims()[0] - 1, 1)
        .reshape(shape);
    self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
    let kernels = self
        .weight
        .value
        .clone()
        .flatten::<2>(1, 3)
        .unsqueeze::<3>();
    let columns = kernels.transpose().matmul(grad);
    let [batch, _, places] = columns.dims();
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}
