//! Every gradient against central differences, in f64.

use crate::gradients::{self, NAMES};
use common::by_hand::Streams;
use common::device::DeviceName;
use common::error::{Error, Result};
use common::gradcheck::use_f64;

/// The error above which a gradient is wrong.
const TOLERANCE: f64 = 1e-7;

/// Flags of `gradcheck`.
#[derive(Debug, clap::Args)]
pub struct GradcheckArgs {
    /// Check only this layer or loss
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(NAMES))]
    name: Option<String>,

    /// Seed of the inputs
    #[arg(long, default_value_t = 42)]
    seed: u64,
}

/// Prints a table of gradients and errors.
///
/// # Errors
/// [`Error::Failed`] if a gradient is wrong.
#[allow(clippy::print_stdout, reason = "the table is the program's result")]
pub fn run(args: &GradcheckArgs) -> Result<()> {
    let mut device = DeviceName::CPU.open()?;
    use_f64(&mut device);
    let streams = Streams::new(args.seed);
    let mut wrong = Vec::new();
    println!("{:<28}{:>8}{:>16}", "GRADIENT", "SHAPES", "WORST ERROR");
    for name in NAMES {
        if args.name.as_deref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        for check in gradients::check(name, &streams, &device) {
            // Written this way round so that NaN is wrong.
            let right = check.error <= TOLERANCE;
            println!(
                "{:<28}{:>8}{:>16.1e}  {}",
                check.gradient,
                check.shapes,
                check.error,
                if right { "right" } else { "WRONG" }
            );
            if !right {
                wrong.push(check.gradient);
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Error::Failed(format!(
        "these gradients differ from central differences by more than {TOLERANCE:e}: {}",
        wrong.join(", ")
    )))
}
