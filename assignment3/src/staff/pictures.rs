//! Pictures to look at: which ones, and from rows of pixels.

use burn::tensor::Tensor;
use common::data::ExampleSet;

/// The first test example of each class, up to so many.
pub fn of_classes(test: &ExampleSet<2>, most: usize) -> Tensor<2> {
    let classes = test.labels().iter().max().map_or(0, |last| last + 1);
    let first = |class| test.labels().iter().position(|label| *label == class);
    let chosen: Vec<usize> = (0..classes).filter_map(first).take(most).collect();
    test.gather(&chosen).inputs
}

/// Rows `[batch, pixels]` as images of these channels, height and width.
pub fn images(rows: Tensor<2>, [channels, height, width]: [usize; 3]) -> Tensor<4> {
    let count = rows.dims()[0];
    rows.reshape([count, channels, height, width])
}
