//! Correct bodies for `assignment2/src/pooling.rs`, written otherwise than the solution.

/// a2.pooling.forward: number by number on the host, in f32
fn pooling_forward_1() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let x: Vec<f32> = input.to_data().iter::<f32>().collect();
    let mut y = Vec::new();
    for map in x.chunks(height * width) {
        for i in 0..down {
            for j in 0..across {
                let mut largest = f32::NEG_INFINITY;
                for row in (i * s).max(p)..(i * s + self.window.size[0]).min(height + p) {
                    for column in (j * s).max(p)..(j * s + self.window.size[1]).min(width + p) {
                        largest = largest.max(map[(row - p) * width + column - p]);
                    }
                }
                y.push(largest);
            }
        }
    }
    let device = input.device();
    self.input = Some(input);
    Tensor::<1>::from_data(&*y, &device).reshape([batch, channels, down, across])
}

/// a2.pooling.forward: the larger of each pair of shifted images
fn pooling_forward_2() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let padded = input.clone().pad((p, p, p, p), f64::NEG_INFINITY);
    let device = input.device();
    let mut largest =
        Tensor::<4>::full([batch, channels, down, across], f64::NEG_INFINITY, &device);
    for u in 0..self.window.size[0] {
        for v in 0..self.window.size[1] {
            let (rows, columns) = (u..u + (down - 1) * s + 1, v..v + (across - 1) * s + 1);
            let step = s as isize;
            let seen = padded
                .clone()
                .slice(common::by_hand::s![.., .., rows;step, columns;step]);
            largest = largest.max_pair(seen);
        }
    }
    self.input = Some(input);
    largest
}

/// a2.pooling.forward: a very small number around the image, and window by window
fn pooling_forward_3() {
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let [k_h, k_w] = self.window.size;
    let padded = input.clone().pad((p, p, p, p), -1e30);
    let mut rows = Vec::new();
    for i in 0..down {
        let mut row = Vec::new();
        for j in 0..across {
            let seen = padded.clone().narrow(2, i * s, k_h).narrow(3, j * s, k_w);
            row.push(seen.max_dim(2).max_dim(3));
        }
        rows.push(Tensor::cat(row, 3));
    }
    self.input = Some(input);
    let output = Tensor::cat(rows, 2);
    assert_shape!(output, [batch, channels, down, across]);
    output
}

/// a2.pooling.backward: number by number on the host, in f32
fn pooling_backward_1() {
    let input = self.input.take().unwrap();
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let (s, p) = (self.window.stride, self.window.padding);
    let x: Vec<f32> = input.to_data().iter::<f32>().collect();
    let g: Vec<f32> = grad_output.to_data().iter::<f32>().collect();
    let mut of_x = vec![0f32; x.len()];
    for (at, g) in g.into_iter().enumerate() {
        let (i, j, map) = (at / across % down, at % across, at / across / down);
        let mut best: Option<usize> = None;
        for row in (i * s).max(p)..(i * s + self.window.size[0]).min(height + p) {
            for column in (j * s).max(p)..(j * s + self.window.size[1]).min(width + p) {
                let pixel = (map * height + row - p) * width + column - p;
                if best.is_none_or(|best| x[pixel] > x[best]) {
                    best = Some(pixel);
                }
            }
        }
        of_x[best.unwrap()] += g;
    }
    let of_x = Tensor::<1>::from_data(&*of_x, &input.device());
    of_x.reshape([batch, channels, height, width])
}

/// a2.pooling.backward: a mask that is 1 at the winner
fn pooling_backward_2() {
    let input = self.input.take().expect("backward follows forward");
    let [batch, channels, height, width] = input.dims();
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let (shape, device) = (columns.dims(), columns.device());
    let numbers: Vec<f64> = (0..shape[2]).map(|k| k as f64).collect();
    let numbers = Tensor::<1>::from_data(&*numbers, &device).reshape([1, 1, -1, 1]);
    let winner = columns.argmax(2).float();
    let mask = (numbers - winner).equal_elem(0.0).float();
    let grad = grad_output.reshape([batch, channels, 1, shape[3]]);
    col2im(mask * grad, self.window, [height, width])
}

/// a2.pooling.backward: place by place of the window; who has won before is out
fn pooling_backward_3() {
    let input = self.input.clone().expect("backward follows forward");
    let [_, _, height, width] = input.dims();
    let columns = im2col(input, self.window, f64::NEG_INFINITY);
    let largest = columns.clone().max_dim(2);
    let mut open = largest.zeros_like() + 1.0;
    let grad = grad_output.reshape(largest.dims());
    let mut shares = Vec::new();
    for k in 0..columns.dims()[2] {
        let seen = columns.clone().narrow(2, k, 1);
        let wins = seen.equal(largest.clone()).float() * open.clone();
        open = open - wins.clone();
        shares.push(wins * grad.clone());
    }
    col2im(Tensor::cat(shares, 2), self.window, [height, width])
}
