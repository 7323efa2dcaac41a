//! Typical mistakes in `assignment2/src/lenet.rs`.

/// a2.lenet.features: no ReLU behind the second convolution
fn lenet_features_1() {
    let [first, second] = &self.convolutions;
    let maps = self.pool.forward(activation::relu(first.forward(images)));
    self.pool.forward(second.forward(maps))
}

/// a2.lenet.features: no pool behind the second convolution
fn lenet_features_2() {
    let [first, second] = &self.convolutions;
    let maps = self.pool.forward(activation::relu(first.forward(images)));
    activation::relu(second.forward(maps))
}

/// a2.lenet.features: the pool in front of each convolution
fn lenet_features_3() {
    let [first, second] = &self.convolutions;
    let maps = activation::relu(first.forward(self.pool.forward(images)));
    activation::relu(second.forward(self.pool.forward(maps)))
}

/// a2.lenet.features: means in place of maxima
fn lenet_features_4() {
    let pool = burn::nn::pool::AvgPool2dConfig::new([2, 2])
        .with_strides([2, 2])
        .init();
    let [first, second] = &self.convolutions;
    let maps = pool.forward(activation::relu(first.forward(images)));
    pool.forward(activation::relu(second.forward(maps)))
}

/// a2.lenet.features: no ReLU behind the first convolution
fn lenet_features_5() {
    let [first, second] = &self.convolutions;
    let maps = self.pool.forward(first.forward(images));
    self.pool.forward(activation::relu(second.forward(maps)))
}

/// a2.lenet.features: tanh, as in 1998
fn lenet_features_6() {
    let [first, second] = &self.convolutions;
    let maps = self.pool.forward(first.forward(images).tanh());
    self.pool.forward(second.forward(maps).tanh())
}

/// a2.lenet.features: the convolutions without their bias
fn lenet_features_7() {
    let [first, second] = self.convolutions.clone().map(Conv2d::without_bias);
    let maps = self.pool.forward(activation::relu(first.forward(images)));
    self.pool.forward(activation::relu(second.forward(maps)))
}

/// a2.lenet.classify: a softmax in front of the loss, which has its own
fn lenet_classify_1() {
    let [hidden, output] = &self.linear;
    let hidden = activation::relu(hidden.forward(maps.flatten(1, 3)));
    activation::softmax(output.forward(self.dropout.forward(hidden)), 1)
}

/// a2.lenet.classify: a softmax over the batch
fn lenet_classify_2() {
    let [hidden, output] = &self.linear;
    let hidden = activation::relu(hidden.forward(maps.flatten(1, 3)));
    activation::softmax(output.forward(self.dropout.forward(hidden)), 0)
}

/// a2.lenet.classify: no ReLU, so that the two layers are one
fn lenet_classify_3() {
    let [hidden, output] = &self.linear;
    let hidden = hidden.forward(maps.flatten(1, 3));
    output.forward(self.dropout.forward(hidden))
}

/// a2.lenet.classify: dropout is forgotten
fn lenet_classify_4() {
    let [hidden, output] = &self.linear;
    let hidden = activation::relu(hidden.forward(maps.flatten(1, 3)));
    output.forward(hidden)
}

/// a2.lenet.classify: the features are dropped in place of the hidden numbers
fn lenet_classify_5() {
    let [hidden, output] = &self.linear;
    let row = self.dropout.forward(maps.flatten::<2>(1, 3));
    output.forward(activation::relu(hidden.forward(row)))
}

/// a2.lenet.classify: pixel by pixel in place of map by map
fn lenet_classify_6() {
    let [hidden, output] = &self.linear;
    let rows = maps.permute([0, 2, 3, 1]).flatten::<2>(1, 3);
    let hidden = activation::relu(hidden.forward(rows));
    output.forward(self.dropout.forward(hidden))
}

/// a2.lenet.classify: ReLU behind the last layer too
fn lenet_classify_7() {
    let [hidden, output] = &self.linear;
    let hidden = activation::relu(hidden.forward(maps.flatten(1, 3)));
    activation::relu(output.forward(self.dropout.forward(hidden)))
}
