//! Correct bodies for `assignment3/src/autoencoder.rs`, written otherwise than the solution.

/// a3.autoencoder.encode: every layer, with its number
fn autoencoder_encode_1() {
    let count = self.encoder.len();
    let mut hidden = inputs;
    for (number, layer) in self.encoder.iter().enumerate() {
        let between = if number + 1 < count {
            self.activations.hidden
        } else {
            self.activations.code
        };
        hidden = between.apply(layer.forward(hidden));
    }
    hidden
}

/// a3.autoencoder.encode: a fold, and the last layer apart
fn autoencoder_encode_2() {
    let (last, others) = self.encoder.split_last().expect("a layer");
    let hidden = others.iter().fold(inputs, |hidden, layer| {
        self.activations.hidden.apply(layer.forward(hidden))
    });
    self.activations.code.apply(last.forward(hidden))
}

/// a3.autoencoder.encode: the products written out, and each activation
fn autoencoder_encode_3() {
    let mut hidden = inputs;
    for number in 0..self.encoder.len() {
        let layer = &self.encoder[number];
        hidden = hidden.matmul(layer.weight.val());
        if let Some(bias) = &layer.bias {
            hidden = hidden + bias.val().unsqueeze();
        }
        let behind = match number == self.encoder.len() - 1 {
            true => self.activations.code,
            false => self.activations.hidden,
        };
        hidden = match behind {
            Activation::Identity => hidden,
            Activation::Relu => hidden.clamp_min(0.0),
            Activation::Sigmoid => ((-hidden).exp() + 1.0).recip(),
        };
    }
    hidden
}

/// a3.autoencoder.decode: the activation in front of every layer but the first
fn autoencoder_decode_1() {
    let mut hidden = codes;
    for (number, layer) in self.decoder.iter().enumerate() {
        if number > 0 {
            hidden = self.activations.hidden.apply(hidden);
        }
        hidden = layer.forward(hidden);
    }
    self.activations.output.apply(hidden)
}

/// a3.autoencoder.decode: a fold, and the last layer apart
fn autoencoder_decode_2() {
    let (last, others) = self.decoder.split_last().expect("a layer");
    let hidden = others.iter().fold(codes, |hidden, layer| {
        self.activations.hidden.apply(layer.forward(hidden))
    });
    self.activations.output.apply(last.forward(hidden))
}

/// a3.autoencoder.decode: example by example
fn autoencoder_decode_3() {
    let last = self.decoder.len() - 1;
    let decoded = codes.iter_dim(0).map(|code| {
        let mut hidden: Tensor<2> = code;
        for (number, layer) in self.decoder.iter().enumerate() {
            let behind =
                [self.activations.hidden, self.activations.output][usize::from(number == last)];
            hidden = behind.apply(layer.forward(hidden));
        }
        hidden
    });
    Tensor::cat(decoded.collect(), 0)
}

/// a3.autoencoder.denoising_loss: a sum, divided
fn autoencoder_denoising_loss_1() {
    let [batch, features] = inputs.dims();
    let spoiled = mask.mul(inputs.clone());
    let again = self.decode(self.encode(spoiled));
    (again - inputs).square().sum() / (batch * features) as f64
}

/// a3.autoencoder.denoising_loss: the features that are gone are masked
fn autoencoder_denoising_loss_2() {
    let gone = mask.equal_elem(0.0);
    let spoiled = inputs.clone().mask_fill(gone, 0.0);
    let apart = self.decode(self.encode(spoiled)) - inputs;
    (apart.clone() * apart).mean()
}

/// a3.autoencoder.denoising_loss: the mean of each example's mean
fn autoencoder_denoising_loss_3() {
    let codes = self.encode(inputs.clone().mul(mask));
    let errors = (inputs - self.decode(codes)).square().mean_dim(1);
    errors.squeeze_dim::<1>(1).mean()
}

/// a3.autoencoder.sparsity: differences of logarithms
fn autoencoder_sparsity_1() {
    let means = codes.mean_dim(0).clamp(1e-6, 1.0 - 1e-6);
    let (on, off) = (target, 1.0 - target);
    let active = -means.clone().log() * on + on * on.ln();
    let quiet = -(-means + 1.0).log() * off + off * off.ln();
    (active + quiet).sum()
}

/// a3.autoencoder.sparsity: number by number
fn autoencoder_sparsity_2() {
    let [_, count] = codes.dims();
    let mut sum = Tensor::<1>::zeros([1], &codes.device());
    for number in 0..count {
        let mean = codes
            .clone()
            .narrow(1, number, 1)
            .mean()
            .clamp(1e-6, 1.0 - 1e-6);
        let active = (mean.clone().recip() * target).log() * target;
        let quiet = ((mean * -1.0 + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
        sum = sum + active + quiet;
    }
    sum
}

/// a3.autoencoder.sparsity: the entropy apart
fn autoencoder_sparsity_3() {
    let batch = codes.dims()[0] as f64;
    let means = (codes.sum_dim(0) / batch)
        .clamp_min(1e-6)
        .clamp_max(1.0 - 1e-6);
    let count = means.dims()[1] as f64;
    let entropy = target * target.ln() + (1.0 - target) * (1.0 - target).ln();
    let cross = means.clone().log() * target + (means.neg() + 1.0).log() * (1.0 - target);
    cross.sum().neg() + entropy * count
}
