use super::*;
use crate::figures::tests::{assert_reproducible, saved};

/// A network of fully connected layers.
fn network(layers: &[usize], label: &str) -> Graph {
    let mut graph = Graph::new("A network");
    let mut first = 0;
    for (layer, size) in layers.iter().enumerate() {
        for unit in 0..*size {
            let place = (2.0 * layer as f64, unit as f64 - *size as f64 / 2.0);
            graph = graph.node(Node::at(place, format!("{layer}.{unit}")));
            let before = if layer == 0 { 0 } else { layers[layer - 1] };
            for from in 0..before {
                let strength = (from as f64 - 0.4 * unit as f64) / 4.0;
                let edge = Edge::between(first - before + from, first + unit);
                graph = graph.edge(edge.strength(strength).label(label));
            }
        }
        first += size;
    }
    graph
}

fn count(figure: &Figure, text: &str) -> usize {
    figure.svg().matches(text).count()
}

#[test]
fn nodes_edges_and_labels_are_there_with_the_same_bytes() {
    let figure = || network(&[2, 3, 1], "0.5").note("weights").figure();
    assert_reproducible(figure);
    let figure = figure();
    assert_eq!(
        (count(&figure, "z\" stroke=\""), count(&figure, ">0.5<")),
        (9, 9)
    );
    for text in [">A network<", ">weights<", ">0.0<", ">2.0<", ">positive<"] {
        assert_eq!(count(&figure, text), 1, "{text}");
    }
}

#[test]
fn a_sign_is_a_hue_and_a_dash_and_what_is_chosen_has_a_ring() {
    let graph = |strength: f64, chosen: bool| {
        let nodes = [0.0, 1.0].map(|x| Node::at((x, 0.0), "a").chosen(chosen));
        let [a, b] = nodes;
        let edge = Edge::between(0, 1).strength(strength);
        let figure = Graph::new("t").node(a).node(b).edge(edge).figure();
        let dashes = count(&figure, "stroke-dasharray");
        let hues = [1.0, -1.0].map(|sign| count(&figure, &signed(sign, 0.0)) > 1);
        (
            dashes,
            hues,
            count(&figure, &format!("fill=\"{INK}\" stroke=\"none\"")),
        )
    };
    // The legend has a dash and both hues.
    assert_eq!(graph(1.0, false), (1, [true, false], 0));
    assert_eq!(graph(-1.0, true), (2, [false, true], 2));
}

#[test]
fn large_networks_stay_small_and_very_large_ones_are_cut() {
    let figure = network(&[2, 8, 8, 1], "").figure();
    assert!(figure.svg().len() < 100_000, "{}", figure.svg().len());
    let figure = network(&[60, 60], "w").figure();
    assert!(figure.svg().contains(">the first 2000 of 3600 edges<"));
}

#[test]
fn odd_graphs_are_drawn() {
    let odd = [f64::NAN, f64::INFINITY, -1e300, 1e99, 0.0, 1e-300, 7.0];
    saved(&Graph::new("").figure());
    for (number, x) in odd.into_iter().enumerate() {
        let y = odd[(3 * number) % odd.len()];
        let mut graph = Graph::new("$x$\u{7}").note("a long note ".repeat(20));
        for place in [(x, y), (y, x), (0.0, 0.0), (0.0, 0.0), (x, x)] {
            let node = Node::at(place, "label ".repeat(number)).value("9".repeat(number));
            graph = graph.node(node.strength(y).chosen(number % 2 == 0));
        }
        for (from, to) in [
            (0, 0),
            (0, 1),
            (1, 0),
            (2, 3),
            (3, 4),
            (0, 99),
            (9, usize::MAX),
        ] {
            let edge = Edge::between(from, to)
                .strength(x)
                .label("w ".repeat(number));
            graph = graph.edge(edge.chosen(number % 2 == 0));
        }
        let figure = graph.figure();
        saved(&figure);
        let is_odd = ["NaN", "inf"].map(|odd| figure.svg().contains(odd));
        assert_eq!(is_odd, [false, false], "{x} {y}");
    }
}
