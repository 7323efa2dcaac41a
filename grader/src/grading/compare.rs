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
            let tolerance = tolerance((*relative, *absolute), expected);
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

/// By how much an element may differ: relative to the largest one of the solution, and absolute.
pub fn tolerance((relative, absolute): (f64, f64), expected: &Named) -> f64 {
    let largest = expected
        .values
        .iter()
        .fold(0.0, |largest: f64, value| largest.max(value.abs()));
    // Where everything is 0, or nearly, there is no largest element to go by.
    relative * largest.max(1e-3) + absolute
}

/// The share of rows whose largest element is at the label.
pub fn accuracy(labels: &[usize], numbers: &[f64]) -> f64 {
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
pub fn index(mut place: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (slot, size) in index.iter_mut().zip(shape).rev() {
        (*slot, place) = (place % size.max(&1), place / size.max(&1));
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSE: Rule = Rule::Close {
        relative: 1e-5,
        absolute: 0.0,
    };

    fn expected() -> Named {
        Named {
            name: "gradient".into(),
            shape: vec![2, 3],
            values: vec![1.0, -2.0, 4.0, 0.0, 0.5, -0.25],
        }
    }

    /// What is wrong with the solution's own value, but for one element.
    fn with(place: usize, number: f64) -> Option<Wrong> {
        let expected = expected();
        let mut numbers = expected.values.clone();
        numbers[place] = number;
        wrong(&CLOSE, &expected, (&[2, 3], &numbers))
    }

    #[test]
    fn rounding_to_f32_is_right_and_a_mistake_is_not() {
        let third = f64::from(1.0_f32 / 3.0) * 1.5;
        assert_eq!(with(4, third), None);
        let wrong = with(5, -0.2501).expect("off by 1e-4");
        assert_eq!(wrong.words, "`gradient` is wrong");
        assert_eq!(wrong.first, Some(vec![1, 2]));
    }

    #[test]
    fn the_tolerance_follows_the_largest_element() {
        // 1e-5 of 4.
        assert_eq!(with(3, 3.9e-5), None);
        assert!(with(3, 4.1e-5).is_some());
    }

    #[test]
    fn what_is_not_finite_is_wrong_wherever_it_stands() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let wrong = with(1, number).expect("not finite");
            assert_eq!(wrong.first, Some(vec![0, 1]));
        }
    }

    #[test]
    fn another_shape_is_wrong_with_the_same_numbers() {
        let expected = expected();
        let wrong = wrong(&CLOSE, &expected, (&[3, 2], &expected.values)).expect("3 x 2");
        assert_eq!(wrong.words, "`gradient` has another shape");
    }

    #[test]
    fn accuracy_counts_rows_and_takes_no_equal_ones() {
        let logits = Named {
            name: "logits".into(),
            shape: vec![4, 2],
            values: vec![0.0; 8],
        };
        let rule = |at_least| Rule::Accuracy {
            labels: vec![0, 1, 1, 0],
            at_least,
        };
        let three_of_four = [2.0, 1.0, 0.0, 1.0, 5.0, 4.0, 1.0, 0.0];
        assert_eq!(wrong(&rule(0.75), &logits, (&[4, 2], &three_of_four)), None);
        let too_few = wrong(&rule(0.76), &logits, (&[4, 2], &three_of_four));
        assert_eq!(
            too_few.expect("0.75").words,
            "the accuracy is 0.750, and 0.76 is asked"
        );
        assert!(wrong(&rule(0.1), &logits, (&[4, 2], &[1.0; 8])).is_some());
    }

    #[test]
    fn bounds_hold_for_every_element() {
        let value = expected();
        let numbers = [3.0; 6];
        assert_eq!(
            wrong(&Rule::AtLeast(3.0), &value, (&[2, 3], &numbers)),
            None
        );
        assert_eq!(wrong(&Rule::AtMost(3.0), &value, (&[2, 3], &numbers)), None);
        assert!(wrong(&Rule::AtLeast(3.1), &value, (&[2, 3], &numbers)).is_some());
        assert!(wrong(&Rule::AtMost(2.9), &value, (&[2, 3], &numbers)).is_some());
    }
}
