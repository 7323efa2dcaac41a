//! Gradients checked against central differences.
//!
//! For one element x of a tensor, with the others fixed,
//!
//! dL/dx ≈ (L(x + h) - L(x - h)) / 2h,  h = 1e-5 · max(1, |x|)   (1)
//!
//! and a whole tensor's analytic gradient a and numeric gradient n differ by
//!
//! error(a, n) = max|a - n| / max(max|a|, max|n|, 0.1)   (2)
//!
//! In f64 a correct gradient gives about 1e-9, a wrong one 1e-3 or more. A program configures its device
//! for f64 before the first tensor.
//!
//! In f32 the differences (1) drown in rounding: h must be large, and then the third derivative shows.
//! The formula of the next order has no third derivative in its error:
//!
//! dL/dx ≈ (8 L(x + h) - 8 L(x - h) - L(x + 2h) + L(x - 2h)) / 12h,  h = 0.02 · max(1, |x|)   (3)
//!
//! A correct gradient then gives 1e-4 or less, whatever precision a part of it was computed in.

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

/// Equation (1) for every element of `at`, and equation (3) where that is not f64; `loss` must not depend
/// on anything random.
pub fn numeric_gradient<const D: usize>(
    at: &Tensor<D>,
    mut loss: impl FnMut(Tensor<D>) -> f64,
) -> Tensor<D> {
    let (shape, device) = (at.dims(), at.device());
    let values: Vec<f64> = at.to_data().iter().collect();
    let mut at_shifted = |index: usize, shift: f64| {
        let mut shifted = values.clone();
        shifted[index] += shift;
        loss(Tensor::from_data(TensorData::new(shifted, shape), &device))
    };
    let mut difference = |index: usize, h: f64| at_shifted(index, h) - at_shifted(index, -h);
    let gradient: Vec<f64> = (0..values.len())
        .map(|index| {
            let size = values[index].abs().max(1.0);
            match at.dtype() {
                DType::F64 => difference(index, 1e-5 * size) / (2e-5 * size),
                _ => {
                    let h = 0.02 * size;
                    (8.0 * difference(index, h) - difference(index, 2.0 * h)) / (12.0 * h)
                }
            }
        })
        .collect();
    Tensor::from_data(TensorData::new(gradient, shape), &device)
}

/// Below this size a gradient counts as 0, and what is left of it as rounding.
const FLOOR: f64 = 0.1;

/// Equation (2); infinite if one is not a number.
pub fn relative_error<const D: usize>(analytic: &Tensor<D>, numeric: &Tensor<D>) -> f64 {
    let (analytic, numeric) = (values(analytic), values(numeric));
    if analytic.len() != numeric.len() || analytic.iter().chain(&numeric).any(|x| !x.is_finite()) {
        return f64::INFINITY;
    }
    let largest = |values: &mut dyn Iterator<Item = f64>, least: f64| values.fold(least, f64::max);
    let differences = analytic.iter().zip(&numeric).map(|(a, n)| (a - n).abs());
    let sizes = analytic.iter().chain(&numeric).map(|x| x.abs());
    largest(&mut { differences }, 0.0) / largest(&mut { sizes }, FLOOR)
}

/// Where the two differ most, in words, for something of this shape: "of shape [2, 3]: row 1, column 2 is
/// 0.5, and central differences give 0.25".
pub fn largest_difference<const D: usize>(
    analytic: &Tensor<D>,
    numeric: &Tensor<D>,
    shape: &[usize],
) -> String {
    let (analytic, numeric) = (values(analytic), values(numeric));
    if analytic.len() != numeric.len() {
        let (got, wanted) = (analytic.len(), numeric.len());
        return format!("of shape {shape:?}: it has {got} elements, and {wanted} are expected");
    }
    // What is not a number differs more than anything.
    let difference = |at: &usize| match (analytic[*at] - numeric[*at]).abs() {
        difference if difference.is_nan() => f64::INFINITY,
        difference => difference,
    };
    let places = 0..analytic.len();
    let largest = places.max_by(|a, b| difference(a).total_cmp(&difference(b)));
    let Some(at) = largest else {
        return format!("of shape {shape:?}");
    };
    let place = match *shape {
        [_, columns] => format!("row {}, column {}", at / columns + 1, at % columns + 1),
        _ => format!("element {}", at + 1),
    };
    format!(
        "of shape {shape:?}: {place} is {:.6}, and central differences give {:.6}",
        analytic[at], numeric[at]
    )
}

fn values<const D: usize>(tensor: &Tensor<D>) -> Vec<f64> {
    tensor.to_data().iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(values: &[f64]) -> Tensor<1> {
        Tensor::from_data(values, (&Device::flex(), DType::F64))
    }

    #[test]
    fn where_the_true_gradient_is_zero_rounding_is_no_error() {
        let zeros = vector(&[0.0, 0.0]);
        assert!(relative_error(&vector(&[1e-9, 0.0]), &zeros) < 1e-7);
        assert!(relative_error(&vector(&[0.01, 0.0]), &zeros) > 0.05);
        assert_eq!(
            relative_error(&vector(&[f64::NAN, 0.0]), &zeros),
            f64::INFINITY
        );
    }

    #[test]
    fn differences_in_f32_find_a_gradient_to_four_digits() {
        let at = Tensor::<1>::from_data([0.5, -3.0, 2.0], &Device::flex());
        let sines = |x: Tensor<1>| x.sin().sum().into_scalar::<f64>();
        let error = relative_error(&at.clone().cos(), &numeric_gradient(&at, sines));
        assert!(error < 1e-4, "{error:e}");
        let wrong = at.clone().cos() * vector(&[1.0, 1.0, 1.01]).cast(DType::F32);
        let error = relative_error(&wrong, &numeric_gradient(&at, sines));
        assert!(error > 1e-3, "{error:e}");
    }

    #[test]
    fn the_largest_difference_is_named_by_its_place() {
        let (analytic, numeric) = (vector(&[1.0, 2.0, 5.0, f64::NAN]), vector(&[1.0; 4]));
        let said = largest_difference(&analytic, &numeric, &[2, 2]);
        assert!(
            said.starts_with("of shape [2, 2]: row 2, column 2 is NaN"),
            "{said}"
        );
        let said = largest_difference(&vector(&[1.0]), &numeric, &[4]);
        assert!(
            said.contains("it has 1 elements, and 4 are expected"),
            "{said}"
        );
    }
}
