//! What a network is made of: shapes, parameters, multiply-adds and memory, layer by layer, from its modules and
//! the shape of an image alone.
//!
//! `table(&network, image, batch)` is the whole of it for a report.

mod layers;
mod networks;
mod words;

pub use layers::Layers;

use crate::staff::network::Network;
use common::figures::{Figure, Plot};
use common::table::Table;
use words::{grouped, megabytes, product};

/// A layer between two tensors.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is called; no two rows of a network share a name.
    pub name: String,
    /// The part of the network that it belongs to.
    pub part: String,
    /// The shape of its input for one image.
    pub input: Vec<usize>,
    /// The shape of its output for one image.
    pub output: Vec<usize>,
    /// The shape of its weight, if it has one.
    pub weight: Option<Vec<usize>>,
    /// Trainable numbers of the convolution or linear layer, bias included.
    pub parameters: usize,
    /// Trainable numbers of the batch normalisation behind it.
    pub of_norm: usize,
    /// Multiplications, each with its addition, of convolution or linear layer for one image on its way forward.
    pub multiply_adds: usize,
    /// Numbers that one image leaves for the backward pass: the outputs of convolution, normalisation and
    /// non-linearity, each of which is a tensor of its own.
    pub activations: usize,
}

/// Bytes of a number in single precision.
const BYTES: usize = 4;

/// Rows in a figure; of a network with more, the parts are drawn.
const MOST: usize = 20;

/// A network, layer by layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// From the image on.
    pub rows: Vec<Row>,
    /// Images in a batch.
    pub batch: usize,
}

/// The table of a network for images `[channels, height, width]` in batches of this size, with the sums in its
/// last row.
pub fn table(network: &Network, image: [usize; 3], batch: usize) -> Table {
    Summary::of(network, image, batch).table()
}

impl Summary {
    /// Of a network for images `[channels, height, width]` in batches of this size.
    ///
    /// # Panics
    /// If the network was not built for such images.
    pub fn of(network: &Network, image: [usize; 3], batch: usize) -> Self {
        let rows = networks::rows(network, image);
        Self { rows, batch }
    }

    /// All trainable numbers.
    pub fn parameters(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.parameters + row.of_norm)
            .sum()
    }

    /// Multiplications, each with its addition, for one image on its way forward.
    pub fn multiply_adds(&self) -> usize {
        self.rows.iter().map(|row| row.multiply_adds).sum()
    }

    /// Bytes that a batch leaves for the backward pass, in single precision.
    pub fn activation_bytes(&self) -> usize {
        let numbers: usize = self.rows.iter().map(|row| row.activations).sum();
        BYTES * self.batch * numbers
    }

    /// A row for each layer, and the sums.
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "LAYER",
            "INPUT",
            "OUTPUT",
            "∂L/∂OUTPUT",
            "∂L/∂WEIGHT",
            "PARAMETERS",
            "MULTIPLY-ADDS",
            "MEMORY",
        ]);
        for row in &self.rows {
            let [input, output] = [&row.input, &row.output].map(|shape| self.shape(shape));
            let weight = row.weight.as_deref().map_or("-".into(), product);
            let parameters = match (row.parameters, row.of_norm) {
                (0, _) => "-".into(),
                (own, 0) => grouped(own),
                (own, of_norm) => format!("{} + {}", grouped(own), grouped(of_norm)),
            };
            let multiply_adds = match row.multiply_adds {
                0 => "-".into(),
                count => grouped(count),
            };
            let memory = megabytes(BYTES * self.batch * row.activations);
            let gradient = output.clone();
            let name = row.name.clone();
            table.row([
                name,
                input,
                output,
                gradient,
                weight,
                parameters,
                multiply_adds,
                memory,
            ]);
        }
        let sums = [
            grouped(self.parameters()),
            grouped(self.multiply_adds()),
            megabytes(self.activation_bytes()),
        ];
        let nothing = [(); 4].map(|()| String::new());
        table.row(["all".to_owned()].into_iter().chain(nothing).chain(sums));
        table
    }

    /// How the table is to be read.
    pub fn in_words(&self) -> String {
        let parameters = BYTES * self.parameters();
        let norm = match self.rows.iter().any(|row| row.of_norm > 0) {
            true => ", batch normalisation (its parameters stand behind the +)",
            false => "",
        };
        format!(
            "Shapes are those of a batch of {}: of what goes forward, and of the loss's gradients by it, which come back.\n\
             A conv is a convolution{norm} and ReLU.\n\
             Multiply-adds are those of one image on its way forward, in convolutions and linear layers; the backward \
             pass takes about twice as many.\n\
             Memory is what the batch leaves for the backward pass, {BYTES} bytes a number. The parameters take {}, \
             as much again their gradients, and twice as much what Adam remembers.",
            self.batch,
            megabytes(parameters),
        )
    }

    /// Where the parameters are and where the time goes: shares of the sums, by layer, or by part of a network of many layers.
    pub fn figure(&self) -> Figure {
        let rows = self.rows.iter().filter(|row| row.parameters > 0);
        let by_layer = rows.clone().count() <= MOST;
        let mut shares: Vec<(&str, [f64; 2])> = Vec::new();
        for row in rows {
            let name = if by_layer { &row.name } else { &row.part };
            let counts = [row.parameters + row.of_norm, row.multiply_adds];
            if shares.last().is_none_or(|(last, _)| last != name) {
                shares.push((name, [0.0; 2]));
            }
            let sums = shares.last_mut().map(|(_, sums)| sums);
            for (sum, count) in sums.into_iter().flatten().zip(counts) {
                *sum += count as f64;
            }
        }
        let bars = |place: usize, sum: usize| {
            let shares = shares.iter();
            let share = move |counts: &[f64; 2]| 100.0 * counts[place] / sum as f64;
            shares.map(move |(name, counts)| (*name, share(counts).into()))
        };
        Plot::new("Parameters and multiply-adds")
            .note("shares of the whole network, of layers that have parameters")
            .x("%")
            .bars("parameters", bars(0, self.parameters()))
            .bars("multiply-adds", bars(1, self.multiply_adds()))
            .figure()
    }

    /// A shape with the batch in front.
    fn shape(&self, of_one: &[usize]) -> String {
        let whole: Vec<usize> = [self.batch]
            .into_iter()
            .chain(of_one.iter().copied())
            .collect();
        product(&whole)
    }
}
