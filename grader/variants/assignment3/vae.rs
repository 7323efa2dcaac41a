//! Correct bodies for `assignment3/src/vae.rs`, written otherwise than the solution. Autodiff goes through each of
//! them, so nothing is computed on the host.

/// a3.vae.sample: the deviation first, with a name
fn vae_sample_1() {
    let deviation = self.log_deviation.exp();
    noise * deviation + self.mean
}

/// a3.vae.sample: the root of the variance
fn vae_sample_2() {
    let variance = (self.log_deviation.clone() + self.log_deviation).exp();
    variance.sqrt() * noise + self.mean
}

/// a3.vae.sample: column by column
fn vae_sample_3() {
    let latent = self.mean.dims()[1];
    let column = |of: &Tensor<2>, number: usize| of.clone().narrow(1, number, 1);
    let columns = (0..latent).map(|number| {
        let deviation = column(&self.log_deviation, number).exp();
        column(&self.mean, number) + deviation * column(&noise, number)
    });
    Tensor::cat(columns.collect(), 1)
}

/// a3.vae.kl: from the variance and its logarithm
fn vae_kl_1() {
    let log_variance = self.log_deviation * 2.0;
    let terms = self.mean.clone() * self.mean + log_variance.clone().exp() - log_variance;
    (terms - 1.0) / 2.0
}

/// a3.vae.kl: the paper's sign, turned at the end
fn vae_kl_2() {
    let deviation = self.log_deviation.clone().exp();
    let terms = self.log_deviation * 2.0 + 1.0 - self.mean.square() - deviation.square();
    terms * -0.5
}

/// a3.vae.kl: what the mean costs and what the deviation costs
fn vae_kl_3() {
    let of_mean = self.mean.square() * 0.5;
    let doubled = self.log_deviation * 2.0;
    let of_deviation = (doubled.clone().exp() - doubled - 1.0) * 0.5;
    of_deviation + of_mean
}

/// a3.vae.encoder: ReLU as the larger of z and 0
fn vae_encoder_1() {
    let hidden = self.hidden.forward(self.features(pictures)).clamp_min(0.0);
    let mean = self.mean.forward(hidden.clone());
    let log_deviation = self.log_deviation.forward(hidden);
    Posterior {
        mean,
        log_deviation,
    }
}

/// a3.vae.encoder: both layers as one function
fn vae_encoder_2() {
    let features = self.features(pictures);
    let hidden = activation::relu(self.hidden.forward(features));
    let [mean, log_deviation] =
        [&self.mean, &self.log_deviation].map(|layer| layer.forward(hidden.clone()));
    Posterior {
        mean,
        log_deviation,
    }
}

/// a3.vae.encoder: products written out
fn vae_encoder_3() {
    let affine = |layer: &Linear, input: Tensor<2>| {
        let product = input.matmul(layer.weight.val());
        match &layer.bias {
            Some(bias) => product + bias.val().unsqueeze(),
            None => product,
        }
    };
    let hidden = affine(&self.hidden, self.features(pictures));
    let hidden = (hidden.clone() + hidden.abs()) * 0.5;
    Posterior {
        log_deviation: affine(&self.log_deviation, hidden.clone()),
        mean: affine(&self.mean, hidden),
    }
}

/// a3.vae.decoder: ReLU as the larger of z and 0
fn vae_decoder_1() {
    let hidden = self.hidden.forward(codes);
    let hidden = hidden.clone().max_pair(hidden.zeros_like());
    let outputs = self.output.forward(hidden);
    self.logits(outputs)
}

/// a3.vae.decoder: the layers as a list
fn vae_decoder_2() {
    let layers = [&self.hidden, &self.output];
    let outputs = layers
        .iter()
        .enumerate()
        .fold(codes, |input, (number, layer)| {
            let output = layer.forward(input);
            match number {
                0 => activation::relu(output),
                _ => output,
            }
        });
    self.logits(outputs)
}

/// a3.vae.decoder: the match written out
fn vae_decoder_3() {
    let hidden = activation::relu(self.hidden.forward(codes));
    let outputs = self.output.forward(hidden);
    match &self.convolutions {
        None => outputs,
        Some(convolutions) => convolutions.forward(outputs),
    }
}

/// a3.vae.loss: the two means apart
fn vae_loss_1() {
    let posterior = self.encoder.forward(pictures.clone());
    let codes = posterior.clone().sample(noise);
    let likelihood = self.log_likelihood(self.decoder.forward(codes), pictures);
    let kl = posterior.kl().sum_dim(1).squeeze_dim::<1>(1);
    let loss = kl.clone().mean() * beta - likelihood.clone().mean();
    Step::of(loss)
        .with("kl", kl)
        .with("reconstruction", -likelihood)
}

/// a3.vae.loss: sums, divided by the number of pictures
fn vae_loss_2() {
    let [batch, _] = pictures.dims();
    let posterior = self.encoder.forward(pictures.clone());
    let kl: Tensor<1> = posterior.clone().kl().sum_dim(1).reshape([batch]);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = self.log_likelihood(logits, pictures).neg();
    let sum = reconstruction.clone().sum() + kl.clone().sum() * beta;
    Step::of(sum / batch as f64)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: the parts of a step set by its fields
fn vae_loss_3() {
    let posterior = self.encoder.forward(pictures.clone());
    let divergence = posterior.clone().kl();
    let kl = (0..divergence.dims()[1])
        .map(|dimension| {
            divergence
                .clone()
                .narrow(1, dimension, 1)
                .squeeze_dim::<1>(1)
        })
        .reduce(|sum, of_dimension| sum + of_dimension)
        .expect("a code has a dimension");
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (kl.clone() * beta + reconstruction.clone()).mean();
    let parts = vec![
        ("reconstruction", reconstruction.without_autodiff()),
        ("kl", kl.without_autodiff()),
    ];
    Step { loss, parts }
}
