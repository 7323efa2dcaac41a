//! Whether a value is right, beside the solution's.

use probe::{Named, Rule};

/// Why a value is not right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong, in words: `the shape is wrong`.
    pub words: String,
    /// The index of the first element that is wrong.
    pub first: Option<Vec<usize>>,
}

/// What is wrong with a value, if anything: its shape and its numbers row by row.
pub fn wrong(rule: &Rule, expected: &Named, (shape, numbers): (&[usize], &[f64])) -> Option<Wrong> {
    if shape != expected.shape {
        return Some(Wrong {
            words: format!("`{}` has another shape", expected.name),
            first: None,
        });
    }
    if let Some(place) = numbers.iter().position(|number| !number.is_finite()) {
        return Some(Wrong {
            words: format!("`{}` holds a number that is not finite", expected.name),
            first: Some(index(place, shape)),
        });
    }
    let name = &expected.name;
    let elementwise = |right: &dyn Fn(usize, f64) -> bool, words: String| {
        let mut numbers = numbers.iter().enumerate();
        let place =
            numbers.find_map(|(place, number)| (!right(place, *number)).then_some(place))?;
        let first = Some(index(place, shape));
        Some(Wrong { words, first })
    };
    match rule {
        Rule::Close { relative, absolute } => {
            let largest = expected
                .values
                .iter()
                .fold(0.0, |largest: f64, value| largest.max(value.abs()));
            // Where everything is 0, or nearly, there is no largest element to go by.
            let tolerance = relative * largest.max(1e-3) + absolute;
            let right =
                |place: usize, number: f64| (number - expected.values[place]).abs() <= tolerance;
            elementwise(&right, format!("`{name}` is wrong"))
        }
        Rule::AtLeast(bound) => {
            let right = |_, number| number >= *bound;
            elementwise(&right, format!("`{name}` is below {bound}"))
        }
        Rule::AtMost(bound) => {
            let right = |_, number| number <= *bound;
            elementwise(&right, format!("`{name}` is above {bound}"))
        }
        Rule::Accuracy { labels, at_least } => {
            let reached = accuracy(labels, numbers);
            (reached < *at_least).then(|| Wrong {
                words: format!("the accuracy is {reached:.3}, and {at_least} is asked"),
                first: None,
            })
        }
    }
}

/// The share of rows whose largest element is at the label.
fn accuracy(labels: &[usize], numbers: &[f64]) -> f64 {
    let width = (numbers.len() / labels.len().max(1)).max(1);
    let rows = numbers.chunks(width).zip(labels);
    let right = rows.filter(|(row, label)| {
        let largest = (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]));
        // Equal rows are no answer.
        largest == Some(**label) && row.iter().any(|number| *number != row[0])
    });
    right.count() as f64 / labels.len().max(1) as f64
}

/// The index of an element by its place row by row.
fn index(mut place: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (slot, size) in index.iter_mut().zip(shape).rev() {
        (*slot, place) = (place % size.max(&1), place / size.max(&1));
    }
    index
}
