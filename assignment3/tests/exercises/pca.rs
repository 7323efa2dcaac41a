use crate::{assert_close, device, matrix};
use assignment3::pca::{Pca, centre, covariance, from_gram, gram};
use common::by_hand::Tensor;

fn vector<const N: usize>(values: [f64; N]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

/// Four centred examples of three features.
fn centred() -> Tensor<2> {
    matrix([
        [-3.0, -2.0, -1.0],
        [-1.0, -2.0, 3.0],
        [1.0, -2.0, -1.0],
        [3.0, 6.0, -1.0],
    ])
}

/// Two components of three features, with variances 4 and 1 of 8 in all.
fn pca() -> Pca {
    Pca {
        mean: matrix([[1.0, -2.0, 0.5]]),
        components: matrix([[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]]),
        variances: vector([4.0, 1.0]),
        total_variance: vector([8.0]),
    }
}

#[test]
fn pca_centre_takes_the_mean_of_each_feature_away() {
    let inputs = matrix([
        [1.0, 2.0, 0.0],
        [3.0, 2.0, 4.0],
        [5.0, 2.0, 0.0],
        [7.0, 10.0, 0.0],
    ]);
    let (mean, centred_inputs) = centre(inputs);
    let hint = "a mean for each feature, over the four examples: 4, 4 and 1";
    assert_close(mean, matrix([[4.0, 4.0, 1.0]]), hint);
    let hint = "every example minus the mean, and nothing else: the scale stays";
    assert_close(centred_inputs, centred(), hint);
}

#[test]
fn pca_covariance_divides_by_the_examples_minus_one() {
    let hint = "features with features: each pair of columns, multiplied and summed over the four \
                examples, divided by 3";
    let expected = matrix([[20.0, 24.0, -4.0], [24.0, 48.0, -8.0], [-4.0, -8.0, 12.0]]);
    assert_close(covariance(centred()), expected / 3.0, hint);
}

#[test]
fn pca_gram_holds_the_inner_products_of_examples() {
    let hint = "examples with examples: each pair of rows, multiplied and summed over the features, \
                divided by 3, which is the number of examples minus 1 here too";
    let expected = matrix([
        [14.0, 4.0, 2.0, -20.0],
        [4.0, 14.0, 0.0, -18.0],
        [2.0, 0.0, 6.0, -8.0],
        [-20.0, -18.0, -8.0, 46.0],
    ]);
    assert_close(gram(centred()), expected / 3.0, hint);
}

/// Three centred examples of four features, and the eigenvectors of their Gram matrix.
fn wide() -> (Tensor<2>, (Tensor<1>, Tensor<2>)) {
    let examples = matrix([
        [1.8, 2.4, 0.8, -0.6],
        [-1.8, -2.4, 0.8, -0.6],
        [0.0, 0.0, -1.6, 1.2],
    ]);
    let [half, sixth] = [2.0_f64, 6.0].map(|number| number.sqrt().recip());
    let vectors = matrix([[half, -half, 0.0], [sixth, sixth, -2.0 * sixth]]);
    (examples, (vector([9.0, 3.0]), vectors))
}

#[test]
fn pca_from_gram_gives_components_of_length_one() {
    let (examples, eigen) = wide();
    let hint = "each row of U X̃ divided by its length, which is √(2 · 9) and √(2 · 3): the 2 is the \
                number of examples minus 1";
    let expected = matrix([[0.6, 0.8, 0.0, 0.0], [0.0, 0.0, 0.8, -0.6]]);
    assert_close(from_gram(eigen, examples), expected, hint);
}

#[test]
fn pca_from_gram_of_one_component() {
    let (examples, (variances, vectors)) = wide();
    let second = (variances.narrow(0, 1, 1), vectors.narrow(0, 1, 1));
    let hint =
        "there may be fewer components than examples: a row for each eigenvector that is given";
    let expected = matrix([[0.0, 0.0, 0.8, -0.6]]);
    assert_close(from_gram(second, examples), expected, hint);
}

#[test]
fn pca_project_measures_along_the_components() {
    let inputs = matrix([
        [1.0, -2.0, 0.5],
        [2.0, -2.0, 0.5],
        [1.0, -1.0, 5.5],
        [11.0, 8.0, -1.5],
    ]);
    let hint = "take the mean away first, then multiply with each component; the numbers keep their \
                scale";
    let expected = matrix([[0.0, 0.0], [0.6, 0.0], [0.8, 5.0], [14.0, -2.0]]);
    assert_close(pca().project(inputs), expected, hint);
}

#[test]
fn pca_project_of_a_single_example_uses_the_mean_of_training() {
    let hint = "the mean is the stored one, of the training examples, not that of this batch";
    let code = pca().project(matrix([[2.0, -1.0, 1.5]]));
    assert_close(code, matrix([[1.4, 1.0]]), hint);
}

#[test]
fn pca_reconstruct_adds_the_components_to_the_mean() {
    let codes = matrix([[0.0, 0.0], [5.0, 1.0], [-10.0, 2.0], [1.0, 0.0]]);
    let hint = "the mean plus the first number times the first component plus the second times the \
                second";
    let expected = matrix([
        [1.0, -2.0, 0.5],
        [4.0, 2.0, 1.5],
        [-5.0, -10.0, 2.5],
        [1.6, -1.2, 0.5],
    ]);
    assert_close(pca().reconstruct(codes), expected, hint);
}

#[test]
fn pca_explained_is_a_share_of_all_the_variance() {
    let hint = "4 and 1 of 8: components that were not kept hold the rest";
    assert_close(pca().explained(), vector([0.5, 0.125]), hint);
}
