//! Correct bodies for `assignment3/src/gan_losses.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a3.gan_losses.least_squares_discriminator: each half by itself
fn gan_losses_least_squares_discriminator_1() {
    let of_real = (of_real - 1.0).square().mean() * 0.5;
    let of_fake = of_fake.square().mean() * 0.5;
    of_real + of_fake
}

/// a3.gan_losses.least_squares_discriminator: sums, divided by twice the number of pictures
fn gan_losses_least_squares_discriminator_2() {
    let ([real, _], [fake, _]) = (of_real.dims(), of_fake.dims());
    let apart = of_real.ones_like() - of_real;
    let of_real = (apart.clone() * apart).sum() / (2 * real) as f64;
    of_real + (of_fake.clone() * of_fake).sum() / (2 * fake) as f64
}

/// a3.gan_losses.least_squares_discriminator: (s - 1)² = s² - 2 s + 1, written out
fn gan_losses_least_squares_discriminator_3() {
    let real = of_real.clone().powf_scalar(2.0).mean() - of_real.mean() * 2.0 + 1.0;
    (real + of_fake.powf_scalar(2.0).mean()) / 2.0
}

/// a3.gan_losses.least_squares_generator: the other way round
fn gan_losses_least_squares_generator_1() {
    (-of_fake + 1.0).square().mean() * 0.5
}

/// a3.gan_losses.least_squares_generator: a sum, divided
fn gan_losses_least_squares_generator_2() {
    let [fakes, outputs] = of_fake.dims();
    let apart = of_fake - 1.0;
    (apart.clone() * apart).sum() / (2 * fakes * outputs) as f64
}

/// a3.gan_losses.least_squares_generator: by the discriminator's loss, whose other term is 0
fn gan_losses_least_squares_generator_3() {
    let zeros = of_fake.zeros_like();
    least_squares_discriminator(of_fake, zeros)
}

/// a3.gan_losses.input_gradient: the slopes as a quotient of activation and affine output
fn gan_losses_input_gradient_1() {
    let last = critic.layers.len() - 1;
    let mut hidden = pictures.clone();
    let mut slopes = Vec::new();
    for layer in &critic.layers[..last] {
        let affine: Tensor<2> = layer.forward(hidden);
        let active = activation::leaky_relu(affine.clone(), SLOPE);
        slopes.push((active.clone() / affine).detach());
        hidden = active;
    }
    let ones: Tensor<2> = Tensor::ones([pictures.dims()[0], 1], &pictures.device());
    let mut gradient = ones.matmul(critic.layers[last].weight.val().transpose());
    for number in (0..last).rev() {
        let weight = critic.layers[number].weight.val();
        gradient = (gradient * slopes[number].clone()).matmul(weight.transpose());
    }
    gradient
}

/// a3.gan_losses.input_gradient: masks in place of factors
fn gan_losses_input_gradient_2() {
    let (last, others) = critic.layers.split_last().expect("at least one layer");
    let (mut hidden, mut masks) = (pictures.clone(), Vec::new());
    for layer in others {
        let affine = layer.forward(hidden);
        masks.push(affine.clone().lower_equal_elem(0.0));
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    let row = last.weight.val().transpose();
    let mut gradient = row.repeat_dim(0, pictures.dims()[0]);
    while let Some(mask) = masks.pop() {
        let weight = critic.layers[masks.len()].weight.val();
        let weakened = gradient.clone() * SLOPE;
        gradient = gradient
            .mask_where(mask, weakened)
            .matmul(weight.transpose());
    }
    gradient
}

/// a3.gan_losses.input_gradient: from the left, one matrix for each picture
fn gan_losses_input_gradient_3() {
    let [batch, pixels] = pictures.dims();
    let last = critic.layers.len() - 1;
    let first = critic.layers[0].weight.val();
    let [_, outputs] = first.dims();
    let mut product: Tensor<3> = first.unsqueeze::<3>().expand([batch, pixels, outputs]);
    let mut hidden = pictures;
    for (number, layer) in critic.layers[..last].iter().enumerate() {
        let affine = layer.forward(hidden);
        let slope = affine.clone().detach().sign() * ((1.0 - SLOPE) / 2.0) + (1.0 + SLOPE) / 2.0;
        hidden = activation::leaky_relu(affine, SLOPE);
        let next = critic.layers[number + 1].weight.val();
        product = (product * slope.unsqueeze_dim::<3>(1)).matmul(next.unsqueeze::<3>());
    }
    product.squeeze_dim::<2>(2)
}
