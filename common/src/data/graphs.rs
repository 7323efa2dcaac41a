//! Graphs: the Cora citations and Zachary's karate club.

use super::embedded;
use crate::error::Result;
use burn::tensor::{Device, Tensor, TensorData};
use by_hand::Streams;
use std::collections::{BTreeSet, HashMap};

/// An undirected graph whose nodes have features and a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The name of the data set.
    pub name: String,
    /// Each edge once, the smaller node first; sorted, no loops.
    pub edges: Vec<[usize; 2]>,
    /// For each node, in ascending order, the features that are 1; all others are 0.
    pub ones: Vec<Vec<usize>>,
    /// The number of features of a node.
    pub features: usize,
    /// The class of each node.
    pub labels: Vec<usize>,
    /// The name of each class.
    pub classes: Vec<String>,
    /// The nodes whose class may be learned from.
    pub train: Vec<usize>,
    /// The nodes that may choose hyperparameters or stop a training.
    pub validation: Vec<usize>,
    /// The nodes that judge.
    pub test: Vec<usize>,
}

impl Graph {
    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.labels.len()
    }

    /// The features as a dense matrix of zeros and ones: shape `[nodes, features]`.
    pub fn feature_matrix(&self, device: &Device) -> Tensor<2> {
        let mut values = vec![0.0_f32; self.nodes() * self.features];
        for (node, ones) in self.ones.iter().enumerate() {
            for feature in ones {
                values[node * self.features + feature] = 1.0;
            }
        }
        let shape = [self.nodes(), self.features];
        Tensor::from_data(TensorData::new(values, shape), device)
    }
}

/// Cora: 2,708 papers on machine learning in seven topics, which of 1,433 words each contains, and
/// who cites whom (A. McCallum et al. 2000, P. Sen et al. 2008).
///
/// Citations lose their direction. The division has the sizes that T. Kipf and M. Welling (2017)
/// use, 20 papers of each topic for training, 500 for validation and 1,000 for the test, but is
/// drawn once and for all with a seed of our own.
///
/// # Errors
/// [`Error::Data`](crate::error::Error::Data) if an embedded file is damaged.
pub fn cora() -> Result<Graph> {
    const CONTENT: &str = "cora.content.gz";
    const CITES: &str = "cora.cites.gz";
    let (content, cites) = (embedded::read_text(CONTENT)?, embedded::read_text(CITES)?);
    let papers: Option<Vec<_>> = content.lines().map(parse_paper).collect();
    let papers =
        papers.ok_or_else(|| embedded::damaged(CONTENT, "a line is not: id, words, topic"))?;
    let numbers = papers.iter().map(|(id, ..)| *id).zip(0..);
    let numbers: HashMap<&str, usize> = numbers.collect();
    let edge = |line: &str| {
        let (cited, citing) = line.split_once('\t')?;
        Some(undirected(*numbers.get(cited)?, *numbers.get(citing)?))
    };
    let edges: Option<BTreeSet<[usize; 2]>> = cites.lines().map(edge).collect();
    let edges = edges.ok_or_else(|| embedded::damaged(CITES, "a line is not two known papers"))?;
    let topics: BTreeSet<&str> = papers.iter().map(|(.., topic)| *topic).collect();
    let place = |topic: &str| topics.iter().take_while(|before| **before < topic).count();
    let labels: Vec<usize> = papers.iter().map(|(.., topic)| place(topic)).collect();
    let [train, validation, test] = planetoid_sizes(&labels, topics.len());
    let ones = |flags: &str| {
        let ones = flags.split('\t').zip(0..).filter(|(flag, _)| *flag == "1");
        ones.map(|(_, word)| word).collect()
    };
    let words = |(_, flags, _): &(&str, &str, &str)| flags.split('\t').count();
    Ok(Graph {
        name: "cora".into(),
        edges: edges.into_iter().collect(),
        features: papers.first().map_or(0, words),
        ones: papers.iter().map(|(_, flags, _)| ones(flags)).collect(),
        labels,
        classes: topics.iter().map(|topic| topic.replace('_', " ")).collect(),
        train,
        validation,
        test,
    })
}

/// A paper's identifier, a flag for each word, and its topic.
fn parse_paper(line: &str) -> Option<(&str, &str, &str)> {
    let (id, rest) = line.split_once('\t')?;
    let (flags, topic) = rest.rsplit_once('\t')?;
    Some((id, flags, topic))
}

/// 20 nodes of each class, then 500, then 1,000 of the rest; each part sorted.
fn planetoid_sizes(labels: &[usize], classes: usize) -> [Vec<usize>; 3] {
    const SEED: u64 = 0;
    let order = Streams::new(SEED).stream("cora").permutation(labels.len());
    let mut missing = vec![20; classes];
    let (train, rest): (Vec<_>, Vec<_>) = order.into_iter().partition(|&node| {
        let take = missing[labels[node]] > 0;
        missing[labels[node]] -= usize::from(take);
        take
    });
    let mut rest = rest.into_iter();
    let validation = rest.by_ref().take(500).collect();
    [train, validation, rest.take(1000).collect()].map(|mut part| {
        part.sort_unstable();
        part
    })
}

/// The 34 members of a karate club, who spends time with whom outside it, and which side each took
/// when it broke apart (W. W. Zachary 1977).
///
/// A node's only feature is which node it is. The two leaders, nodes 0 and 33, are for training,
/// all others for the test; there is no validation part.
///
/// # Errors
/// [`Error::Data`](crate::error::Error::Data) if the embedded file is damaged.
pub fn karate() -> Result<Graph> {
    const FILE: &str = "karate.txt";
    let damaged = || embedded::damaged(FILE, "a line is neither a node nor an edge");
    let (mut edges, mut labels) = (BTreeSet::new(), Vec::new());
    let text = embedded::read_text(FILE)?;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (kind, numbers) = line.split_once(' ').ok_or_else(damaged)?;
        let numbers = numbers.split_whitespace().map(str::parse);
        let numbers: Vec<usize> = numbers.collect::<Result<_, _>>().map_err(|_| damaged())?;
        match (kind, &numbers[..]) {
            ("node", [_, faction]) => labels.push(*faction),
            ("edge", [a, b, _]) => drop(edges.insert(undirected(*a, *b))),
            _ => return Err(damaged()),
        }
    }
    let last = labels.len().saturating_sub(1);
    Ok(Graph {
        name: "karate".into(),
        edges: edges.into_iter().collect(),
        ones: (0..labels.len()).map(|node| vec![node]).collect(),
        features: labels.len(),
        train: vec![0, last],
        validation: Vec::new(),
        test: (1..last).collect(),
        labels,
        classes: vec!["instructor".into(), "president".into()],
    })
}

fn undirected(a: usize, b: usize) -> [usize; 2] {
    [a.min(b), a.max(b)]
}
