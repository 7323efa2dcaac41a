//! Typical mistakes in `assignment3/src/conv_vae.rs`.

/// a3.conv_vae.down: no ReLU behind the last convolution
fn conv_vae_down_1() {
    let [channels, height, width] = self.image;
    let batch = pictures.dims()[0];
    let maps = pictures.reshape([batch, channels, height, width]);
    let [first, second] = &self.convolutions;
    let maps = second.forward(activation::relu(first.forward(maps)));
    maps.flatten(1, 3)
}

/// a3.conv_vae.down: channels taken for the last axis of the pictures
fn conv_vae_down_2() {
    let [channels, height, width] = self.image;
    let batch = pictures.dims()[0];
    let mut maps = pictures
        .reshape([batch, height, width, channels])
        .permute([0, 3, 1, 2]);
    for convolution in &self.convolutions {
        maps = activation::relu(convolution.forward(maps));
    }
    maps.flatten(1, 3)
}

/// a3.conv_vae.down: no ReLU between the convolutions
fn conv_vae_down_3() {
    let [channels, height, width] = self.image;
    let batch = pictures.dims()[0];
    let mut maps = pictures.reshape([batch, channels, height, width]);
    for convolution in &self.convolutions {
        maps = convolution.forward(maps);
    }
    activation::relu(maps).flatten(1, 3)
}

/// a3.conv_vae.up: ReLU behind the last convolution, so that no logit is negative
fn conv_vae_up_1() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let mut maps = rows.reshape([batch, channels, height, width]);
    for convolution in &self.convolutions {
        maps = activation::relu(convolution.forward(upsample(maps)));
    }
    maps.flatten(1, 3)
}

/// a3.conv_vae.up: doubled behind each convolution, where nothing smooths the squares
fn conv_vae_up_2() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let mut maps = rows.reshape([batch, channels, height, width]);
    for convolution in &self.convolutions {
        maps = upsample(convolution.forward(activation::relu(maps)));
    }
    maps.flatten(1, 3)
}

/// a3.conv_vae.up: no ReLU between the convolutions
fn conv_vae_up_3() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let mut maps = activation::relu(rows).reshape([batch, channels, height, width]);
    for convolution in &self.convolutions {
        maps = convolution.forward(upsample(maps));
    }
    maps.flatten(1, 3)
}

/// a3.conv_vae.up: no ReLU in front of the first convolution
fn conv_vae_up_4() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let maps = rows.reshape([batch, channels, height, width]);
    let [first, second] = &self.convolutions;
    let maps = activation::relu(first.forward(upsample(maps)));
    second.forward(upsample(maps)).flatten(1, 3)
}
