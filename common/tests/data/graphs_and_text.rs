//! Cora, the karate club and the plays.

use burn::tensor::Device;
use common::data::{graphs, text};

#[test]
fn cora_is_whole() {
    let cora = graphs::cora().unwrap();
    assert_eq!(
        (cora.nodes(), cora.features, cora.edges.len()),
        (2708, 1433, 5278)
    );
    assert_eq!(cora.ones.iter().map(Vec::len).sum::<usize>(), 49_216);
    let mut counts = [0; 7];
    cora.labels.iter().for_each(|&label| counts[label] += 1);
    let named: Vec<_> = cora
        .classes
        .iter()
        .map(String::as_str)
        .zip(counts)
        .collect();
    assert!(named.contains(&("Neural Networks", 818)) && named.contains(&("Rule Learning", 180)));
    assert!(cora.edges.iter().all(|[a, b]| a < b && *b < 2708));
    let equal = cora
        .edges
        .iter()
        .filter(|[a, b]| cora.labels[*a] == cora.labels[*b])
        .count();
    assert!((equal as f64 / 5278.0 - 0.810).abs() < 5e-4, "homophily");
    let matrix = cora.feature_matrix(&Device::flex());
    assert_eq!(
        (matrix.dims(), matrix.sum().into_scalar::<f32>()),
        ([2708, 1433], 49_216.0)
    );
}

#[test]
fn cora_s_parts_have_the_published_sizes() {
    let cora = graphs::cora().unwrap();
    assert_eq!(
        (cora.train.len(), cora.validation.len(), cora.test.len()),
        (140, 500, 1000)
    );
    for class in 0..7 {
        assert_eq!(
            cora.train
                .iter()
                .filter(|&&node| cora.labels[node] == class)
                .count(),
            20
        );
    }
    let mut all = [cora.train, cora.validation, cora.test].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1640);
}

#[test]
fn the_karate_club_has_two_sides() {
    let karate = graphs::karate().unwrap();
    assert_eq!(
        (karate.nodes(), karate.edges.len(), karate.features),
        (34, 78, 34)
    );
    assert_eq!(karate.labels.iter().sum::<usize>(), 17);
    assert_eq!((karate.labels[0], karate.labels[33]), (0, 1));
    assert_eq!((karate.train, karate.test.len()), (vec![0, 33], 32));
}

#[test]
fn shakespeare_is_whole_and_readable() {
    let text = text::shakespeare().unwrap();
    assert_eq!((text.text.len(), text.vocabulary.len()), (1_222_648, 80));
    let line = text.text.lines().next().unwrap();
    assert_eq!(line, "THE TRAGEDY OF CORIOLANUS");
    assert_eq!(text.decode(&text.encode(line).unwrap()), line);
}
