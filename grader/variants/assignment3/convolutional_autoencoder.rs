//! Correct bodies for `assignment3/src/convolutional_autoencoder.rs`, written otherwise than the solution.

/// a3.convolutional_autoencoder.decode: line by line
fn convolutional_autoencoder_decode_1() {
    let [height, width] = self.size;
    let hidden = self.from_code.forward(codes).clamp_min(0.0);
    let [batch, numbers] = hidden.dims();
    let (high, wide) = (height / 4, width / 4);
    let maps = hidden.reshape([batch, numbers / (high * wide), high, wide]);
    let maps = upsample(maps);
    let maps = self.up[0].forward(maps);
    let maps = maps.clamp_min(0.0);
    let maps = upsample(maps);
    let logits = self.up[1].forward(maps);
    ((-logits).exp() + 1.0).recip()
}

/// a3.convolutional_autoencoder.decode: code by code
fn convolutional_autoencoder_decode_2() {
    let [height, width] = self.size;
    let [smooth, last] = &self.up;
    let images = codes.iter_dim(0).map(|code: Tensor<2>| {
        let maps = activation::relu(self.from_code.forward(code));
        let maps = maps.reshape([1, smooth.weight.dims()[1], height / 4, width / 4]);
        let maps = activation::relu(smooth.forward(upsample(maps)));
        activation::sigmoid(last.forward(upsample(maps)))
    });
    Tensor::cat(images.collect(), 0)
}

/// a3.convolutional_autoencoder.decode: ReLU behind the upsampling, which may change places with it
fn convolutional_autoencoder_decode_3() {
    let [height, width] = self.size;
    let count = self.up[0].weight.dims()[1] as i32;
    let maps = self.from_code.forward(codes);
    let maps = maps.reshape([-1, count, height as i32 / 4, width as i32 / 4]);
    let maps = self.up[0].forward(activation::relu(upsample(maps)));
    let maps = self.up[1].forward(activation::relu(upsample(maps)));
    activation::sigmoid(maps)
}

/// a3.convolutional_autoencoder.upsample: each row and each column taken twice
fn convolutional_autoencoder_upsample_1() {
    let [_, _, height, width] = maps.dims();
    let twice = |count: usize| {
        let places: Vec<i64> = (0..2 * count as i64).map(|place| place / 2).collect();
        Tensor::<1, burn::tensor::Int>::from_data(&*places, &maps.device())
    };
    let (rows, columns) = (twice(height), twice(width));
    maps.select(2, rows).select(3, columns)
}

/// a3.convolutional_autoencoder.upsample: products with a matrix that doubles
fn convolutional_autoencoder_upsample_2() {
    let [_, _, height, width] = maps.dims();
    let device = maps.device();
    let doubling = |count: usize| {
        let mut numbers = vec![0.0; 2 * count * count];
        for row in 0..2 * count {
            numbers[row * count + row / 2] = 1.0;
        }
        Tensor::<1>::from_data(&*numbers, &device).reshape([1, 1, 2 * count, count])
    };
    let high = doubling(height).matmul(maps);
    high.matmul(doubling(width).transpose())
}

/// a3.convolutional_autoencoder.upsample: columns put side by side, then rows
fn convolutional_autoencoder_upsample_3() {
    let mut columns = Vec::new();
    for column in maps.iter_dim(3) {
        columns.push(column.clone());
        columns.push(column);
    }
    let wide: Tensor<4> = Tensor::cat(columns, 3);
    let rows = wide.iter_dim(2).flat_map(|row| [row.clone(), row]);
    Tensor::cat(rows.collect(), 2)
}
