//! Typical mistakes in `assignment3/src/dcgan.rs`.

/// a3.dcgan.generator: the first map is not normalised
fn dcgan_generator_1() {
    let [batch, _] = noise.dims();
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let mut maps = maps.reshape([batch, channels, rows, columns]);
    for (number, (norm, layer)) in self.norms.iter().zip(&self.layers).enumerate() {
        if number > 0 {
            maps = batch_norm(norm, maps, Kernels::Fast);
        }
        maps = layer.forward(activation::relu(maps));
    }
    maps.tanh()
}

/// a3.dcgan.generator: batch normalisation is forgotten
fn dcgan_generator_2() {
    let [batch, _] = noise.dims();
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let mut maps = maps.reshape([batch, channels, rows, columns]);
    for (norm, layer) in self.norms.iter().zip(&self.layers) {
        let _ = norm;
        maps = layer.forward(activation::relu(maps));
    }
    maps.tanh()
}

/// a3.dcgan.generator: the pixels come out of a sigmoid, from 0 to 1
fn dcgan_generator_3() {
    let [batch, _] = noise.dims();
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let mut maps = maps.reshape([batch, channels, rows, columns]);
    for (norm, layer) in self.norms.iter().zip(&self.layers) {
        maps = layer.forward(batch_norm_relu(norm, maps, Kernels::Fast));
    }
    activation::sigmoid(maps)
}

/// a3.dcgan.generator: no ReLU between the layers
fn dcgan_generator_4() {
    let [batch, _] = noise.dims();
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let mut maps = maps.reshape([batch, channels, rows, columns]);
    for (norm, layer) in self.norms.iter().zip(&self.layers) {
        maps = layer.forward(batch_norm(norm, maps, Kernels::Fast));
    }
    maps.tanh()
}

/// a3.dcgan.generator: leaky ReLU, as in the discriminator
fn dcgan_generator_5() {
    let [batch, _] = noise.dims();
    let [channels, rows, columns] = self.first;
    let maps = self.input.forward(noise);
    let mut maps = maps.reshape([batch, channels, rows, columns]);
    for (norm, layer) in self.norms.iter().zip(&self.layers) {
        let normalized = batch_norm(norm, maps, Kernels::Fast);
        maps = layer.forward(activation::leaky_relu(normalized, SLOPE));
    }
    maps.tanh()
}

/// a3.dcgan.discriminator: batch normalisation is forgotten
fn dcgan_discriminator_1() {
    let mut maps = images;
    for layer in &self.layers {
        maps = activation::leaky_relu(layer.forward(maps), SLOPE);
    }
    self.output.forward(maps.flatten(1, 3))
}

/// a3.dcgan.discriminator: an ordinary ReLU
fn dcgan_discriminator_2() {
    let mut maps = images;
    for (number, layer) in self.layers.iter().enumerate() {
        maps = layer.forward(maps);
        if let Some(norm) = number.checked_sub(1).and_then(|it| self.norms.get(it)) {
            maps = batch_norm(norm, maps, Kernels::Fast);
        }
        maps = activation::relu(maps);
    }
    self.output.forward(maps.flatten(1, 3))
}

/// a3.dcgan.discriminator: a sigmoid at the end, although the loss takes logits
fn dcgan_discriminator_3() {
    let mut maps = images;
    for (number, layer) in self.layers.iter().enumerate() {
        maps = layer.forward(maps);
        if let Some(norm) = number.checked_sub(1).and_then(|it| self.norms.get(it)) {
            maps = batch_norm(norm, maps, Kernels::Fast);
        }
        maps = activation::leaky_relu(maps, SLOPE);
    }
    activation::sigmoid(self.output.forward(maps.flatten(1, 3)))
}

/// a3.dcgan.discriminator: normalises after the activation
fn dcgan_discriminator_4() {
    let mut maps = images;
    for (number, layer) in self.layers.iter().enumerate() {
        maps = activation::leaky_relu(layer.forward(maps), SLOPE);
        if let Some(norm) = number.checked_sub(1).and_then(|it| self.norms.get(it)) {
            maps = batch_norm(norm, maps, Kernels::Fast);
        }
    }
    self.output.forward(maps.flatten(1, 3))
}
