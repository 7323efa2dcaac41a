//! Typical mistakes in `assignment3/src/convolutional_autoencoder.rs`.

/// a3.convolutional_autoencoder.decode: no upsampling in front of the last convolution, and twice before
fn convolutional_autoencoder_decode_1() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = activation::relu(self.from_code.forward(codes));
    let count = smooth.weight.dims()[1];
    let maps = upsample(upsample(maps.reshape([
        batch,
        count,
        height / 4,
        width / 4,
    ])));
    activation::sigmoid(last.forward(activation::relu(smooth.forward(maps))))
}

/// a3.convolutional_autoencoder.decode: no sigmoid at the end
fn convolutional_autoencoder_decode_2() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = activation::relu(self.from_code.forward(codes));
    let count = smooth.weight.dims()[1];
    let maps = upsample(maps.reshape([batch, count, height / 4, width / 4]));
    last.forward(upsample(activation::relu(smooth.forward(maps))))
}

/// a3.convolutional_autoencoder.decode: no ReLU behind the linear layer
fn convolutional_autoencoder_decode_3() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = self.from_code.forward(codes);
    let count = smooth.weight.dims()[1];
    let maps = upsample(maps.reshape([batch, count, height / 4, width / 4]));
    let maps = upsample(activation::relu(smooth.forward(maps)));
    activation::sigmoid(last.forward(maps))
}

/// a3.convolutional_autoencoder.decode: no ReLU behind the first convolution
fn convolutional_autoencoder_decode_4() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = activation::relu(self.from_code.forward(codes));
    let count = smooth.weight.dims()[1];
    let maps = upsample(maps.reshape([batch, count, height / 4, width / 4]));
    activation::sigmoid(last.forward(upsample(smooth.forward(maps))))
}

/// a3.convolutional_autoencoder.decode: width before height
fn convolutional_autoencoder_decode_5() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = activation::relu(self.from_code.forward(codes));
    let count = smooth.weight.dims()[1];
    let maps = maps.reshape([batch, count, width / 4, height / 4]);
    let maps = upsample(maps.permute([0, 1, 3, 2]));
    let maps = upsample(activation::relu(smooth.forward(maps)));
    activation::sigmoid(last.forward(maps))
}

/// a3.convolutional_autoencoder.decode: the maps behind the pixels
fn convolutional_autoencoder_decode_6() {
    let ([batch, _], [height, width]) = (codes.dims(), self.size);
    let [smooth, last] = &self.up;
    let maps = activation::relu(self.from_code.forward(codes));
    let count = smooth.weight.dims()[1];
    let maps = maps.reshape([batch, height / 4, width / 4, count]);
    let maps = upsample(maps.permute([0, 3, 1, 2]));
    let maps = upsample(activation::relu(smooth.forward(maps)));
    activation::sigmoid(last.forward(maps))
}

/// a3.convolutional_autoencoder.upsample: the whole map beside itself and below itself
fn convolutional_autoencoder_upsample_1() {
    maps.repeat(&[1, 1, 2, 2])
}

/// a3.convolutional_autoencoder.upsample: zeros between the pixels
fn convolutional_autoencoder_upsample_2() {
    let [batch, count, height, width] = maps.dims();
    let pixels = maps.reshape([batch, count, height, 1, width, 1]);
    let wide = Tensor::cat(vec![pixels.clone(), pixels.zeros_like()], 5);
    let high = Tensor::cat(vec![wide.clone(), wide.zeros_like()], 3);
    high.reshape([batch, count, 2 * height, 2 * width])
}

/// a3.convolutional_autoencoder.upsample: rows doubled, and columns side by side
fn convolutional_autoencoder_upsample_3() {
    let [batch, count, height, width] = maps.dims();
    let rows = maps.reshape([batch, count, height, 1, width]);
    let squares = rows.repeat(&[1, 1, 1, 2, 2]);
    squares.reshape([batch, count, 2 * height, 2 * width])
}

/// a3.convolutional_autoencoder.upsample: divides a pixel among the four
fn convolutional_autoencoder_upsample_4() {
    let [batch, count, height, width] = maps.dims();
    let pixels = maps.reshape([batch, count, height, 1, width, 1]) / 4.0;
    let squares = pixels.repeat(&[1, 1, 1, 2, 1, 2]);
    squares.reshape([batch, count, 2 * height, 2 * width])
}

/// a3.convolutional_autoencoder.upsample: height and width change places
fn convolutional_autoencoder_upsample_5() {
    let [batch, count, height, width] = maps.dims();
    let pixels = maps.reshape([batch, count, height, 1, width, 1]);
    let squares = pixels.repeat(&[1, 1, 1, 2, 1, 2]);
    squares.reshape([batch, count, 2 * width, 2 * height])
}
