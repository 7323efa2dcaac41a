//! What the results of a class say of its items.

use std::collections::BTreeMap;

use super::class::Class;
use super::clean::one_line;
use super::score::{self, earned};
use super::text::without_paths;
use crate::grading::{GradedItem, State};

/// What a class made of one item. Only those count who handed something in.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemAnalysis {
    pub id: String,
    pub max: u32,
    /// The mean share of its points, over those that have points; its difficulty in the sense of test
    /// theory: 1 is an item that everybody has.
    pub mean_share: Option<f64>,
    /// The correlation of its points with the rest of the total, that is without the item itself; for
    /// an item that one has or has not this is the point-biserial correlation. `None` for fewer than
    /// three students or where one of the two does not vary.
    pub discrimination: Option<f64>,
    /// How many ended in each state.
    pub states: BTreeMap<State, usize>,
    /// The most frequent first reasons, at most three, with how many have them.
    pub reasons: Vec<(String, usize)>,
}

/// The totals of those who handed something in, in the roster's order.
pub fn totals(class: &Class<'_>) -> Vec<f64> {
    let handed_in = class.graded.iter().filter(|one| !one.submission.is_empty());
    handed_in.map(score::total).collect()
}

/// Every item, in the order of the table.
pub fn items(class: &Class<'_>) -> Vec<ItemAnalysis> {
    let handed_in = class.graded.iter().filter(|one| !one.submission.is_empty());
    let results: Vec<_> = handed_in
        .map(|one| (score::total(one), &one.items))
        .collect();
    let items = class
        .catalogue
        .items
        .all()
        .enumerate()
        .map(|(place, item)| {
            let of_all: Vec<(f64, &GradedItem)> = results
                .iter()
                .filter_map(|(total, items)| Some((*total, items.get(place)?)))
                .collect();
            let points = of_all
                .iter()
                .filter_map(|(total, item)| Some((earned(item)?, *total)));
            let pairs: Vec<(f64, f64)> = points.map(|(own, total)| (own, total - own)).collect();
            let shares = pairs
                .iter()
                .map(|(own, _)| own / f64::from(item.points.max(1)));
            let mean_share = (!pairs.is_empty()).then(|| shares.sum::<f64>() / pairs.len() as f64);
            let mut states = BTreeMap::new();
            for (_, item) in &of_all {
                *states.entry(item.state).or_default() += 1;
            }
            ItemAnalysis {
                id: item.id.clone(),
                max: item.points,
                mean_share,
                discrimination: correlation(&pairs),
                states,
                reasons: reasons(of_all.iter().map(|(_, item)| *item)),
            }
        });
    items.collect()
}

/// Pearson's correlation coefficient.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let count = pairs.len() as f64;
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let (x, y) = (sum(&|pair| pair.0) / count, sum(&|pair| pair.1) / count);
    let (xx, yy) = (
        sum(&|pair| (pair.0 - x).powi(2)),
        sum(&|pair| (pair.1 - y).powi(2)),
    );
    let xy = sum(&|pair| (pair.0 - x) * (pair.1 - y));
    // Points have two decimals: what is smaller is rounding of the sums.
    (xx > 1e-9 && yy > 1e-9).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

fn reasons<'a>(items: impl Iterator<Item = &'a GradedItem>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    // What people write beside a mark is no kind of mistake.
    for item in items.filter(|item| item.state != State::Marked) {
        let words = item
            .reason
            .as_ref()
            .map(|reason| without_paths(&one_line(&reason.words)));
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            *counts.entry(words).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // Stable: equally frequent ones stay in the order of their letters.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(3);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_correlation_of_literal_numbers() {
        let found = correlation(&[(1.0, 2.0), (2.0, 1.0), (3.0, 5.0), (4.0, 4.0)]);
        // Sums of squares 5 and 10, of products 5.
        assert!((found.unwrap() - 5.0 / 50.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(correlation(&[(1.0, 1.0), (2.0, 2.0)]), None);
        assert_eq!(correlation(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}
