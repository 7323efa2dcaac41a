//! Panels: several figures beside and below each other as one.

use super::Figure;
use super::marks::literal;
use kuva::render::render::{Primitive, Scene, TextAnchor};
use kuva::render::render_utils::wrap_text;

/// Several figures as one, row by row in so many columns, with a common title above. The plots
/// shrink to stay together on a page, the text does not; a legend that all have in common
/// stands once.
pub fn panels(title: &str, columns: usize, figures: &[Figure]) -> Figure {
    let columns = columns.clamp(1, figures.len().max(1));
    let share = match columns {
        1 => 1.0,
        2 => 0.72,
        _ => 0.55,
    };
    let common = has_common_legend(figures);
    let numbered = figures.iter().enumerate();
    let scenes: Vec<_> = numbered
        .map(|(index, figure)| figure.again(share, !common || index + 1 == columns))
        .collect();
    let widths: Vec<_> = (0..columns)
        .map(|column| {
            most(scenes.iter().skip(column).step_by(columns), |scene| {
                scene.width
            })
        })
        .collect();
    let lines = wrap_text(
        &literal(title),
        (widths.iter().sum::<f64>() / 15.0) as usize,
    );
    let size = 25;
    let line_height = 1.25 * f64::from(size);
    let above = if title.is_empty() {
        0.0
    } else {
        line_height * (lines.len() as f64 + 0.5)
    };
    let mut whole = Scene::new(widths.iter().sum(), above);
    whole.font_family = scenes.first().and_then(|scene| scene.font_family.clone());
    for (index, line) in lines.into_iter().enumerate().filter(|_| !title.is_empty()) {
        whole.add(Primitive::Text {
            x: whole.width / 2.0,
            y: line_height * (index as f64 + 1.1),
            content: line,
            size,
            anchor: TextAnchor::Middle,
            rotate: None,
            bold: false,
            color: None,
        });
    }
    for row in scenes.chunks(columns) {
        let height = most(row.iter(), |scene| scene.height);
        let mut left = 0.0;
        for (scene, width) in row.iter().zip(&widths) {
            // On a common base line, whatever their titles.
            let top = whole.height + height - scene.height;
            whole.add(Primitive::GroupStart {
                transform: Some(format!("translate({left:.2},{top:.2})")),
                title: None,
                extra_attrs: None,
            });
            whole.elements.extend(scene.elements.iter().cloned());
            whole.add(Primitive::GroupEnd);
            left += width;
        }
        whole.height += height;
    }
    // A picture without any pixel cannot be written.
    (whole.width, whole.height) = (whole.width.max(1.0), whole.height.max(1.0));
    Figure::drawn(whole, None)
}

fn most<'a>(scenes: impl Iterator<Item = &'a Scene>, side: fn(&Scene) -> f64) -> f64 {
    scenes.map(side).fold(0.0, f64::max)
}

/// Whether all figures have one and the same legend.
fn has_common_legend(figures: &[Figure]) -> bool {
    let lines = |figure: &Figure| {
        let legend = figure.chart.as_ref().map(|chart| &chart.legend);
        let lines = legend.into_iter().flatten();
        lines
            .map(|line| (line.label.clone(), line.color.clone()))
            .collect::<Vec<_>>()
    };
    figures
        .windows(2)
        .all(|pair| lines(&pair[0]) == lines(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};
    use crate::figures::{Curve, curves};

    fn figure(title: &str, name: &str) -> Figure {
        let curve = Curve {
            name: name.into(),
            points: vec![(0.0, 1.0), (1.0, 2.0)],
        };
        curves(title, "x", "y", &[curve])
    }

    fn count(figure: &Figure, text: &str) -> usize {
        figure.svg().matches(&format!(">{text}<")).count()
    }

    #[test]
    fn the_same_panels_give_the_same_bytes() {
        assert_reproducible(|| panels("t", 2, &[figure("a", "loss"), figure("b", "loss")]));
    }

    #[test]
    fn a_common_legend_stands_once_and_different_ones_stay() {
        let same = [
            figure("a", "loss"),
            figure("b", "loss"),
            figure("c", "loss"),
        ];
        let row = panels("both", 3, &same);
        assert_eq!(
            (count(&row, "loss"), count(&row, "both"), count(&row, "c")),
            (1, 1, 1)
        );
        let different = panels("both", 2, &[figure("a", "loss"), figure("b", "error")]);
        assert_eq!(
            (count(&different, "loss"), count(&different, "error")),
            (1, 1)
        );
    }

    #[test]
    fn plots_shrink_and_text_does_not() {
        let single = figure("a", "loss");
        let row = panels(
            "",
            3,
            &[
                figure("a", "loss"),
                figure("b", "loss"),
                figure("c", "loss"),
            ],
        );
        assert!(row.scene.width < 2.0 * single.scene.width);
        for size in ["font-size=\"17\"", "font-size=\"20\""] {
            assert!(
                single.svg().contains(size) && row.svg().contains(size),
                "{size}"
            );
        }
    }

    #[test]
    fn odd_numbers_of_panels_are_drawn() {
        for columns in [0, 1, 2, 5, usize::MAX] {
            for number in [0, 1, 3] {
                let figures: Vec<_> = (0..number).map(|_| figure("a", "loss")).collect();
                saved(&panels("title", columns, &figures));
                saved(&panels("", columns, &[panels("inner", 2, &figures)]));
            }
        }
    }
}
