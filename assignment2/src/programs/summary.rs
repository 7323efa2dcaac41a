//! `summary`: what a network is made of, without any data.

use crate::staff::network::{Architecture, Plan};
use crate::staff::summary::Summary as Layers;
use common::program::prelude::*;

/// Sum up a network layer by layer: shapes, parameters, multiply-adds, memory
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// Which network
    #[arg(long, value_enum)]
    arch: Architecture,

    /// The data set whose images it takes; it is not read
    #[arg(long, value_name = "NAME", value_parser = Dataset::images)]
    dataset: Dataset,

    /// Images in a batch
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<1>)]
    batch_size: usize,
}

/// What nobody computes with at once; sizes beyond it would not fit into numbers.
const LARGEST: usize = 1_000_000;

impl Settings for Summary {
    const NAME: &'static str = "summary";

    fn defaults(_: &Typed) -> Self {
        Self {
            arch: Architecture::Vgg,
            dataset: Dataset::Cifar10,
            batch_size: 32,
        }
    }

    fn check(&self) -> Result<()> {
        let batch = self.batch_size;
        if batch > LARGEST {
            return Err(Error::Usage(format!(
                "--batch-size {batch} is more than anybody computes with at once: at most {LARGEST}."
            )));
        }
        Ok(())
    }
}

impl Program for Summary {
    fn run(&self, run: &mut Run) -> Result<()> {
        let (image, classes) = self.dataset.image().expect("images are all that is taken");
        let plan = Plan {
            architecture: self.arch,
            image,
            classes,
            dropout: 0.0,
        };
        plan.check()?;
        let summary = Layers::of(&plan.network(&run.start.device), image, self.batch_size);
        let [channels, height, width] = image;
        run.record("parameters", summary.parameters() as f64);
        run.record("multiply_adds", summary.multiply_adds() as f64);
        run.record("activation_bytes", summary.activation_bytes() as f64);
        run.set_table(summary.table());
        run.explain(format!(
            "{} takes {channels} x {height} x {width} numbers of an image and tells {classes} classes apart.\n{}",
            self.dataset,
            summary.in_words()
        ));
        match run.wants_figures() {
            true => run.save_figure("layers", &summary.figure()),
            false => Ok(()),
        }
    }
}
