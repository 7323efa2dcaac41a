//! The numbers of a pass in a graph.

use super::network::Network;
use common::figures::{Edge, Graph, Node};
use common::table::decimals;

const NAMES: [&str; 11] = [
    "x1", "x2", "z1", "z2", "h1", "h2", "o1", "o2", "p1", "p2", "L",
];

/// Which number is the gradient of a node.
pub fn gradient_of(node: usize) -> Option<usize> {
    match node {
        2 | 3 => Some(15 + node),
        4 | 5 => Some(11 + node),
        6 | 7 => Some(3 + node),
        _ => None,
    }
}

/// A number as it is shown.
pub fn show(value: f64) -> String {
    decimals(value, 3)
}

/// The nodes and edges with the numbers that are there; the last of them stands out.
pub fn graph(network: &Network, n: &[f64]) -> Graph {
    let last = n.len().wrapping_sub(1);
    let with = |number: String, gradient: Option<usize>| match gradient.and_then(|it| n.get(it)) {
        Some(gradient) => format!("{number}, ∂ {}", show(*gradient)),
        None => number,
    };
    let mut graph = Graph::new("The first example").note("below a node its value, then ∂L/∂ of it");
    for (node, name) in NAMES.iter().enumerate() {
        let (column, row) = (node / 2, node % 2);
        let y = if node == 10 {
            0.0
        } else {
            1.2 - 2.4 * row as f64
        };
        let place = ([0.0, 4.0, 6.0, 10.0, 12.0, 14.0][column], y);
        let (forward, gradient) = (node.checked_sub(2), gradient_of(node));
        let value = match forward {
            None => Some(network.inputs[0][node]),
            Some(number) => n.get(number).copied(),
        };
        let text = value.map_or(String::new(), show);
        let is_last = [forward, gradient].contains(&Some(last));
        graph = graph.node(
            Node::at(place, *name)
                .value(with(text, gradient))
                .chosen(is_last),
        );
    }
    for (layer, first) in [(0, 19), (1, 11)] {
        for at in 0..4 {
            let weight = network.weights[6 * layer + at];
            let edge = Edge::between(4 * layer + at / 2, 4 * layer + 2 + at % 2);
            let edge = edge.label(with(decimals(weight, 1), Some(first + at)));
            graph = graph.edge(edge.strength(weight).chosen(last == first + at));
        }
    }
    let plain = [
        (2, 4),
        (3, 5),
        (6, 8),
        (6, 9),
        (7, 8),
        (7, 9),
        (8 + network.classes[0], 10),
    ];
    plain.into_iter().fold(graph, |graph, (from, to)| {
        graph.edge(Edge::between(from, to))
    })
}
