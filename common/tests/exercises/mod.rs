//! What the public tests of every assignment are written with; the tests of each include this file.

use common::by_hand::{Device, Tensor};

/// The CPU.
pub fn device() -> Device {
    Device::flex()
}

/// A vector of these elements.
pub fn vector(elements: impl AsRef<[f64]>) -> Tensor<1> {
    Tensor::from_data(elements.as_ref(), &device())
}

/// A matrix from rows.
pub fn matrix<const R: usize, const C: usize>(rows: [[f64; C]; R]) -> Tensor<2> {
    Tensor::from_data(rows, &device())
}

/// How far an element may be off, as a share of the largest one expected: what rounding to f32 explains,
/// in whatever order the sums are made, and no mistake.
const TOLERANCE: f64 = 1e-5;

/// Fails if an element differs by more than rounding explains, with the hint first, then the first such
/// element and both tensors row by row.
#[track_caller]
pub fn assert_close<const D: usize>(actual: Tensor<D>, expected: Tensor<D>, hint: &str) {
    if let Some(difference) = difference(&actual, &expected) {
        panic!("\nhint: {hint}\n{difference}");
    }
}

/// What [`assert_close`] says of two tensors, or nothing if they are close.
pub fn difference<const D: usize>(actual: &Tensor<D>, expected: &Tensor<D>) -> Option<String> {
    let values = |tensor: &Tensor<D>| tensor.to_data().iter::<f64>().collect::<Vec<_>>();
    let (got, wanted) = (values(actual), values(expected));
    let (shape, wanted_shape) = (actual.dims(), expected.dims());
    if shape != wanted_shape {
        let said = format!("the shape is {shape:?}, and {wanted_shape:?} is expected\n");
        return Some(said + &rows("     got", &got, &shape, None));
    }
    // Numbers of the size of 1 go into every test, so that even a 0 may come with their rounding.
    let largest = wanted.iter().fold(1.0, |largest, e| e.abs().max(largest));
    // Written this way round so that NaN is wrong.
    let is_close = |(a, e): (&f64, &f64)| (a - e).abs() <= TOLERANCE * largest;
    let wrong: Vec<usize> = (0..got.len())
        .filter(|&at| !is_close((&got[at], &wanted[at])))
        .collect();
    let first = *wrong.first()?;
    let more = match wrong.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(format!(
        "{} is {}, and {} is expected{more}\n{}{}",
        place(first, &shape),
        number(got[first]),
        number(wanted[first]),
        rows("     got", &got, &shape, Some(first)),
        rows("expected", &wanted, &shape, Some(first)),
    ))
}

/// The name of an element, counted from 1 as one counts on paper: "row 1, column 2".
fn place(at: usize, shape: &[usize]) -> String {
    match *shape {
        [1] => "the number".into(),
        [_] => format!("element {}", at + 1),
        [_, columns] => format!("row {}, column {}", at / columns + 1, at % columns + 1),
        _ => {
            let mut rest = at;
            let mut names: Vec<String> = Vec::new();
            for length in shape.iter().rev() {
                names.insert(0, (rest % length + 1).to_string());
                rest /= length;
            }
            format!("element ({})", names.join(", "))
        }
    }
}

/// As few digits as tell an f32 from all others.
fn number(value: f64) -> String {
    format!("{:?}", value as f32)
}

/// How many rows and columns are shown of a large tensor, those around the marked element.
const SHOWN: usize = 8;

/// A tensor as lines of aligned rows behind a title; the marked element stands between `>` and `<`.
fn rows(title: &str, values: &[f64], shape: &[usize], marked: Option<usize>) -> String {
    let columns = shape.last().copied().unwrap_or(1).max(1);
    let count = values.len() / columns;
    let at = marked.map_or((0, 0), |at| (at / columns, at % columns));
    let (shown_rows, shown_columns) = (window(at.0, count), window(at.1, columns));
    let cell = |row: usize, column: usize| number(values[row * columns + column]);
    let cells = shown_rows
        .clone()
        .flat_map(|row| shown_columns.clone().map(move |column| cell(row, column)));
    let width = cells.map(|cell| cell.len()).max().unwrap_or(0);
    let mut text = String::new();
    for row in shown_rows.clone() {
        let title = if row == shown_rows.start { title } else { "" };
        text += &format!("{title:8}");
        for column in shown_columns.clone() {
            let is_marked = marked == Some(row * columns + column);
            let [left, right] = if is_marked { [">", "<"] } else { ["", " "] };
            let cell = left.to_owned() + &cell(row, column);
            text += &format!(" {cell:>0$}{right}", width + 1);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    if shown_rows.len() * shown_columns.len() < values.len() {
        text += &format!(
            "         rows {} to {} of {count}, columns {} to {} of {columns}\n",
            shown_rows.start + 1,
            shown_rows.end,
            shown_columns.start + 1,
            shown_columns.end
        );
    }
    text
}

/// At most [`SHOWN`] of so many, around a place.
fn window(at: usize, count: usize) -> std::ops::Range<usize> {
    let start = at
        .saturating_sub(SHOWN / 2)
        .min(count.saturating_sub(SHOWN));
    start..count.min(start + SHOWN)
}
