//! Typical mistakes in `assignment2/src/inception.rs`.

/// a2.inception.block: the branches in another order
fn inception_block_1() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(five, layer(five_in, input.clone())),
        layer(three, layer(three_in, input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: the pool's maps in front
fn inception_block_2() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.pooled, self.pool.forward(input.clone())),
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: no ReLU behind the 1x1 layers in front of the large windows
fn inception_block_3() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, three_in.forward(input.clone())),
        layer(five, five_in.forward(input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: the last branch without its pool
fn inception_block_4() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        layer(&self.pooled, input),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: no ReLU at all, the sums are left to the next block
fn inception_block_5() {
    let layer = |layer: &ConvNorm, maps| layer.forward(maps);
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: ReLU before the normalisation
fn inception_block_6() {
    let layer = |layer: &ConvNorm, maps| {
        let convolved = layer.convolution.forward(maps);
        layer
            .norm
            .forward(burn::tensor::activation::relu(convolved))
    };
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: one ReLU, over all maps, none inside the branches
fn inception_block_7() {
    let layer = |layer: &ConvNorm, maps| layer.forward(maps);
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    burn::tensor::activation::relu(Tensor::cat(branches, 1))
}

/// a2.inception.block: the pool goes over the maps of the 1x1 layer
fn inception_block_8() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        self.pool.forward(layer(&self.pooled, input)),
    ];
    Tensor::cat(branches, 1)
}

/// a2.inception.block: the maps stand in the place of rows
fn inception_block_9() {
    let layer = |layer: &ConvNorm, maps| burn::tensor::activation::relu(layer.forward(maps));
    let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
    let branches = vec![
        layer(&self.one, input.clone()),
        layer(three, layer(three_in, input.clone())),
        layer(five, layer(five_in, input.clone())),
        layer(&self.pooled, self.pool.forward(input)),
    ];
    let whole = Tensor::cat(branches, 1);
    let [batch, maps, height, width] = whole.dims();
    whole.swap_dims(1, 2).reshape([batch, maps, height, width])
}
