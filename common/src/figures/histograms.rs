//! Histograms: how the values of several samples are distributed, one line over the other.

use super::Figure;
use super::axes::{Axis, Scale};
use super::chart::{Chart, Layer};
use super::curves::some;
use super::marks::{colour, keys, markers};
use kuva::prelude::{BandPlot, LinePlot};

/// The values of one distribution.
pub struct Sample {
    /// What the legend calls it.
    pub name: String,
    /// Its values, in any order. What is not finite is left out.
    pub values: Vec<f64>,
}

/// Bins over the range of all samples.
const BINS: usize = 60;

/// Histograms over common bins, as outlines. Zero, if it is in the range, lies in the middle of a
/// bin, so that a peak of exact zeros stands where it belongs. With logarithmic `counts` the rare
/// values show beside such a peak.
pub fn histograms(title: &str, x_label: &str, samples: &[Sample], counts: Scale) -> Figure {
    let all = samples
        .iter()
        .flat_map(|sample| sample.values.iter().copied());
    let bins = Bins::over(Axis::around("", all, Scale::Linear, 0.0).range());
    let bars: Vec<Vec<f64>> = samples
        .iter()
        .map(|sample| bins.count(&sample.values))
        .collect();
    let x_axis = Axis::around(
        x_label,
        [bins.edge(0), bins.edge(bins.number)],
        Scale::Linear,
        0.02,
    );
    let heights = bars.iter().flatten().copied().filter(|count| *count > 0.0);
    let floor = match counts {
        Scale::Linear => 0.0,
        // Below one value, above the tick at a half.
        Scale::Log => 0.7,
    };
    let y_axis = Axis::around("count", heights, counts, 0.05).from(floor);
    let (floor, _) = y_axis.range();
    let (mut areas, mut lines, mut marks) = (vec![], vec![], vec![]);
    for (index, bars) in bars.iter().enumerate() {
        let hue = colour(index, 0.0);
        let height = |count: f64| (count * y_axis.unit).max(floor);
        let numbered: Vec<_> = bars.iter().copied().enumerate().collect();
        // Nothing is drawn along empty bins: it would hide the axis.
        for stretch in numbered.chunk_by(|first, second| (first.1 > 0.0) == (second.1 > 0.0)) {
            if stretch[0].1 == 0.0 {
                continue;
            }
            let sides = |&(bin, count): &(usize, f64)| {
                [bin, bin + 1].map(|edge| (bins.edge(edge), height(count)))
            };
            let top: Vec<_> = stretch.iter().flat_map(sides).collect();
            let ends = [top[0].0, top[top.len() - 1].0].map(|edge| (edge, floor));
            let outline = [&ends[..1], &top, &ends[1..]].concat();
            lines.push(
                LinePlot::new()
                    .with_data(outline)
                    .with_stroke_width(2.5)
                    .with_color(&hue),
            );
            let (x, y): (Vec<_>, Vec<_>) = top.into_iter().unzip();
            let area = BandPlot::new(x, vec![floor; y.len()], y);
            areas.push(area.with_color(&hue).with_opacity(0.12));
        }
        let full = numbered.iter().filter(|(_, count)| *count > 0.0);
        let tops = full.map(|&(bin, count)| (bins.middle(bin), height(count)));
        let tops: Vec<_> = tops.collect();
        marks.extend(markers(some(&tops, index, samples.len()), index, false));
    }
    let areas = areas.into_iter().map(Layer::Band);
    Figure::of(Chart {
        legend: keys(samples.iter().map(|sample| &sample.name)),
        layers: areas
            .chain(lines.into_iter().map(Layer::Line))
            .chain(marks)
            .collect(),
        ..Chart::new(title, x_axis, y_axis)
    })
}

/// Intervals of equal width.
struct Bins {
    low: f64,
    width: f64,
    number: usize,
}

impl Bins {
    fn over((low, high): (f64, f64)) -> Self {
        let width = (high - low) / BINS as f64;
        if low <= 0.0 && 0.0 <= high {
            // Half a width beside a multiple of it.
            let first = (low / width - 0.5).floor();
            let last = (high / width + 0.5).ceil();
            return Self {
                low: (first + 0.5) * width,
                width,
                number: (last - first - 1.0) as usize,
            };
        }
        Self {
            low,
            width,
            number: BINS,
        }
    }

    fn edge(&self, bin: usize) -> f64 {
        self.low + self.width * bin as f64
    }

    fn middle(&self, bin: usize) -> f64 {
        self.low + self.width * (bin as f64 + 0.5)
    }

    fn count(&self, values: &[f64]) -> Vec<f64> {
        let mut counts = vec![0.0; self.number];
        for value in values.iter().filter(|value| Scale::Linear.shows(**value)) {
            let bin = ((value - self.low) / self.width) as usize;
            counts[bin.min(self.number - 1)] += 1.0;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};

    fn figure(values: &[f64], counts: Scale) -> Figure {
        let sample = |name: &str| Sample {
            name: name.into(),
            values: values.to_vec(),
        };
        histograms("t", "weight", &[sample("L1"), sample("L2")], counts)
    }

    #[test]
    fn the_same_samples_give_the_same_bytes() {
        assert_reproducible(|| figure(&[-1.0, 0.0, 0.0, 2.0], Scale::Log));
    }

    #[test]
    fn zero_lies_in_the_middle_of_a_bin_and_nothing_is_lost() {
        for (low, high) in [(-1.0, 2.0), (0.0, 0.7), (-3e-9, 0.0), (-1e50, 1.0)] {
            let bins = Bins::over((low, high));
            let counts = bins.count(&[low, 0.0, 0.0, 0.0, high]);
            assert_eq!(counts.iter().sum::<f64>(), 5.0);
            let peak = counts.iter().position(|count| *count >= 3.0).unwrap();
            assert!(bins.middle(peak).abs() < 1e-9 * bins.width, "{low} {high}");
            assert!(bins.edge(0) <= low && high <= bins.edge(bins.number));
        }
        assert_eq!(Bins::over((1.0, 4.0)).count(&[1.0, 2.51, 4.0])[30], 1.0);
    }

    #[test]
    fn odd_samples_are_drawn_without_what_has_no_place() {
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        let odd: [&[f64]; 9] = [
            &[],
            &[0.0],
            &[7.0; 3],
            &[nan, inf, -inf],
            &[nan, 1.0, 2.0],
            &[1e99, -1e99],
            &[f64::MAX, f64::MIN_POSITIVE],
            &[1e16, 1e16 + 2.0],
            &[-1e-320, 1e-320],
        ];
        for values in odd {
            for counts in [Scale::Linear, Scale::Log] {
                let figure = figure(values, counts);
                saved(&figure);
                assert!(figure.svg().contains("L2"));
                assert!(!figure.svg().contains("NaN") && !figure.svg().contains("inf"));
            }
        }
        saved(&histograms("", "", &[], Scale::Log));
    }
}
