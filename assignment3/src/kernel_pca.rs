//! Kernel PCA: principal components of what no line through the data can follow.
//!
//! Components are directions of the space that the examples lie in. Rings, one inside the other, have no direction
//! that tells them apart. A map φ into a space of more dimensions may: with φ(x) = (x₁², √2 x₁ x₂, x₂²) the
//! distance from the centre is a direction. Such spaces are large, and nobody has to go there: the Gram form of
//! `pca.rs` needs inner products alone, and a *kernel* gives these from the examples as they are,
//!
//! k(x, y) = φ(x) · φ(y)
//!
//! of which two are usual:
//!
//! k(x, y) = (γ x · y + 1)^p   (1) polynomial: all products of up to p features
//!
//! k(x, y) = exp(-γ ‖x - y‖²)   (2) RBF, radial basis function: infinitely many dimensions
//!
//! The matrix K holds the kernel of each pair of the n training examples. In the space of φ the examples are to
//! have the mean 0, as in `pca.rs`, and their mean is out of reach there. But what inner products become when it is
//! taken away is a matter of means of K:
//!
//! k̃(x, x_i) = k(x, x_i) - (1/n) Σ_j k(x, x_j) - m_i + (1/n) Σ_j m_j,  m_i = (1/n) Σ_j k(x_j, x_i)   (3)
//!
//! The same holds for a new x: the first mean is its own, and m is that of the training examples still. From here
//! on it is the Gram form:
//!
//! u_j K̃ / (n - 1) = λ_j u_j,  α_j = u_j / √((n - 1) λ_j)   (4)
//!
//! K̃ holds the k̃ of all pairs of training examples. The component is Σ_i α_ji φ̃(x_i), of length 1: never written down. Along it an example has the coordinate
//!
//! z_j(x) = Σ_i α_ji k̃(x, x_i)   (5)
//!
//! With k(x, y) = x · y all of this is PCA, with the same variances and codes. What is lost is the way back: a code
//! is a point in the space of φ, and it need not be the image of any example.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x_1 … x_n | `inputs` of [`KernelPca`] | `[training, features]` |
//! | k(x, x_i) | output of [`Kernel::matrix`] | `[examples, training]` |
//! | m | `means` | `[1, training]` |
//! | k̃(x, x_i) | output of [`centre`] | `[examples, training]` |
//! | λ | `variances` | `[components]` |
//! | α | `coefficients` | `[components, training]`, one component a row |
//! | z | output of [`KernelPca::project`] | `[examples, components]` |
//!
//! Source: Schölkopf, Smola and Müller, *Nonlinear component analysis as a kernel eigenvalue problem*, Neural
//! Computation 10 (1998), sections 3 and 4; appendix A for (3).
//! Read next: `autoencoder.rs`.

use crate::pca::Eigen;
use common::by_hand::{Int, Tensor, assert_shape};

/// An inner product in the space of φ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kernel {
    /// x · y, which makes it PCA.
    Linear,
    /// Equation (1): γ and p.
    Polynomial(f64, usize),
    /// Equation (2): γ.
    Rbf(f64),
}

impl Kernel {
    /// The same with so many times its γ.
    pub fn scaled(self, factor: f64) -> Self {
        match self {
            Self::Linear => Self::Linear,
            Self::Polynomial(gamma, degree) => Self::Polynomial(factor * gamma, degree),
            Self::Rbf(gamma) => Self::Rbf(factor * gamma),
        }
    }

    /// The kernel of each row of `first` with each row of `second`.
    ///
    /// # Shapes
    /// - first, second: `[n, features]` and `[m, features]`
    /// - output: `[n, m]`
    pub fn matrix(self, first: Tensor<2>, second: Tensor<2>) -> Tensor<2> {
        assert_shape!(second, [_, first.dims()[1]]);
        match self {
            Self::Linear => first.matmul(second.transpose()),
            Self::Polynomial(gamma, degree) => polynomial((first, second), (gamma, degree)),
            Self::Rbf(gamma) => rbf((first, second), gamma),
        }
    }
}

/// **Exercise a3.kernel_pca.polynomial** (practice): equation (1) of each row of the first matrix with each row of
/// the second, from γ and the degree p, at least 1.
///
/// # Shapes
/// - first, second: `[n, features]` and `[m, features]`
/// - output: `[n, m]`
pub fn polynomial(
    (first, second): (Tensor<2>, Tensor<2>),
    (gamma, degree): (f64, usize),
) -> Tensor<2> {
    let base = first.matmul(second.transpose()) * gamma + 1.0; // [n, m]
    (1..degree).fold(base.clone(), |power, _| power * base.clone())
}

