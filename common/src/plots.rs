//! From what a run has recorded, and from a trained model, to figures.

use crate::data::Data;
use crate::error::{Error, Result};
use crate::figures::{self, Example, Figure, Plane, Plot};
use crate::learner::Split;
use crate::metrics::confusion_matrix;
use burn::tensor::{Device, Tensor, TensorData, activation};
use std::path::Path;

/// The metrics in a run's `metrics.csv`.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read.
pub fn columns(folder: &Path) -> Result<Vec<String>> {
    let (_, headers) = read(folder)?;
    Ok(headers.iter().skip(3).map(Into::into).collect())
}

/// One metric over the epochs or the steps (`axis` is the column), a curve for each part of the data and
/// one for the means of the steps, from a run's `metrics.csv`.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read.
pub fn history(folder: &Path, metric: &str, axis: &str) -> Result<Figure> {
    let label = metric.replace('_', " ");
    let plot = Plot::new(capitalized(&label)).x(axis).y(&label);
    let lines = lines(folder, metric, axis)?;
    let steps = Split::Steps.to_string();
    let plot = plot.each(lines, |plot, (name, points)| match name == steps {
        true => plot.line("training batches, mean", points),
        false => plot.line(name.replace('_', " "), points),
    });
    Ok(plot.figure())
}

/// Names with their points.
pub type Lines = Vec<(String, Vec<(f64, f64)>)>;

/// The values of a metric in a run's `metrics.csv` over the epochs or the steps (`axis` is the column), for
/// each split that has any.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read or has no such column.
pub fn lines(folder: &Path, metric: &str, axis: &str) -> Result<Lines> {
    let path = folder.join("metrics.csv");
    let damaged = || Error::Data(format!("{} is damaged", path.display()));
    let (mut reader, headers) = read(folder)?;
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (column, axis_column) = column(metric).zip(column(axis)).ok_or_else(damaged)?;
    let mut lines = Lines::new();
    for row in reader.records() {
        let row = row.map_err(|_| damaged())?;
        let number = |column: usize| row.get(column).and_then(|cell| cell.parse::<f64>().ok());
        if row.get(column) == Some("") {
            continue;
        }
        let (Some(time), Some(part), Some(value)) =
            (number(axis_column), row.get(2), number(column))
        else {
            return Err(damaged());
        };
        match lines.iter_mut().find(|(name, _)| name == part) {
            Some((_, points)) => points.push((time, value)),
            None => lines.push((part.into(), vec![(time, value)])),
        }
    }
    Ok(lines)
}

/// Adds curves of what the steps report to a plot, over the epochs or the steps (`axis` is the column):
/// for each column of `metrics.csv` its label.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read.
pub fn parts(folder: &Path, axis: &str, plot: Plot, columns: &[(&str, &str)]) -> Result<Plot> {
    let curves = columns.iter().map(|(column, label)| {
        let lines = lines(folder, column, axis)?.into_iter();
        let steps = Split::Steps.to_string();
        let points = lines.filter(|(split, _)| *split == steps);
        Ok((
            *label,
            points.flat_map(|(_, points)| points).collect::<Vec<_>>(),
        ))
    });
    let curves = curves.collect::<Result<Vec<_>>>()?;
    Ok(plot
        .x(axis)
        .each(curves, |plot, (label, points)| plot.line(label, points)))
}

/// A run's `metrics.csv` and the names of its columns.
fn read(folder: &Path) -> Result<(csv::Reader<std::fs::File>, csv::StringRecord)> {
    let path = folder.join("metrics.csv");
    let damaged = |_| Error::Data(format!("{} is damaged", path.display()));
    let mut reader = csv::Reader::from_path(&path).map_err(damaged)?;
    let headers = reader.headers().map_err(damaged)?.clone();
    Ok((reader, headers))
}

/// A text that begins with a capital letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What a classifier takes the test examples for; `predicted` is in their order.
pub fn confusion(data: &Data<2>, predicted: &[usize]) -> Figure {
    let counts = confusion_matrix(data.classes.len(), data.test.labels(), predicted);
    figures::confusion("Test set", &data.classes, &counts)
}

