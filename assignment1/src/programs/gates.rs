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

/// A function of two inputs as students write it.
struct Gate {
    name: &'static str,
    /// None for a network of several neurons.
    neuron: Option<Neuron>,
    output: fn(&[f64]) -> f64,
    /// What it should compute.
    truth: Truth,
}

fn gates() -> [Gate; 4] {
    type Output = fn(&[f64]) -> f64;
    let gate = |name, neuron, output: Output, truth| Gate {
        name,
        neuron,
        output,
        truth,
    };
    [
        gate(
            "AND",
            Some(and()),
            |it| and().forward(it),
            [0.0, 0.0, 0.0, 1.0],
        ),
        gate(
            "OR",
            Some(or()),
            |it| or().forward(it),
            [0.0, 1.0, 1.0, 1.0],
        ),
        gate(
            "NOT A",
            Some(not()),
            |it| not().forward(&it[..1]),
            [1.0, 1.0, 0.0, 0.0],
        ),
        gate("A XOR B", None, xor, [0.0, 1.0, 1.0, 0.0]),
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
        for Gate {
            name,
            neuron,
            output,
            truth,
        } in gates()
        {
            let computed = INPUTS.map(|inputs| output(&inputs));
            table.row(row(&format!("gate {name}"), &computed, neuron.as_ref()));
            if computed != truth {
                let [got, wanted] = [computed, truth].map(|truth| digits(&truth).join(" "));
                wrong.push(format!("{name} gives {got} and not {wanted}"));
            }
        }
        // For each function the smallest neuron that computes it, if there is one.
        let candidates = candidates();
        let truth = |neuron: &Neuron| INPUTS.map(|inputs| neuron.forward(&inputs));
        let truths: Vec<Truth> = candidates.iter().map(truth).collect();
        let mut found = 0;
        for (number, name) in FUNCTIONS.split(", ").enumerate() {
            let truth = [3, 2, 1, 0].map(|bit| f64::from(number as u8 >> bit & 1));
            let place = truths.iter().position(|candidate| *candidate == truth);
            found += usize::from(place.is_some());
            table.row(row(name, &truth, place.map(|place| &candidates[place])));
        }
        run.set_table(table);
        run.record("functions_of_one_neuron", found as f64);
        run.record("neurons_tried", candidates.len() as f64);
        if !wrong.is_empty() {
            let wrong = wrong.join("; ");
            return Err(Error::Failed(format!(
                "for the inputs 0 0, 0 1, 1 0, 1 1, {wrong}"
            )));
        }
        run.explain(format!(
            "{found} of {} functions: one of {} neurons computes them.\n\n{PROOF}",
            FUNCTIONS.split(", ").count(),
            candidates.len()
        ));
        for (gate, title) in
            gates()
                .iter()
                .zip(["AND: one neuron", "OR: one neuron", "", "XOR: two layers"])
        {
            if run.wants_figures() && !title.is_empty() {
                let name = title.split(':').next().unwrap_or_default().to_lowercase();
                run.save_figure(&name, &figure(title, gate.output))?;
            }
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

/// Cells along one side of a figure. With a power of two their middles are exact, and so is which
/// side of a line they are on.
const CELLS: usize = 128;

/// The four inputs on what the gate says everywhere around them.
fn figure(title: &str, output: fn(&[f64]) -> f64) -> Figure {
    let range = (-0.5, 1.5);
    let middle = |cell: usize| range.0 + (range.1 - range.0) * (cell as f64 + 0.5) / CELLS as f64;
    let class = |x: f64, y: f64| usize::from(output(&[x, y]) == 1.0);
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
    let plot = Plot::new(title).x("input A").y("input B");
    plot.map(&plane, &outputs).examples(&examples).figure()
}
