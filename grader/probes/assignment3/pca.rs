//! What is asked of `assignment3/src/pca.rs` with inputs that nobody has seen.

use assignment3::pca::{Pca, centre, covariance, from_gram, gram};
use common::by_hand::Tensor;
use probe::Case;

/// a3.pca.centre
pub fn pca_centre(case: &mut Case) {
    let sizes = case.sizes([2..=8, 2..=6]);
    let (mean, centred) = centre(examples(case, sizes));
    case.give("mean", mean);
    case.give("centred examples", centred);
}

/// a3.pca.covariance
pub fn pca_covariance(case: &mut Case) {
    let sizes = case.sizes([3..=8, 2..=6]);
    let centred = centred(case, sizes);
    case.give("covariance", covariance(centred));
}

/// a3.pca.gram
pub fn pca_gram(case: &mut Case) {
    let sizes = case.sizes([3..=8, 2..=6]);
    let centred = centred(case, sizes);
    case.give("matrix of inner products", gram(centred));
}

/// a3.pca.from_gram
pub fn pca_from_gram(case: &mut Case) {
    let [count, examples, features] = case.sizes([2..=4, 7..=10, 6..=9]);
    // Centred examples are Σ s_j u_jᵀ w_j; the last of the eigenvectors u is not asked for.
    let lengths = case.between("lengths", [count + 1, 1], 0.5..4.0);
    let vectors = orthonormal(case.normal("vectors", [count + 1, examples]), true);
    let components = orthonormal(case.normal("components", [count + 1, features]), false);
    let centred = vectors
        .clone()
        .transpose()
        .matmul(components * lengths.clone());
    let variances = lengths.square().squeeze_dim::<1>(1) / (examples as f64 - 1.0);
    let eigen = (variances.narrow(0, 0, count), vectors.narrow(0, 0, count));
    let centred = case.tensor("centred", centred);
    case.give("components", from_gram(eigen, centred));
}

/// a3.pca.project
pub fn pca_project(case: &mut Case) {
    let [count, several, features] = case.sizes([1..=3, 3..=8, 4..=7]);
    let pca = components(case, [count, features]);
    let codes = [several, 1].map(|number| pca.project(examples(case, [number, features])));
    case.give("codes", Tensor::cat(codes.into(), 0));
}

/// a3.pca.reconstruct
pub fn pca_reconstruct(case: &mut Case) {
    let [count, several, features] = case.sizes([1..=3, 3..=8, 4..=7]);
    let pca = components(case, [count, features]);
    let again = [several, 1].map(|number| pca.reconstruct(case.normal("codes", [number, count])));
    case.give("examples", Tensor::cat(again.into(), 0));
}

/// a3.pca.explained
pub fn pca_explained(case: &mut Case) {
    let [count, features] = case.sizes([2..=4, 5..=7]);
    let pca = components(case, [count, features]);
    case.give("shares", pca.explained());
}

// Rows of length 1 that are orthogonal to each other, and if so wished to a row of ones.
fn orthonormal(rows: Tensor<2>, centred: bool) -> Tensor<2> {
    let [count, width] = rows.dims();
    let mut done: Vec<Tensor<2>> = Vec::new();
    if centred {
        done.push(Tensor::ones([1, width], &rows.device()) / (width as f64).sqrt());
    }
    for number in 0..count {
        let mut row = rows.clone().narrow(0, number, 1);
        // Twice, because of rounding.
        for other in done.iter().chain(&done) {
            let along = (row.clone() * other.clone()).sum_dim(1);
            row = row - other.clone() * along;
        }
        let length = row.clone().square().sum_dim(1).sqrt();
        done.push(row / length);
    }
    Tensor::cat(done.split_off(usize::from(centred)), 0)
}

// Examples far from 0, each feature around a mean and with a spread of its own.
fn examples(case: &mut Case, [count, features]: [usize; 2]) -> Tensor<2> {
    let means = case.spread("means", [1, features], 4.0);
    let scales = case.between("scales", [1, features], 0.5..2.0);
    let noise = case.normal("noise", [count, features]);
    case.tensor("examples", noise * scales + means)
}

fn centred(case: &mut Case, sizes: [usize; 2]) -> Tensor<2> {
    let examples = examples(case, sizes);
    let mean = examples.clone().mean_dim(0);
    case.tensor("centred", examples - mean)
}

// A mean, components and variances of no examples in particular.
fn components(case: &mut Case, [count, features]: [usize; 2]) -> Pca {
    let variances = case.between("variances", [count], 0.4..5.0);
    // The components that are left out have a part of the variance as well.
    let others = case.between("variance of the others", [1], 1.0..4.0);
    Pca {
        mean: case.spread("mean", [1, features], 2.0),
        components: orthonormal(case.normal("components", [count, features]), false),
        total_variance: variances.clone().sum() + others,
        variances,
    }
}
