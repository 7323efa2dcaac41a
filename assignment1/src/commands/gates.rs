//! `gates`: what one neuron of McCulloch and Pitts computes, and what takes two layers.

use crate::gates::{INPUTS, Neuron, and, candidates, not, or, xor};
use common::error::{Error, Result};
use common::figures::{Example, Figure, Plane, decision_boundary};
use common::table::Table;
use std::path::PathBuf;

/// The functions of two inputs, in the order of their truth tables read as binary numbers.
const FUNCTIONS: [&str; 16] = [
    "FALSE",
    "A AND B",
    "A AND NOT B",
    "A",
    "B AND NOT A",
    "B",
    "A XOR B",
    "A OR B",
    "A NOR B",
    "A XNOR B",
    "NOT B",
    "A OR NOT B",
    "NOT A",
    "B OR NOT A",
    "A NAND B",
    "TRUE",
];

/// The columns of both tables: the output for each of the inputs, and the neuron that gives it.
const HEADER: [&str; 7] = [
    "FUNCTION",
    "0 0",
    "0 1",
    "1 0",
    "1 1",
    "WEIGHTS",
    "THRESHOLD",
];

const PROOF: &str = "\
No other weights would do. XOR needs 0 < θ, w1 ≥ θ, w2 ≥ θ and w1 + w2 < θ; but the second and the
third add up to w1 + w2 ≥ 2θ > θ. For XNOR every relation turns round. Two layers can: the gate XOR
above reads the outputs of OR and AND.";

/// Flags of `gates`.
#[derive(Debug, clap::Args)]
pub struct GatesArgs {
    /// Where the figures go
    #[arg(long, value_name = "DIR", default_value = "runs/gates")]
    out_dir: PathBuf,
}

/// Outputs for [`INPUTS`].
type Truth = [f64; 4];

/// A function of two inputs as a neuron, or as a network of several.
struct Gate {
    name: &'static str,
    neuron: Option<fn() -> Neuron>,
    output: fn(&[f64]) -> f64,
    /// What it should compute.
    truth: Truth,
}

const AND: Gate = Gate {
    name: "AND",
    neuron: Some(and),
    output: |inputs| and().forward(inputs),
    truth: [0.0, 0.0, 0.0, 1.0],
};

const OR: Gate = Gate {
    name: "OR",
    neuron: Some(or),
    output: |inputs| or().forward(inputs),
    truth: [0.0, 1.0, 1.0, 1.0],
};

const NOT: Gate = Gate {
    name: "NOT A",
    neuron: Some(not),
    output: |inputs| not().forward(&inputs[..1]),
    truth: [1.0, 1.0, 0.0, 0.0],
};

const XOR: Gate = Gate {
    name: "A XOR B",
    neuron: None,
    output: xor,
    truth: [0.0, 1.0, 1.0, 0.0],
};

/// Prints truth tables and what a search for neurons finds; draws the gates.
///
/// # Errors
/// [`Error::Failed`] if a gate computes something else, [`Error::Io`] if a figure cannot be written.
#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the tables are the program's result"
)]
pub fn run(args: &GatesArgs) -> Result<()> {
    let mut table = Table::new(HEADER);
    let mut wrong = Vec::new();
    for gate in [AND, OR, NOT, XOR] {
        let truth = INPUTS.map(|inputs| (gate.output)(&inputs));
        let neuron = gate.neuron.map(|neuron| neuron());
        table.row(row(gate.name, &truth, neuron.as_ref(), "two layers"));
        if truth != gate.truth {
            let [got, wanted] = [truth, gate.truth].map(|truth| digits(&truth).join(" "));
            wrong.push(format!("{} gives {got} and not {wanted}", gate.name));
        }
    }
    println!("{table}\n");
    if !wrong.is_empty() {
        return Err(Error::Failed(format!(
            "for the inputs 0 0, 0 1, 1 0, 1 1, {}",
            wrong.join("; ")
        )));
    }
    println!("{}\n\n{PROOF}", search());
    for (name, title, gate) in [
        ("and", "AND: one neuron", AND),
        ("or", "OR: one neuron", OR),
        ("xor", "XOR: two layers", XOR),
    ] {
        figure(title, &gate).save(&args.out_dir, name)?;
    }
    eprintln!("\nfigures   {}", args.out_dir.display());
    Ok(())
}

/// For each function of two inputs the smallest neuron that computes it, if there is one.
fn search() -> String {
    let candidates = candidates();
    let truths: Vec<Truth> = candidates
        .iter()
        .map(|neuron| INPUTS.map(|inputs| neuron.forward(&inputs)))
        .collect();
    let mut table = Table::new(HEADER);
    let mut count = 0;
    for (number, name) in FUNCTIONS.into_iter().enumerate() {
        let truth = [3, 2, 1, 0].map(|bit| f64::from(number as u8 >> bit & 1));
        let found = truths.iter().position(|candidate| *candidate == truth);
        let neuron = found.map(|index| &candidates[index]);
        table.row(row(name, &truth, neuron, "none"));
        count += usize::from(neuron.is_some());
    }
    format!(
        "{table}\n\n{count} of {} functions: one of {} neurons computes them.",
        FUNCTIONS.len(),
        candidates.len()
    )
}

/// A line of a table; `otherwise` stands for weights where no single neuron does it.
fn row(name: &str, truth: &Truth, neuron: Option<&Neuron>, otherwise: &str) -> Vec<String> {
    let mut row = vec![name.to_string()];
    row.extend(digits(truth));
    match neuron {
        Some(neuron) => {
            let weights: Vec<String> = neuron.weights.iter().map(f64::to_string).collect();
            row.extend([weights.join(", "), neuron.threshold.to_string()]);
        }
        None => row.extend([otherwise.to_string(), "-".into()]),
    }
    row
}

fn digits(truth: &Truth) -> [String; 4] {
    truth.map(|output| output.to_string())
}

/// Cells along one side of a figure. With a power of two their middles are exact, and so is which
/// side of a line they are on.
const CELLS: usize = 128;

/// The four inputs on what the gate says everywhere around them.
fn figure(title: &str, gate: &Gate) -> Figure {
    let range = (-0.5, 1.5);
    let middle = |cell: usize| range.0 + (range.1 - range.0) * (cell as f64 + 0.5) / CELLS as f64;
    let class = |x: f64, y: f64| usize::from((gate.output)(&[x, y]) == 1.0);
    let plane = Plane {
        x: range,
        y: range,
        columns: CELLS,
        rows: CELLS,
        classes: (0..CELLS * CELLS)
            .map(|cell| class(middle(cell % CELLS), middle(cell / CELLS)))
            .collect(),
        // A threshold knows no doubt.
        confidence: vec![1.0; CELLS * CELLS],
    };
    let examples = INPUTS.map(|[x, y]| Example {
        x,
        y,
        class: class(x, y),
        test: false,
    });
    let outputs = ["output 0".to_string(), "output 1".to_string()];
    decision_boundary(title, "input A", "input B", &plane, &examples, &outputs)
}
