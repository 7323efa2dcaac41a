use crate::vae::{pictures, vae};
use crate::{assert_close, matrix, vector};
use assignment3::importance::bound;
use burn::module::Param;
use burn::tensor::Tensor;

/// Three draws for each of two pictures.
fn noise() -> Tensor<3> {
    let draws = [
        [[0.5, -1.0], [2.0, 0.3]],
        [[-0.3, 0.8], [-1.0, 1.5]],
        [[1.2, 0.1], [0.0, -2.0]],
    ];
    Tensor::stack(draws.map(matrix).into(), 0)
}

fn two() -> Tensor<2> {
    pictures().narrow(0, 0, 2)
}

#[test]
fn importance_bound_of_three_draws() {
    assert_close(
        bound(&vae(), two(), noise()),
        vector([-3.762_617_58, -3.958_240_89]),
        "equation (2): for each picture the logarithm of the mean of its three weights, and not the mean of their \
         logarithms",
    );
}

#[test]
fn importance_bound_of_one_draw_is_its_weight() {
    assert_close(
        bound(&vae(), two(), noise().narrow(0, 0, 1)),
        vector([-3.749_164_56, -3.873_438_88]),
        "log w = log p(x | z) + Σ over j of s + ½ ε² - ½ z²",
    );
}

#[test]
fn importance_bound_of_equal_draws_is_that_of_one() {
    let one = noise().narrow(0, 1, 1);
    let many = one.clone().repeat(&[7, 1, 1]);
    assert_close(
        bound(&vae(), two(), many),
        bound(&vae(), two(), one),
        "the mean of K equal weights is one of them: divide by K, the number of draws",
    );
}

#[test]
fn importance_bound_is_finite_for_pictures_that_are_hardly_possible() {
    let mut vae = vae();
    let output = &mut vae.decoder.output;
    output.weight = Param::from_tensor(output.weight.val() * 2000.0);
    assert_close(
        bound(&vae, two(), noise()),
        vector([-517.291_329_34, -1_532.873_617_81]),
        "exp(-500) is 0, and its logarithm infinite: equation (4), with the largest of the draws of each picture",
    );
}
