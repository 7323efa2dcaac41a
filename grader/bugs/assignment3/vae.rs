//! Typical mistakes in `assignment3/src/vae.rs`.

/// a3.vae.sample: s taken for the logarithm of the variance
fn vae_sample_1() {
    self.mean + (self.log_deviation * 0.5).exp() * noise
}

/// a3.vae.sample: s taken for the deviation itself
fn vae_sample_2() {
    self.mean + self.log_deviation * noise
}

/// a3.vae.sample: the mean alone, so that nothing is drawn
fn vae_sample_3() {
    let _ = noise;
    self.mean
}

/// a3.vae.sample: the draw is detached, and no gradient reaches the encoder through it
fn vae_sample_4() {
    (self.mean + self.log_deviation.exp() * noise).detach()
}

/// a3.vae.sample: the deviation is detached, as if it were not learned
fn vae_sample_5() {
    self.mean + self.log_deviation.exp().detach() * noise
}

/// a3.vae.sample: the noise is scaled and the mean with it
fn vae_sample_6() {
    (self.mean + noise) * self.log_deviation.exp()
}

/// a3.vae.kl: without the half
fn vae_kl_1() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    self.mean.square() + variance - 1.0 - self.log_deviation * 2.0
}

/// a3.vae.kl: s taken for the logarithm of the variance
fn vae_kl_2() {
    let variance = self.log_deviation.clone().exp();
    (self.mean.square() + variance - 1.0 - self.log_deviation) * 0.5
}

/// a3.vae.kl: the sign of the last term
fn vae_kl_3() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    (self.mean.square() + variance - 1.0) * 0.5 + self.log_deviation
}

/// a3.vae.kl: of the prior from the posterior, the other way round
fn vae_kl_4() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    ((self.mean.square() + 1.0) / variance - 1.0) * 0.5 + self.log_deviation
}

/// a3.vae.kl: without the 1, so that the prior itself costs something
fn vae_kl_5() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    (self.mean.square() + variance) * 0.5 - self.log_deviation
}

/// a3.vae.kl: added up over the dimensions, and each of them told to cost as much
fn vae_kl_6() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    let shape = self.mean.dims();
    let terms = (self.mean.square() + variance - 1.0) * 0.5 - self.log_deviation;
    terms.sum_dim(1).expand(shape)
}

/// a3.vae.kl: the size of the mean in the place of its square
fn vae_kl_7() {
    let variance = (self.log_deviation.clone() * 2.0).exp();
    (self.mean.abs() + variance - 1.0) * 0.5 - self.log_deviation
}

/// a3.vae.encoder: no ReLU behind the hidden layer
fn vae_encoder_1() {
    let hidden = self.hidden.forward(self.features(pictures));
    Posterior {
        mean: self.mean.forward(hidden.clone()),
        log_deviation: self.log_deviation.forward(hidden),
    }
}

/// a3.vae.encoder: mean and deviation change places
fn vae_encoder_2() {
    let hidden = activation::relu(self.hidden.forward(self.features(pictures)));
    Posterior {
        mean: self.log_deviation.forward(hidden.clone()),
        log_deviation: self.mean.forward(hidden),
    }
}

/// a3.vae.encoder: ReLU behind the outputs as well, so that means are never negative
fn vae_encoder_3() {
    let hidden = activation::relu(self.hidden.forward(self.features(pictures)));
    Posterior {
        mean: activation::relu(self.mean.forward(hidden.clone())),
        log_deviation: activation::relu(self.log_deviation.forward(hidden)),
    }
}

/// a3.vae.encoder: the deviation itself, which the next function takes for its logarithm
fn vae_encoder_4() {
    let hidden = activation::relu(self.hidden.forward(self.features(pictures)));
    Posterior {
        mean: self.mean.forward(hidden.clone()),
        log_deviation: self.log_deviation.forward(hidden).exp(),
    }
}

/// a3.vae.encoder: one layer for both
fn vae_encoder_5() {
    let hidden = activation::relu(self.hidden.forward(self.features(pictures)));
    let mean = self.mean.forward(hidden);
    Posterior {
        mean: mean.clone(),
        log_deviation: mean,
    }
}

/// a3.vae.decoder: a sigmoid at the end, although the likelihood takes logits
fn vae_decoder_1() {
    let hidden = activation::relu(self.hidden.forward(codes));
    activation::sigmoid(self.logits(self.output.forward(hidden)))
}

/// a3.vae.decoder: no ReLU behind the hidden layer
fn vae_decoder_2() {
    let hidden = self.hidden.forward(codes);
    self.logits(self.output.forward(hidden))
}

/// a3.vae.decoder: ReLU at the end too, so that no pixel is darker than grey
fn vae_decoder_3() {
    let hidden = activation::relu(self.hidden.forward(codes));
    activation::relu(self.logits(self.output.forward(hidden)))
}

/// a3.vae.decoder: a tanh in the hidden layer
fn vae_decoder_4() {
    let hidden = self.hidden.forward(codes).tanh();
    self.logits(self.output.forward(hidden))
}

/// a3.vae.loss: the KL is taken away, so that codes flee the prior
fn vae_loss_1() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() - kl.clone() * beta).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: the mean of the KL over the dimensions in the place of their sum
fn vae_loss_2() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().mean_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone() * beta).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: pictures are made again from the means, without a draw
fn vae_loss_3() {
    let _ = noise;
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.mean);
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone() * beta).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: β is forgotten
fn vae_loss_4() {
    let _ = beta;
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone()).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: the sum over the batch
fn vae_loss_5() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone() * beta).sum();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: β in front of the reconstruction
fn vae_loss_6() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() * beta + kl.clone()).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: codes are detached, so that only the KL trains the encoder
fn vae_loss_7() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise).detach());
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone() * beta).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: the likelihood of the codes' pictures in the place of minus it
fn vae_loss_8() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1);
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone() * beta).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}

/// a3.vae.loss: the part tells the KL times β
fn vae_loss_9() {
    let posterior = self.encoder.forward(pictures.clone());
    let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1) * beta;
    let logits = self.decoder.forward(posterior.sample(noise));
    let reconstruction = -self.log_likelihood(logits, pictures);
    let loss = (reconstruction.clone() + kl.clone()).mean();
    Step::of(loss)
        .with("reconstruction", reconstruction)
        .with("kl", kl)
}
