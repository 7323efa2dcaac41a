//! Correct bodies for `assignment3/src/importance.rs`, written otherwise than the solution.

/// a3.importance.bound: the two densities of codes written out
fn importance_bound_1() {
    let [samples, _, _] = noise.dims();
    let posterior = vae.encoder.forward(pictures.clone());
    let mut weights: Vec<Tensor<1>> = Vec::new();
    for draw in 0..samples {
        let noise = noise.clone().narrow(0, draw, 1).squeeze_dim::<2>(0);
        let codes = posterior.clone().sample(noise);
        let constant = 0.5 * (2.0 * std::f64::consts::PI).ln();
        let prior = -(codes.clone().square() * 0.5 + constant);
        let apart =
            (codes.clone() - posterior.mean.clone()) / posterior.log_deviation.clone().exp();
        let encoder = -(apart.square() * 0.5 + posterior.log_deviation.clone() + constant);
        let ratio = (prior - encoder).sum_dim(1).squeeze_dim::<1>(1);
        weights.push(ratio + vae.log_likelihood(vae.decoder.forward(codes), pictures.clone()));
    }
    let largest = weights.iter().cloned().reduce(Tensor::max_pair);
    let largest = largest.expect("at least one draw");
    let shares = weights
        .into_iter()
        .map(|weight| (weight - largest.clone()).exp());
    let sum = shares.reduce(|sum, share| sum + share);
    (sum.expect("at least one draw") / samples as f64).log() + largest
}

/// a3.importance.bound: all draws of all pictures in one batch
fn importance_bound_2() {
    let [samples, batch, latent] = noise.dims();
    let again = |of: Tensor<2>| of.repeat(&[samples, 1]);
    let posterior = vae.encoder.forward(again(pictures.clone()));
    let noise = noise.reshape([samples * batch, latent]);
    let log_deviation = posterior.log_deviation.clone();
    let codes = posterior.sample(noise.clone());
    let ratio = log_deviation + (noise.square() - codes.clone().square()) * 0.5;
    let likelihood = vae.log_likelihood(vae.decoder.forward(codes), again(pictures));
    let weights = likelihood + ratio.sum_dim(1).squeeze_dim::<1>(1);
    let weights: Tensor<2> = weights.reshape([samples, batch]);
    let largest = weights.clone().max_dim(0);
    let mean = (weights - largest.clone()).exp().mean_dim(0);
    (mean.log() + largest).reshape([batch])
}

/// a3.importance.bound: picture by picture, the sum on the host
fn importance_bound_3() {
    let [samples, batch, _] = noise.dims();
    let device = pictures.device();
    let posterior = vae.encoder.forward(pictures.clone());
    let mut bounds = Vec::new();
    for picture in 0..batch {
        let own = |of: &Tensor<2>| of.clone().narrow(0, picture, 1);
        let mut weights = Vec::new();
        for draw in 0..samples {
            let noise = noise.clone().narrow(0, draw, 1).squeeze_dim::<2>(0);
            let noise = own(&noise);
            let (mean, s) = (own(&posterior.mean), own(&posterior.log_deviation));
            let codes = mean + s.clone().exp() * noise.clone();
            let ratio = s + (noise.square() - codes.clone().square()) * 0.5;
            let logits = vae.decoder.forward(codes);
            let weight = vae.log_likelihood(logits, own(&pictures)) + ratio.sum();
            weights.push(weight.into_scalar::<f64>());
        }
        let largest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = weights.iter().map(|weight| (weight - largest).exp()).sum();
        bounds.push(largest + (sum / samples as f64).ln());
    }
    Tensor::from_data(&*bounds, &device)
}
