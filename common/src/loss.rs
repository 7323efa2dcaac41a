//! Losses that Burn lacks.

use burn::tensor::{Tensor, activation};

/// The mean binary cross-entropy of logits, for targets between 0 and 1; Burn's own takes whole numbers.
///
/// -t log σ(z) - (1 - t) log(1 - σ(z)) = max(z, 0) - t z + log(1 + exp(-|z|)), which no z makes infinite.
///
/// # Shapes
/// - logits, targets: `[batch, outputs]`
/// - output: `[1]`
pub fn binary_cross_entropy(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    let tail = (-logits.clone().abs()).exp().log1p();
    let linear = activation::relu(logits.clone()) - targets * logits;
    (linear + tail).mean()
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    fn loss(logits: [f64; 3], targets: [f64; 3]) -> f64 {
        let row = |values: [f64; 3]| Tensor::from_data([values], &Device::flex());
        binary_cross_entropy(row(logits), row(targets)).into_scalar()
    }

    #[test]
    fn binary_cross_entropy_is_that_of_the_probabilities() {
        let (logits, targets) = ([0.5_f64, -2.0, 3.0], [1.0, 0.0, 0.9]);
        let terms = logits.iter().zip(targets).map(|(z, t)| {
            let p = 1.0 / (1.0 + (-z).exp());
            -t * p.ln() - (1.0 - t) * (1.0 - p).ln()
        });
        let expected = terms.sum::<f64>() / 3.0;
        assert!((loss(logits, targets) - expected).abs() < 1e-6);
        // Undecided, whatever the target: ln 2.
        assert!((loss([0.0; 3], targets) - 2.0_f64.ln()).abs() < 1e-6);
    }

    #[test]
    fn binary_cross_entropy_of_large_logits_is_finite() {
        assert!((loss([1000.0, -1000.0, 1000.0], [0.0, 1.0, 1.0]) - 2000.0 / 3.0).abs() < 1e-2);
    }
}
