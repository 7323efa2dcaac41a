use crate::{assert_close, matrix, vector};
use assignment3::pca::{Pca, centre, covariance, from_gram, gram};
use common::by_hand::Tensor;

/// Six centred examples of three features.
fn centred() -> Tensor<2> {
    matrix([
        [-1.5, 0.0, -2.0],
        [0.5, 0.0, 2.0],
        [2.5, 0.0, -2.0],
        [4.5, 8.0, -2.0],
        [-3.5, -3.0, -1.0],
        [-2.5, -5.0, 5.0],
    ])
}

/// Two components of three features, with variances 4.5 and 2 of 9 in all.
fn pca() -> Pca {
    Pca {
        mean: matrix([[1.0, -2.0, 0.5]]),
        components: matrix([[0.6, 0.8, 0.0], [-0.64, 0.48, 0.6]]),
        variances: vector([4.5, 2.0]),
        total_variance: vector([9.0]),
    }
}

#[test]
fn pca_centre_takes_the_mean_of_each_feature_away() {
    let inputs = matrix([
        [1.0, 2.0, 0.0],
        [3.0, 2.0, 4.0],
        [5.0, 2.0, 0.0],
        [7.0, 10.0, 0.0],
        [-1.0, -1.0, 1.0],
        [0.0, -3.0, 7.0],
    ]);
    let (mean, centred_inputs) = centre(inputs);
    let hint = "a mean for each feature, over the six examples: 2.5, 2 and 2";
    assert_close(mean, matrix([[2.5, 2.0, 2.0]]), hint);
    let hint = "every example minus the mean, and nothing else: the scale stays";
    assert_close(centred_inputs, centred(), hint);
}

#[test]
fn pca_covariance_divides_by_the_examples_minus_one() {
    let hint = "features with features: each pair of columns, multiplied and summed over the six \
                examples, divided by 5, neither by 6 nor by the 3 features";
    let expected = matrix([[9.5, 11.8, -3.8], [11.8, 19.6, -7.6], [-3.8, -7.6, 8.4]]);
    assert_close(covariance(centred()), expected, hint);
}

#[test]
fn pca_gram_holds_the_inner_products_of_examples() {
    let hint = "examples with examples: each pair of rows, multiplied and summed over the features, \
                divided by 5, which is the number of examples minus 1 here too";
    let expected = matrix([
        [1.25, -0.95, 0.05, -0.55, 1.45, -1.25],
        [-0.95, 0.85, -0.55, -0.35, -0.75, 1.75],
        [0.05, -0.55, 2.05, 3.05, -1.35, -3.25],
        [-0.55, -0.35, 3.05, 17.65, -7.55, -12.25],
        [1.45, -0.75, -1.35, -7.55, 4.45, 3.75],
        [-1.25, 1.75, -3.25, -12.25, 3.75, 11.25],
    ]);
    assert_close(gram(centred()), expected, hint);
}

/// Six centred examples of four features, and the leading eigenvectors of their Gram matrix.
fn wide() -> (Tensor<2>, (Tensor<1>, Tensor<2>)) {
    let examples = matrix([
        [0.9, 1.2, 0.8, -0.6],
        [-0.9, -1.2, 0.8, -0.6],
        [0.9, 1.2, 0.0, 0.0],
        [-0.9, -1.2, 0.0, 0.0],
        [0.0, 0.0, -0.8, 0.6],
        [0.0, 0.0, -0.8, 0.6],
    ]);
    let vectors = matrix([
        [0.5, -0.5, 0.5, -0.5, 0.0, 0.0],
        [0.5, 0.5, 0.0, 0.0, -0.5, -0.5],
    ]);
    (examples, (vector([1.8, 0.8]), vectors))
}

#[test]
fn pca_from_gram_gives_components_of_length_one() {
    let (examples, eigen) = wide();
    let hint = "each row of U X̃ divided by its length, which is √(5 · 1.8) and √(5 · 0.8): the 5 is the \
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
        [-4.0, 3.0, 0.5],
    ]);
    let hint = "take the mean away first, then multiply with each component; the numbers keep their \
                scale";
    let expected = matrix([
        [0.0, 0.0],
        [0.6, -0.64],
        [0.8, 3.48],
        [14.0, -2.8],
        [1.0, 5.6],
    ]);
    assert_close(pca().project(inputs), expected, hint);
}

#[test]
fn pca_project_of_a_single_example_uses_the_mean_of_training() {
    let hint = "the mean is the stored one, of the training examples, not that of this batch";
    let code = pca().project(matrix([[2.0, -1.0, 1.5]]));
    assert_close(code, matrix([[1.4, 0.44]]), hint);
}

#[test]
fn pca_reconstruct_adds_the_components_to_the_mean() {
    let codes = matrix([
        [0.0, 0.0],
        [5.0, 1.0],
        [-10.0, 1.0],
        [1.0, 0.0],
        [0.5, -3.0],
    ]);
    let hint = "the mean plus the first number times the first component plus the second times the \
                second";
    let expected = matrix([
        [1.0, -2.0, 0.5],
        [3.36, 2.48, 1.1],
        [-5.64, -9.52, 1.1],
        [1.6, -1.2, 0.5],
        [3.22, -3.04, -1.3],
    ]);
    assert_close(pca().reconstruct(codes), expected, hint);
}

#[test]
fn pca_explained_is_a_share_of_all_the_variance() {
    let hint = "4.5 and 2 of 9: components that were not kept hold the rest";
    assert_close(pca().explained(), vector([0.5, 0.222_222_22]), hint);
}
