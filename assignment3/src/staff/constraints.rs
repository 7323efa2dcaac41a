//! What keeps a critic from changing too fast: weights that are clipped, or divided by their largest singular value.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Int, Tensor};

/// Rounds of the power iteration. Every step begins anew with the same vector, so that a critic follows from its weights alone.
const ROUNDS: usize = 8;

/// A network as it computes when every weight is divided by its largest singular value, as far as the power iteration finds
/// it: a linear layer then lengthens a vector hardly at all. The weight of a convolution counts as a matrix with a row for
/// each of its maps, which bounds the layer but for a factor (Miyato et al., *Spectral normalization for generative
/// adversarial networks*, 2018, equations 8 and 9, section 2.1). Autodiff goes on to
/// the weights themselves, which are what is trained.
pub fn spectral<M: Module>(module: M) -> M {
    module.map(&mut Spectral)
}

/// A network whose parameters are all from -bound to bound, to be trained on.
pub fn clipped<M: Module>(module: M, bound: f64) -> M {
    module.map(&mut Clipped(bound))
}

struct Spectral;

impl ModuleMapper for Spectral {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        // Vectors are biases, and factors of batch normalisation.
        match D > 1 {
            true => parameter.map(normalized),
            false => parameter,
        }
    }
}

fn normalized<const D: usize>(weight: Tensor<D>) -> Tensor<D> {
    let shape = weight.dims();
    let rows = shape[0];
    let matrix: Tensor<2> = weight.reshape([rows, shape[1..].iter().product()]);
    let norm = norm(&matrix);
    (matrix / norm).reshape(shape)
}

/// The largest singular value of a matrix, `[1, 1]`, as uᵀ W v with the singular vectors as constants; from below, where the
/// power iteration has not come to its end.
pub fn norm(matrix: &Tensor<2>) -> Tensor<2> {
    let fixed = matrix.clone().detach();
    let back = fixed.clone().transpose();
    let unit = |vector: Tensor<2>| {
        let length = vector.clone().square().sum_dim(0).sqrt() + 1e-12;
        vector / length
    };
    let [_, columns] = fixed.dims();
    // Irregular, so that no weight with a pattern, such as rows whose sum is 0, is orthogonal to it.
    let begin = Tensor::<1, Int>::arange(1..columns as i64 + 1, &fixed.device());
    let mut right = unit(begin.float().sin().unsqueeze_dim(1));
    let mut left = unit(fixed.clone().matmul(right));
    for _ in 0..ROUNDS {
        right = unit(back.clone().matmul(left));
        left = unit(fixed.clone().matmul(right.clone()));
    }
    right = unit(back.matmul(left.clone()));
    // A matrix of zeros has no direction, and stays one.
    left.transpose().matmul(matrix.clone()).matmul(right) + 1e-12
}

struct Clipped(f64);

impl ModuleMapper for Clipped {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        // Running statistics are no parameters.
        match parameter.is_require_grad() {
            true => parameter.map(|it| {
                let within = it.without_autodiff().clamp(-self.0, self.0);
                within.autodiff().require_grad()
            }),
            false => parameter,
        }
    }
}
