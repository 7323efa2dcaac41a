//! Typical mistakes in `assignment3/src/autoencoder.rs`.

/// a3.autoencoder.encode: the hidden activation behind the code too
fn autoencoder_encode_1() {
    let mut hidden = inputs;
    for layer in &self.encoder {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    hidden
}

/// a3.autoencoder.encode: no activation between the layers
fn autoencoder_encode_2() {
    let mut hidden = inputs;
    for layer in &self.encoder {
        hidden = layer.forward(hidden);
    }
    self.activations.code.apply(hidden)
}

/// a3.autoencoder.encode: nothing behind the last layer, whatever is asked for
fn autoencoder_encode_3() {
    let last = self.encoder.len() - 1;
    let mut hidden = inputs;
    for layer in &self.encoder[..last] {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    self.encoder[last].forward(hidden)
}

/// a3.autoencoder.encode: always ReLU
fn autoencoder_encode_4() {
    let last = self.encoder.len() - 1;
    let mut hidden = inputs;
    for layer in &self.encoder[..last] {
        hidden = activation::relu(layer.forward(hidden));
    }
    self.activations
        .code
        .apply(self.encoder[last].forward(hidden))
}

/// a3.autoencoder.encode: the output's activation behind the code
fn autoencoder_encode_5() {
    let last = self.encoder.len() - 1;
    let mut hidden = inputs;
    for layer in &self.encoder[..last] {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    self.activations
        .output
        .apply(self.encoder[last].forward(hidden))
}

/// a3.autoencoder.decode: the hidden activation behind the output too
fn autoencoder_decode_1() {
    let mut hidden = codes;
    for layer in &self.decoder {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    hidden
}

/// a3.autoencoder.decode: nothing behind the output, whatever is asked for
fn autoencoder_decode_2() {
    let last = self.decoder.len() - 1;
    let mut hidden = codes;
    for layer in &self.decoder[..last] {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    self.decoder[last].forward(hidden)
}

/// a3.autoencoder.decode: an activation in front of the first layer
fn autoencoder_decode_3() {
    let mut hidden = codes;
    for layer in &self.decoder {
        hidden = layer.forward(self.activations.hidden.apply(hidden));
    }
    self.activations.output.apply(hidden)
}

/// a3.autoencoder.decode: the code's activation behind the output
fn autoencoder_decode_4() {
    let last = self.decoder.len() - 1;
    let mut hidden = codes;
    for layer in &self.decoder[..last] {
        hidden = self.activations.hidden.apply(layer.forward(hidden));
    }
    self.activations
        .code
        .apply(self.decoder[last].forward(hidden))
}

/// a3.autoencoder.denoising_loss: compares with the spoiled example
fn autoencoder_denoising_loss_1() {
    let spoiled = inputs * mask;
    let again = self.decode(self.encode(spoiled.clone()));
    (spoiled - again).square().mean()
}

/// a3.autoencoder.denoising_loss: sees the whole example
fn autoencoder_denoising_loss_2() {
    let again = self.decode(self.encode(inputs.clone()));
    (inputs - again).square().mean() + mask.sum() * 0.0
}

/// a3.autoencoder.denoising_loss: only what was kept counts
fn autoencoder_denoising_loss_3() {
    let again = self.decode(self.encode(inputs.clone() * mask.clone()));
    ((inputs - again) * mask).square().mean()
}

/// a3.autoencoder.denoising_loss: the sum over the features
fn autoencoder_denoising_loss_4() {
    let again = self.decode(self.encode(inputs.clone() * mask));
    (inputs - again).square().sum_dim(1).mean()
}

/// a3.autoencoder.denoising_loss: spoils the output in place of the input
fn autoencoder_denoising_loss_5() {
    let again = self.decode(self.encode(inputs.clone())) * mask;
    (inputs - again).square().mean()
}

/// a3.autoencoder.denoising_loss: the absolute error
fn autoencoder_denoising_loss_6() {
    let again = self.decode(self.encode(inputs.clone() * mask));
    (inputs - again).abs().mean()
}

/// a3.autoencoder.sparsity: the divergence the other way round
fn autoencoder_sparsity_1() {
    let means = codes.mean_dim(0).clamp(1e-6, 1.0 - 1e-6);
    let others = -means.clone() + 1.0;
    let active = (means.clone() / target).log() * means;
    let quiet = (others.clone() / (1.0 - target)).log() * others;
    (active + quiet).sum()
}

/// a3.autoencoder.sparsity: only the first of the two terms
fn autoencoder_sparsity_2() {
    let means = codes.mean_dim(0).clamp(1e-6, 1.0 - 1e-6);
    ((means.recip() * target).log() * target).sum()
}

/// a3.autoencoder.sparsity: of every code, in place of the means over the batch
fn autoencoder_sparsity_3() {
    let batch = codes.dims()[0] as f64;
    let means = codes.clamp(1e-6, 1.0 - 1e-6);
    let active = (means.clone().recip() * target).log() * target;
    let quiet = ((-means + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
    (active + quiet).sum() / batch
}

/// a3.autoencoder.sparsity: the mean over the numbers of the code
fn autoencoder_sparsity_4() {
    let means = codes.mean_dim(0).clamp(1e-6, 1.0 - 1e-6);
    let active = (means.clone().recip() * target).log() * target;
    let quiet = ((-means + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
    (active + quiet).mean()
}

/// a3.autoencoder.sparsity: the mean of each example's code
fn autoencoder_sparsity_5() {
    let means = codes.mean_dim(1).clamp(1e-6, 1.0 - 1e-6);
    let active = (means.clone().recip() * target).log() * target;
    let quiet = ((-means + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
    (active + quiet).sum()
}

/// a3.autoencoder.sparsity: infinite where a number is always 0
fn autoencoder_sparsity_6() {
    let means = codes.mean_dim(0);
    let active = (means.clone().recip() * target).log() * target;
    let quiet = ((-means + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
    (active + quiet).sum()
}
