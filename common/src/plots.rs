//! From what a run has recorded, and from a trained model, to figures.

use crate::data::Data;
use crate::error::{Error, Result};
use crate::figures::{Curve, Example, Figure, Plane, curves, decision_boundary};
use burn::tensor::{Tensor, TensorData, activation};
use std::path::Path;

/// One metric over the epochs, a curve for each part of the data, from a run's `metrics.csv`.
///
/// # Errors
/// [`Error::Io`] or [`Error::Data`] if the file cannot be read.
pub fn history(folder: &Path, metric: &str) -> Result<Figure> {
    let path = folder.join("metrics.csv");
    let damaged = || Error::Data(format!("{} is damaged", path.display()));
    let mut reader = csv::Reader::from_path(&path).map_err(|_| damaged())?;
    let headers = reader.headers().map_err(|_| damaged())?.clone();
    let column = headers.iter().position(|header| header == metric);
    let column = column.ok_or_else(damaged)?;
    let mut lines: Vec<Curve> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|_| damaged())?;
        let number = |column: usize| row.get(column).and_then(|cell| cell.parse::<f64>().ok());
        if row.get(column) == Some("") {
            continue;
        }
        let (Some(epoch), Some(part), Some(value)) = (number(0), row.get(2), number(column)) else {
            return Err(damaged());
        };
        if !lines.iter().any(|line| line.name == part) {
            lines.push(Curve {
                name: part.into(),
                points: Vec::new(),
            });
        }
        let line = lines.iter_mut().find(|line| line.name == part);
        line.expect("was just added").points.push((epoch, value));
    }
    let label = metric.replace('_', " ");
    Ok(curves(&capitalized(&label), "epoch", &label, &lines))
}

/// A text that begins with a capital letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Cells along one side of a decision map.
const CELLS: usize = 100;

/// What a classifier of points in the plane says everywhere, with the examples on it.
///
/// `logits` maps points `[batch, 2]` to logits `[batch, class]`.
pub fn boundary(data: &Data<2>, logits: impl FnMut(Tensor<2>) -> Tensor<2>) -> Figure {
    boundary_between("Decision boundary", ["x", "y"], data, logits)
}

/// As [`boundary`], with a title and the names of the two features.
pub fn boundary_between(
    title: &str,
    [x_label, y_label]: [&str; 2],
    data: &Data<2>,
    mut logits: impl FnMut(Tensor<2>) -> Tensor<2>,
) -> Figure {
    let mut examples = Vec::new();
    let (train, test) = (data.train.whole(), data.test.whole());
    let device = train.inputs.device();
    for (inputs, labels, test) in [
        (train.inputs, data.train.labels(), false),
        (test.inputs, data.test.labels(), true),
    ] {
        let points: Vec<f64> = inputs.into_data().iter().collect();
        examples.extend(points.chunks(2).zip(labels).map(|(point, &class)| Example {
            x: point[0],
            y: point[1],
            class,
            test,
        }));
    }
    let (x, y) = (
        range(examples.iter().map(|example| example.x)),
        range(examples.iter().map(|example| example.y)),
    );
    let center = |(low, high): (f64, f64), cell: usize| {
        low + (high - low) * (cell as f64 + 0.5) / CELLS as f64
    };
    let points: Vec<f64> = (0..CELLS * CELLS)
        .flat_map(|cell| [center(x, cell % CELLS), center(y, cell / CELLS)])
        .collect();
    let points = Tensor::from_data(TensorData::new(points, [CELLS * CELLS, 2]), &device);
    let probabilities = activation::softmax(logits(points), 1);
    let (confidence, classes) = probabilities.max_dim_with_indices(1);
    let plane = Plane {
        x,
        y,
        columns: CELLS,
        rows: CELLS,
        classes: classes
            .into_data()
            .iter::<i64>()
            .map(|class| class as usize)
            .collect(),
        confidence: confidence.into_data().iter().collect(),
    };
    decision_boundary(title, x_label, y_label, &plane, &examples, &data.classes)
}

/// The range of some values with a margin of a tenth on both sides.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let margin = 0.1 * (high - low).max(1e-6);
    (low - margin, high + margin)
}
