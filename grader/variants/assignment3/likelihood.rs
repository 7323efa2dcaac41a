//! Correct bodies for `assignment3/src/likelihood.rs`, written otherwise than the solution.

/// a3.likelihood.bernoulli: logarithms of the sigmoid, of l and of -l
fn likelihood_bernoulli_1() {
    let white = activation::log_sigmoid(logits.clone());
    let black = activation::log_sigmoid(-logits);
    let terms = pictures.clone() * white + (-pictures + 1.0) * black;
    terms.sum_dim(1).squeeze_dim(1)
}

/// a3.likelihood.bernoulli: the normaliser from the larger and the smaller of l and 0
fn likelihood_bernoulli_2() {
    let larger = logits.clone().clamp_min(0.0);
    let smaller = logits.clone().clamp_max(0.0);
    let normalizer = larger.clone() + ((smaller - larger).exp() + 1.0).log();
    let terms = logits * pictures - normalizer;
    terms.sum_dim(1).reshape([-1])
}

/// a3.likelihood.bernoulli: one product of matrices in the place of the sum
fn likelihood_bernoulli_3() {
    let [batch, pixels] = logits.dims();
    let ones = Tensor::<2>::ones([pixels, 1], &logits.device());
    let size = logits.clone().abs();
    let tail = (-size.clone()).exp().log1p();
    let normalizer = (logits.clone() + size) * 0.5 + tail;
    let terms = pictures * logits - normalizer;
    terms.matmul(ones).reshape([batch])
}

/// a3.likelihood.gaussian: standardised residuals
fn likelihood_gaussian_1() {
    let residuals = (pictures - means) / log_deviation.clone().exp().unsqueeze::<2>();
    let terms = residuals.square() * 0.5 + log_deviation.unsqueeze::<2>() + 0.5 * (2.0 * PI).ln();
    -terms.sum_dim(1).squeeze_dim::<1>(1)
}

/// a3.likelihood.gaussian: the logarithm of the variance
fn likelihood_gaussian_2() {
    let pixels = means.dims()[1] as f64;
    let log_variance = log_deviation * 2.0;
    let error = (means - pictures).square().mean_dim(1).squeeze_dim::<1>(1);
    let each = error / log_variance.clone().exp() + log_variance + (2.0 * PI).ln();
    each * (-0.5 * pixels)
}

/// a3.likelihood.gaussian: the precision, and the sum over the pixels at the end
fn likelihood_gaussian_3() {
    let precision = (log_deviation.clone() * -2.0).exp();
    let squares = (means - pictures).square() * precision.unsqueeze::<2>();
    let terms = (squares + (2.0 * PI).ln()) * 0.5 + log_deviation.unsqueeze::<2>();
    terms.sum_dim(1).squeeze_dim::<1>(1).neg()
}
