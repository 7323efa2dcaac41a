//! Rows of dots with error bars, one for each category and series, and bars from zero below them.

use super::chart::{Chart, layer};
use super::series::{Kind, Series};
use super::style::{colour, stroke};
use kuva::plot::volcano::LabelStyle;
use kuva::prelude::{BandPlot, ScatterPlot};

/// Draws rows on axes with so many categories.
pub(super) fn draw(chart: &mut Chart, series: &[&Series], categories: usize) {
    // Share of a category's height that its rows fill.
    const FILLED: f64 = 0.8;
    let rows = categories * series.len();
    if rows == 0 {
        return;
    }
    // Enough for a number beside each dot, unless there are very many.
    chart.size.1 = (24 * rows + 14 * categories).clamp(160, 2000) as f64;
    let thickness = FILLED / series.len() as f64;
    for (number, of_one) in series.iter().enumerate() {
        let below = FILLED / 2.0 - thickness * (number as f64 + 0.5);
        let (mut ends, mut numbers) = (Vec::new(), Vec::new());
        for (category, value) in &of_one.points {
            let y = categories as f64 - category + below;
            let [low, mean, high] = value.ends().map(|end| chart.x.place(end));
            // A bar, or a thin line that leads to the dot.
            let (from, thickness, colour) = match of_one.kind {
                Kind::Bars => (chart.x.place(0.0), thickness, colour(of_one.index, 0.5)),
                _ => (chart.x.at(0.0), 0.04, "#e4e4e4".into()),
            };
            let [top, bottom] = [0.5, -0.5].map(|side| [y + side * thickness; 2]);
            let bar = BandPlot::new([from, mean], bottom, top).with_opacity(1.0);
            chart.areas.push(layer(bar.with_color(colour)));
            let error = stroke(of_one.index, [(mean, y)]);
            let error = error.with_x_err_asymmetric([(mean - low, high - mean)]);
            chart.lines.push(layer(error));
            chart.markers(&[(mean, y)], of_one.index, false);
            ends.push((high, y));
            // Three digits that count, of values below a twentieth fewer.
            let decimals = match value.mean.fract() == 0.0 && value.low == value.high {
                // A count.
                true => 0.0,
                false => 3.0 - value.mean.abs().max(0.05).log10().ceil(),
            };
            numbers.push(match value.mean.abs() {
                0.0..1e6 => format!("{:.*}", decimals.max(0.0) as usize, value.mean),
                _ => format!("{:.2e}", value.mean),
            });
        }
        // Labels of a size at which no line leads from them to their places.
        let (offset_x, offset_y) = (10.0, -6.0);
        let numbers = ScatterPlot::new().with_data(ends).with_labels(numbers);
        let numbers = numbers.with_label_style(LabelStyle::Arrow { offset_x, offset_y });
        let numbers = numbers.with_size(10.0).with_color("none");
        // Of more they would overlap.
        chart.lines.extend((rows < 80).then(|| layer(numbers)));
    }
}

#[cfg(test)]
mod tests {
    use crate::figures::{Figure, Plot, Spread};

    fn values(means: [f64; 2]) -> Vec<(String, Spread)> {
        let spread = |mean: f64| Spread {
            mean,
            low: mean - 0.01,
            high: mean + 0.01,
        };
        let named = ["L1", "L2"].into_iter().zip(means);
        named
            .map(|(name, mean)| (name.into(), spread(mean)))
            .collect()
    }

    fn shows(figure: &Figure, text: &str) -> bool {
        figure.svg().contains(&format!(">{text}<"))
    }

    #[test]
    fn every_dot_has_its_number_and_every_category_its_name() {
        let plot = Plot::new("t").dots("train", values([0.912, 0.95]));
        let figure = plot.dots("test", values([0.0123, 12.3])).figure();
        for text in [
            "0.912", "0.950", "0.0123", "12.3", "L1", "L2", "train", "test",
        ] {
            assert!(shows(&figure, text), "{text}");
        }
    }

    #[test]
    fn a_count_has_no_decimals() {
        let count = |mean| Spread {
            mean,
            low: mean,
            high: mean,
        };
        let bars = [("L1", 34.0), ("L2", 135.0)].map(|(name, of)| (name.to_owned(), count(of)));
        let figure = Plot::new("t").bars("train", bars).figure();
        assert!(shows(&figure, "34") && shows(&figure, "135"));
    }

    #[test]
    fn bars_begin_at_zero_and_dots_need_not() {
        let (dots, bars) = (Plot::new("t"), Plot::new("t"));
        let dots = dots.dots("train", values([0.91, 0.95])).figure();
        let bars = bars.bars("train", values([0.91, 0.95])).figure();
        assert!(!shows(&dots, "0") && shows(&bars, "0"));
    }
}
