use crate::layers::ramp;
use crate::{assert_close, device, matrix, vector};
use assignment3::gan::Discriminator;
use assignment3::gan_losses::{
    gradient_penalty, input_gradient, least_squares_discriminator, least_squares_generator,
};
use burn::module::{Module, Param};

#[test]
fn gan_losses_least_squares_discriminator_of_two_real_pictures_and_three_fakes() {
    let (real, fake) = (matrix([[0.5], [-1.0]]), matrix([[2.0], [-0.5], [0.25]]));
    let hint = "equation (2): half of the mean of (s - 1)² over real pictures, and half of that of s² over fakes";
    assert_close(
        least_squares_discriminator(real, fake),
        vector([1.781_25]),
        hint,
    );
}

#[test]
fn gan_losses_least_squares_discriminator_of_four_real_pictures_and_two_fakes() {
    let real = matrix([[0.5], [-1.0], [2.0], [0.25]]);
    let loss = least_squares_discriminator(real, matrix([[2.0], [-0.5]]));
    let hint = "each mean is over its own batch, here of four and of two; no sigmoid: s itself is to be 1 or 0";
    assert_close(loss, vector([1.789_062_5]), hint);
}

#[test]
fn gan_losses_least_squares_discriminator_is_0_where_it_is_right_and_a_quarter_where_it_guesses() {
    for (real, fake, expected) in [(1.0, 0.0, 0.0), (0.5, 0.5, 0.25)] {
        let loss = least_squares_discriminator(matrix([[real]]), matrix([[fake]]));
        let hint = "1 is right for a real picture and 0 for a fake; both terms have the factor ½";
        assert_close(loss, vector([expected]), hint);
    }
}

#[test]
fn gan_losses_least_squares_generator_of_three_fakes() {
    let hint = "equation (3): fakes are to be 1, and half of the mean of the squares";
    let loss = least_squares_generator(matrix([[2.0], [-0.5], [0.25]]));
    assert_close(loss, vector([0.635_416_667]), hint);
}

#[test]
fn gan_losses_least_squares_generator_pushes_fakes_that_are_too_real_as_well() {
    let hint = "a square grows on both sides of 1: 9² on the one, 9² on the other";
    let loss = least_squares_generator(matrix([[-8.0], [10.0]]));
    assert_close(loss, vector([40.5]), hint);
    let hint = "nothing is left to do where all fakes are at 1";
    assert_close(
        least_squares_generator(matrix([[1.0], [1.0]])),
        vector([0.0]),
        hint,
    );
}

fn critic(sizes: &[usize]) -> Discriminator {
    let mut critic = Discriminator::new(sizes, &device());
    critic.layers = critic.layers.into_iter().map(ramp).collect();
    critic
}

#[test]
fn gan_losses_input_gradient_of_three_pictures() {
    let pictures = matrix([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0], [4.0, 1.0, 2.0]]);
    let expected = matrix([
        [0.015_625, 0.093_75, 0.015_625],
        [-0.024_375, 0.033_75, 0.010_625],
        [-0.001_875, 0.013_75, -0.014_375],
    ]);
    let hint = "equation (8): a picture has its own M_k, 1 where the k-th affine output is positive, else 0.2; the last \
                layer has none";
    assert_close(
        input_gradient(&critic(&[3, 4, 2]), pictures),
        expected,
        hint,
    );
}

#[test]
fn gan_losses_input_gradient_of_one_layer_is_its_weight() {
    let hint = "a critic of a single layer has the same slope everywhere: a row for each picture";
    let gradient = input_gradient(&critic(&[3]), matrix([[1.0, 1.0, 1.0], [-2.0, 0.0, 5.0]]));
    assert_close(
        gradient,
        matrix([[-0.5, -0.25, 0.0], [-0.5, -0.25, 0.0]]),
        hint,
    );
}

#[test]
fn gan_losses_input_gradient_is_what_autodiff_finds() {
    let critic = critic(&[4, 5, 6, 3]).train();
    let pictures = matrix([[0.3, -1.2, 0.8, 2.0], [-0.7, 0.1, 1.5, -0.4]]);
    let tracked = pictures.clone().autodiff().require_grad();
    let gradients = critic.forward(tracked.clone()).sum().backward();
    let expected = tracked
        .grad(&gradients)
        .expect("the score depends on its picture");
    let gradient = input_gradient(&critic, pictures.autodiff()).without_autodiff();
    assert_close(
        gradient,
        expected,
        "equation (8), from the left: W₁ M₁ W₂ M₂ … W_n",
    );
}

#[test]
fn gan_losses_input_gradient_lets_a_penalty_reach_the_weights() {
    // Of s = 3 x₁ + 4 x₂, doubled: the slope is (6, 8), its norm 10, and ∂(10 - 1)²/∂w = 18 · (0.6, 0.8).
    let mut critic = Discriminator::new(&[2], &device());
    critic.layers[0].weight = Param::from_tensor(matrix([[6.0], [8.0]]));
    let critic = critic.train();
    let slopes = input_gradient(&critic, matrix([[1.0, 2.0], [0.0, -1.0]]).autodiff());
    let gradients = gradient_penalty(slopes).backward();
    let gradient = critic.layers[0].weight.val().grad(&gradients);
    let hint =
        "only the M_k are constants: detach nothing else, so that the penalty can move the weights";
    assert_close(gradient.expect(hint), matrix([[10.8], [14.4]]), hint);
}
