//! Dropout: every step of training sees another part of the network.
//!
//! In training each unit is left out with probability p. What is kept grows, so that the next layer
//! receives as much as ever (*inverted* dropout):
//!
//! m_ij = 1 / (1 - p) with probability 1 - p, else 0;  the mean of m_ij is 1   (1)
//! y = m ⊙ x   (2)
//!
//! In evaluation the whole network is at work, and nothing is left to scale:
//!
//! y = x   (3)
//!
//! Backward, from g = ∂L/∂y, with the mask of the forward pass:
//!
//! ∂L/∂x = m ⊙ g,  in evaluation g   (4)
//!
//! | symbol | field | shape or range |
//! |---|---|---|
//! | p | `rate` | from 0, below 1 |
//! | x, y, g | | `[batch, features]` |
//! | m | `mask` | `[batch, features]` |
//!
//! No unit can rely on a certain other one, which is why hidden features learned in this way are of
//! use by themselves. The layer stands after an activation; after the last layer it would only spoil
//! the logits. The mask of a step follows from the seed, the layer's number and the step's number, so
//! that a resumed training draws what it would have drawn.
//!
//! Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, *Dropout: a simple way to
//! prevent neural networks from overfitting*, JMLR 15 (2014), sections 4 and 10 (which scales the
//! weights in evaluation instead: the same mean).
//! Read next: `penalties.rs`.

use common::by_hand::{Layer, Mode, Stream, Streams, Tensor};

/// Inverted dropout.
#[derive(Debug)]
pub struct Dropout {
    rate: f64,
    number: usize,
    streams: Streams,
    mode: Mode,
    /// m of the last forward pass; none if that was an evaluation.
    mask: Option<Tensor<2>>,
}

impl Dropout {
    /// A layer that leaves out each unit with probability `rate`.
    ///
    /// `number` tells the dropout layers of one network apart: two with the same number draw the same
    /// masks. It evaluates until [`set_mode`](Layer::set_mode) says otherwise.
    ///
    /// # Panics
    /// If `rate` is not in `[0, 1)`.
    pub fn new(rate: f64, number: usize, streams: Streams) -> Self {
        assert!(
            (0.0..1.0).contains(&rate),
            "a dropout rate is from 0 to below 1, not {rate}"
        );
        Self {
            rate,
            number,
            streams,
            mode: Mode::Evaluation,
            mask: None,
        }
    }

    /// The random numbers of this layer in one step.
    fn stream(&self, step: usize) -> Stream {
        let name = format!("dropout {}", self.number);
        self.streams.at(&name, step as u64)
    }
}

impl Layer for Dropout {
    /// **Exercise a1.dropout.forward** (practice): equations (1) and (2), in evaluation (3). Keep what
    /// `backward` needs.
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        let Mode::Training { step } = self.mode else {
            self.mask = None;
            return input;
        };
        let kept = 1.0 - self.rate;
        let mut stream = self.stream(step);
        let mask = stream.bernoulli_tensor(input.dims(), kept, &input.device()) / kept;
        self.mask = Some(mask.clone());
        input * mask
    }

    /// **Exercise a1.dropout.backward** (practice): equation (4).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        match self.mask.take() {
            Some(mask) => grad_output * mask,
            None => grad_output,
        }
    }

    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }
}
