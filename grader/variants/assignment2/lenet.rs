//! Correct bodies for `assignment2/src/lenet.rs`, written otherwise than the solution.

/// a2.lenet.features: a fold over the convolutions
fn lenet_features_1() {
    self.convolutions.iter().fold(images, |maps, convolution| {
        self.pool
            .forward(activation::relu(convolution.forward(maps)))
    })
}

/// a2.lenet.features: the pool before ReLU, which may change places with it
fn lenet_features_2() {
    let mut maps = images;
    for convolution in &self.convolutions {
        maps = activation::relu(self.pool.forward(convolution.forward(maps)));
    }
    maps
}

/// a2.lenet.features: line by line, ReLU as the larger of z and 0
fn lenet_features_3() {
    let maps = self.convolutions[0].forward(images);
    let maps = maps.clamp_min(0.0);
    let maps = self.pool.forward(maps);
    let maps = self.convolutions[1].forward(maps);
    let maps = maps.clamp_min(0.0);
    self.pool.forward(maps)
}

/// a2.lenet.classify: a reshape in place of the flattening
fn lenet_classify_1() {
    let [batch, channels, height, width] = maps.dims();
    let row = maps.reshape([batch, channels * height * width]);
    let hidden = activation::relu(self.linear[0].forward(row));
    self.linear[1].forward(self.dropout.forward(hidden))
}

/// a2.lenet.classify: dropout before ReLU, which may change places with it
fn lenet_classify_2() {
    let [hidden, output] = &self.linear;
    let hidden: Tensor<2> = hidden.forward(maps.flatten(1, 3));
    output.forward(activation::relu(self.dropout.forward(hidden)))
}

/// a2.lenet.classify: the last product written out
fn lenet_classify_3() {
    let [first, second] = &self.linear;
    let hidden = first.forward(maps.flatten::<2>(1, 3)).clamp_min(0.0);
    let logits = self.dropout.forward(hidden).matmul(second.weight.val());
    match &second.bias {
        Some(bias) => logits + bias.val().unsqueeze(),
        None => logits,
    }
}
