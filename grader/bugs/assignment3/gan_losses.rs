//! Typical mistakes in `assignment3/src/gan_losses.rs`.

/// a3.gan_losses.least_squares_discriminator: the factor ½ is forgotten
fn gan_losses_least_squares_discriminator_1() {
    (of_real - 1.0).square().mean() + of_fake.square().mean()
}

/// a3.gan_losses.least_squares_discriminator: real pictures are to be 0 and fakes 1
fn gan_losses_least_squares_discriminator_2() {
    (of_real.square().mean() + (of_fake - 1.0).square().mean()) / 2.0
}

/// a3.gan_losses.least_squares_discriminator: of probabilities in place of the numbers themselves
fn gan_losses_least_squares_discriminator_3() {
    let [real, fake] = [of_real, of_fake].map(activation::sigmoid);
    ((real - 1.0).square().mean() + fake.square().mean()) / 2.0
}

/// a3.gan_losses.least_squares_discriminator: one mean over both batches, so that the larger one counts more
fn gan_losses_least_squares_discriminator_4() {
    Tensor::cat(vec![of_real - 1.0, of_fake], 0).square().mean()
}

/// a3.gan_losses.least_squares_discriminator: distances in place of their squares
fn gan_losses_least_squares_discriminator_5() {
    ((of_real - 1.0).abs().mean() + of_fake.abs().mean()) / 2.0
}

/// a3.gan_losses.least_squares_discriminator: fakes are to be -1
fn gan_losses_least_squares_discriminator_6() {
    ((of_real - 1.0).square().mean() + (of_fake + 1.0).square().mean()) / 2.0
}

/// a3.gan_losses.least_squares_generator: the factor ½ is forgotten
fn gan_losses_least_squares_generator_1() {
    (of_fake - 1.0).square().mean()
}

/// a3.gan_losses.least_squares_generator: fakes are to be 0, which is the discriminator's wish
fn gan_losses_least_squares_generator_2() {
    of_fake.square().mean() / 2.0
}

/// a3.gan_losses.least_squares_generator: the discriminator's term with a minus sign, which has no lowest value
fn gan_losses_least_squares_generator_3() {
    -of_fake.square().mean() / 2.0
}

/// a3.gan_losses.least_squares_generator: the square of the mean
fn gan_losses_least_squares_generator_4() {
    (of_fake - 1.0).mean().square() / 2.0
}

/// a3.gan_losses.least_squares_generator: of a probability
fn gan_losses_least_squares_generator_5() {
    (activation::sigmoid(of_fake) - 1.0).square().mean() / 2.0
}

/// a3.gan_losses.input_gradient: the product of the weights, without leaky ReLU
fn gan_losses_input_gradient_1() {
    let [batch, _] = pictures.dims();
    let mut product = critic.layers[0].weight.val();
    for layer in &critic.layers[1..] {
        product = product.matmul(layer.weight.val());
    }
    let [pixels, _] = product.dims();
    product.transpose().expand([batch, pixels])
}

/// a3.gan_losses.input_gradient: leaky ReLU is flat for negative numbers
fn gan_losses_input_gradient_2() {
    let last = critic.layers.len() - 1;
    let [batch, _] = pictures.dims();
    let (mut hidden, mut slopes) = (pictures, Vec::new());
    for layer in &critic.layers[..last] {
        let affine = layer.forward(hidden);
        slopes.push(affine.clone().detach().greater_elem(0.0).float());
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    let row = critic.layers[last].weight.val().transpose();
    let [_, inputs] = row.dims();
    let mut gradient = row.expand([batch, inputs]);
    for (layer, slope) in critic.layers[..last].iter().zip(slopes).rev() {
        gradient = (gradient * slope).matmul(layer.weight.val().transpose());
    }
    gradient
}

/// a3.gan_losses.input_gradient: 1 where the output is negative, and 0.2 where it is positive
fn gan_losses_input_gradient_3() {
    let last = critic.layers.len() - 1;
    let [batch, _] = pictures.dims();
    let (mut hidden, mut slopes) = (pictures, Vec::new());
    for layer in &critic.layers[..last] {
        let affine = layer.forward(hidden);
        let is_positive = affine.clone().detach().lower_elem(0.0).float();
        slopes.push(is_positive * (1.0 - SLOPE) + SLOPE);
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    let row = critic.layers[last].weight.val().transpose();
    let [_, inputs] = row.dims();
    let mut gradient = row.expand([batch, inputs]);
    for (layer, slope) in critic.layers[..last].iter().zip(slopes).rev() {
        gradient = (gradient * slope).matmul(layer.weight.val().transpose());
    }
    gradient
}

/// a3.gan_losses.input_gradient: the weights are cut off, so that a penalty teaches nothing
fn gan_losses_input_gradient_4() {
    let last = critic.layers.len() - 1;
    let [batch, _] = pictures.dims();
    let (mut hidden, mut slopes) = (pictures, Vec::new());
    for layer in &critic.layers[..last] {
        let affine = layer.forward(hidden);
        let is_positive = affine.clone().detach().greater_elem(0.0).float();
        slopes.push(is_positive * (1.0 - SLOPE) + SLOPE);
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    let row = critic.layers[last].weight.val().detach().transpose();
    let [_, inputs] = row.dims();
    let mut gradient = row.expand([batch, inputs]);
    for (layer, slope) in critic.layers[..last].iter().zip(slopes).rev() {
        gradient = (gradient * slope).matmul(layer.weight.val().detach().transpose());
    }
    gradient
}

/// a3.gan_losses.input_gradient: the slope of 0.01 that is usual elsewhere
fn gan_losses_input_gradient_5() {
    let last = critic.layers.len() - 1;
    let [batch, _] = pictures.dims();
    let (mut hidden, mut slopes) = (pictures, Vec::new());
    for layer in &critic.layers[..last] {
        let affine = layer.forward(hidden);
        let is_positive = affine.clone().detach().greater_elem(0.0).float();
        slopes.push(is_positive * 0.99 + 0.01);
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    let row = critic.layers[last].weight.val().transpose();
    let [_, inputs] = row.dims();
    let mut gradient = row.expand([batch, inputs]);
    for (layer, slope) in critic.layers[..last].iter().zip(slopes).rev() {
        gradient = (gradient * slope).matmul(layer.weight.val().transpose());
    }
    gradient
}
