//! What is asked of `assignment2/src/clipping.rs` with inputs that nobody has seen.

use assignment2::clipping::{by_value, each_norm, global_norm, norm};
use common::by_hand::Tensor;
use probe::Case;

/// a2.clipping.norm
pub fn clipping_norm(case: &mut Case) {
    let gradients = gradients(case, 1.0);
    let one = [case.normal("one gradient", [5])];
    let zeros = [Tensor::zeros([3], case.device())];
    let norms = vec![norm(&gradients), norm(&one), norm(&zeros)];
    case.give("norms", Tensor::cat(norms, 0));
}

/// a2.clipping.global_norm
pub fn clipping_global_norm(case: &mut Case) {
    let bound = case.number_in("largest norm", 0.3..0.8);
    let long = global_norm(gradients(case, 1.5), bound);
    case.give("long gradients", Tensor::cat(long, 0));
    // Together below the largest norm, though some elements are near it; and all zero.
    let mut short = global_norm(gradients(case, 0.1), 10.0 * bound);
    let zeros = vec![Tensor::zeros([2], case.device()); 2];
    short.extend(global_norm(zeros, bound));
    case.give("short gradients", Tensor::cat(short, 0));
    // So short that ε counts.
    let tiny = global_norm(gradients(case, 1e-5), bound * 1e-6);
    case.give("tiny gradients", Tensor::cat(tiny, 0));
}

/// a2.clipping.each_norm
pub fn clipping_each_norm(case: &mut Case) {
    let bound = case.number_in("largest norm", 0.6..1.6);
    let some = each_norm(gradients(case, 1.0), bound);
    case.give("gradients", Tensor::cat(some, 0));
    // All below the largest norm; and all zero.
    let mut short = each_norm(gradients(case, 0.05), 4.0 * bound);
    let zeros = vec![Tensor::zeros([2], case.device()); 2];
    short.extend(each_norm(zeros, bound));
    case.give("short gradients", Tensor::cat(short, 0));
    // So short that ε counts.
    let tiny = each_norm(gradients(case, 1e-5), bound * 1e-6);
    case.give("tiny gradients", Tensor::cat(tiny, 0));
}

/// a2.clipping.by_value
pub fn clipping_by_value(case: &mut Case) {
    let bound = case.number_in("largest element", 0.2..0.6);
    let some = by_value(gradients(case, 1.0), bound);
    case.give("gradients", Tensor::cat(some, 0));
    let small = by_value(gradients(case, 0.01), bound);
    case.give("small gradients", Tensor::cat(small, 0));
}

// Gradients of two to five parameters of different sizes and lengths.
fn gradients(case: &mut Case, scale: f64) -> Vec<Tensor<1>> {
    let [first, second, third, fourth] = case.sizes([2..=5, 3..=9, 1..=4, 4..=8]);
    let scales = [1.0, 0.3, 2.0, 0.7].map(|of| scale * of);
    let sizes = [first, second, third, fourth].into_iter().zip(scales);
    let all = sizes.take(2 + case.number() % 3);
    all.map(|(size, scale)| case.spread("gradient", [size], scale))
        .collect()
}
