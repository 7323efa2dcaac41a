//! Confusion matrices: how often each class is taken for which.

use super::Figure;
use super::axes::Axis;
use super::chart::Chart;
use super::marks::{INK, WHITE, colour, entry, literal, rectangle, shortened};
use kuva::prelude::LegendShape;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{Primitive, TextAnchor};
use std::iter;

/// A confusion matrix: rows are true classes, columns predicted ones. Each cell holds its count
/// where that is legible and is as dark as its share of the row.
pub fn confusion(title: &str, class_names: &[String], counts: &[Vec<usize>]) -> Figure {
    let classes = class_names.len().max(counts.len()).max(1);
    let names: Vec<_> = (0..classes)
        .map(|class| match class_names.get(class) {
            Some(name) => literal(&shortened(name, 20)),
            None => class.to_string(),
        })
        .collect();
    let legend = [100_u8, 75, 50, 25, 0].map(|percent| {
        let colour = shade(f64::from(percent) / 100.0);
        entry(&format!("{percent} %"), colour, LegendShape::Rect)
    });
    let side = (classes as f64 * 56.0).clamp(320.0, 720.0);
    let counts = counts.to_vec();
    Figure::of(Chart {
        legend_title: Some("share of row"),
        legend: legend.to_vec(),
        size: (side, side),
        background: Box::new(move |pixels| cells(&counts, classes, pixels)),
        ..Chart::new(
            title,
            Axis::of_categories("predicted class", names.clone()),
            Axis::of_categories("true class", names.into_iter().rev().collect()),
        )
    })
}

/// Colour of a cell with a share of its row.
fn shade(share: f64) -> String {
    colour(0, 0.94 * (1.0 - share))
}

/// The shaded cells, and on them the counts.
fn cells(counts: &[Vec<usize>], classes: usize, pixels: &ComputedLayout) -> Vec<Primitive> {
    let cell = pixels.plot_width() / classes as f64;
    let highest = counts.iter().flatten().max().unwrap_or(&0);
    let digits = highest.to_string().len() as f64;
    let size = (1.37 * cell / digits).min(0.6 * cell).min(22.0) as u32;
    let (mut shades, mut numbers) = (Vec::new(), Vec::new());
    for row in 0..classes {
        let given = counts.get(row).into_iter().flatten().copied();
        let given = given.chain(iter::repeat(0)).take(classes);
        let total: f64 = given.clone().map(|count| count as f64).sum();
        for (column, count) in given.enumerate() {
            let share = count as f64 / total.max(1.0);
            let left = pixels.margin_left + column as f64 * cell;
            let top = pixels.margin_top + row as f64 * cell;
            let corner = (left + cell, top + cell);
            shades.push(rectangle((left, top), corner, &shade(share)));
            // Among very many cells the zeros would only hide the errors.
            if size < 10 || (classes > 10 && count == 0) {
                continue;
            }
            let colour = match share {
                0.0 => "#6a6a6a",
                _ if share > 0.55 => WHITE,
                _ => INK,
            };
            numbers.push(Primitive::Text {
                x: left + cell / 2.0,
                y: top + cell / 2.0 + f64::from(size) * 0.36,
                content: count.to_string(),
                size,
                anchor: TextAnchor::Middle,
                rotate: None,
                bold: false,
                color: Some(colour.into()),
            });
        }
    }
    [shades, numbers].concat()
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
