//! A data set with its principal components.

use crate::eigen;
use crate::pca::{Form, Pca};
use burn::tensor::Tensor;
use common::data::{CHUNK, Data, ExampleSet};
use common::error::{Error, Result};

/// Eigenvalues below this share of the largest one are rounding errors of the single precision in which
/// the matrix was multiplied.
const LEAST: f64 = 1e-6;

/// Rows of a matrix that still fits into memory several times.
const LARGEST: usize = 10_000;

/// A data set and the components of its training examples.
pub struct Reduction {
    /// Rows of features, in their own units.
    pub data: Data<2>,
    /// Which matrix the components were found from.
    pub form: Form,
    /// The mean and the components.
    pub pca: Pca,
}

impl Reduction {
    /// The first `components` of the training examples, from the smaller matrix unless a form is wanted.
    ///
    /// The matrix is multiplied on the data's device, in its precision: those are the large products.
    /// Its eigenvectors are found in double precision on the CPU ([`eigen`]).
    ///
    /// # Errors
    /// [`Error::Usage`] if the examples do not have as many components, and those of
    /// [`eigen::leading`].
    pub fn new(data: Data<2>, form: Option<Form>, components: usize) -> Result<Self> {
        let (examples, features) = (data.train.len(), data.features());
        let most = most(&data);
        if components > most {
            let text = format!("{examples} training examples of {features} features");
            return Err(too_many(components, &text, most));
        }
        let reduction = Self::found(data, form, components)?;
        match reduction.components() {
            real if real == components => Ok(reduction),
            real => {
                let text = format!("the training examples of {}", reduction.data.name);
                Err(too_many(components, &text, real))
            }
        }
    }

    /// As [`new`](Self::new), with fewer components where the examples differ in fewer directions.
    ///
    /// # Errors
    /// As [`new`](Self::new), only if all examples are equal, or the matrix is too large.
    pub fn up_to(data: Data<2>, components: usize) -> Result<Self> {
        let most = most(&data);
        if most == 0 {
            return Err(alike(&data.name));
        }
        Self::found(data, None, components.min(most))
    }

    /// So many components, or as many of them as there are directions, at least one.
    fn found(data: Data<2>, form: Option<Form>, components: usize) -> Result<Self> {
        let inputs = data.train.whole().inputs;
        let [examples, features] = inputs.dims();
        let form = form.unwrap_or(match examples < features {
            true => Form::Gram,
            false => Form::Covariance,
        });
        let (side, other) = match form {
            Form::Gram => (examples, "covariance"),
            Form::Covariance => (features, "gram"),
        };
        if side > LARGEST {
            return Err(Error::Usage(format!(
                "the matrix of this form has {side} x {side} elements; {LARGEST} x {LARGEST} are the \
                 most. Use --form {other}."
            )));
        }
        let pca = Pca::fit(inputs, form, |matrix| {
            let (variances, vectors) = eigen::leading(matrix, components)?;
            let values: Vec<f64> = variances.to_data().iter().collect();
            let is_real = |value: &&f64| **value > LEAST * values[0];
            match values.iter().take_while(is_real).count() {
                0 => Err(alike(&data.name)),
                real => Ok((variances.narrow(0, 0, real), vectors.narrow(0, 0, real))),
            }
        })?;
        Ok(Self { data, form, pca })
    }

    /// How many components there are.
    pub fn components(&self) -> usize {
        self.pca.components.dims()[0]
    }

    /// The share of the variance that the first 1, 2, … components hold together.
    pub fn explained(&self) -> Vec<f64> {
        let shares = self.pca.explained().into_data();
        let sum = |sum: &mut f64, share: f64| {
            *sum += share;
            Some(*sum)
        };
        shares.iter::<f64>().scan(0.0, sum).collect()
    }

    /// Examples reconstructed from the first `components`, from none as the mean; shape `[examples, features]`.
    pub fn reconstructed(&self, components: usize, inputs: Tensor<2>) -> Tensor<2> {
        if components == 0 {
            return inputs.zeros_like() + self.pca.mean.clone();
        }
        let pca = self.pca.first(components);
        pca.reconstruct(pca.project(inputs))
    }

    /// The squared error of reconstructions from the first `components`, mean over examples and features.
    pub fn error(&self, components: usize, set: &ExampleSet<2>) -> f64 {
        let errors = set.chunks(CHUNK).flat_map(|batch| {
            let again = self.reconstructed(components, batch.inputs.clone());
            let errors = (batch.inputs - again).square().mean_dim(1).into_data();
            errors.iter::<f64>().collect::<Vec<_>>()
        });
        errors.sum::<f64>() / set.len() as f64
    }
}

/// In how many directions the training examples differ at most.
fn most(data: &Data<2>) -> usize {
    data.features().min(data.train.len().saturating_sub(1))
}

fn alike(name: &str) -> Error {
    Error::Usage(format!(
        "the training examples of {name} are all equal: there is nothing to reduce."
    ))
}

fn too_many(components: usize, examples: &str, most: usize) -> Error {
    let advice = match most {
        0 => "There is nothing to reduce.".into(),
        1 => "Use --components 1.".into(),
        _ => format!("Use --components {most}, or fewer."),
    };
    Error::Usage(format!(
        "--components {components} is too many: {examples} differ in at most {most} \
         directions. {advice}"
    ))
}
