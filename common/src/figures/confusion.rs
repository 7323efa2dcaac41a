//! Confusion matrices: how often each class is taken for which.

use super::axes::Axis;
use super::chart::Chart;
use super::figure::Figure;
use super::grid;
use super::style::{INK, WHITE, colour, words};
use kuva::prelude::LegendShape;
use std::iter;

/// A confusion matrix: rows are true classes, columns predicted ones. Each cell holds its count
/// where that is legible and is as dark as its share of the row.
pub fn confusion(title: &str, class_names: &[String], counts: &[Vec<usize>]) -> Figure {
    let classes = class_names.len().max(counts.len()).max(1);
    let numbers = (class_names.len()..classes).map(|class| class.to_string());
    let mut names: Vec<_> = class_names.iter().cloned().chain(numbers).collect();
    let y = Axis::of_categories(&names);
    names.reverse();
    let mut chart = Chart::new(title, (Axis::of_categories(&names), y));
    (chart.x.label, chart.y.label) = ("predicted class".into(), "true class".into());
    let side = (classes as f64 * 56.0).clamp(320.0, 720.0);
    chart.size = (side, side);
    let shade = |share: f64| colour(0, 0.94 * (1.0 - share));
    for percent in [100_u8, 75, 50, 25, 0] {
        let name = format!("{percent} % of its row");
        let shade = shade(f64::from(percent) / 100.0);
        chart.entry(&name, &shade, LegendShape::Rect);
    }
    // Counts and their shares of the row, from the lowest row up.
    let mut counted = Vec::new();
    for row in (0..classes).rev() {
        let given = counts.get(row).into_iter().flatten().copied();
        let row: Vec<usize> = given.chain(iter::repeat(0)).take(classes).collect();
        let total: f64 = row.iter().map(|count| *count as f64).sum();
        counted.extend(
            row.iter()
                .map(|count| (*count, *count as f64 / total.max(1.0))),
        );
    }
    let shades = counted.iter().map(|(_, share)| shade(*share)).collect();
    grid::shade(&mut chart, shades, classes);
    chart.backgrounds.push(Box::new(move |pixels| {
        let cell = pixels.plot_width() / classes as f64;
        let highest = counted.iter().map(|(count, _)| *count).max().unwrap_or(0);
        let digits = highest.to_string().len() as f64;
        let size = (1.37 * cell / digits).min(0.6 * cell).min(22.0) as u32;
        let numbered = counted.iter().enumerate();
        // Among very many cells the zeros would only hide the errors.
        let is_shown = |count: usize| size >= 10 && (classes <= 10 || count > 0);
        let legible = numbered.filter(|(_, (count, _))| is_shown(*count));
        let number = |(index, (count, share)): (usize, &(usize, f64))| {
            let (column, row) = (index % classes + 1, index / classes + 1);
            let middle = (pixels.map_x(column as f64), pixels.map_y(row as f64));
            let colour = match share {
                0.0 => "#6a6a6a",
                share if *share > 0.55 => WHITE,
                _ => INK,
            };
            words(count.to_string(), middle, size, colour)
        };
        legible.map(number).collect()
    }));
    Figure::of(chart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, names, saved};

    #[test]
    fn the_same_counts_give_the_same_bytes() {
        assert_reproducible(|| confusion("t", &names(2), &[vec![5, 1], vec![0, 4]]));
    }

    #[test]
    fn confusion_matrices_of_every_size_name_their_classes() {
        for classes in [1, 2, 3, 10, 40] {
            let counts = vec![vec![123_456; classes]; classes];
            let figure = confusion("t", &names(classes), &counts);
            saved(&figure);
            assert!(
                names(classes)
                    .iter()
                    .all(|name| figure.svg().contains(name))
            );
            assert_eq!(figure.svg().contains("123456"), classes < 40);
        }
        saved(&confusion("", &[], &[]));
        saved(&confusion("t", &names(3), &[vec![1], vec![0, usize::MAX]]));
    }
}
