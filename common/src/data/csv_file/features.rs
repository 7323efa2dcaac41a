//! The columns that a model learns from: all but the label, and those that are no measurements.

use super::columns::{self, title};
use super::rows::Rows;

/// What a model learns from.
pub(super) struct Features {
    pub(super) names: Vec<String>,
    pub(super) values: Vec<f64>,
    pub(super) remarks: Vec<String>,
}

impl Features {
    /// Those of a table whose rows are of these classes.
    ///
    /// # Errors
    /// In words, if there is none.
    pub(super) fn of(rows: Rows, classes: &[usize]) -> Result<Self, String> {
        let names = rows.names;
        let others: Vec<usize> = (0..names.len()).filter(|at| *at != rows.label).collect();
        let (width, mut kept, mut remarks) = (others.len(), Vec::new(), Vec::new());
        let other_labels = columns::other_labels(names, rows.label);
        for (place, &column) in others.iter().enumerate() {
            let (name, named) = (&names[column], title(names, column));
            let values = || rows.values.iter().skip(place).step_by(width).copied();
            let (is_one, counts) = (columns::identifies(name), columns::count_rows(values()));
            if is_one && columns::are_distinct_numbers(values()) {
                remarks.push(format!(
                    "{named} counts or identifies the rows, and is left out"
                ));
            } else if other_labels.contains(&column) && is_renamed(values(), classes) {
                remarks.push(format!(
                    "{named} is the label in other words, and is left out"
                ));
            } else {
                kept.push(place);
                if is_one || counts {
                    remarks.push(format!(
                        "{named} is taken for a measurement; delete it if it only counts or \
                         identifies the rows"
                    ));
                }
            }
        }
        if kept.is_empty() {
            let why = remarks.join("; ");
            return Err(format!(
                "no column is left to learn from: {why}.\nAdd columns of numbers."
            ));
        }
        if rows.empty > 0 {
            let rows = rows_in_words(rows.empty);
            remarks.push(format!("{rows} without any value, passed over"));
        }
        if rows.trailing > 0 {
            let rows = rows_in_words(rows.trailing);
            remarks.push(format!(
                "empty cells behind the last column in {rows}, passed over"
            ));
        }
        let name = |place: &usize| names[others[*place]].clone();
        let names = kept.iter().map(name).collect();
        let values = match kept.len() == width {
            true => rows.values,
            false => {
                let rows = rows.values.chunks(width);
                rows.flat_map(|row| kept.iter().map(|place| row[*place]))
                    .collect()
            }
        };
        Ok(Features {
            names,
            values,
            remarks,
        })
    }
}

fn rows_in_words(count: usize) -> String {
    match count {
        1 => "1 row".into(),
        _ => format!("{count} rows"),
    }
}

/// Whether a column says the same as the classes: one value for each class, and one class for each.
fn is_renamed(values: impl Iterator<Item = f64>, classes: &[usize]) -> bool {
    let mut pairs: Vec<(usize, u64)> = Vec::new();
    for (value, &class) in values.zip(classes) {
        let pair = (class, (value + 0.0).to_bits());
        let is_other = |known: &(usize, u64)| (known.0 == pair.0) != (known.1 == pair.1);
        if pairs.iter().any(is_other) {
            return false;
        }
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    true
}
