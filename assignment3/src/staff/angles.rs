//! Principal angles between two spaces: how far apart they are, whatever bases they are given by.
//!
//! The first is the smallest angle between a direction of one space and a direction of the other; the next the
//! smallest between directions orthogonal to these; and so on. Their cosines are the singular values of A Qᵀ, where
//! the rows of A and of Q are orthonormal bases. Source: Björck and Golub, *Numerical methods for computing angles
//! between linear subspaces* (1973).

use crate::eigen;
use burn::tensor::{DType, Device, Tensor};
use common::error::{Error, Result};

/// A direction whose squared length is this share of the longest one's or less is rounding.
const LEAST: f64 = 1e-12;

/// The angles in degrees between the space of orthonormal rows and that of any rows, in rising order: as many as
/// the first has rows.
///
/// # Shapes
/// - orthonormal, rows: `[count, features]` and `[at least count, features]`
///
/// # Errors
/// [`Error::Failed`] if the rows span fewer dimensions than the first space has, or are not finite.
pub fn principal_angles(orthonormal: &Tensor<2>, rows: &Tensor<2>) -> Result<Vec<f64>> {
    let [first, rows] = [orthonormal, rows].map(|of| {
        let data = of.to_data().convert_dtype(DType::F64);
        Tensor::<2>::from_data(data, (&Device::flex(), DType::F64))
    });
    let [count, _] = first.dims();
    let [all, _] = rows.dims();
    // R Rᵀ = Sᵀ Θ S makes Θ^(-1/2) S R orthonormal.
    let (lengths, turn) = eigen::leading(rows.clone().matmul(rows.clone().transpose()), all)?;
    let values: Vec<f64> = lengths.to_data().iter().collect();
    let real = values.iter().take_while(|it| **it > LEAST * values[0]);
    let real = real.count();
    if real < count {
        let text = format!("{all} rows span {real} dimensions, and {count} are compared with");
        return Err(Error::Failed(text));
    }
    let lengths = lengths.narrow(0, 0, real).sqrt().unsqueeze_dim(1);
    let basis = turn.narrow(0, 0, real).matmul(rows) / lengths; // [real, features]
    let products = first.matmul(basis.transpose()); // [count, real]
    let squares = products.clone().matmul(products.transpose()); // [count, count]
    let (cosines, _) = eigen::leading(squares, count)?;
    let angle = |square: f64| square.clamp(0.0, 1.0).sqrt().acos().to_degrees();
    Ok(cosines.to_data().iter().map(angle).collect())
}
