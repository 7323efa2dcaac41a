//! Tensors as people read them: rows, the first wrong element marked.

use super::clean::one_line;
use crate::grading::Shown;

/// A tensor with more numbers has only its shape.
const WHOLE: usize = 20;

/// Characters of a line; a longer row goes on in the next.
const WIDTH: usize = 84;

/// A number with seven digits that count: enough to see a difference of single precision.
pub fn number(value: Option<f64>) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return "not finite".into();
    };
    let rounded = format!("{value:.6e}").parse().unwrap_or(value);
    format!("{rounded:?}").trim_end_matches(".0").to_owned()
}

/// `weight [3, 2]`.
pub fn heading(tensor: &Shown) -> String {
    format!("{} {:?}", one_line(&tensor.name), tensor.shape)
}

/// The element at this index, where the tensor has it.
pub fn element(tensor: &Shown, index: &[usize]) -> Option<Option<f64>> {
    is_whole(tensor).then_some(())?;
    tensor.values.get(flat(tensor, index)?).copied()
}

fn is_whole(tensor: &Shown) -> bool {
    let count = tensor
        .shape
        .iter()
        .try_fold(1_usize, |count, size| count.checked_mul(*size));
    let has_all = count == Some(tensor.values.len());
    has_all && tensor.values.len() <= WHOLE
}

/// The place of an index in the values, row by row.
fn flat(tensor: &Shown, index: &[usize]) -> Option<usize> {
    let fits = index.len() == tensor.shape.len();
    let mut pairs = index.iter().zip(&tensor.shape);
    fits.then_some(())?;
    pairs.try_fold(0, |flat, (index, size)| {
        (index < size).then_some(flat * size + index)
    })
}

/// The numbers as rows, a blank line between matrices, the element at `marked` as `>1.25<`.
pub fn rows(tensor: &Shown, marked: Option<&[usize]>) -> String {
    if !is_whole(tensor) {
        let shape = &tensor.shape;
        return format!("too large to be shown: a tensor of shape {shape:?}");
    }
    lay_out(tensor, marked)
}

/// The numbers of a tensor of any size as rows.
pub fn all(tensor: &Shown) -> String {
    lay_out(tensor, None)
}

fn lay_out(tensor: &Shown, marked: Option<&[usize]>) -> String {
    if tensor.values.is_empty() {
        return "no numbers".into();
    }
    let marked = marked.and_then(|index| flat(tensor, index));
    let cells =
        tensor
            .values
            .iter()
            .enumerate()
            .map(|(place, value)| match Some(place) == marked {
                true => format!(">{}<", number(*value)),
                false => format!(" {} ", number(*value)),
            });
    let cells: Vec<String> = cells.collect();
    let width = cells.iter().map(String::len).max().unwrap_or_default();
    let columns = tensor.shape.last().copied().unwrap_or(1);
    let height = tensor.shape.iter().rev().nth(1).copied().unwrap_or(1);
    let mut text = String::new();
    for (number, row) in cells.chunks(columns).enumerate() {
        if number > 0 && number % height == 0 {
            text.push('\n');
        }
        for line in row.chunks((WIDTH / (width + 1)).max(1)) {
            let cells = line.iter().map(|cell| format!("{cell:>width$}"));
            text.extend([cells.collect::<Vec<_>>().join(" ").trim_end(), "\n"]);
        }
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(shape: &[usize], values: &[f64]) -> Shown {
        Shown {
            name: "x".into(),
            shape: shape.to_vec(),
            values: values.iter().map(|value| Some(*value)).collect(),
        }
    }

    #[test]
    fn the_marked_element_stands_in_its_row() {
        let matrix = tensor(&[2, 2], &[1.0, -2.5, 1e-20, 1.0 / 3.0]);
        let expected = "         1        -2.5\n     1e-20  >0.3333333<";
        assert_eq!(rows(&matrix, Some(&[1, 1])), expected);
        assert_eq!(element(&matrix, &[0, 1]), Some(Some(-2.5)));
        assert_eq!(element(&matrix, &[0, 2]), None);
        assert!(!rows(&matrix, Some(&[1])).contains('>'));
    }

    #[test]
    fn every_shape_is_shown_and_no_line_is_long() {
        assert_eq!(rows(&tensor(&[], &[4.0]), Some(&[])), ">4<");
        assert_eq!(rows(&tensor(&[0, 3], &[]), None), "no numbers");
        assert_eq!(rows(&tensor(&[2, 1, 1], &[1.0, 2.0]), None), " 1\n\n 2");
        let long = rows(&tensor(&[20], &[-1.234567e-300; 20]), Some(&[3]));
        assert!(long.lines().all(|line| line.len() <= WIDTH) && long.lines().count() > 2);
        let (large, false_shape) = (tensor(&[21], &[0.0; 21]), tensor(&[usize::MAX, 3], &[]));
        assert!(rows(&large, None).contains("[21]") && rows(&false_shape, None).contains("shape"));
        let nan = Shown {
            values: vec![None],
            ..tensor(&[1], &[])
        };
        assert_eq!(rows(&nan, None), " not finite");
    }
}
