//! Correct bodies for `assignment2/src/inception.rs`, written otherwise than the solution.

/// a2.inception.block: branch after branch, each a line
fn inception_block_1() {
    let one = burn::tensor::activation::relu(self.one.forward(input.clone()));
    let three = burn::tensor::activation::relu(self.three[0].forward(input.clone()));
    let three = burn::tensor::activation::relu(self.three[1].forward(three));
    let five = burn::tensor::activation::relu(self.five[0].forward(input.clone()));
    let five = burn::tensor::activation::relu(self.five[1].forward(five));
    let pooled = burn::tensor::activation::relu(self.pooled.forward(self.pool.forward(input)));
    Tensor::cat(vec![one, three, five, pooled], 1)
}

/// a2.inception.block: the branches as lists of layers, the last ReLU over all maps
fn inception_block_2() {
    let branch = |layers: &[ConvNorm; 2]| {
        let hidden = burn::tensor::activation::relu(layers[0].forward(input.clone()));
        layers[1].forward(hidden)
    };
    let branches = vec![
        self.one.forward(input.clone()),
        branch(&self.three),
        branch(&self.five),
        self.pooled.forward(self.pool.forward(input.clone())),
    ];
    burn::tensor::activation::relu(Tensor::cat(branches, 1))
}

/// a2.inception.block: joined two by two, convolution and normalisation apart
fn inception_block_3() {
    let layer = |layer: &ConvNorm, maps: Tensor<4>| {
        let ConvNorm { convolution, norm } = layer;
        norm.forward(convolution.forward(maps)).clamp_min(0.0)
    };
    let mut maps = layer(&self.one, input.clone());
    for [reducing, large] in [&self.three, &self.five] {
        let branch = layer(large, layer(reducing, input.clone()));
        maps = Tensor::cat(vec![maps, branch], 1);
    }
    let pooled = layer(&self.pooled, self.pool.forward(input));
    Tensor::cat(vec![maps, pooled], 1)
}
