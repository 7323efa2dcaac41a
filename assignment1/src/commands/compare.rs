//! The network written by hand beside the same network in Burn.

use crate::compare::{Setting, compare};
use crate::mlp::Activation;
use common::by_hand::Streams;
use common::device::DeviceName;
use common::error::{Error, Result};

/// The difference above which the two are not the same in f32.
const TOLERANCE: f64 = 1e-5;

/// Flags of `compare`.
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    /// Where to compute
    #[arg(long, default_value_t = DeviceName::CPU)]
    device: DeviceName,

    /// Seed of weights and batches
    #[arg(long, default_value_t = 42)]
    seed: u64,

    /// Steps of training
    #[arg(long, default_value_t = 100)]
    steps: usize,
}

/// Prints a table of tensors and largest differences.
///
/// # Errors
/// [`Error::Failed`] if a difference is too large.
#[allow(clippy::print_stdout, reason = "the table is the program's result")]
pub fn run(args: &CompareArgs) -> Result<()> {
    let device = args.device.open()?;
    let mut apart = Vec::new();
    println!("{:<36}{:>20}", "TENSOR", "LARGEST DIFFERENCE");
    for activation in [Activation::Relu, Activation::Tanh] {
        let setting = Setting {
            features: 8,
            hidden_sizes: vec![32, 16],
            classes: 4,
            activation,
            batch_size: 64,
            steps: args.steps,
            learning_rate: 0.1,
        };
        println!("{:?}, 8-32-16-4, batch 64, SGD with rate 0.1", activation);
        for difference in compare(&setting, &Streams::new(args.seed), &device) {
            // Written this way round so that NaN is too large.
            let same = difference.largest <= TOLERANCE;
            println!(
                "  {:<34}{:>20.1e}  {}",
                difference.tensor,
                difference.largest,
                if same { "same" } else { "DIFFERENT" }
            );
            if !same {
                apart.push(format!("{activation:?}: {}", difference.tensor));
            }
        }
    }
    if apart.is_empty() {
        return Ok(());
    }
    Err(Error::Failed(format!(
        "by hand and by Burn differ by more than {TOLERANCE:e}: {}",
        apart.join(", ")
    )))
}
