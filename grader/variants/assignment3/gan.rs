//! Correct bodies for `assignment3/src/gan.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a3.gan.generator: the first layer apart, the others with their norms
fn gan_generator_1() {
    let Some((first, rest)) = self.hidden.split_first() else {
        return self.output.forward(noise).tanh();
    };
    let mut hidden = activation::leaky_relu(first.forward(noise), SLOPE);
    for (layer, norm) in rest.iter().zip(&self.norms) {
        hidden = activation::leaky_relu(norm.forward(layer.forward(hidden)), SLOPE);
    }
    activation::tanh(self.output.forward(hidden))
}

/// a3.gan.generator: the norms as an iterator that begins with none, leaky ReLU as the larger of z and 0.2 z
fn gan_generator_2() {
    let norms = std::iter::once(None).chain(self.norms.iter().map(Some));
    let hidden = self
        .hidden
        .iter()
        .zip(norms)
        .fold(noise, |hidden, (layer, norm)| {
            let affine = layer.forward(hidden);
            let normalized = match norm {
                Some(norm) => norm.forward(affine),
                None => affine,
            };
            normalized.clone().max_pair(normalized * SLOPE)
        });
    self.output.forward(hidden).tanh()
}

/// a3.gan.generator: leaky ReLU from its two sides, tanh as 2 sigmoid(2z) - 1
fn gan_generator_3() {
    assert_shape!(noise, [_, self.hidden[0].weight.dims()[0]]);
    let leak = |z: Tensor<2>| z.clone().clamp_min(0.0) - (-z).clamp_min(0.0) * SLOPE;
    let mut hidden = leak(self.hidden[0].forward(noise));
    for number in 1..self.hidden.len() {
        let affine = self.hidden[number].forward(hidden);
        let normalized: Tensor<2> = self.norms[number - 1].forward(affine);
        hidden = leak(normalized);
    }
    activation::sigmoid(self.output.forward(hidden) * 2.0) * 2.0 - 1.0
}

/// a3.gan.discriminator: the last layer apart
fn gan_discriminator_1() {
    let (last, others) = self.layers.split_last().expect("at least one layer");
    let hidden = others.iter().fold(pictures, |hidden, layer| {
        activation::leaky_relu(layer.forward(hidden), SLOPE)
    });
    last.forward(hidden)
}

/// a3.gan.discriminator: leaky ReLU before every layer but the first
fn gan_discriminator_2() {
    let mut hidden = pictures;
    for (number, layer) in self.layers.iter().enumerate() {
        if number > 0 {
            hidden = hidden.clone().max_pair(hidden * SLOPE);
        }
        hidden = layer.forward(hidden);
    }
    hidden
}

/// a3.gan.discriminator: products written out, leaky ReLU by a mask
fn gan_discriminator_3() {
    assert_shape!(pictures, [_, self.layers[0].weight.dims()[0]]);
    let mut logits = pictures;
    let mut left = self.layers.len();
    for layer in &self.layers {
        logits = logits.matmul(layer.weight.val());
        if let Some(bias) = &layer.bias {
            logits = logits + bias.val().unsqueeze();
        }
        left -= 1;
        if left > 0 {
            let negative = logits.clone().lower_elem(0.0);
            logits = logits.clone().mask_where(negative, logits * SLOPE);
        }
    }
    logits
}

/// a3.gan.discriminator_loss: the logarithm of the sigmoid, of s and of -s
fn gan_discriminator_loss_1() {
    let right = activation::log_sigmoid(of_real).mean();
    let rejected = activation::log_sigmoid(-of_fake).mean();
    -(right + rejected)
}

/// a3.gan.discriminator_loss: softplus, from the larger part and what is left of it
fn gan_discriminator_loss_2() {
    let softplus = |s: Tensor<2>| s.clone().clamp_min(0.0) + ((-s.abs()).exp() + 1.0).log();
    softplus(-of_real).mean() + softplus(of_fake).mean()
}

/// a3.gan.discriminator_loss: sums, divided by the number of pictures; a fake of logit s as a real one of -s
fn gan_discriminator_loss_3() {
    let [real, _] = of_real.dims();
    let [fake, _] = of_fake.dims();
    let of_real = binary_cross_entropy(of_real.clone(), of_real.ones_like()) * real as f64;
    let of_fake = binary_cross_entropy(-of_fake.clone(), of_fake.ones_like()) * fake as f64;
    of_real / real as f64 + of_fake / fake as f64
}

/// a3.gan.generator_loss: the logarithm of the sigmoid
fn gan_generator_loss_1() {
    -activation::log_sigmoid(of_fake).mean()
}

/// a3.gan.generator_loss: softplus of the negative logit
fn gan_generator_loss_2() {
    let rest = ((-of_fake.clone().abs()).exp() + 1.0).log();
    let losses = (-of_fake).clamp_min(0.0) + rest;
    losses.mean()
}

/// a3.gan.generator_loss: the negative logit is to be a fake
fn gan_generator_loss_3() {
    let zeros = of_fake.zeros_like();
    binary_cross_entropy(-of_fake, zeros)
}

/// a3.gan.step: the fakes are detached at once, and the losses have names
fn gan_step_1() {
    let fake = self.generator.module().forward(noise);
    let picture = fake.clone().detach();
    let generator_loss = generator_loss(self.discriminator.module().forward(fake));
    let of_generator = self.generator.step(number, Step::of(generator_loss));

    let judge = self.discriminator.module();
    let (of_real, of_fake) = (judge.forward(real), judge.forward(picture));
    let loss = discriminator_loss(of_real.clone(), of_fake.clone());
    let of_discriminator = self.discriminator.step(number, Step::of(loss));
    report(
        [of_generator.loss, of_discriminator.loss],
        [of_real, of_fake],
    )
}

/// a3.gan.step: the fakes go to the discriminator as plain numbers in place of a detach
fn gan_step_2() {
    let fake = self.generator.module().forward(noise.clone());
    let again = Tensor::from_data(fake.to_data(), &noise.device());
    let judged = self.discriminator.module().forward(fake);
    let generator = self
        .generator
        .step(number, Step::of(generator_loss(judged)));
    let of_fake = self.discriminator.module().forward(again);
    let of_real = self.discriminator.module().forward(real);
    let loss = discriminator_loss(of_real.clone(), of_fake.clone());
    let discriminator = self.discriminator.step(number, Step::of(loss));
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}

/// a3.gan.step: the discriminator's loss before the generator moves, both steps at the end
fn gan_step_3() {
    let fake = self.generator.module().forward(noise);
    let discriminator = self.discriminator.module();
    let of_real = discriminator.forward(real);
    let of_fake = discriminator.forward(fake.clone().detach());
    let judged = discriminator.forward(fake);
    let for_discriminator = discriminator_loss(of_real.clone(), of_fake.clone());
    let for_generator = generator_loss(judged);
    let generator = self.generator.step(number, Step::of(for_generator));
    let discriminator = self.discriminator.step(number, Step::of(for_discriminator));
    report([generator.loss, discriminator.loss], [of_real, of_fake])
}
