//! Gradients checked against central differences.
//!
//! For one element x of a tensor, with the others fixed,
//!
//! dL/dx ≈ (L(x + h) - L(x - h)) / 2h,  h = 1e-5 · max(1, |x|)   (1)
//!
//! and a whole tensor's analytic gradient a and numeric gradient n differ by
//!
//! error(a, n) = max|a - n| / max(max|a|, max|n|)   (2)
//!
//! In f64 a correct gradient gives about 1e-9, a wrong one 1e-3 or more. In f32 the differences
//! drown in rounding, so a program configures its device for f64 before the first tensor.

use burn::tensor::{DType, Device, FloatDType, Tensor, TensorData};

/// Makes every tensor that `device` creates from now on f64; call it once, before the first one.
///
/// # Panics
/// If the device has already made tensors of another type.
pub fn use_f64(device: &mut Device) {
    device
        .configure(FloatDType::F64)
        .expect("f64 is chosen before the first tensor");
}

/// Equation (1) for every element of `at`; `loss` must not depend on anything random.
///
/// # Panics
/// If `at` is not f64: the result would be noise.
pub fn numeric_gradient<const D: usize>(
    at: &Tensor<D>,
    mut loss: impl FnMut(Tensor<D>) -> f64,
) -> Tensor<D> {
    assert_eq!(at.dtype(), DType::F64, "call gradcheck::use_f64 first");
    let (shape, device) = (at.dims(), at.device());
    let values: Vec<f64> = at.to_data().iter().collect();
    let mut at_shifted = |index: usize, shift: f64| {
        let mut shifted = values.clone();
        shifted[index] += shift;
        loss(Tensor::from_data(TensorData::new(shifted, shape), &device))
    };
    let gradient: Vec<f64> = (0..values.len())
        .map(|index| {
            let h = 1e-5 * values[index].abs().max(1.0);
            (at_shifted(index, h) - at_shifted(index, -h)) / (2.0 * h)
        })
        .collect();
    Tensor::from_data(TensorData::new(gradient, shape), &device)
}

/// Equation (2); 0 if both are zero everywhere, infinite if one is not a number.
pub fn relative_error<const D: usize>(analytic: &Tensor<D>, numeric: &Tensor<D>) -> f64 {
    let values = |tensor: &Tensor<D>| tensor.to_data().iter::<f64>().collect::<Vec<_>>();
    let (analytic, numeric) = (values(analytic), values(numeric));
    if analytic.len() != numeric.len() || analytic.iter().chain(&numeric).any(|x| !x.is_finite()) {
        return f64::INFINITY;
    }
    let largest = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let difference = largest(&mut analytic.iter().zip(&numeric).map(|(a, n)| (a - n).abs()));
    let scale = largest(&mut analytic.iter().chain(&numeric).map(|x| x.abs()));
    match scale {
        0.0 => 0.0,
        scale => difference / scale,
    }
}
