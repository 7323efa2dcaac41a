//! Grids that fill a chart: shaded cells, and the lines where heights pass a level.

use super::axes::Axis;
use super::chart::Chart;
use kuva::plot::ContourPlot;
use kuva::render::render::{PathData, Primitive};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Shades the cells of a chart, row after row from below. Equal neighbours become one rectangle and
/// equal shades one path: as the plotting crate's heat map, a rectangle for each, ten thousand
/// cells would be ten times as many bytes.
pub(super) fn shade(chart: &mut Chart, shades: Vec<String>, columns: usize) {
    let columns = columns.max(1);
    let rows = shades.len() / columns;
    chart.backgrounds.push(Box::new(move |pixels| {
        let pixel = |row: usize, column: usize| {
            let across = pixels.plot_width() * column as f64 / columns as f64;
            let down = pixels.plot_height() * (rows - row) as f64 / rows as f64;
            let place = (pixels.margin_left + across, pixels.margin_top + down);
            // In tenths.
            (
                (10.0 * place.0).round() / 10.0,
                (10.0 * place.1).round() / 10.0,
            )
        };
        let mut paths: BTreeMap<&str, String> = BTreeMap::new();
        for (row, shades) in shades.chunks_exact(columns).enumerate() {
            let mut column = 0;
            for run in shades.chunk_by(|first, second| first == second) {
                let (left, top) = pixel(row + 1, column);
                column += run.len();
                let (right, bottom) = pixel(row, column);
                let path = paths.entry(&run[0]).or_default();
                // Writing to a string does not fail.
                let _ = write!(path, "M{left} {top}H{right}V{bottom}H{left}z");
            }
        }
        let drawn = |(shade, path): (&str, String)| {
            Primitive::Path(Box::new(PathData {
                d: path,
                fill: Some(shade.into()),
                // The stroke closes the seams between neighbours.
                stroke: shade.into(),
                stroke_width: 0.6,
                opacity: None,
                stroke_dasharray: None,
            }))
        };
        paths.into_iter().map(drawn).collect()
    }));
}

/// Lines between the heights of a grid, row after row from below. The outer heights lie a `margin`,
/// as a share of their distance, beside the edges of the chart.
pub(super) fn contours(chart: &Chart, heights: &[f64], columns: usize, margin: f64) -> ContourPlot {
    let columns = columns.max(1);
    let along = |axis: &Axis, number: usize| {
        let share = |point: usize| (point as f64 + margin) / (number as f64 - 1.0 + 2.0 * margin);
        (0..number).map(|point| axis.at(share(point))).collect()
    };
    ContourPlot::new().with_grid(
        heights.chunks_exact(columns).map(<[f64]>::to_vec).collect(),
        along(&chart.x, columns),
        along(&chart.y, heights.len() / columns),
    )
}
