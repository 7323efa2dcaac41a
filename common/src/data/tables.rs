//! Tables of numbers: rows of features with a class each, and the irises.

use super::{Data, ExampleSet, Source, embedded, partition};
use crate::error::Result;
use std::collections::HashSet;

/// A table on the host: rows of features with a class each.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of each feature.
    pub names: Vec<String>,
    /// The features of one row after the other.
    pub values: Vec<f64>,
    /// The class of each row.
    pub labels: Vec<usize>,
    /// The name of each class.
    pub classes: Vec<String>,
    /// What the user should know of how the table was read, a line each.
    pub remarks: Vec<String>,
}

impl Table {
    /// Divides the rows, stratified by class: 80 % for training, 20 % for the test.
    pub(super) fn into_data(self, source: &Source) -> Data<2> {
        let partition = partition::stratified(&self.labels, &source.streams);
        let width = self.values.len() / self.labels.len();
        let rows = ExampleSet::from_floats(self.values, &[width], self.labels, source.device);
        Data {
            feature_names: self.names,
            remarks: self.remarks,
            ..Data::of(source, partition.divide(&rows), &self.classes)
        }
    }

    /// The same table with features that single precision cannot tell apart, or whose variance it
    /// cannot hold, mapped to `[0, 1]`: times in milliseconds, say. All other values stay as they are.
    ///
    /// For who standardises features this changes nothing but rounding errors. What single precision
    /// cannot tell apart even then comes with a remark.
    pub(super) fn within_single_precision(mut self) -> Self {
        let width = self.names.len();
        for column in 0..width {
            let values = self.values.iter().skip(column).step_by(width).copied();
            let least = values.clone().fold(f64::INFINITY, f64::min);
            let most = values.fold(f64::NEG_INFINITY, f64::max);
            let (range, size) = (most - least, least.abs().max(most.abs()));
            // Of 24 bits of a number, 12 are to be left for the differences.
            let is_far = size > 4096.0 * range;
            if range > 0.0 && (is_far || !(1e-30..1e30).contains(&range)) {
                for value in self.values.iter_mut().skip(column).step_by(width) {
                    *value = (*value - least) / range;
                }
            }
            let values = self.values.iter().skip(column).step_by(width);
            let [double, single] = different(values.copied());
            if 10 * single < 9 * double {
                self.remarks.push(format!(
                    "column '{}' has values that only double precision tells apart ({double} among the \
                     first, of which {single} are left); subtract what they have in common",
                    self.names[column]
                ));
            }
        }
        self
    }
}

/// How many different values there are among the first, in double and in single precision.
fn different(values: impl Iterator<Item = f64>) -> [usize; 2] {
    let first: Vec<f64> = values.take(1000).collect();
    let double: HashSet<u64> = first.iter().map(|value| value.to_bits()).collect();
    let single: HashSet<u32> = first
        .iter()
        .map(|value| (*value as f32).to_bits())
        .collect();
    [double.len(), single.len()]
}

/// R. A. Fisher's irises of 1936: sepal length and width, petal length and width in centimetres;
/// three species of 50 flowers each.
pub(super) fn iris(source: &Source) -> Result<Data<2>> {
    const FILE: &str = "iris.csv.gz";
    let text = embedded::read_text(FILE)?;
    let (header, rows) = text.split_once('\n').unwrap_or_default();
    // The header is not names of columns but: rows, features, class names.
    let classes: Vec<String> = header.split(',').skip(2).map(Into::into).collect();
    let (values, labels) = parse_rows(rows, 4, classes.len())
        .ok_or_else(|| embedded::damaged(FILE, "it is not the table of the irises"))?;
    let names = ["sepal length", "sepal width", "petal length", "petal width"];
    let table = Table {
        names: names.map(|name| format!("{name} (cm)")).to_vec(),
        values,
        labels,
        classes,
        remarks: Vec::new(),
    };
    Ok(table.into_data(source))
}

/// Rows of `width` numbers and a class below `classes`, without a header.
pub(super) fn parse_rows(
    text: &str,
    width: usize,
    classes: usize,
) -> Option<(Vec<f64>, Vec<usize>)> {
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let (features, label) = line.rsplit_once(',')?;
        for feature in features.split(',') {
            values.push(feature.parse().ok()?);
        }
        labels.push(label.parse().ok().filter(|label| *label < classes)?);
    }
    (values.len() == labels.len() * width).then_some((values, labels))
}
