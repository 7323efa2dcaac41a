//! Typical mistakes in `assignment2/src/resnet.rs`.

/// a2.resnet.block: no way around the layers
fn resnet_block_1() {
    let [first, second] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input));
    burn::tensor::activation::relu(second.forward(hidden))
}

/// a2.resnet.block: the second ReLU behind the sum
fn resnet_block_2() {
    let [first, second] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input.clone()));
    burn::tensor::activation::relu(input + second.forward(hidden))
}

/// a2.resnet.block: the way around goes through a ReLU
fn resnet_block_3() {
    let [first, second] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input.clone()));
    burn::tensor::activation::relu(input) + burn::tensor::activation::relu(second.forward(hidden))
}

/// a2.resnet.block: only the second layer has a way around it
fn resnet_block_4() {
    let [first, second] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input));
    hidden.clone() + burn::tensor::activation::relu(second.forward(hidden))
}

/// a2.resnet.block: no ReLU behind the second layer
fn resnet_block_5() {
    let [first, second] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input.clone()));
    input + second.forward(hidden)
}

/// a2.resnet.block: no ReLU between the layers
fn resnet_block_6() {
    let [first, second] = &self.layers;
    let hidden = first.forward(input.clone());
    input + burn::tensor::activation::relu(second.forward(hidden))
}

/// a2.resnet.block: ReLU before the normalisation
fn resnet_block_7() {
    let mut hidden = input.clone();
    for layer in &self.layers {
        let convolved = layer.convolution.forward(hidden);
        hidden = layer
            .norm
            .forward(burn::tensor::activation::relu(convolved));
    }
    input + hidden
}

/// a2.resnet.block: the first layer twice
fn resnet_block_8() {
    let [first, _] = &self.layers;
    let hidden = burn::tensor::activation::relu(first.forward(input.clone()));
    input + burn::tensor::activation::relu(first.forward(hidden))
}

/// a2.resnet.block: a way around each of the two layers
fn resnet_block_9() {
    let [first, second] = &self.layers;
    let hidden = input.clone() + burn::tensor::activation::relu(first.forward(input));
    hidden.clone() + burn::tensor::activation::relu(second.forward(hidden))
}

/// a2.resnet.block: one layer only
fn resnet_block_10() {
    let [first, _] = &self.layers;
    input.clone() + burn::tensor::activation::relu(first.forward(input))
}