/// **Exercise a3.kernel_pca.rbf** (practice): equation (2) of each row of the first matrix with each row of the
/// second. ‖x - y‖² = ‖x‖² - 2 x · y + ‖y‖², which rounding may make a little less than 0.
///
/// # Shapes
/// - first, second: `[n, features]` and `[m, features]`
/// - output: `[n, m]`
pub fn rbf((first, second): (Tensor<2>, Tensor<2>), gamma: f64) -> Tensor<2> {
    let of_first = first.clone().square().sum_dim(1); // [n, 1]
    let of_second = second.clone().square().sum_dim(1).transpose(); // [1, m]
    let distances = of_first + of_second - first.matmul(second.transpose()) * 2.0;
    (distances.clamp_min(0.0) * -gamma).exp() // [n, m]
}

/// **Exercise a3.kernel_pca.centre** (practice): equation (3), of training examples and of new ones alike.
///
/// # Shapes
/// - kernel: `[examples, training]`, the kernel of examples with the training examples
/// - means: `[1, training]`, the m of the training examples
/// - output: `[examples, training]`
pub fn centre(kernel: Tensor<2>, means: Tensor<2>) -> Tensor<2> {
    assert_shape!(kernel, [_, means.dims()[1]]);
    let own = kernel.clone().mean_dim(1); // [examples, 1]
    kernel - own - means.clone() + means.mean_dim(1)
}

/// **Exercise a3.kernel_pca.coefficients** (practice): the α of equation (4), from eigenvalues and eigenvectors of
/// K̃ / (n - 1). Every eigenvalue is above 0.
///
/// # Shapes
/// - variances: `[components]`
/// - vectors: `[components, training]`, of length 1
/// - output: `[components, training]`
pub fn coefficients((variances, vectors): Eigen) -> Tensor<2> {
    let [_, training] = vectors.dims();
    let lengths = (variances * (training as f64 - 1.0)).sqrt(); // [components]
    vectors / lengths.unsqueeze_dim(1)
}

/// The components of some examples in the space of φ.
#[derive(Debug, Clone)]
pub struct KernelPca {
    /// The inner product.
    pub kernel: Kernel,
    /// The training examples, `[training, features]`.
    pub inputs: Tensor<2>,
    /// m, `[1, training]`.
    pub means: Tensor<2>,
    /// α, `[components, training]`.
    pub coefficients: Tensor<2>,
    /// λ, `[components]`, in falling order.
    pub variances: Tensor<1>,
    /// The trace of K̃ / (n - 1), `[1]`: the variance in all directions of that space together.
    pub total_variance: Tensor<1>,
}

impl KernelPca {
    /// The components of examples. `leading` finds as many eigenvalues and eigenvectors of a symmetric matrix as
    /// there are to be components.
    ///
    /// # Shapes
    /// - inputs: `[training, features]`, at least two examples
    ///
    /// # Errors
    /// Those of `leading`.
    pub fn fit<E>(
        inputs: Tensor<2>,
        kernel: Kernel,
        leading: impl FnOnce(Tensor<2>) -> Result<Eigen, E>,
    ) -> Result<Self, E> {
        let matrix = kernel.matrix(inputs.clone(), inputs.clone());
        let means = matrix.clone().mean_dim(0); // [1, training]
        let [training, _] = inputs.dims();
        let centred = centre(matrix, means.clone()) / (training as f64 - 1.0);
        let places = Tensor::<1, Int>::arange(0..training as i64, &inputs.device());
        let diagonal = centred.clone().gather(1, places.unsqueeze_dim(1)); // [training, 1]
        let (variances, vectors) = leading(centred)?;
        // An eigenvector may point either way: its largest element is made positive.
        let largest = vectors.clone().abs().argmax(1); // [components, 1]
        let signs = vectors.clone().gather(1, largest).sign();
        Ok(Self {
            kernel,
            inputs,
            means,
            coefficients: coefficients((variances.clone(), vectors * signs)),
            variances,
            total_variance: diagonal.sum(),
        })
    }

    /// **Exercise a3.kernel_pca.project** (practice): equation (5), of any examples.
    ///
    /// # Shapes
    /// - inputs: `[examples, features]`
    /// - output: `[examples, components]`
    pub fn project(&self, inputs: Tensor<2>) -> Tensor<2> {
        let kernel = self.kernel.matrix(inputs, self.inputs.clone());
        centre(kernel, self.means.clone()).matmul(self.coefficients.clone().transpose())
    }
}
