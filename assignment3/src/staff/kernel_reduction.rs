//! A data set with its components in the space of a kernel.

use super::Reduction;
use crate::eigen;
use crate::kernel_pca::{Kernel, KernelPca};
use burn::tensor::{Int, Tensor, TensorData};
use clap::ValueEnum;
use common::data::{CHUNK, Data, ExampleSet};
use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Eigenvalues below this share of the largest one are rounding errors of single precision.
const LEAST: f64 = 1e-6;

/// Training examples whose matrix of kernels still fits into memory several times.
const MOST: usize = 5000;

/// A kernel as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KernelName {
    /// x · y: principal components
    Linear,
    /// (γ x · y + 1)^p
    Polynomial,
    /// exp(-γ ‖x - y‖²)
    Rbf,
}

/// A data set and the components of its training examples in the space of a kernel.
pub struct KernelReduction {
    /// Rows of features.
    pub data: Data<2>,
    /// The components.
    pub pca: KernelPca,
}

impl KernelReduction {
    /// The kernel of this name; without a γ it is one over the variance of the training examples in all directions
    /// together, so that γ times the squared distance of two examples is 2 on average.
    ///
    /// # Errors
    /// Those of [`Reduction::up_to`], which knows the variance.
    pub fn kernel(
        name: KernelName,
        (gamma, degree): (Option<f64>, usize),
        data: &Data<2>,
    ) -> Result<Kernel> {
        let gamma = match gamma {
            Some(gamma) => gamma,
            None => {
                let total = Reduction::up_to(data.clone(), 1)?.pca.total_variance;
                1.0 / total.into_scalar::<f64>()
            }
        };
        Ok(match name {
            KernelName::Linear => Kernel::Linear,
            KernelName::Polynomial => Kernel::Polynomial(gamma, degree),
            KernelName::Rbf => Kernel::Rbf(gamma),
        })
    }

    /// The first `components` of the training examples.
    ///
    /// The kernel is computed on the data's device, in its precision; its eigenvectors in double precision on the
    /// CPU ([`eigen`]).
    ///
    /// # Errors
    /// [`Error::Usage`] if there are too many examples, a kernel is not finite, or the examples do not differ in as
    /// many directions of its space; those of [`eigen::leading`].
    pub fn new(data: Data<2>, kernel: Kernel, components: usize) -> Result<Self> {
        let found = Self::up_to(data, kernel, components)?;
        match found.pca.variances.dims()[0] {
            real if real == components => Ok(found),
            real => Err(too_many(components, &found.data.name, real)),
        }
    }

    /// As [`new`](Self::new), with fewer components where the examples differ in fewer directions.
    ///
    /// # Errors
    /// As [`new`](Self::new), only if the examples do not differ at all.
    pub fn up_to(data: Data<2>, kernel: Kernel, components: usize) -> Result<Self> {
        let examples = data.train.len();
        if examples > MOST {
            return Err(Error::Usage(format!(
                "a kernel compares every pair of examples: {examples} training examples are too many, {MOST} are the \
                 most. Use fewer: with --examples where they are generated, or the embedded part of a data set. \
                 Or use --kernel linear."
            )));
        }
        let most = components.min(examples - 1).max(1);
        let inputs = data.train.whole().inputs;
        let pca = KernelPca::fit(inputs, kernel, |matrix| {
            // The sum is not finite if an element is not.
            if !matrix.clone().sum().into_scalar::<f64>().is_finite() {
                return Err(Error::Usage(format!(
                    "the kernel of {} is not finite: its numbers are too large. Choose a smaller --degree or --gamma.",
                    data.name
                )));
            }
            let found = eigen::leading(matrix, most);
            // Directions that hold nearly the same cannot be told apart.
            let (variances, vectors) = found.map_err(|_| alike(&data.name))?;
            let values: Vec<f64> = variances.to_data().iter().collect();
            let real = values.iter().take_while(|it| **it > LEAST * values[0]);
            match real.count() {
                0 => Err(too_many(components, &data.name, 0)),
                real => Ok((variances.narrow(0, 0, real), vectors.narrow(0, 0, real))),
            }
        })?;
        Ok(Self { data, pca })
    }

    /// The share of the variance in the space of the kernel that each component holds, `[components]`.
    pub fn shares(&self) -> Tensor<1> {
        let KernelPca {
            variances,
            total_variance,
            ..
        } = &self.pca;
        variances.clone() / total_variance.clone()
    }

