//! `pca`: principal components written by hand, and what examples look like after a few of them; also in the space of
//! a kernel.

mod figures;
mod mapped;
mod reduced;

use crate::pca::Form;
use crate::staff::KernelReduction;
use crate::staff::kernel_reduction::KernelName;
use common::data::Kind;
use common::program::prelude::*;

/// Find the principal components of a data set, and reconstruct its examples from a few of them
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Pca {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    /// How many components
    #[arg(long, value_name = "K", value_parser = at_least::<1>)]
    components: usize,

    /// The matrix whose eigenvectors they are
    #[arg(long, value_enum)]
    form: FormName,

    /// The inner product of examples
    #[arg(long, value_enum)]
    kernel: KernelName,

    /// γ of a kernel [default: 1 / the variance in all directions together]
    #[arg(long, value_name = "GAMMA", value_parser = positive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    gamma: Option<f64>,

    /// p of the polynomial kernel [default: 3]
    #[arg(long, value_name = "P", value_parser = at_least::<1>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    degree: Option<usize>,
}

/// A form as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum FormName {
    /// The smaller one
    Auto,
    /// Of features with features
    Covariance,
    /// Of examples with examples
    Gram,
}

impl FormName {
    fn form(self) -> Option<Form> {
        match self {
            Self::Auto => None,
            Self::Covariance => Some(Form::Covariance),
            Self::Gram => Some(Form::Gram),
        }
    }
}

impl Settings for Pca {
    const NAME: &'static str = "pca";

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Faces);
        let kernel = typed.get("kernel").unwrap_or(KernelName::Linear);
        let components = match (&examples.dataset, typed.preset()) {
            // A space of many dimensions even of two features; the first components tell most.
            _ if kernel != KernelName::Linear => 10,
            (dataset, _) if dataset.kind() != Kind::Images => 2,
            (_, Preset::Quick) => 10,
            // Of 64.
            (Dataset::Digits, _) => 30,
            _ => 100,
        };
        Self {
            examples,
            components,
            form: FormName::Auto,
            kernel,
            gamma: None,
            degree: (kernel == KernelName::Polynomial).then_some(3),
        }
    }

    fn check(&self) -> Result<()> {
        let words = match (self.kernel, self.gamma, self.degree) {
            (KernelName::Linear, Some(gamma), _) => format!("--gamma {gamma}: the linear kernel has none"),
            (KernelName::Linear | KernelName::Rbf, _, Some(degree)) => {
                format!("--degree {degree}: only the polynomial kernel has one")
            }
            (KernelName::Polynomial | KernelName::Rbf, ..) if self.form != FormName::Auto => {
                "--form: in the space of a kernel there is only the matrix of examples with examples".into()
            }
            _ => return Ok(()),
        };
        Err(Error::Usage(format!(
            "{words}. Leave it out, or choose another --kernel."
        )))
    }
}

impl Program for Pca {
    // It is made when the data are found to have as many components.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let (data, shape) = match self.examples.dataset {
            ref dataset if dataset.kind() == Kind::Images => {
                let images = self.examples.images(&run.start)?;
                let shape = images.shape();
                (images.flatten(), Some(shape))
            }
            // Whoever wrote the file chose the unit of each column.
            Dataset::Csv(_) => (self.examples.unscaled(&run.start)?.standardize(), None),
            _ => (self.examples.unscaled(&run.start)?, None),
        };
        match self.kernel {
            KernelName::Linear => {
                reduced::run(run, data, shape, (self.form.form(), self.components))
            }
            kernel => {
                let degree = self.degree.unwrap_or(1);
                let kernel = KernelReduction::kernel(kernel, (self.gamma, degree), &data)?;
                mapped::run(run, data, (kernel, self.components))
            }
        }
    }
}
