//! Lines: through points, or through means with what is around them.

use super::chart::{Chart, layer};
use super::pen::Pen;
use super::series::{Kind, Series, some};
use super::spread::Spread;
use super::style::{Point, WHITE, colour, stroke};
use kuva::prelude::{BandPlot, LegendShape};

/// Points up to which each has its marker and, of means, its error bar.
const FEW: usize = 15;

/// Draws lines, those of means with error bars where none has many points, else with bands.
pub(super) fn draw(chart: &mut Chart, lines: &[&Series]) {
    let means = lines.iter().filter(|line| line.kind == Kind::Means);
    let with_bars = means.clone().all(|line| line.points.len() <= FEW);
    // Error bars of the same x stand side by side: seven pixels apart, or less where there are many.
    let count = means.count() as f64;
    let step = f64::min(0.04 / count, 0.01) * f64::from(u8::from(with_bars));
    let mut aside = -step * (count - 1.0) / 2.0;
    for line in lines {
        if line.kind == Kind::Line {
            draw_line(chart, line, with_bars, 0.0);
        } else {
            draw_line(chart, line, with_bars, aside);
            aside += step;
        }
    }
    if lines.iter().any(|line| !line.missing.is_empty()) {
        chart.entry("not reached", WHITE, LegendShape::Circle);
    }
}

/// Draws a line, with error bars `aside` by a share of the axis.
fn draw_line(chart: &mut Chart, line: &Series, with_bars: bool, aside: f64) {
    let place = |x: f64| chart.x.at(chart.x.share(x) + aside);
    let width = if line.points.len() > 300 { 1.5 } else { 2.5 };
    let mut marked = Vec::new();
    let unbroken = |from: &(f64, Spread), to: &(f64, Spread)| {
        let between = |missing: &f64| from.0 < *missing && *missing < to.0;
        !line.missing.iter().any(between)
    };
    for stretch in line.points.chunk_by(unbroken) {
        let x = stretch.iter().map(|point| place(point.0));
        let ends = stretch.iter().map(|point| point.1.ends());
        let ends = ends.map(|ends| ends.map(|end| chart.y.place(end)));
        let points = x.clone().zip(ends.clone().map(|[_, mean, _]| mean));
        marked.extend(points.clone());
        if line.is_rival {
            let pen = Pen::new(width, colour(line.index, 0.0)).dashed(true);
            let points: Vec<Point> = points.collect();
            chart.tops.push(Box::new(move |pixels| {
                let at = |(x, y): &Point| (pixels.map_x(*x), pixels.map_y(*y));
                pen.line(&points.iter().map(at).collect::<Vec<_>>())
            }));
            continue;
        }
        let mut drawn = stroke(line.index, points).with_stroke_width(width);
        if line.kind == Kind::Means && with_bars {
            let errors = ends.map(|[low, mean, high]| (mean - low, high - mean));
            drawn = drawn.with_y_err_asymmetric(errors);
        } else if line.kind == Kind::Means {
            let (low, high) = (ends.clone().map(|ends| ends[0]), ends.map(|ends| ends[2]));
            let band = BandPlot::new(x, low, high).with_opacity(0.2);
            let band = band.with_color(colour(line.index, 0.0));
            chart.areas.push(layer(band));
        }
        chart.lines.push(layer(drawn));
    }
    // Below the edge, where the marker is whole.
    let top = line.missing.iter().map(|x| (place(*x), chart.y.at(0.98)));
    let top: Vec<_> = top.collect();
    if marked.len() > FEW {
        marked = some(&marked, line.index);
    }
    chart.marked(&marked, (line.index, line.marker()), false);
    chart.markers(&top, line.index, true);
}

/// Draws vertical lines from edge to edge.
pub(super) fn draw_marks(chart: &mut Chart, marks: &[&Series]) {
    for mark in marks {
        for (x, _) in &mark.points {
            let at = |share: f64| (chart.x.place(*x), chart.y.at(share));
            let line = stroke(mark.index, [at(0.0), at(1.0)]);
            chart.lines.push(layer(line));
            // Beside the edges, where the markers are whole.
            chart.markers(&[at(0.02), at(0.98)], mark.index, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::figures::style::colour;
    use crate::figures::{Figure, Plot, Spread};

    fn figure(count: u32, missing: &[f64]) -> Figure {
        let spread = |mean: f64| Spread {
            mean,
            low: mean,
            high: mean + 2.0,
        };
        let points =
            |high: f64| (1..=count).map(move |x| (f64::from(x), spread(f64::from(x) + high)));
        let plot = Plot::new("t").spread("SGD", points(0.0));
        let plot = plot.missing(missing.iter().copied());
        plot.spread("Adam", points(1.0)).figure()
    }

    fn count(figure: &Figure, text: &str) -> usize {
        figure.svg().matches(text).count()
    }

    #[test]
    fn few_points_have_error_bars_and_many_a_band() {
        let bands = |points| count(&figure(points, &[]), "fill-opacity");
        assert_eq!((bands(15), bands(16)), (0, 2));
        // Each of them three strokes.
        let strokes = count(&figure(15, &[]), r#"stroke-width="2" />"#);
        assert_eq!(strokes, 3 * 15 * 2);
    }

    #[test]
    fn a_rival_has_the_colour_of_its_like_and_dashes_and_a_marker_of_its_own() {
        let points = |high: f64| (0..100).map(move |x| (f64::from(x), high + f64::from(x)));
        let plot = Plot::new("t").line("A: loss", points(0.0));
        let plot = plot.rival("B: loss", points(9.0));
        let plot = plot
            .line("A: error", points(5.0))
            .rival("B: error", points(7.0));
        let figure = plot.figure();
        for name in ["A: loss", "B: loss", "A: error", "B: error"] {
            assert_eq!(count(&figure, &format!(">{name}<")), 1, "{name}");
        }
        let strokes = |index| {
            let stroke = format!("stroke=\"{}\" stroke-width=\"2.5\"", colour(index, 0.0));
            count(&figure, &stroke)
        };
        assert!(strokes(0) > 20 && strokes(1) > 20, "{}", strokes(0));
        assert_eq!([2, 3].map(strokes), [0, 0]);
    }

    #[test]
    fn what_was_not_reached_is_said_and_breaks_the_line() {
        let (whole, broken) = (figure(4, &[]), figure(4, &[2.5]));
        assert_eq!(
            (
                count(&whole, ">not reached<"),
                count(&broken, ">not reached<")
            ),
            (0, 1)
        );
        let lines = |figure: &Figure| count(figure, r#"stroke-width="2.5""#);
        assert_eq!((lines(&whole), lines(&broken)), (2, 3));
    }
}
