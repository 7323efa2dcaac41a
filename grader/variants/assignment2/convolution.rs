//! Correct bodies for `assignment2/src/convolution.rs`, written otherwise than the solution.

/// a2.convolution.forward: number by number on the host, equation (1), in f32
fn convolution_forward_1() {
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let numbers = |tensor: &Tensor<4>| tensor.to_data().iter::<f32>().collect::<Vec<f32>>();
    let (x, w) = (numbers(&input), numbers(&self.weight.value));
    let b: Vec<f32> = self.bias.value.to_data().iter::<f32>().collect();
    let mut y = Vec::new();
    for n in 0..batch {
        for o in 0..out {
            for i in 0..down {
                for j in 0..across {
                    let mut sum = b[o];
                    for c in 0..channels {
                        for u in 0..k_h {
                            for v in 0..k_w {
                                let (row, column) = (i * s + u, j * s + v);
                                if row < p || column < p || row - p >= height || column - p >= width
                                {
                                    continue;
                                }
                                let of_image = (n * channels + c) * height + row - p;
                                sum += w[((o * channels + c) * k_h + u) * k_w + v]
                                    * x[of_image * width + column - p];
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

/// a2.convolution.forward: one shifted image for each place of the window
fn convolution_forward_2() {
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    assert_shape!(input, [_, channels, _, _]);
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let padded = input.clone().pad((p, p, p, p), 0.0);
    let places = down * across;
    let mut output = Tensor::<3>::zeros([batch, out, places], &input.device());
    for u in 0..k_h {
        for v in 0..k_w {
            let (rows, columns) = (u..u + (down - 1) * s + 1, v..v + (across - 1) * s + 1);
            let step = s as isize;
            let seen = padded
                .clone()
                .slice(common::by_hand::s![.., .., rows;step, columns;step])
                .reshape([batch, channels, places]);
            let weight = self.weight.value.clone().narrow(2, u, 1).narrow(3, v, 1);
            output = output + weight.reshape([1, out, channels]).matmul(seen);
        }
    }
    self.input = Some(input);
    let output = output.reshape([batch, out, down, across]);
    output + self.bias.value.clone().reshape([1, out, 1, 1])
}

/// a2.convolution.forward: one large product for the whole batch, the bias as one more weight
fn convolution_forward_3() {
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let inner = channels * k_h * k_w;
    let columns = im2col(input.clone(), self.window, 0.0);
    let rows = columns
        .reshape([batch, inner, down * across])
        .permute([0, 2, 1])
        .reshape([batch * down * across, inner]);
    let ones = Tensor::<2>::ones([batch * down * across, 1], &input.device());
    let weight = self.weight.value.clone().reshape([out, inner]).transpose();
    let weight = Tensor::cat(vec![weight, self.bias.value.clone().unsqueeze()], 0);
    let output = Tensor::cat(vec![rows, ones], 1).matmul(weight);
    self.input = Some(input);
    output
        .reshape([batch, down, across, out])
        .permute([0, 3, 1, 2])
}

/// a2.convolution.forward: image by image
fn convolution_forward_4() {
    let out = self.weight.value.dims()[0];
    let ([batch, _, height, width], window) = (input.dims(), self.window);
    let places = window.places([height, width]);
    let kernels: Tensor<2> = self.weight.value.clone().reshape([out as i32, -1]);
    let bias: Tensor<2> = self.bias.value.clone().unsqueeze_dim(1);
    let mut outputs = Vec::new();
    for n in 0..batch {
        let columns = im2col(input.clone().narrow(0, n, 1), window, 0.0).flatten::<3>(1, 2);
        let output = kernels.clone().matmul(columns.squeeze_dim(0)) + bias.clone();
        outputs.push(output.reshape([1, out, places[0], places[1]]));
    }
    self.input = Some(input);
    Tensor::cat(outputs, 0)
}

/// a2.convolution.backward: number by number on the host, in f32
fn convolution_backward_1() {
    let input = self.input.take().unwrap();
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let ([batch, _, height, width], device) = (input.dims(), input.device());
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let numbers = |tensor: &Tensor<4>| tensor.to_data().iter::<f32>().collect::<Vec<f32>>();
    let (x, w, g) = (
        numbers(&input),
        numbers(&self.weight.value),
        numbers(&grad_output),
    );
    let (mut of_x, mut of_w, mut of_b) =
        (vec![0f32; x.len()], vec![0f32; w.len()], vec![0f32; out]);
    for (at, g) in g.into_iter().enumerate() {
        let (j, i) = (at % across, at / across % down);
        let (o, n) = (at / across / down % out, at / across / down / out);
        of_b[o] += g;
        for c in 0..channels {
            for u in 0..k_h {
                for v in 0..k_w {
                    let (row, column) = (i * s + u, j * s + v);
                    if (p..height + p).contains(&row) && (p..width + p).contains(&column) {
                        let pixel = ((n * channels + c) * height + row - p) * width + column - p;
                        let weight = ((o * channels + c) * k_h + u) * k_w + v;
                        of_x[pixel] += g * w[weight];
                        of_w[weight] += g * x[pixel];
                    }
                }
            }
        }
    }
    self.bias.grad = Tensor::from_data(&*of_b, &device);
    self.weight.grad = Tensor::<1>::from_data(&*of_w, &device).reshape([out, channels, k_h, k_w]);
    Tensor::<1>::from_data(&*of_x, &device).reshape([batch, channels, height, width])
}

/// a2.convolution.backward: the batch as one long row of places
fn convolution_backward_2() {
    let input = self.input.clone().expect("backward follows forward");
    let [out, channels, k_h, k_w] = self.weight.value.dims();
    let [batch, _, height, width] = input.dims();
    let ([_, _, down, across], inner) = (grad_output.dims(), channels * k_h * k_w);
    let places = down * across;
    let grad = grad_output
        .permute([1, 0, 2, 3])
        .reshape([out, batch * places]);
    let columns = im2col(input, self.window, 0.0).reshape([batch, inner, places]);
    let columns = columns.permute([1, 0, 2]).reshape([inner, batch * places]);
    let weight = self.weight.value.clone().reshape([out, inner]);
    self.weight.grad = grad
        .clone()
        .matmul(columns.transpose())
        .reshape([out, channels, k_h, k_w]);
    self.bias.grad = grad.clone().sum_dim(1).squeeze_dim(1);
    let columns = weight
        .transpose()
        .matmul(grad)
        .reshape([inner, batch, places]);
    let columns = columns.permute([1, 0, 2]);
    let columns = columns.reshape([batch, channels, k_h * k_w, places]);
    col2im(columns, self.window, [height, width])
}

/// a2.convolution.backward: window by window, added to what is there
fn convolution_backward_3() {
    let input = self.input.take().expect("backward follows forward");
    let shape = self.weight.value.dims();
    let [out, channels, k_h, k_w] = shape;
    let [batch, _, height, width] = input.dims();
    let [_, _, down, across] = grad_output.dims();
    let (s, p) = (self.window.stride, self.window.padding);
    let weight: Tensor<2> = self
        .weight
        .value
        .clone()
        .reshape([out, channels * k_h * k_w]);
    let padded = input.pad((p, p, p, p), 0.0);
    let mut of_input = padded.zeros_like();
    let mut of_weight = weight.zeros_like();
    let mut of_bias = self.bias.value.zeros_like();
    for i in 0..down {
        for j in 0..across {
            let part = [
                0..batch,
                0..channels,
                i * s..i * s + k_h,
                j * s..j * s + k_w,
            ];
            let seen = padded
                .clone()
                .slice(part.clone())
                .reshape([batch, channels * k_h * k_w]);
            let grad = grad_output.clone().narrow(2, i, 1).narrow(3, j, 1);
            let grad: Tensor<2> = grad.reshape([batch, out]);
            of_weight = of_weight + grad.clone().transpose().matmul(seen);
            of_bias = of_bias + grad.clone().sum_dim(0).reshape([out]);
            let more = grad
                .matmul(weight.clone())
                .reshape([batch, channels, k_h, k_w]);
            let old = of_input.clone().slice(part.clone());
            of_input = of_input.slice_assign(part, old + more);
        }
    }
    self.weight.grad = of_weight.reshape(shape);
    self.bias.grad = of_bias;
    of_input.slice([0..batch, 0..channels, p..p + height, p..p + width])
}
