//! The weights of a layer as one matrix, and the products with it.
//!
//! W_h stands above W_x, and the bias below both. Of the columns some belong to both, some to inputs alone and some to
//! hidden states alone (the GRU's a_n and u_n); where one has no part, nothing is multiplied.

use crate::activation::Gate;
use crate::number::tensor;
use burn::backend::flex::FlexTensor;
use burn::backend::ops::FloatTensorOps;
use burn::backend::{Flex, TensorMetadata};

/// See above. Columns are counted in gates, as `[from, before]`.
#[derive(Debug, Clone)]
pub(super) struct Stacked {
    pub(super) hidden: usize,
    pub(super) features: usize,
    input_columns: [usize; 2],
    hidden_columns: [usize; 2],
    /// `[hidden + features + 1, columns * hidden]`
    all: FlexTensor,
    /// W_hᵀ, `[gates * hidden, hidden]`; a view until the way back
    hidden_back: FlexTensor,
}

impl Stacked {
    /// W_x, W_h and b as they are given, all gates in the same order; the columns of the hidden states have this order,
    /// those of inputs begin with the last of them if they are apart.
    pub(super) fn new<E: Gate>([w_x, w_h, b]: [&FlexTensor; 3], columns: [[usize; 2]; 2]) -> Self {
        let (features, hidden) = (w_x.shape()[0], w_h.shape()[0]);
        let [input_columns, hidden_columns] = columns;
        let (gates, total) = (w_h.shape()[1], hidden * hidden_columns[1]);
        let shift = (hidden_columns[0] - input_columns[0]) * hidden;
        let [w_x, w_h, b] = [w_x, w_h, b].map(|it| it.to_contiguous());
        let mut all = vec![E::default(); (hidden + features + 1) * total];
        let (above, below) = all.split_at_mut(hidden * total);
        let rows = above
            .chunks_exact_mut(total)
            .zip(E::of(&w_h).chunks_exact(gates));
        rows.for_each(|(row, w)| row[total - gates..].copy_from_slice(w));
        let given = E::of(&w_x).chunks_exact(gates).chain([E::of(&b)]);
        for (row, w) in below.chunks_exact_mut(total).zip(given) {
            row[..gates].copy_from_slice(w);
            row[..gates].rotate_right(shift);
        }
        Self {
            hidden,
            features,
            input_columns,
            hidden_columns,
            all: tensor(all, [hidden + features + 1, total]),
            hidden_back: w_h.transpose(0, 1),
        }
    }

    /// The same, for many products with W_hᵀ.
    pub(super) fn for_the_way_back(self) -> Self {
        Self {
            hidden_back: self.hidden_back.to_contiguous(),
            ..self
        }
    }

    /// Numbers that enter a step of a row: h, x and 1.
    pub(super) fn width(&self) -> usize {
        self.hidden + self.features + 1
    }

    /// These columns of a matrix with as many numbers or more in a row.
    fn columns(&self, matrix: &FlexTensor, [from, before]: [usize; 2]) -> FlexTensor {
        matrix.narrow(1, from * self.hidden, (before - from) * self.hidden)
    }

    /// The sums of some rows of z: products whose columns stand side by side.
    pub(super) fn sums(&self, z: &FlexTensor) -> Vec<FlexTensor> {
        let ([from, both], [apart, to]) = (
            [self.input_columns[0], self.hidden_columns[0]],
            [self.input_columns[1], self.hidden_columns[1]],
        );
        let (hidden, width) = (self.hidden, self.width());
        let parts = [
            ([from, both], hidden..width),
            ([both, apart], 0..width),
            ([apart, to], 0..hidden),
        ];
        let parts = parts
            .into_iter()
            .filter(|([from, before], _)| from < before);
        let products = parts.map(|(columns, of_z)| {
            let z = z.narrow(1, of_z.start, of_z.len());
            let weights = self.all.narrow(0, of_z.start, of_z.len());
            Flex::float_matmul(z, self.columns(&weights, columns))
        });
        products.collect()
    }

    /// ∂L/∂h of the gradients by the sums: the first columns of `d`.
    pub(super) fn to_hidden(&self, d: &FlexTensor) -> FlexTensor {
        Flex::float_matmul(
            self.columns(d, self.hidden_columns),
            self.hidden_back.clone(),
        )
    }

    /// ∂L/∂x of the same.
    pub(super) fn to_inputs(&self, d: &FlexTensor) -> FlexTensor {
        let w_x = self.all.narrow(0, self.hidden, self.features);
        let w_x = self.columns(&w_x, self.input_columns).transpose(0, 1);
        Flex::float_matmul(self.columns(d, self.input_columns), w_x)
    }

    /// ∂L/∂W of z and the gradients by the sums, of all rows and steps: one matrix, or where columns are apart those
    /// of the hidden states and of the rest.
    pub(super) fn to_weights(&self, z: &FlexTensor, d: &FlexTensor) -> Vec<FlexTensor> {
        let product = |columns, from, count| {
            let z = z.narrow(1, from, count).transpose(0, 1);
            Flex::float_matmul(z, self.columns(d, columns))
        };
        let (hidden, width) = (self.hidden, self.width());
        match self.input_columns == self.hidden_columns {
            true => vec![product(self.input_columns, 0, width)],
            false => vec![
                product(self.hidden_columns, 0, hidden),
                product(self.input_columns, hidden, width - hidden),
            ],
        }
    }

    /// Such gradients as the weights were given: of W_x, W_h and b.
    pub(super) fn as_given<E: Gate>(&self, gradients: &[FlexTensor]) -> [FlexTensor; 3] {
        let (hidden, features) = (self.hidden, self.features);
        let gates = gradients[0].shape()[1];
        let parts: Vec<&[E]> = gradients.iter().map(E::of).collect();
        let mut rows = parts.concat();
        let mut rest = rows.split_off(hidden * gates);
        let shift = (self.hidden_columns[0] - self.input_columns[0]) * hidden;
        if shift > 0 {
            rest.chunks_exact_mut(gates)
                .for_each(|row| row.rotate_left(shift));
        }
        let bias = rest.split_off(features * gates);
        [
            tensor(rest, [features, gates]),
            tensor(rows, [hidden, gates]),
            tensor(bias, [gates]),
        ]
    }
}
