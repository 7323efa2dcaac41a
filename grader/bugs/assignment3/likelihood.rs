//! Typical mistakes in `assignment3/src/likelihood.rs`.

/// a3.likelihood.bernoulli: the mean over the pixels, 784 times too small beside the KL
fn likelihood_bernoulli_1() {
    let tail = (-logits.clone().abs()).exp().log1p();
    let normalizer = activation::relu(logits.clone()) + tail;
    (pictures * logits - normalizer).mean_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: logarithms of probabilities, infinite where the decoder is sure
fn likelihood_bernoulli_2() {
    let white = activation::sigmoid(logits);
    let black = (-white.clone() + 1.0).log();
    let terms = pictures.clone() * white.log() + (-pictures + 1.0) * black;
    terms.sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: the cross-entropy, with the sign of a loss
fn likelihood_bernoulli_3() {
    let tail = (-logits.clone().abs()).exp().log1p();
    let normalizer = activation::relu(logits.clone()) + tail;
    (normalizer - pictures * logits).sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: a sigmoid before the function that takes logits
fn likelihood_bernoulli_4() {
    let logits = activation::sigmoid(logits);
    let normalizer = logits.clone().exp().log1p();
    (pictures * logits - normalizer).sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: grey pixels are made black or white first
fn likelihood_bernoulli_5() {
    let pictures = pictures.greater_elem(0.5).float();
    let tail = (-logits.clone().abs()).exp().log1p();
    let normalizer = activation::relu(logits.clone()) + tail;
    (pictures * logits - normalizer).sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: only the pixels that are white count
fn likelihood_bernoulli_6() {
    let terms = pictures * activation::log_sigmoid(logits);
    terms.sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: a small number keeps the logarithms finite, and wrong
fn likelihood_bernoulli_7() {
    let white = activation::sigmoid(logits);
    let black = (-white.clone() + 1.0 + 1e-8).log();
    let terms = pictures.clone() * (white + 1e-8).log() + (-pictures + 1.0) * black;
    terms.sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.gaussian: the squared error alone, without what the deviation costs
fn likelihood_gaussian_1() {
    let squares = (pictures - means).square().sum_dim(1).squeeze_dim::<1>(1);
    -(squares * 0.5 / (log_deviation * 2.0).exp())
}

/// a3.likelihood.gaussian: log τ taken for the logarithm of the variance
fn likelihood_gaussian_2() {
    let pixels = pictures.dims()[1] as f64;
    let squares = (pictures - means).square().sum_dim(1).squeeze_dim::<1>(1);
    let constant = (log_deviation.clone() + 0.5 * (2.0 * PI).ln()) * pixels;
    -(squares * 0.5 / log_deviation.exp() + constant)
}

/// a3.likelihood.gaussian: log τ counts once, and not for each pixel
fn likelihood_gaussian_3() {
    let pixels = pictures.dims()[1] as f64;
    let squares = (pictures - means).square().sum_dim(1).squeeze_dim::<1>(1);
    let constant = log_deviation.clone() + 0.5 * (2.0 * PI).ln() * pixels;
    -(squares * 0.5 / (log_deviation * 2.0).exp() + constant)
}

/// a3.likelihood.gaussian: log 2π without its half
fn likelihood_gaussian_4() {
    let pixels = pictures.dims()[1] as f64;
    let squares = (pictures - means).square().sum_dim(1).squeeze_dim::<1>(1);
    let constant = (log_deviation.clone() + (2.0 * PI).ln()) * pixels;
    -(squares * 0.5 / (log_deviation * 2.0).exp() + constant)
}
