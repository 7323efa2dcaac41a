//! `gates`: what one neuron of McCulloch and Pitts computes, and what takes two layers.

use crate::gates::{INPUTS, Neuron, and, candidates, not, or, xor};
use common::figures::{Example, Plane};
use common::program::prelude::*;

/// Show what one neuron of McCulloch and Pitts computes, and what takes two layers
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
pub struct Gates {}

/// The functions of two inputs, in the order of their truth tables read as binary numbers.
const FUNCTIONS: &str = "FALSE, A AND B, A AND NOT B, A, B AND NOT A, B, A XOR B, A OR B, A NOR B, A XNOR B, NOT B, A OR NOT B, NOT A, B OR NOT A, A NAND B, TRUE";

const PROOF: &str = "\
No other weights would do. XOR needs 0 < θ, w1 ≥ θ, w2 ≥ θ and w1 + w2 < θ; but the second and the
third add up to w1 + w2 ≥ 2θ > θ. For XNOR every relation turns round. Two layers can: the gate XOR
above reads the outputs of OR and AND.";

/// Outputs for [`INPUTS`].
type Truth = [f64; 4];

/// A function of two inputs as students write it: its name, its neuron if it is a single one, what it
/// computes, what it should compute.
type Gate = (&'static str, Option<Neuron>, fn(&[f64]) -> f64, Truth);

fn gates() -> [Gate; 4] {
    let [and_, or_, not_] = [and, or, not].map(|neuron| Some(neuron()));
    [
        ("AND", and_, |it| and().forward(it), [0.0, 0.0, 0.0, 1.0]),
        ("OR", or_, |it| or().forward(it), [0.0, 1.0, 1.0, 1.0]),
        (
            "NOT A",
            not_,
            |it| not().forward(&it[..1]),
            [1.0, 1.0, 0.0, 0.0],
        ),
        ("A XOR B", None, xor, [0.0, 1.0, 1.0, 0.0]),
    ]
}

impl Settings for Gates {
    const NAME: &'static str = "gates";

    fn defaults(_typed: &Typed) -> Self {
        Self {}
    }
}

impl Program for Gates {
    fn run(&self, run: &mut Run) -> Result<()> {
        let columns = [
            "FUNCTION",
            "0 0",
            "0 1",
            "1 0",
            "1 1",
            "WEIGHTS",
            "THRESHOLD",
        ];
        let (mut table, mut wrong) = (Table::new(columns), Vec::new());
        for (name, neuron, output, truth) in gates() {
            let computed = INPUTS.map(|inputs| output(&inputs));
            table.row(row(&format!("gate {name}"), &computed, neuron.as_ref()));
            if computed != truth {
                let [got, wanted] = [computed, truth].map(|truth| digits(&truth).join(" "));
                wrong.push(format!("{name} gives {got} and not {wanted}"));
            }
        }
        // For each function the smallest neuron that computes it, if there is one.
        let (candidates, mut found) = (candidates(), 0);
        for (number, name) in FUNCTIONS.split(", ").enumerate() {
            let truth = [3, 2, 1, 0].map(|bit| f64::from(number as u8 >> bit & 1));
            let computes = |neuron: &&Neuron| INPUTS.map(|it| neuron.forward(&it)) == truth;
            let neuron = candidates.iter().find(computes);
            found += usize::from(neuron.is_some());
            table.row(row(name, &truth, neuron));
        }
        run.set_table(table);
        run.record("functions_of_one_neuron", found as f64);
        if !wrong.is_empty() {
            let wrong = wrong.join("; ");
            let text = format!("for the inputs 0 0, 0 1, 1 0, 1 1, {wrong}");
            return Err(Error::Failed(text));
        }
        run.explain(format!(
            "{found} of 16 functions: one of {} neurons computes them.\n\n{PROOF}",
            candidates.len()
        ));
        if run.wants_figures() {
            let [and, or, _, xor] = gates();
            run.save_figure("and", &figure("AND: one neuron", and.2))?;
            run.save_figure("or", &figure("OR: one neuron", or.2))?;
            run.save_figure("xor", &figure("XOR: two layers", xor.2))?;
        }
        Ok(())
    }
}

/// A line of the table.
fn row(name: &str, truth: &Truth, neuron: Option<&Neuron>) -> Vec<String> {
    let mut row = vec![name.to_string()];
    row.extend(digits(truth));
    match neuron {
        Some(neuron) => {
            let weights: Vec<String> = neuron.weights.iter().map(f64::to_string).collect();
            row.extend([weights.join(", "), neuron.threshold.to_string()]);
        }
        None => row.extend(["two layers".into(), "-".into()]),
    }
    row
}

fn digits(truth: &Truth) -> [String; 4] {
    truth.map(|output| output.to_string())
}

/// The four inputs on what the gate says everywhere around them.
fn figure(title: &str, output: fn(&[f64]) -> f64) -> Figure {
    let range = (-0.5, 1.5);
    let class = |x, y| usize::from(output(&[x, y]) == 1.0);
    let examples = INPUTS.map(|[x, y]| Example::at((x, y), class(x, y)));
    let outputs = ["output 0".to_string(), "output 1".to_string()];
    let plot = Plot::new(title).x("input A").y("input B");
    let plot = plot.map(&Plane::of(range, range, class), &outputs);
    plot.examples(&examples).figure()
}
