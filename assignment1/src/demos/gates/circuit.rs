//! Neurons that read one another: what they say, and how they are drawn.

use crate::gates::{INPUTS, Neuron};
use common::figures::{Edge, Example, Graph, Node, Plane, Plot};
use common::table::Table;

/// Layers of neurons with their names; each neuron reads all of the layer before it.
pub struct Circuit(pub Vec<Vec<(String, Neuron)>>);

impl Circuit {
    /// The values of every layer, the inputs first.
    pub fn values(&self, inputs: &[f64]) -> Vec<Vec<f64>> {
        let mut values = vec![inputs.to_vec()];
        for layer in &self.0 {
            let of = |(_, neuron): &(String, Neuron)| neuron.forward(&values[values.len() - 1]);
            let next = layer.iter().map(of).collect();
            values.push(next);
        }
        values
    }

    /// What its last neuron says.
    pub fn output(&self, inputs: &[f64]) -> f64 {
        let values = self.values(inputs).pop().and_then(|mut last| last.pop());
        values.unwrap_or(f64::NAN)
    }

    /// For how many of four points it says what is wanted.
    pub fn right(&self, points: [[f64; 2]; 4], wanted: [f64; 4]) -> usize {
        let pairs = points.iter().zip(wanted);
        let right = pairs.filter(|(point, wanted)| self.output(*point) == *wanted);
        right.count()
    }

    /// Four points on what it says around them, each with the output that is wanted for it.
    pub fn plane(&self, [title, x, y]: [&str; 3], points: [[f64; 2]; 4], wanted: [f64; 4]) -> Plot {
        let says = |x, y| usize::from(self.output(&[x, y]) == 1.0);
        let around = (-0.5, 1.5);
        let examples = points.into_iter().zip(wanted);
        let examples = examples.map(|([x, y], wanted)| Example::at((x, y), wanted as usize));
        let outputs = ["output 0".into(), "output 1".into()];
        let last = self.0.last().and_then(|layer| layer.last());
        let note = last.map_or(String::new(), |(_, neuron)| {
            let weights: Vec<_> = neuron.weights.iter().map(f64::to_string).collect();
            let (weights, threshold) = (weights.join(", "), neuron.threshold);
            format!(
                "weights {weights}, threshold {threshold}: {} of 4 right",
                self.right(points, wanted)
            )
        });
        let plot = Plot::new(title).note(note).x(x).y(y);
        let plot = plot.map(&Plane::of(around, around, says), &outputs);
        plot.examples(&examples.collect::<Vec<_>>())
    }

    /// Its truth table beside the outputs that are wanted.
    pub fn table(&self, wanted: [f64; 4]) -> Table {
        let mut table = Table::new(["A B", "wanted", "output", ""]);
        for ([a, b], wanted) in INPUTS.into_iter().zip(wanted) {
            let output = self.output(&[a, b]);
            let verdict = if output == wanted { "right" } else { "wrong" };
            let [wanted, output] = [wanted, output].map(|it| it.to_string());
            table.row([format!("{a} {b}"), wanted, output, verdict.into()]);
        }
        table
    }

    /// The values that flow for some inputs, from left to right, and the weights on their way.
    pub fn graph(&self, names: &[&str], inputs: &[f64]) -> Graph {
        let values = self.values(inputs);
        let shown: Vec<String> = inputs.iter().map(f64::to_string).collect();
        let mut graph = Graph::new(format!("What flows for {}", shown.join(" ")));
        let place = |layer: usize, number: usize| {
            let middle = (values[layer].len() - 1) as f64 / 2.0;
            (2.5 * layer as f64, 2.0 * (middle - number as f64))
        };
        for (number, (name, value)) in names.iter().zip(inputs).enumerate() {
            let node = Node::at(place(0, number), *name).value(value.to_string());
            graph = graph.node(node.strength(*value));
        }
        let (mut first, mut next) = (0, inputs.len());
        for (layer, neurons) in self.0.iter().enumerate() {
            let start = next;
            for (number, (name, neuron)) in neurons.iter().enumerate() {
                let (value, threshold) = (values[layer + 1][number], neuron.threshold);
                let node = Node::at(place(layer + 1, number), name);
                let node = node.value(format!("Σ ≥ {threshold}: {value}"));
                graph = graph.node(node.strength(value));
                for (from, weight) in (first..).zip(&neuron.weights) {
                    let edge = Edge::between(from, next).label(weight.to_string());
                    graph = graph.edge(edge.strength(weight / 2.0));
                }
                next += 1;
            }
            first = start;
        }
        graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gates::{and, or};

    #[test]
    fn a_second_layer_computes_xor_and_says_what_flows() {
        let named = |name: &str, neuron| (name.to_owned(), neuron);
        let last = vec![named("xor", Neuron::new(&[1.0, -1.0], 0.5))];
        let hidden = vec![named("OR", or()), named("AND", and())];
        let xor = Circuit(vec![hidden, last.clone()]);
        assert_eq!(xor.right(INPUTS, [0.0, 1.0, 1.0, 0.0]), 4);
        assert_eq!(Circuit(vec![last]).right(INPUTS, [0.0, 1.0, 1.0, 0.0]), 3);
        let expected = [vec![1.0, 1.0], vec![1.0, 1.0], vec![0.0]];
        assert_eq!(xor.values(&[1.0, 1.0]), expected);
    }
}
