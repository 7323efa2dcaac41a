//! Correct bodies for `assignment3/src/conv_vae.rs`, written otherwise than the solution.

/// a3.conv_vae.down: one after the other
fn conv_vae_down_1() {
    let [channels, height, width] = self.image;
    let [batch, _] = pictures.dims();
    let [first, second] = &self.convolutions;
    let maps = first
        .forward(pictures.reshape([batch, channels, height, width]))
        .clamp_min(0.0);
    let maps = second.forward(maps).clamp_min(0.0);
    maps.reshape([batch, self.features()])
}

/// a3.conv_vae.down: as a fold, with ReLU as half of z + |z|
fn conv_vae_down_2() {
    let [channels, height, width] = self.image;
    let batch = pictures.dims()[0];
    let maps = pictures.reshape([batch, channels, height, width]);
    let maps = self.convolutions.iter().fold(maps, |maps, convolution| {
        let maps = convolution.forward(maps);
        (maps.clone() + maps.abs()) * 0.5
    });
    maps.flatten(1, 3)
}

/// a3.conv_vae.down: picture by picture
fn conv_vae_down_3() {
    let [channels, height, width] = self.image;
    let batch = pictures.dims()[0];
    let rows = (0..batch).map(|picture| {
        let own = pictures.clone().narrow(0, picture, 1);
        let mut maps = own.reshape([1, channels, height, width]);
        for convolution in &self.convolutions {
            maps = activation::relu(convolution.forward(maps));
        }
        maps.flatten::<2>(1, 3)
    });
    Tensor::cat(rows.collect(), 0)
}

/// a3.conv_vae.up: one after the other, doubled before ReLU
fn conv_vae_up_1() {
    let [channels, height, width] = small(self.image);
    let [first, second] = &self.convolutions;
    let batch = rows.dims()[0];
    let maps = upsample(rows.reshape([batch, channels, height, width]));
    let maps = upsample(first.forward(maps.clamp_min(0.0)));
    second.forward(activation::relu(maps)).flatten(1, 3)
}

/// a3.conv_vae.up: ReLU of the rows, and behind the first convolution
fn conv_vae_up_2() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let maps = activation::relu(rows).reshape([batch, channels, height, width]);
    let [first, second] = &self.convolutions;
    let middle = activation::relu(first.forward(upsample(maps)));
    let logits = second.forward(upsample(middle));
    let [_, channels, height, width] = logits.dims();
    logits.reshape([batch, channels * height * width])
}

/// a3.conv_vae.up: rows and columns repeated by index
fn conv_vae_up_3() {
    let [channels, height, width] = small(self.image);
    let batch = rows.dims()[0];
    let mut maps = rows.reshape([batch, channels, height, width]);
    for convolution in &self.convolutions {
        for axis in [2, 3] {
            let side = maps.dims()[axis] as i64;
            let twice: Vec<i64> = (0..2 * side).map(|place| place / 2).collect();
            let twice = Tensor::<1, burn::tensor::Int>::from_data(&*twice, &maps.device());
            maps = maps.select(axis, twice);
        }
        maps = convolution.forward(activation::relu(maps));
    }
    maps.flatten(1, 3)
}
