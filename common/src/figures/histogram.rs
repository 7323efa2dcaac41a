//! Histograms: how the values of several samples are distributed, one line over the other.

use super::axes::{Axis, Scale};
use super::chart::{Chart, layer};
use super::series::{Kind, Series, some};
use super::style::stroke;

/// Turns the values of each histogram into counts over 60 common bins. Zero, if it is in the range,
/// lies in the middle of a bin, so that a peak of exact zeros stands where it belongs. The count of
/// an empty bin, like those beside the range, is far below zero, where no line would hide the axis.
pub(super) fn count(series: &mut [Series]) {
    let samples = series
        .iter_mut()
        .filter(|series| series.kind == Kind::Histogram);
    let samples: Vec<&mut Series> = samples.collect();
    let values = samples.iter().flat_map(|sample| &sample.points);
    let Axis { low, high, .. } = Axis::around(values.map(|value| value.0), Scale::Linear, 0.0);
    let width = (high - low) / 60.0;
    let mut begin = low;
    if low <= 0.0 && 0.0 <= high {
        // Half a width beside a multiple of it.
        begin = ((low / width - 0.5).floor() + 0.5) * width;
    }
    let number = ((high - begin) / width - 1e-9).ceil() as usize;
    for sample in samples {
        let mut counts = vec![f64::NEG_INFINITY; number + 2];
        for (value, _) in &sample.points {
            if Scale::Linear.shows(*value) {
                let bin = ((value - begin) / width) as usize;
                let count = &mut counts[1 + bin.min(number - 1)];
                *count = count.max(0.0) + 1.0;
            }
        }
        let sides = |(bin, count): (usize, f64)| {
            [0.0, 1.0].map(|side| (begin + (bin as f64 - 1.0 + side) * width, count.into()))
        };
        sample.points = counts.into_iter().enumerate().flat_map(sides).collect();
    }
}

/// Draws outlines of counts.
pub(super) fn draw(chart: &mut Chart, samples: &[&Series]) {
    for sample in samples {
        let outline = sample.placed(chart);
        let tops = outline.chunks(2).filter(|bin| bin[0].1 > chart.y.at(0.0));
        let tops = tops.map(|bin| ((bin[0].0 + bin[1].0) / 2.0, bin[0].1));
        let tops = some(&tops.collect::<Vec<_>>(), sample.index);
        let line = stroke(sample.index, outline).with_fill();
        chart.lines.push(layer(line.with_fill_opacity(0.12)));
        chart.markers(&tops, sample.index, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(values: &[f64]) -> Vec<(f64, f64, f64)> {
        let mut series = [Series {
            index: 0,
            name: String::new(),
            kind: Kind::Histogram,
            points: values.iter().map(|value| (*value, 0.0.into())).collect(),
            missing: Vec::new(),
            is_rival: false,
        }];
        count(&mut series);
        let bins = series[0].points.chunks(2);
        bins.map(|bin| (bin[0].0, bin[1].0, bin[0].1.mean))
            .collect()
    }

    #[test]
    fn zero_lies_in_the_middle_of_a_bin_and_nothing_is_lost() {
        for (low, high) in [(-1.0, 2.0), (0.0, 0.7), (-3e-9, 0.0), (-1e50, 1.0)] {
            let bins = counted(&[low, 0.0, 0.0, 0.0, high]);
            let counts = bins.iter().map(|bin| bin.2.max(0.0));
            assert_eq!(counts.sum::<f64>(), 5.0);
            let peak = bins.iter().find(|bin| bin.2 >= 3.0).unwrap();
            assert!(
                (peak.0 + peak.1).abs() < 1e-9 * (peak.1 - peak.0),
                "{low} {high}"
            );
            assert!(bins[0].0 <= low && high <= bins[bins.len() - 1].1);
        }
        let bins = counted(&[1.0, 2.51, 4.0]);
        assert_eq!((bins.len(), bins[31].2), (62, 1.0));
    }
}
