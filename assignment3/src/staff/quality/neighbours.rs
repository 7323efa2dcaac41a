//! Who is near whom: how much of the samples is real, and how much of what is real they have.

use burn::tensor::Tensor;

/// Of how many neighbours one's own kind is asked.
const NEIGHBOURS: usize = 3;

/// The share of samples that lie where real ones do, and the share of real ones that lie where samples do. A point lies
/// where others do if it is no farther from one of them than that one's third nearest of its own kind.
///
/// Source: Kynkäänniemi et al., *Improved precision and recall metric for assessing generative models* (2019), with
/// k = 3.
///
/// # Shapes
/// - samples, real: `[count, features]` each, more than 3
pub fn precision_and_recall(samples: Tensor<2>, real: Tensor<2>) -> [f64; 2] {
    let between = squared_distances(samples.clone(), real.clone()); // [samples, real]
    let share = |distances: Tensor<2>, radii: Tensor<2>| -> f64 {
        // Rounding may make the square of 0 a little more than that.
        let inside = distances.lower_equal(radii).any_dim(1);
        inside.float().mean().into_scalar()
    };
    let precision = share(between.clone(), radii(real).transpose());
    let recall = share(between.transpose(), radii(samples).transpose());
    [precision, recall]
}

/// The squared distance of each point to its third nearest other one, `[count, 1]`.
fn radii(points: Tensor<2>) -> Tensor<2> {
    let own = squared_distances(points.clone(), points);
    // The nearest is the point itself.
    own.sort(1).narrow(1, NEIGHBOURS, 1)
}

/// `[points, others]`
fn squared_distances(points: Tensor<2>, others: Tensor<2>) -> Tensor<2> {
    let square = |of: &Tensor<2>| of.clone().square().sum_dim(1);
    let (of_points, of_others) = (square(&points), square(&others).transpose());
    points.matmul(others.transpose()) * -2.0 + of_points + of_others
}
