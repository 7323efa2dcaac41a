//! Typical mistakes in `assignment3/src/gan.rs`.

/// a3.gan.generator: batch normalisation is forgotten
fn gan_generator_1() {
    let mut hidden = noise;
    for layer in &self.hidden {
        hidden = activation::leaky_relu(layer.forward(hidden), SLOPE);
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: the pixels come out of a sigmoid, from 0 to 1
fn gan_generator_2() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
        }
        hidden = activation::leaky_relu(hidden, SLOPE);
    }
    activation::sigmoid(self.output.forward(hidden))
}

/// a3.gan.generator: normalises after the activation
fn gan_generator_3() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = activation::leaky_relu(layer.forward(hidden), SLOPE);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
        }
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: an ordinary ReLU
fn gan_generator_4() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
        }
        hidden = activation::relu(hidden);
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: no function at the end
fn gan_generator_5() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
        }
        hidden = activation::leaky_relu(hidden, SLOPE);
    }
    self.output.forward(hidden)
}

/// a3.gan.discriminator: a sigmoid at the end, although the loss takes logits
fn gan_discriminator_1() {
    let last = self.layers.len() - 1;
    let mut hidden = pictures;
    for layer in &self.layers[..last] {
        hidden = activation::leaky_relu(layer.forward(hidden), SLOPE);
    }
    activation::sigmoid(self.layers[last].forward(hidden))
}

/// a3.gan.discriminator: leaky ReLU after the last layer too
fn gan_discriminator_2() {
    let mut hidden = pictures;
    for layer in &self.layers {
        hidden = activation::leaky_relu(layer.forward(hidden), SLOPE);
    }
    hidden
}

/// a3.gan.discriminator: an ordinary ReLU
fn gan_discriminator_3() {
    let last = self.layers.len() - 1;
    let mut hidden = pictures;
    for layer in &self.layers[..last] {
        hidden = activation::relu(layer.forward(hidden));
    }
    self.layers[last].forward(hidden)
}

/// a3.gan.discriminator_loss: the mean of the two terms instead of their sum
fn gan_discriminator_loss_1() {
    let (ones, zeros) = (of_real.ones_like(), of_fake.zeros_like());
    (binary_cross_entropy(of_real, ones) + binary_cross_entropy(of_fake, zeros)) / 2.0
}

/// a3.gan.discriminator_loss: real and fake have each other's target
fn gan_discriminator_loss_2() {
    let (zeros, ones) = (of_real.zeros_like(), of_fake.ones_like());
    binary_cross_entropy(of_real, zeros) + binary_cross_entropy(of_fake, ones)
}

/// a3.gan.discriminator_loss: both terms have the target 1
fn gan_discriminator_loss_3() {
    let (real, fake) = (of_real.ones_like(), of_fake.ones_like());
    binary_cross_entropy(of_real, real) + binary_cross_entropy(of_fake, fake)
}

/// a3.gan.discriminator_loss: one mean over both batches, so that the larger one counts more
fn gan_discriminator_loss_4() {
    let targets = Tensor::cat(vec![of_real.ones_like(), of_fake.zeros_like()], 0);
    binary_cross_entropy(Tensor::cat(vec![of_real, of_fake], 0), targets) * 2.0
}

/// a3.gan.generator_loss: fakes with the target 0, which is the discriminator's wish
fn gan_generator_loss_1() {
    let zeros = of_fake.zeros_like();
    binary_cross_entropy(of_fake, zeros)
}

/// a3.gan.generator_loss: equation (1) as it stands, which saturates
fn gan_generator_loss_2() {
    let zeros = of_fake.zeros_like();
    -binary_cross_entropy(of_fake, zeros)
}

/// a3.gan.generator_loss: the logarithm of the logit's sigmoid without its sign
fn gan_generator_loss_3() {
    activation::log_sigmoid(of_fake).mean()
}

