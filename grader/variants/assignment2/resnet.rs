//! Correct bodies for `assignment2/src/resnet.rs`, written otherwise than the solution.

/// a2.resnet.block: a fold over the layers
fn resnet_block_1() {
    let learned = self.layers.iter().fold(input.clone(), |hidden, layer| {
        burn::tensor::activation::relu(layer.forward(hidden))
    });
    learned + input
}

/// a2.resnet.block: convolution and normalisation apart, ReLU as the larger of z and 0
fn resnet_block_2() {
    let mut hidden = input.clone();
    for layer in &self.layers {
        hidden = layer.convolution.forward(hidden);
        hidden = layer.norm.forward(hidden).clamp_min(0.0);
    }
    hidden.add(input)
}

/// a2.resnet.block: the sum in two halves, of what is positive and of what is not
fn resnet_block_3() {
    let way_around = input.clone();
    let [first, second] = &self.layers;
    let hidden =
        burn::tensor::activation::relu(first.norm.forward(first.convolution.forward(input)));
    let learned =
        burn::tensor::activation::relu(second.norm.forward(second.convolution.forward(hidden)));
    let negative = way_around.clone().clamp_max(0.0);
    way_around.clamp_min(0.0) + learned + negative
}
