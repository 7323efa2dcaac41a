//! `compare`: the network written by hand beside the same network in Burn.

use crate::activations::Activation;
use crate::staff::compare::{Setting, compare};
use common::program::prelude::*;

/// The difference above which the two are not the same in f32.
const TOLERANCE: f64 = 1e-5;

/// Compare the network written by hand with Burn's: outputs, gradients, trained weights
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
pub struct Compare {
    /// Steps of training
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    steps: usize,
}

impl Settings for Compare {
    const NAME: &'static str = "compare";

    fn defaults(_typed: &Typed) -> Self {
        Self { steps: 100 }
    }
}

impl Program for Compare {
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let mut table = Table::new([
            "8-32-16-4, batch 64, SGD with rate 0.1",
            "LARGEST DIFFERENCE",
            "",
        ]);
        let mut apart = Vec::new();
        for activation in [Activation::Relu, Activation::Tanh] {
            let setting = Setting {
                features: 8,
                hidden_sizes: vec![32, 16],
                classes: 4,
                activation,
                batch_size: 64,
                steps: self.steps,
                learning_rate: 0.1,
            };
            for difference in compare(&setting, &run.start.streams, &run.start.device) {
                // Written this way round so that NaN is too large.
                let same = difference.largest <= TOLERANCE;
                let name = format!("{activation:?}: {}", difference.tensor);
                table.row([
                    name.clone(),
                    format!("{:.1e}", difference.largest),
                    if same { "same" } else { "DIFFERENT" }.into(),
                ]);
                run.record(identifier(&name), difference.largest);
                apart.extend((!same).then_some(name));
            }
        }
        run.set_table(table);
        match apart.is_empty() {
            true => Ok(()),
            false => Err(Error::Failed(format!(
                "by hand and by Burn differ by more than {TOLERANCE:e}: {}",
                apart.join(", ")
            ))),
        }
    }
}