/// How many examples each class has in each part; of points in the plane, the points themselves.
pub fn parts_and_classes(data: &Data<2>) -> Figure {
    let counts = [&data.train, &data.test].map(|part| part.len());
    let plot = Plot::new("Classes and parts").note(format!(
        "{} examples to learn from, {} to test on",
        counts[0], counts[1]
    ));
    if data.features() == 2 {
        let [x, y] = feature_names(data);
        return plot
            .x(x)
            .y(y)
            .scatter(&points(data), &data.classes)
            .figure();
    }
    let parts = [("train", &data.train), ("test", &data.test)];
    let plot = plot.each(parts, |plot, (name, part)| {
        let mut counts = vec![0.0; data.classes.len()];
        for &class in part.labels() {
            counts[class] += 1.0;
        }
        let counts = counts.into_iter().map(Into::into);
        plot.bars(name, data.classes.iter().cloned().zip(counts))
    });
    plot.x("examples").figure()
}

/// The examples of a set of two features.
fn points(data: &Data<2>) -> Vec<Example> {
    let mut examples = Vec::new();
    for (part, test) in [(&data.train, false), (&data.test, true)] {
        let points: Vec<f64> = part.whole().inputs.into_data().iter().collect();
        let labelled = points.chunks(2).zip(part.labels());
        examples.extend(labelled.map(|(point, &class)| {
            let (x, y) = (point[0], point[1]);
            Example { x, y, class, test }
        }));
    }
    examples
}

/// What the axes of two features are called.
fn feature_names(data: &Data<2>) -> [String; 2] {
    match &data.feature_names[..] {
        // A table's columns are standardised before anything learns from them.
        [x, y] => [x, y].map(|name| format!("{name}, standardised")),
        _ => ["x", "y"].map(Into::into),
    }
}

/// What a classifier of points in the plane says everywhere, with the examples on it.
///
/// `logits` maps points `[batch, 2]` to logits `[batch, class]`.
pub fn boundary(data: &Data<2>, logits: impl FnMut(Tensor<2>) -> Tensor<2>) -> Figure {
    let names = feature_names(data);
    let [x, y] = &names;
    boundary_between("Decision boundary", [x.as_str(), y.as_str()], data, logits)
}

/// As [`boundary`], with a title and the names of the two features.
pub fn boundary_between(
    title: &str,
    names: [&str; 2],
    data: &Data<2>,
    logits: impl FnMut(Tensor<2>) -> Tensor<2>,
) -> Figure {
    boundary_plot(title, names, data, logits).figure()
}

/// As [`boundary_between`], before it is drawn.
pub fn boundary_plot(
    title: &str,
    [x_label, y_label]: [&str; 2],
    data: &Data<2>,
    logits: impl FnMut(Tensor<2>) -> Tensor<2>,
) -> Plot {
    let examples = points(data);
    let area = [
        range(examples.iter().map(|example| example.x)),
        range(examples.iter().map(|example| example.y)),
    ];
    let plane = plane(area, &data.train.whole().inputs.device(), logits);
    let plot = Plot::new(title).x(x_label).y(y_label);
    plot.map(&plane, &data.classes).examples(&examples)
}

/// What a classifier of points says everywhere in an area, the ranges of x and y.
///
/// `logits` maps points `[batch, 2]` to logits `[batch, class]`.
pub fn plane(
    [x, y]: [(f64, f64); 2],
    device: &Device,
    mut logits: impl FnMut(Tensor<2>) -> Tensor<2>,
) -> Plane {
    // Cells along one side.
    const CELLS: usize = 100;
    let center = |(low, high): (f64, f64), cell: usize| {
        low + (high - low) * (cell as f64 + 0.5) / CELLS as f64
    };
    let cells = 0..CELLS * CELLS;
    let points = cells.flat_map(|cell| [center(x, cell % CELLS), center(y, cell / CELLS)]);
    let points = TensorData::new(points.collect::<Vec<f64>>(), [CELLS * CELLS, 2]);
    let probabilities = activation::softmax(logits(Tensor::from_data(points, device)), 1);
    let (confidence, classes) = probabilities.max_dim_with_indices(1);
    let classes = classes.into_data();
    Plane {
        x,
        y,
        columns: CELLS,
        rows: CELLS,
        classes: classes.iter::<i64>().map(|class| class as usize).collect(),
        confidence: confidence.into_data().iter().collect(),
    }
}

/// The range of some values with a margin of a tenth on both sides.
fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.1 * (high - low).max(1e-6);
    (low - margin, high + margin)
}
