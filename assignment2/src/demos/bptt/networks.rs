//! Three networks that learn side by side, and palindromes that they are asked for.

use super::Settings;
use super::shown::Shown;
use crate::palindromes::{Encoding, Palindromes};
use crate::staff::prepared::{Prepared, reach};
use crate::staff::recurrent::{Cell, Sizes};
use crate::staff::sequences::{Code, Network, Plan};
use burn::module::Module;
use common::data::Batch;
use common::error::Result;
use common::learner::{Learner, Snapshot, Start, Step};
use common::schedule::Turned;
use common::supervised::Supervised;

/// How many networks there are.
pub const CELLS: usize = 3;
/// Numbers in a hidden state, and palindromes a step.
const SIZE: usize = 32;
/// Palindromes that are asked for.
const ASKED: usize = 500;
/// Those of them whose gradients are followed.
const FOLLOWED: usize = 16;

/// An RNN, an LSTM and a GRU in training on the same batches.
pub struct Networks {
    learners: [Supervised<Network, Palindromes>; CELLS],
    asked: Batch<3>,
    /// Of all gradients of each in the last step, before they are clipped; 0 before the first.
    pub norms: [f64; CELLS],
}

impl Networks {
    /// Before the first step, with a learning rate and a largest norm that may be turned.
    pub fn new(settings: &Settings, [lr, clip]: [&Turned; 2], start: &Start) -> Self {
        let palindromes = Palindromes {
            input_length: settings.length - 1,
            encoding: Encoding::OneHot,
            batch_size: SIZE,
            streams: start.streams,
            device: start.device.clone(),
        };
        let asked = palindromes.encode(&palindromes.some_tested(ASKED));
        let learners = [Cell::Rnn, Cell::Lstm, Cell::Gru].map(|cell| {
            let clip = clip.clone();
            let steps = (lr.schedule(), move || clip.get());
            prepared(cell, settings).training(palindromes.clone(), steps, start)
        });
        Self {
            learners,
            asked,
            norms: [0.0; CELLS],
        }
    }

    /// One update of each.
    ///
    /// # Errors
    /// Those of the learners.
    pub fn step(&mut self) -> Result<()> {
        for (learner, norm) in self.learners.iter_mut().zip(&mut self.norms) {
            *norm = learner.step()?.gradient_norm();
        }
        Ok(())
    }

    /// What of the loss reaches the states of each.
    pub fn look(&self) -> Vec<Shown> {
        let Batch { inputs, labels } = self.asked.clone();
        let followed = Batch {
            inputs: inputs.narrow(0, 0, FOLLOWED),
            labels: labels.narrow(0, 0, FOLLOWED),
        };
        let networks = self.learners.iter().map(Supervised::model);
        let seen = networks.map(|network| {
            let reach = reach(network, followed.clone());
            Shown::of(network, reach, &followed.inputs)
        });
        seen.collect()
    }

    /// The share of right answers of each.
    pub fn right(&self) -> Vec<f64> {
        let Batch { inputs, labels } = &self.asked;
        let networks = self.learners.iter().map(|learner| learner.model().valid());
        let right = networks.map(|network| {
            let step = Step::classify(network.forward(inputs.clone()), labels.clone());
            let hits = step.parts.into_iter().map(|(_, hits)| hits.mean());
            hits.map(|share| share.into_scalar::<f64>()).sum()
        });
        right.collect()
    }

    /// The whole state but the norms.
    ///
    /// # Errors
    /// Where a part of it cannot be kept.
    pub fn snapshots(&mut self) -> Result<Vec<Snapshot>> {
        self.learners.iter_mut().map(Learner::snapshot).collect()
    }

    /// Goes back to that state.
    ///
    /// # Errors
    /// Where a part of it cannot be taken back.
    pub fn restore(&mut self, snapshots: &[Snapshot]) -> Result<()> {
        let mut both = self.learners.iter_mut().zip(snapshots);
        both.try_for_each(|(learner, snapshot)| learner.restore(snapshot))
    }
}

fn prepared(cell: Cell, settings: &Settings) -> Prepared {
    let sizes = Sizes {
        features: Encoding::OneHot.features(),
        hidden: SIZE,
    };
    let plan = Plan {
        code: Code::Fast,
        keep_bias: Some(settings.forget_bias),
        ..Plan::of(cell, sizes)
    };
    Prepared {
        scale: settings.weight_scale,
        ..Prepared::of(plan)
    }
}
