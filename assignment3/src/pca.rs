//! Principal components: the few directions along which examples differ most.
//!
//! Of n examples with d features each, the rows of X, take the mean away:
//!
//! μ = (1/n) Σ x_i,  X̃ = X - μ   (1)
//!
//! The variance of the examples along a direction w of length 1 is w C wᵀ with their covariance matrix
//!
//! C = X̃ᵀ X̃ / (n - 1)   (2)
//!
//! (divided by n - 1, not n, because the mean is that of the same examples). It is the largest along the
//! first eigenvector of C; of all directions orthogonal to that one, along the second; and so on. The
//! first k eigenvectors are the components, the rows of W, and their eigenvalues λ_1 ≥ … ≥ λ_k the
//! variances along them:
//!
//! w_j C = λ_j w_j
//!
//! Images have more features than there are examples: C of 64x64 pixels has 16.8 million elements,
//! and of n examples at most n - 1 eigenvalues above 0. The small matrix of inner products has the same
//! ones:
//!
//! G = X̃ X̃ᵀ / (n - 1),  u_j G = λ_j u_j   (3)
//!
//! because X̃ᵀ X̃ (X̃ᵀ uᵀ) = X̃ᵀ (X̃ X̃ᵀ uᵀ) = (n - 1) λ (X̃ᵀ uᵀ): an eigenvector u of G makes the eigenvector u X̃
//! of C. Its length is √((n - 1) λ), so that
//!
//! w_j = u_j X̃ / √((n - 1) λ_j)   (4)
//!
//! Examples, new ones too, become k numbers, and from these an example again, the nearest one that the
//! components can make:
//!
//! Z = (X - μ) Wᵀ   (5)
//! X̂ = Z W + μ   (6)
//!
//! A component holds this share of the variance, and what the others hold is the error that remains:
//!
//! share_j = λ_j / Σ of all d eigenvalues = λ_j / trace C   (7)
//! (1/n) Σ ‖x_i - x̂_i‖² = (n - 1)/n (trace C - λ_1 - … - λ_k)   (8)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | X, X̂ | `inputs` | `[examples, features]` |
//! | μ | `mean` | `[1, features]` |
//! | X̃ | `centred` | `[examples, features]` |
//! | W | `components` | `[components, features]`, one a row |
//! | λ | `variances` | `[components]` |
//! | U | `vectors` | `[components, examples]`, one a row |
//! | Z | `codes` | `[examples, components]` |
//!
//! Sources: Pearson, *On lines and planes of closest fit to systems of points in space*, Philosophical
//! Magazine 2 (1901); Hotelling, *Analysis of a complex of statistical variables into principal
//! components*, Journal of Educational Psychology 24 (1933); for (3) and (4) Turk and Pentland,
//! *Eigenfaces for recognition*, Journal of Cognitive Neuroscience 3 (1991).
//! Read next: `kernel_pca.rs`.

use common::by_hand::{Tensor, assert_shape};

/// The mean and the components of some examples.
#[derive(Debug, Clone)]
pub struct Pca {
    /// μ, `[1, features]`.
    pub mean: Tensor<2>,
    /// W, `[components, features]`: rows of length 1, orthogonal to each other.
    pub components: Tensor<2>,
    /// λ, `[components]`, in falling order.
    pub variances: Tensor<1>,
    /// The trace of C, `[1]`: the variance in all directions together.
    pub total_variance: Tensor<1>,
}

/// Which matrix the components are found from; the components are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// C, equation (2), of `[features, features]`.
    Covariance,
    /// G, equation (3), of `[examples, examples]`.
    Gram,
}

/// The leading eigenvalues of a matrix, `[count]`, and its eigenvectors of length 1, one a row.
pub type Eigen = (Tensor<1>, Tensor<2>);

/// **Exercise a3.pca.centre** (practice): equation (1). Returns the mean and the centred examples.
///
/// # Shapes
/// - inputs: `[examples, features]`
/// - output: `[1, features]` and `[examples, features]`
pub fn centre(inputs: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
    let mean = inputs.clone().mean_dim(0); // [1, features]
    (mean.clone(), inputs - mean)
}

