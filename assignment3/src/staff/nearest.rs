//! The training examples that are most like some pictures: what they show, and whether they are mere copies.

use common::by_hand::Tensor;
use common::data::{CHUNK, ExampleSet};

/// The example of a set that is nearest to a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Which one, counted from 0.
    pub example: usize,
    /// Its class.
    pub class: usize,
    /// The Euclidean distance to it, over all pixels.
    pub distance: f64,
}

/// The nearest example to each row of `[count, features]`, the first of several.
pub fn nearest(rows: &Tensor<2>, set: &ExampleSet<2>) -> Vec<Nearest> {
    let count = rows.dims()[0];
    let mut best = vec![(0, f64::INFINITY); count];
    for (chunk, batch) in set.chunks(CHUNK).enumerate() {
        // ‖a - b‖² = ‖a‖² - 2 a · b + ‖b‖², for every pair by one product.
        let examples = batch.inputs;
        let products = rows.clone().matmul(examples.clone().transpose());
        let squares = |of: Tensor<2>| of.square().sum_dim(1);
        let apart = squares(rows.clone()) - products * 2.0 + squares(examples).transpose();
        let columns = apart.dims()[1];
        let apart: Vec<f64> = apart.into_data().iter().collect();
        for (best, row) in best.iter_mut().zip(apart.chunks_exact(columns)) {
            for (place, square) in row.iter().enumerate() {
                if *square < best.1 {
                    *best = (chunk * CHUNK + place, *square);
                }
            }
        }
    }
    let nearest = best.into_iter().map(|(example, square)| Nearest {
        example,
        class: set.labels()[example],
        distance: square.max(0.0).sqrt(),
    });
    nearest.collect()
}
