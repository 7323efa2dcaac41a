//! Typical mistakes in `assignment3/src/importance.rs`.

/// a3.importance.bound: the mean of the logarithms, which is the bound of one draw
fn importance_bound_1() {
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise.clone());
        let squares = (noise.square() - codes.clone().square()) * 0.5;
        let ratio = (posterior.log_deviation.clone() + squares).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) + ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    weights.mean_dim(0).squeeze_dim(0)
}

/// a3.importance.bound: exponentials of the weights themselves, all of them 0 for a real picture
fn importance_bound_2() {
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise.clone());
        let squares = (noise.square() - codes.clone().square()) * 0.5;
        let ratio = (posterior.log_deviation.clone() + squares).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) + ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    weights.exp().mean_dim(0).log().squeeze_dim(0)
}

/// a3.importance.bound: the sum of the weights, not divided by their number
fn importance_bound_3() {
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise.clone());
        let squares = (noise.square() - codes.clone().square()) * 0.5;
        let ratio = (posterior.log_deviation.clone() + squares).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) + ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    let largest = weights.clone().max_dim(0);
    let sum = (weights - largest.clone()).exp().sum_dim(0);
    (largest + sum.log()).squeeze_dim(0)
}

/// a3.importance.bound: the posterior's density without its deviation
fn importance_bound_4() {
    let samples = noise.dims()[0] as f64;
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise.clone());
        let ratio = ((noise.square() - codes.clone().square()) * 0.5).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) + ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    let largest = weights.clone().max_dim(0);
    let sum = (weights - largest.clone()).exp().sum_dim(0);
    (largest + sum.log() - samples.ln()).squeeze_dim(0)
}

/// a3.importance.bound: the ratio of the two densities upside down
fn importance_bound_5() {
    let samples = noise.dims()[0] as f64;
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise.clone());
        let squares = (noise.square() - codes.clone().square()) * 0.5;
        let ratio = (posterior.log_deviation.clone() + squares).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) - ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    let largest = weights.clone().max_dim(0);
    let sum = (weights - largest.clone()).exp().sum_dim(0);
    (largest + sum.log() - samples.ln()).squeeze_dim(0)
}