    /// The share of the variance in the space of the kernel that the first 1, 2, … components hold together.
    pub fn explained(&self) -> Vec<f64> {
        let shares: Vec<f64> = self.shares().into_data().iter().collect();
        let sum = |sum: &mut f64, share: f64| {
            *sum += share;
            Some(*sum)
        };
        shares.into_iter().scan(0.0, sum).collect()
    }

    /// The first `components` coordinates of examples, `[examples, components]`.
    pub fn codes(&self, components: usize, inputs: Tensor<2>) -> Tensor<2> {
        self.pca.project(inputs).narrow(1, 0, components)
    }

    /// The components, those first that tell classes most apart: by the share of their variance that lies between
    /// the means of classes.
    pub fn telling(&self) -> Vec<usize> {
        let components = self.pca.variances.dims()[0];
        let means = self.means(components);
        // The mean of all training examples is 0.
        let between = (means.means.square() * means.counts).sum_dim(0);
        let shares = between.squeeze_dim::<1>(0) / self.pca.variances.clone();
        let shares: Vec<f64> = shares.into_data().iter().collect();
        let mut order: Vec<usize> = (0..components).collect();
        order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
        order
    }

    /// How well each class's mean stands for it.
    pub fn means(&self, components: usize) -> ClassMeans {
        let set = &self.data.train;
        ClassMeans::of(self.data.classes.len(), set, |it| {
            self.codes(components, it)
        })
    }
}

fn alike(name: &str) -> Error {
    Error::Usage(format!(
        "in the space of this kernel every example of {name} is like itself alone: all directions hold nearly the same \
         variance, and none comes first. Choose a smaller --gamma, or fewer --components."
    ))
}

fn too_many(components: usize, name: &str, most: usize) -> Error {
    Error::Usage(format!(
        "--components {components} is too many: in the space of this kernel the training examples of {name} differ in \
         {most} directions. Use --components {}, or another --gamma.",
        most.max(1)
    ))
}

/// The mean code of each class of training examples: whoever is nearest to a class's mean is taken for one of it.
/// Between two classes the border is a line, so this says how well lines of the codes tell classes apart.
pub struct ClassMeans {
    /// `[classes, components]`.
    means: Tensor<2>,
    /// Examples of each class, `[classes, 1]`.
    counts: Tensor<2>,
}

impl ClassMeans {
    /// Those of a set whose inputs are mapped to codes.
    pub fn of(classes: usize, set: &ExampleSet<2>, codes: impl Fn(Tensor<2>) -> Tensor<2>) -> Self {
        let device = set.label_tensor().device();
        let mut sums: Option<Tensor<2>> = None;
        for batch in set.chunks(CHUNK) {
            let labels = batch.labels.one_hot::<2>(classes).float(); // [batch, classes]
            let sum = labels.transpose().matmul(codes(batch.inputs));
            sums = Some(sums.map_or(sum.clone(), |sums| sums + sum));
        }
        let mut counts = vec![0.0_f64; classes];
        set.labels().iter().for_each(|label| counts[*label] += 1.0);
        let counts = TensorData::new(counts, [classes, 1]);
        let counts = Tensor::from_data(counts, &device);
        Self {
            means: sums.expect("a set has examples") / counts.clone().clamp_min(1.0),
            counts,
        }
    }

    /// For each class minus the squared distance of codes to its mean, `[batch, classes]`.
    pub fn logits(&self, codes: Tensor<2>) -> Tensor<2> {
        let apart = codes.unsqueeze_dim::<3>(1) - self.means.clone().unsqueeze_dim::<3>(0);
        let far = -apart.square().sum_dim(2).squeeze_dim::<2>(2);
        // A class without training examples is nearest to nobody.
        let missing = self.counts.clone().equal_elem(0.0).float().transpose();
        far - missing * 1e30
    }

    /// The share of examples whose own class is the nearest.
    pub fn accuracy(&self, set: &ExampleSet<2>, codes: impl Fn(Tensor<2>) -> Tensor<2>) -> f64 {
        let right = set.chunks(CHUNK).map(|batch| {
            let nearest: Tensor<1, Int> = self.logits(codes(batch.inputs)).argmax(1).squeeze_dim(1);
            nearest
                .equal(batch.labels)
                .float()
                .sum()
                .into_scalar::<f64>()
        });
        right.sum::<f64>() / set.len() as f64
    }
}
