//! `gradcheck`: every gradient against central differences, in f64.

use crate::staff::gradients::{Check, check, names};
use burn::tensor::DType;
use common::gradcheck::use_f64;
use common::program::prelude::*;

/// The error above which a gradient is wrong.
const TOLERANCE: f64 = 1e-7;

/// Check every gradient against central differences
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
pub struct Gradcheck {
    /// Check only this layer or loss
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(names()))]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl Settings for Gradcheck {
    const NAME: &'static str = "gradcheck";

    fn defaults(_typed: &Typed) -> Self {
        Self { name: None }
    }
}

impl Program for Gradcheck {
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let mut device = run.start.device.clone();
        if !device.supports_dtype(DType::F64) {
            return Err(Error::Usage(format!(
                "--device {} has no double precision, and in single precision central differences \
                 drown in rounding. Leave the flag out.",
                run.start.base.device
            )));
        }
        use_f64(&mut device);
        let mut table = Table::new(["GRADIENT", "SHAPES", "WORST ERROR", ""]);
        let wanted = |name: &&str| self.name.as_deref().is_none_or(|wanted| wanted == *name);
        let (checks, streams) = (names().filter(wanted), run.start.streams);
        let mut wrong = Vec::new();
        for check in checks.flat_map(|name| check(name, &streams, &device)) {
            // Written this way round so that NaN is wrong.
            let right = check.error <= TOLERANCE;
            table.row([
                check.gradient.clone(),
                check.shapes.to_string(),
                format!("{:.1e}", check.error),
                if right { "right" } else { "WRONG" }.into(),
            ]);
            run.record(identifier(&check.gradient), check.error);
            wrong.extend((!right).then_some(check));
        }
        run.set_table(table);
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(Error::Failed(advice(&wrong))),
        }
    }
}

/// Which gradients are wrong, where each differs most, and the tests with numbers to follow by hand.
fn advice(wrong: &[Check]) -> String {
    let mut text =
        format!("these gradients differ from central differences by more than {TOLERANCE:e}:");
    for Check {
        gradient, largest, ..
    } in wrong
    {
        text += &format!("\n  {gradient} {largest}");
    }
    let first = wrong.first().and_then(|it| it.gradient.split(':').next());
    let name = first.unwrap_or_default();
    text + &format!(
        "\nThe first of them in numbers to follow by hand: cargo test -p assignment1 {name}"
    )
}
