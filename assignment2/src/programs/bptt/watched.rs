//! A training whose gradients are watched.

use crate::palindromes::Palindromes;
use crate::staff::prepared::{radius, reach};
use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use crate::staff::through_time::Reach;
use burn::module::Module;
use common::data::Batch;
use common::learner::{Snapshot, StepReport};
use common::metrics::Metrics;
use common::program::prelude::*;
use common::supervised::Supervised;

/// Palindromes whose gradients are measured: the first of those to test on.
const WATCHED: usize = 32;

/// The metric of the gradients: log10 of what the first state gets of the gradient of the last.
pub(super) const RATIO: &str = "log10_ratio";

/// What a step tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    pub(super) loss: f64,
    /// Of all gradients together, before they are clipped.
    pub(super) norm: f64,
}

/// What of the loss reaches each state, and of a plain network what may.
pub(super) struct Sight {
    pub(super) reach: Reach,
    /// Those of a plain network, the lower one first.
    pub(super) bounds: Option<[Vec<f64>; 2]>,
    /// The spectral radius of the W_h of a plain network.
    pub(super) radius: Option<f64>,
}

/// A training that measures its gradients, and keeps what every step told.
pub struct Watched {
    training: Supervised<Network, Palindromes>,
    watched: Batch<3>,
    told: Vec<Told>,
}

impl Watched {
    pub(super) fn new(
        training: Supervised<Network, Palindromes>,
        palindromes: &Palindromes,
    ) -> Self {
        Self {
            training,
            watched: palindromes.encode(&palindromes.some_tested(WATCHED)),
            told: Vec::new(),
        }
    }

    fn network(&self) -> &Network {
        self.training.model()
    }

    /// Loss and norm of every step so far.
    pub(super) fn told(&self) -> &[Told] {
        &self.told
    }

    /// What is seen in the network as it is now.
    pub(super) fn look(&self) -> Sight {
        let reach = reach(self.network(), self.watched.clone());
        let layer = self.network().valid().layer;
        let is_plain = layer.cell == Cell::Rnn;
        let bounds = is_plain.then(|| reach.bounds(&layer, &self.watched.inputs));
        Sight {
            reach,
            bounds,
            radius: is_plain.then(|| radius(self.network())),
        }
    }
}

/// What the steps told, in a snapshot.
const TOLD: &str = "steps.csv";

impl Learner for Watched {
    fn step(&mut self) -> Result<StepReport> {
        let report = self.training.step()?;
        self.told.push(Told {
            loss: report.loss.clone().into_scalar(),
            norm: report.gradient_norm(),
        });
        Ok(report)
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let mut metrics = self.training.evaluate(part)?;
        let reach = reach(self.network(), self.watched.clone());
        metrics.push(RATIO, reach.ratio().log10());
        Ok(metrics)
    }

    fn parts(&self) -> Vec<Part> {
        self.training.parts()
    }

    fn steps(&self) -> usize {
        self.training.steps()
    }

    fn steps_per_epoch(&self) -> usize {
        self.training.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let lines = self.told.iter();
        let lines = lines.map(|Told { loss, norm }| format!("{loss},{norm}\n"));
        let lines: String = lines.collect();
        Ok(self.training.snapshot()?.with(TOLD, lines.into_bytes()))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.training.restore(snapshot)?;
        let damaged = || Error::Data(format!("{TOLD} of the checkpoint is damaged"));
        let text = std::str::from_utf8(snapshot.block(TOLD)?).map_err(|_| damaged())?;
        let told = |line: &str| {
            let (loss, norm) = line.split_once(',')?;
            let (loss, norm) = (loss.parse().ok()?, norm.parse().ok()?);
            Some(Told { loss, norm })
        };
        let told: Option<Vec<Told>> = text.lines().map(told).collect();
        self.told = told.ok_or_else(damaged)?;
        Ok(())
    }
}
