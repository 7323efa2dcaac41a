//! Tables of numbers: rows of features with a class each, and the irises.

use super::{Data, ExampleSet, Source, embedded, partition};
use crate::error::Result;

/// A table on the host: rows of features with a class each.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The features of one row after the other.
    pub values: Vec<f64>,
    /// The class of each row.
    pub labels: Vec<usize>,
    /// The name of each class.
    pub classes: Vec<String>,
}

impl Table {
    /// Divides the rows, stratified by class: 80 % for training, 20 % for the test.
    pub(super) fn into_data(self, source: &Source) -> Data<2> {
        let partition = partition::stratified(&self.labels, &source.streams);
        let width = self.values.len() / self.labels.len();
        let rows = ExampleSet::from_floats(self.values, &[width], self.labels, source.device);
        Data::of(source, partition.divide(&rows), &self.classes)
    }
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
    let table = Table {
        values,
        labels,
        classes,
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
