use crate::{assert_close, matrix, vector};
use assignment3::kernel_pca::{Kernel, KernelPca, centre, coefficients, polynomial, rbf};
use common::by_hand::Tensor;

fn examples() -> (Tensor<2>, Tensor<2>) {
    let first = matrix([[1.0, 2.0], [0.0, -1.0], [-2.0, 0.5]]);
    (first, matrix([[1.0, 0.0], [-1.0, 3.0]]))
}

#[test]
fn kernel_pca_polynomial_multiplies_the_inner_products() {
    let hint = "the inner product of each row with each row, times γ, plus 1, and that to the power p: with γ = 1/2 \
                the bases are 1.5 and 3.5, 1 and -0.5, 0 and 2.75";
    let expected = matrix([[3.375, 42.875], [1.0, -0.125], [0.0, 20.796_875]]);
    assert_close(polynomial(examples(), (0.5, 3)), expected, hint);
    let expected = matrix([[4.0, 36.0], [1.0, 4.0], [1.0, 20.25]]);
    let hint = "γ = 1 and p = 2: a base below 0 has a positive square";
    assert_close(polynomial(examples(), (1.0, 2)), expected, hint);
}

#[test]
fn kernel_pca_polynomial_of_degree_one_is_the_inner_product_plus_one() {
    let hint = "p = 1 multiplies nothing with itself";
    let expected = matrix([[3.0, 11.0], [1.0, -5.0], [-3.0, 8.0]]);
    assert_close(polynomial(examples(), (2.0, 1)), expected, hint);
}

#[test]
fn kernel_pca_rbf_falls_with_the_squared_distance() {
    let hint = "squared distances 4 and 5, 2 and 17, 9.25 and 7.25: sums over the features, not means, no root; times \
                -γ, which is -0.1, and exp of that";
    let expected = matrix([
        [0.670_320_05, 0.606_530_66],
        [0.818_730_75, 0.182_683_52],
        [0.396_531_42, 0.484_324_58],
    ]);
    assert_close(rbf(examples(), 0.1), expected, hint);
}

#[test]
fn kernel_pca_rbf_of_an_example_with_itself_is_at_most_one() {
    // Far from 0 the squares are large, and of their differences rounding is left, on both sides of 0.
    let far = |place: usize| 300.0 + (place * 37 % 101) as f64 / 7.0;
    let numbers: Vec<f64> = (0..200).map(far).collect();
    let examples = vector(numbers).reshape([40, 5]);
    let largest = rbf((examples.clone(), examples), 50.0).max();
    let largest = largest.into_scalar::<f64>();
    assert!(
        largest <= 1.0,
        "\nhint: the squared distance of an example to itself is 0; where rounding makes it a little less, 0 is \
         meant\nthe largest element is {largest}"
    );
}

/// Of three training examples: their kernel and its means over the first index.
fn training() -> (Tensor<2>, Tensor<2>) {
    let kernel = matrix([[4.0, 1.0, -2.0], [1.0, 3.0, 2.0], [-2.0, 2.0, 6.0]]);
    (kernel, matrix([[1.0, 2.0, 2.0]]))
}

#[test]
fn kernel_pca_centre_of_training_examples_leaves_sums_of_zero() {
    let (kernel, means) = training();
    let centred = centre(kernel, means);
    let hint = "from each element the mean of its row and the m of its column are taken away, and the mean of all is \
                added: it was taken away twice. 1, 2 and 2 are the means here, and 5/3 that of all";
    let third = 1.0 / 3.0;
    let expected = matrix([
        [11.0 * third, -third, -10.0 * third],
        [-third, 2.0 * third, -third],
        [-10.0 * third, -third, 11.0 * third],
    ]);
    assert_close(centred.clone(), expected, hint);
    assert_close(centred.sum_dim(0), matrix([[0.0, 0.0, 0.0]]), hint);
}

#[test]
fn kernel_pca_centre_of_new_examples_uses_the_means_of_training() {
    let (_, means) = training();
    let new = matrix([[3.0, 0.0, 0.0], [6.0, 1.0, 2.0]]);
    let hint = "the mean of its row is the example's own; m and the mean of all are those of the training examples, \
                not of this batch";
    let third = 1.0 / 3.0;
    let expected = matrix([
        [8.0 * third, -4.0 * third, -4.0 * third],
        [11.0 * third, -7.0 * third, -4.0 * third],
    ]);
    assert_close(centre(new.clone(), means.clone()), expected.clone(), hint);
    let alone = centre(new.narrow(0, 1, 1), means);
    assert_close(alone, expected.narrow(0, 1, 1), hint);
}

#[test]
fn kernel_pca_coefficients_make_components_of_length_one() {
    let vectors = matrix([[0.6, 0.0, -0.8, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]]);
    let hint = "each row divided by √((n - 1) λ), where n is the number of training examples, 5 here: √(4 · 2.25) and \
                √(4 · 0.25)";
    let expected = matrix([
        [0.2, 0.0, -0.266_666_67, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0, 0.0],
    ]);
    assert_close(
        coefficients((vector([2.25, 0.25]), vectors)),
        expected,
        hint,
    );
}

/// Two components of three training examples in the space of a kernel.
fn pca(kernel: Kernel) -> KernelPca {
    KernelPca {
        kernel,
        inputs: matrix([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]]),
        means: matrix([[0.5, 1.0, 0.75]]),
        coefficients: matrix([[1.0, -0.5, 0.25], [0.0, 2.0, -1.0]]),
        variances: vector([2.0, 1.0]),
        total_variance: vector([4.0]),
    }
}

#[test]
fn kernel_pca_project_of_the_linear_kernel() {
    let new = matrix([[2.0, 1.0], [0.0, 0.0]]);
    let hint = "the kernel of the new examples with the stored training examples, 2, 2, -1 and 0, 0, 0; centred with \
                the stored m, 0.5, 1, 0.75; then multiplied with each row of coefficients";
    let expected = matrix([[0.375, 3.5], [0.375, -0.5]]);
    assert_close(pca(Kernel::Linear).project(new), expected, hint);
}

#[test]
fn kernel_pca_project_uses_the_kernel_of_the_components() {
    let new = matrix([[1.0, 1.0]]);
    let hint = "`self.kernel` says which kernel it is: 4, 9 and 1 here, of (x · y + 1)²";
    let codes = pca(Kernel::Polynomial(1.0, 2)).project(new.clone());
    assert_close(codes, matrix([[-3.375, 11.833_333]]), hint);
    let hint = "exp(-1/2), exp(-1) and exp(-2) of the squared distances 1, 2 and 4";
    let codes = pca(Kernel::Rbf(0.5)).project(new);
    assert_close(codes, matrix([[0.5539884, -0.2694915]]), hint);
}
