//! Correct bodies for `assignment3/src/dcgan.rs`, written otherwise than the solution. Autodiff goes through each of
//! them, so nothing is computed on the host.

/// a3.dcgan.generator: a fold over the layers
fn dcgan_generator_1() {
    let [channels, rows, columns] = self.first;
    let count = noise.dims()[0];
    let first: Tensor<4> = self
        .input
        .forward(noise)
        .reshape([count, channels, rows, columns]);
    let layers = self.layers.iter().zip(&self.norms);
    let last = layers.fold(first, |maps, (layer, norm)| {
        layer.forward(batch_norm_relu(norm, maps, Kernels::Fast))
    });
    activation::tanh(last)
}

/// a3.dcgan.generator: normalisation and ReLU one after the other
fn dcgan_generator_2() {
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise.clone());
    let mut maps = maps.reshape([noise.dims()[0], channels, rows, columns]);
    for number in 0..self.layers.len() {
        let normalized = batch_norm(&self.norms[number], maps, Kernels::Fast);
        maps = self.layers[number].forward(activation::relu(normalized));
    }
    maps.tanh()
}

/// a3.dcgan.generator: Burn's own normalisation, ReLU as a clamp, tanh as 2 sigmoid(2z) - 1
fn dcgan_generator_3() {
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let batch = maps.dims()[0];
    let mut maps: Tensor<4> = maps.reshape([batch, channels, rows, columns]);
    for (norm, layer) in self.norms.iter().zip(&self.layers) {
        maps = layer.forward(norm.forward(maps).clamp_min(0.0));
    }
    activation::sigmoid(maps * 2.0) * 2.0 - 1.0
}

/// a3.dcgan.discriminator: the first layer apart
fn dcgan_discriminator_1() {
    let (first, rest) = self.layers.split_first().expect("at least one layer");
    let mut maps = activation::leaky_relu(first.forward(images), SLOPE);
    for (number, layer) in rest.iter().enumerate() {
        maps = layer.forward(maps);
        if !self.norms.is_empty() {
            maps = self.norms[number].forward(maps);
        }
        maps = activation::leaky_relu(maps, SLOPE);
    }
    self.output.forward(maps.flatten(1, 3))
}

/// a3.dcgan.discriminator: norms as an iterator that begins with none, leaky ReLU as the larger of z and 0.2 z
fn dcgan_discriminator_2() {
    let norms = std::iter::once(None)
        .chain(self.norms.iter().map(Some))
        .chain(std::iter::repeat(None));
    let maps = self
        .layers
        .iter()
        .zip(norms)
        .fold(images, |maps, (layer, norm)| {
            let maps = layer.forward(maps);
            let maps = match norm {
                Some(norm) => batch_norm(norm, maps, Kernels::Fast),
                None => maps,
            };
            maps.clone().max_pair(maps * SLOPE)
        });
    let [batch, channels, rows, columns] = maps.dims();
    self.output
        .forward(maps.reshape([batch, channels * rows * columns]))
}

/// a3.dcgan.discriminator: counts the layers down
fn dcgan_discriminator_3() {
    let mut norms = self.norms.iter();
    let mut maps = self.layers[0].forward(images);
    for layer in &self.layers[1..] {
        maps = layer.forward(activation::leaky_relu(maps, SLOPE));
        if let Some(norm) = norms.next() {
            maps = batch_norm(norm, maps, Kernels::Fast);
        }
    }
    let row: Tensor<2> = activation::leaky_relu(maps, SLOPE).flatten(1, 3);
    row.matmul(self.output.weight.val())
        + self
            .output
            .bias
            .as_ref()
            .expect("it has one")
            .val()
            .unsqueeze()
}