/// **Exercise a3.pca.covariance** (practice): equation (2).
///
/// # Shapes
/// - centred: `[examples, features]`
/// - output: `[features, features]`
pub fn covariance(centred: Tensor<2>) -> Tensor<2> {
    let [examples, _] = centred.dims();
    centred.clone().transpose().matmul(centred) / (examples as f64 - 1.0)
}

/// **Exercise a3.pca.gram** (practice): the matrix G of equation (3).
///
/// # Shapes
/// - centred: `[examples, features]`
/// - output: `[examples, examples]`
pub fn gram(centred: Tensor<2>) -> Tensor<2> {
    let [examples, _] = centred.dims();
    centred.clone().matmul(centred.transpose()) / (examples as f64 - 1.0)
}

/// **Exercise a3.pca.from_gram** (practice): equation (4), from eigenvalues and eigenvectors of G to the
/// components. Every eigenvalue is above 0.
///
/// # Shapes
/// - variances: `[components]`
/// - vectors: `[components, examples]`
/// - centred: `[examples, features]`
/// - output: `[components, features]`
pub fn from_gram((variances, vectors): Eigen, centred: Tensor<2>) -> Tensor<2> {
    let [examples, _] = centred.dims();
    assert_shape!(vectors, [variances.dims()[0], examples]);
    let lengths = (variances * (examples as f64 - 1.0)).sqrt(); // [components]
    vectors.matmul(centred) / lengths.unsqueeze_dim(1)
}

impl Pca {
    /// The components of examples. `leading` finds as many eigenvalues and eigenvectors of a symmetric
    /// matrix as there are to be components.
    ///
    /// # Shapes
    /// - inputs: `[examples, features]`, at least two examples
    ///
    /// # Errors
    /// Those of `leading`.
    pub fn fit<E>(
        inputs: Tensor<2>,
        form: Form,
        leading: impl FnOnce(Tensor<2>) -> Result<Eigen, E>,
    ) -> Result<Self, E> {
        let (mean, centred) = centre(inputs);
        let freedom = centred.dims()[0] as f64 - 1.0;
        let total_variance = centred.clone().square().sum_dim(0).sum() / freedom;
        let (variances, components) = match form {
            Form::Covariance => leading(covariance(centred))?,
            Form::Gram => {
                let (variances, vectors) = leading(gram(centred.clone()))?;
                let components = from_gram((variances.clone(), vectors), centred);
                (variances, components)
            }
        };
        // An eigenvector may point either way: its largest element is made positive.
        let largest = components.clone().abs().argmax(1); // [components, 1]
        let signs = components.clone().gather(1, largest).sign();
        Ok(Self {
            mean,
            components: components * signs,
            variances,
            total_variance,
        })
    }

    /// The same with the first `count` of its components alone.
    pub fn first(&self, count: usize) -> Self {
        Self {
            components: self.components.clone().narrow(0, 0, count),
            variances: self.variances.clone().narrow(0, 0, count),
            ..self.clone()
        }
    }

    /// **Exercise a3.pca.project** (practice): equation (5).
    ///
    /// # Shapes
    /// - inputs: `[examples, features]`
    /// - output: `[examples, components]`
    pub fn project(&self, inputs: Tensor<2>) -> Tensor<2> {
        assert_shape!(inputs, [_, self.mean.dims()[1]]);
        (inputs - self.mean.clone()).matmul(self.components.clone().transpose())
    }

    /// **Exercise a3.pca.reconstruct** (practice): equation (6).
    ///
    /// # Shapes
    /// - codes: `[examples, components]`
    /// - output: `[examples, features]`
    pub fn reconstruct(&self, codes: Tensor<2>) -> Tensor<2> {
        assert_shape!(codes, [_, self.components.dims()[0]]);
        codes.matmul(self.components.clone()) + self.mean.clone()
    }

    /// **Exercise a3.pca.explained** (practice): equation (7), the share of each component.
    ///
    /// # Shapes
    /// - output: `[components]`
    pub fn explained(&self) -> Tensor<1> {
        self.variances.clone() / self.total_variance.clone()
    }
}
