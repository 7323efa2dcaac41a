//! Seeded division of examples into train and test.

use super::ExampleSet;
use by_hand::{Stream, Streams};

/// Indices of examples; every example is in exactly one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Partition {
    pub train: Vec<usize>,
    pub test: Vec<usize>,
}

impl Partition {
    /// The training and the test examples.
    pub(super) fn divide<const D: usize>(&self, examples: &ExampleSet<D>) -> [ExampleSet<D>; 2] {
        [&self.train, &self.test].map(|part| examples.keep(part))
    }
}

/// A fifth of `count` examples, at least one, drawn at random for the test.
pub(super) fn random(count: usize, streams: &Streams) -> Partition {
    let mut order = streams.stream("split").permutation(count);
    let train = order.split_off(fifth(count));
    Partition { train, test: order }
}

/// A fifth of each class, rounded, drawn at random for the test; both parts keep the stored order.
///
/// A class of at least two examples has at least one in each part.
pub(super) fn stratified(labels: &[usize], streams: &Streams) -> Partition {
    of_each_class(labels, fifth, streams.stream("split"))
}

/// This share of each class, rounded up, drawn at random to be held out, in the place of the test;
/// both parts keep the stored order. A class of one example is kept.
pub(super) fn held_out(labels: &[usize], share: f64, streams: &Streams) -> Partition {
    // A tenth of 30 is 3, which the product misses by its last bit.
    let held = |count: usize| ((share * count as f64 - 1e-9).ceil() as usize).min(count - 1);
    of_each_class(labels, held, streams.stream("hold out"))
}

/// Draws of each class as many examples as `share` says of its size.
fn of_each_class(
    labels: &[usize],
    share: impl Fn(usize) -> usize,
    mut stream: Stream,
) -> Partition {
    let mut is_test = vec![false; labels.len()];
    for members in members(labels).iter().filter(|class| !class.is_empty()) {
        let order = stream.permutation(members.len()).into_iter();
        for index in order.take(share(members.len())) {
            is_test[members[index]] = true;
        }
    }
    by_mask(&is_test)
}

/// Whole groups drawn at random for the test, up to a fifth of each class; both parts keep the
/// stored order.
///
/// All members of a group (`groups[example]`, numbered without a gap) are of one class and stay on
/// one side.
pub(super) fn grouped(labels: &[usize], groups: &[usize], streams: &Streams) -> Partition {
    let groups = members(groups);
    let mut missing: Vec<usize> = members(labels).iter().map(|of| fifth(of.len())).collect();
    let mut is_test = vec![false; labels.len()];
    for group in streams.stream("split").permutation(groups.len()) {
        let group = &groups[group];
        let class = labels[group[0]];
        // A group that would overshoot stays in the training part; a smaller one will come.
        if let Some(rest) = missing[class].checked_sub(group.len()) {
            missing[class] = rest;
            group.iter().for_each(|&example| is_test[example] = true);
        }
    }
    by_mask(&is_test)
}

/// The examples of each class or group, in the stored order.
fn members(of: &[usize]) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); of.iter().max().map_or(0, |last| last + 1)];
    for (example, &place) in of.iter().enumerate() {
        members[place].push(example);
    }
    members
}

fn fifth(count: usize) -> usize {
    ((count + 2) / 5).max(usize::from(count >= 2))
}

fn by_mask(is_test: &[bool]) -> Partition {
    let (test, train) = (0..is_test.len()).partition(|&example| is_test[example]);
    Partition { train, test }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted_union(partition: &Partition) -> Vec<usize> {
        let mut all = [&partition.train[..], &partition.test[..]].concat();
        all.sort_unstable();
        all
    }

    #[test]
    fn every_example_is_in_one_part() {
        let labels: Vec<usize> = (0..103).map(|example| example % 4).collect();
        // Pairs of one class.
        let groups: Vec<usize> = (0..103)
            .map(|example| example % 4 + 4 * (example / 8))
            .collect();
        let streams = Streams::new(5);
        for partition in [
            random(103, &streams),
            stratified(&labels, &streams),
            grouped(&labels, &groups, &streams),
        ] {
            assert_eq!(sorted_union(&partition), (0..103).collect::<Vec<_>>());
            assert!((15..=22).contains(&partition.test.len()), "{partition:?}");
        }
    }

    #[test]
    fn the_seed_decides() {
        let labels = [0, 1].repeat(50);
        let draw = |seed| stratified(&labels, &Streams::new(seed));
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn a_share_of_each_class_is_held_out() {
        let labels = [vec![0; 30], vec![1; 15], vec![2; 1]].concat();
        for (share, counts) in [(0.1, [3, 2, 0]), (0.5, [15, 8, 0]), (0.0, [0; 3])] {
            let parts = held_out(&labels, share, &Streams::new(3));
            let (kept, held) = (parts.train, parts.test);
            let count =
                |part: &[usize], class| part.iter().filter(|&&i| labels[i] == class).count();
            assert_eq!([0, 1, 2].map(|class| count(&held, class)), counts);
            assert_eq!(kept.len() + held.len(), labels.len());
        }
    }

    #[test]
    fn two_examples_of_a_class_go_to_both_sides() {
        let partition = stratified(&[0, 1, 1, 0], &Streams::new(0));
        assert_eq!((partition.train.len(), partition.test.len()), (2, 2));
    }

    #[test]
    fn a_group_stays_together() {
        let groups: Vec<usize> = (0..100).map(|example| example / 3).collect();
        let partition = grouped(&[0; 100], &groups, &Streams::new(9));
        for test in &partition.test {
            assert!(
                partition
                    .train
                    .iter()
                    .all(|train| groups[*train] != groups[*test])
            );
        }
    }
}
