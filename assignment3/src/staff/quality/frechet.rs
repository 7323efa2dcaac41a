//! The Fréchet distance of two clouds of features.
//!
//! Each cloud is taken for a normal distribution with its mean μ and covariance C. The distance of the two is
//!
//! d² = ‖μ_1 - μ_2‖² + trace(C_1 + C_2 - 2 (C_1^½ C_2 C_1^½)^½)   (1)
//!
//! which is 0 for the same distribution. It grows where samples are alike (C_2 too small), where some kinds are missing
//! and where what is made lies beside what is real. With few samples it is too large: clouds are compared that have the
//! same number of pictures.
//!
//! Source: Dowson and Landau, *The Fréchet distance between multivariate normal distributions* (1982); Heusel et al.,
//! *GANs trained by a two time-scale update rule converge to a local Nash equilibrium* (2017), for samples of networks.
//! There the features are Inception's of photographs, so that their numbers and these cannot be compared.

use crate::eigen;
use burn::tensor::{DType, Device, Tensor};
use common::error::Result;

/// Mean and covariance of some features, in double precision on the CPU.
#[derive(Debug, Clone)]
pub struct Gaussian {
    /// `[1, features]`
    mean: Tensor<2>,
    /// `[features, features]`
    covariance: Tensor<2>,
}

impl Gaussian {
    /// Of features, one picture a row, `[pictures, features]`, at least two.
    pub fn of(features: Tensor<2>) -> Self {
        let rows = features.dims()[0];
        let features = Tensor::<2>::from_data(features.into_data(), (&Device::flex(), DType::F64));
        let mean = features.clone().mean_dim(0);
        let centred = features - mean.clone();
        let covariance = centred.clone().transpose().matmul(centred) / (rows as f64 - 1.0);
        Self { mean, covariance }
    }

    /// Equation (1).
    ///
    /// # Errors
    /// [`Error::Failed`](common::error::Error::Failed) if a feature is not finite.
    pub fn distance(&self, other: &Self) -> Result<f64> {
        let gap: f64 = (self.mean.clone() - other.mean.clone())
            .square()
            .sum()
            .into_scalar();
        let root = root(&self.covariance)?;
        let both = root.clone().matmul(other.covariance.clone()).matmul(root);
        let mixed: f64 = roots(&both)?.0.sum().into_scalar();
        Ok(gap + trace(&self.covariance) + trace(&other.covariance) - 2.0 * mixed)
    }
}

/// The roots of the eigenvalues of a covariance, and its eigenvectors, one a row. What rounding has made negative is 0.
fn roots(matrix: &Tensor<2>) -> Result<(Tensor<1>, Tensor<2>)> {
    let (values, vectors) = eigen::leading(matrix.clone(), matrix.dims()[0])?;
    Ok((values.clamp_min(0.0).sqrt(), vectors))
}

/// C^½, symmetric.
fn root(matrix: &Tensor<2>) -> Result<Tensor<2>> {
    let (roots, vectors) = roots(matrix)?;
    let scaled = vectors.clone() * roots.unsqueeze_dim::<2>(1);
    Ok(vectors.transpose().matmul(scaled))
}

fn trace(matrix: &Tensor<2>) -> f64 {
    let side = matrix.dims()[0];
    let numbers: Vec<f64> = matrix.to_data().iter().collect();
    numbers.into_iter().step_by(side + 1).sum()
}