/// a3.gan.step: the discriminator goes first, so that the generator faces a better one
fn gan_step_1() {
    let fake = self.generator.module().forward(noise);
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.clone().detach());
    let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
    let discriminator = self.discriminator.step(number, loss);
    let judged = self.discriminator.module().forward(fake);
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the discriminator judges fakes of the updated generator
fn gan_step_2() {
    let fake = self.generator.module().forward(noise.clone());
    let judged = self.discriminator.module().forward(fake);
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let fake = self.generator.module().forward(noise).detach();
    let discriminator = self.discriminator.module();
    let (of_real, of_fake) = (discriminator.forward(real), discriminator.forward(fake));
    let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: one loss for both, so that each network works for the other as well
fn gan_step_3() {
    let fake = self.generator.module().forward(noise.clone());
    let discriminator = self.discriminator.module();
    let (of_real, of_fake) = (
        discriminator.forward(real.clone()),
        discriminator.forward(fake),
    );
    let loss =
        generator_loss(of_fake.clone()) + discriminator_loss(of_real.clone(), of_fake.clone());
    let generator = self.generator.step(number, Step::of(loss));
    let fake = self.generator.module().forward(noise);
    let discriminator = self.discriminator.module();
    let judged = discriminator.forward(fake);
    let loss =
        generator_loss(judged.clone()) + discriminator_loss(discriminator.forward(real), judged);
    let discriminator = self.discriminator.step(number, Step::of(loss));
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the generator goes down on the discriminator's loss and helps it
fn gan_step_4() {
    let fake = self.generator.module().forward(noise);
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real.clone());
    let loss = discriminator_loss(of_real.clone(), discriminator.forward(fake.clone()));
    let generator = self.generator.step(number, Step::of(loss));
    let of_fake = self.discriminator.module().forward(fake.detach());
    let of_real_again = self.discriminator.module().forward(real);
    let loss = Step::of(discriminator_loss(of_real_again, of_fake.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: real pictures and fakes change places before the discriminator
fn gan_step_5() {
    let fake = self.generator.module().forward(noise);
    let judged = self.discriminator.module().forward(fake.clone());
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.detach());
    let loss = Step::of(discriminator_loss(of_fake.clone(), of_real.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the losses are reported in the other order
fn gan_step_6() {
    let fake = self.generator.module().forward(noise);
    let judged = self.discriminator.module().forward(fake.clone());
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.detach());
    let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([discriminator.loss, generator.loss], [of_real, of_fake])
}

/// a3.gan.generator: the first normalisation for every layer
fn gan_generator_6() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[0].forward(hidden);
        }
        hidden = activation::leaky_relu(hidden, SLOPE);
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: the slope of 0.01 that is usual elsewhere
fn gan_generator_7() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
        }
        hidden = activation::leaky_relu(hidden, 0.01);
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: only the second hidden layer is normalised
fn gan_generator_8() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number == 1 {
            hidden = self.norms[0].forward(hidden);
        }
        hidden = activation::leaky_relu(hidden, SLOPE);
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: no leaky ReLU in the first layer, which has no normalisation either
fn gan_generator_9() {
    let mut hidden = noise;
    for (number, layer) in self.hidden.iter().enumerate() {
        hidden = layer.forward(hidden);
        if number > 0 {
            hidden = self.norms[number - 1].forward(hidden);
            hidden = activation::leaky_relu(hidden, SLOPE);
        }
    }
    self.output.forward(hidden).tanh()
}

/// a3.gan.discriminator: the slope of 0.01 that is usual elsewhere
fn gan_discriminator_4() {
    let last = self.layers.len() - 1;
    let mut hidden = pictures;
    for layer in &self.layers[..last] {
        hidden = activation::leaky_relu(layer.forward(hidden), 0.01);
    }
    self.layers[last].forward(hidden)
}

/// a3.gan.discriminator: no activation between the layers
fn gan_discriminator_5() {
    let mut hidden = pictures;
    for layer in &self.layers {
        hidden = layer.forward(hidden);
    }
    hidden
}

/// a3.gan.discriminator: a tanh between the layers, as at the generator's end
fn gan_discriminator_6() {
    let last = self.layers.len() - 1;
    let mut hidden = pictures;
    for layer in &self.layers[..last] {
        hidden = layer.forward(hidden).tanh();
    }
    self.layers[last].forward(hidden)
}

/// a3.gan.discriminator_loss: logarithms of sigmoids, infinite where it is sure
fn gan_discriminator_loss_5() {
    let real = activation::sigmoid(of_real).log().mean();
    let fake = (-activation::sigmoid(of_fake) + 1.0).log().mean();
    -(real + fake)
}

/// a3.gan.discriminator_loss: a small number keeps the logarithms finite, and wrong
fn gan_discriminator_loss_6() {
    let real = (activation::sigmoid(of_real) + 1e-8).log().mean();
    let fake = (-activation::sigmoid(of_fake) + 1.0 + 1e-8).log().mean();
    -(real + fake)
}

/// a3.gan.discriminator_loss: real pictures are to be 0.9 only, label smoothing that nobody asked for
fn gan_discriminator_loss_7() {
    let (real, fake) = (of_real.ones_like() * 0.9, of_fake.zeros_like());
    binary_cross_entropy(of_real, real) + binary_cross_entropy(of_fake, fake)
}

/// a3.gan.generator_loss: the logarithm of a sigmoid, infinite where fakes are rejected
fn gan_generator_loss_4() {
    -activation::sigmoid(of_fake).log().mean()
}

/// a3.gan.generator_loss: the sum over the batch
fn gan_generator_loss_5() {
    let fakes = of_fake.dims()[0] as f64;
    let ones = of_fake.ones_like();
    binary_cross_entropy(of_fake, ones) * fakes
}

/// a3.gan.step: every step is number 0, so that the learning rates never change
fn gan_step_7() {
    let _ = number;
    let fake = self.generator.module().forward(noise);
    let judged = self.discriminator.module().forward(fake.clone());
    let generator = self.generator.step(0, Step::of(generator_loss(judged)));
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.detach());
    let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
    let discriminator = self.discriminator.step(0, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the generator is updated twice for each step of the discriminator
fn gan_step_8() {
    let fake = self.generator.module().forward(noise.clone());
    let judged = self.discriminator.module().forward(fake.clone());
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let again = self.generator.module().forward(noise);
    let judged = self.discriminator.module().forward(again);
    self.generator
        .step(number, Step::of(generator_loss(judged)));
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.detach());
    let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the discriminator never sees a fake
fn gan_step_9() {
    let fake = self.generator.module().forward(noise);
    let judged = self.discriminator.module().forward(fake.clone());
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.detach());
    let loss = Step::of(generator_loss(of_real.clone()));
    let discriminator = self.discriminator.step(number, loss);
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}
