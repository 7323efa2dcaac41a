//! Many trainings as one: what comparisons are made of.
//!
//! A study trains several *cases* (batch sizes, optimisers, initialisations), each under several
//! seeds, side by side: a *round* of every training, then the next round of every training. To the
//! training loop it is a [`Learner`] like any other, whose step is one round of one training and
//! whose epoch is one round of all. So resuming, Ctrl-C, progress and metrics work for a study
//! without a line of their own, and a figure can be drawn of any state of it.
//!
//! A training that diverges is a result of the study and not its end: its metrics are not a number
//! from then on, and the others go on.

mod history;
mod training;

pub use history::{History, Point, Reached};
pub use training::Training;

use crate::error::{Error, Result};
use crate::learner::{Learner, Part, Snapshot, StepReport};
use crate::metrics::Metrics;
use crate::statistics::Summary;
use burn::tensor::{Device, Tensor};
use history::Row;

/// Several cases under several seeds.
pub struct Study<L> {
    trainings: Vec<Training<L>>,
    history: History,
    steps: usize,
    device: Device,
}

impl<L: Learner> Study<L> {
    /// A study from its start. The order of the trainings is that of the work in a round, and the
    /// order in which a case first occurs that of figures and tables.
    pub fn new(trainings: Vec<Training<L>>, device: &Device) -> Self {
        Self {
            history: History::default(),
            trainings,
            steps: 0,
            device: device.clone(),
        }
    }

    /// The names of the cases, each once.
    pub fn cases(&self) -> Vec<&str> {
        let mut cases: Vec<&str> = Vec::new();
        for training in &self.trainings {
            if !cases.contains(&training.case.as_str()) {
                cases.push(&training.case);
            }
        }
        cases
    }

    /// Every measurement so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The trainings of one case, one for each seed.
    pub fn trainings_of<'a>(
        &'a mut self,
        case: &'a str,
    ) -> impl Iterator<Item = &'a mut Training<L>> {
        let all = self.trainings.iter_mut();
        all.filter(move |training| training.case == case)
    }

    fn rounds(&self) -> usize {
        self.steps / self.trainings.len()
    }
}

/// A case's name as part of a metric's: `batch 32` becomes `batch_32`.
pub fn identifier(case: &str) -> String {
    let word = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    case.chars().map(word).collect()
}

const TRAININGS: &str = "trainings.safetensors";
const HISTORY: &str = "trainings.csv";
const CLOCK: &str = "clock.json";

impl<L: Learner> Learner for Study<L> {
    fn step(&mut self) -> Result<StepReport> {
        let turn = self.steps % self.trainings.len();
        let loss = self.trainings[turn].round()?;
        self.steps += 1;
        // Of a training that is over there is nothing to report.
        let loss = loss.unwrap_or_else(|| Tensor::zeros([1], &self.device));
        Ok(StepReport { loss })
    }

    /// The mean over the seeds of every metric of every case.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let round = self.rounds();
        let mut values: Vec<(String, Vec<f64>)> = Vec::new();
        for training in &mut self.trainings {
            let mut metrics = training.learner.evaluate(part)?;
            if training.diverged {
                metrics = metrics.iter().map(|(name, _)| (name, f64::NAN)).collect();
            }
            for (metric, value) in metrics.iter() {
                let name = format!("{}_{metric}", identifier(&training.case));
                match values.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, of_seeds)) => of_seeds.push(value),
                    None => values.push((name, vec![value])),
                }
            }
            self.history.record(Row {
                case: training.case.clone(),
                seed: training.seed,
                round,
                steps: training.learner.steps(),
                seconds: training.seconds,
                part,
                metrics,
            });
        }
        let means = values.into_iter();
        Ok(means
            .map(|(name, of_seeds)| (name, Summary::of(&of_seeds).mean))
            .collect())
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.trainings.len()
    }

    fn is_finished(&self) -> bool {
        // Only between two rounds, so that all cases have gone equally far.
        self.steps.is_multiple_of(self.trainings.len())
            && self.trainings.iter().all(Training::is_over)
    }

    fn snapshot(&self) -> Result<Snapshot> {
        let trainings = self.trainings.iter();
        let inner = trainings
            .clone()
            .map(|training| training.learner.snapshot())
            .collect::<Result<Vec<_>>>()?;
        let clock: Vec<_> = trainings
            .map(|training| (training.seconds, training.diverged))
            .collect();
        let clock = serde_json::to_vec(&clock).map_err(|e| Error::Failed(e.to_string()))?;
        Ok(Snapshot::at(self.steps)
            .with(TRAININGS, Snapshot::pack(&inner)?)
            .with(HISTORY, self.history.to_csv()?)
            .with(CLOCK, clock))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let other = || Error::Data("the checkpoint is of another study".into());
        let inner = Snapshot::unpack(snapshot.block(TRAININGS)?)?;
        let clock: Vec<(f64, bool)> =
            serde_json::from_slice(snapshot.block(CLOCK)?).map_err(|_| other())?;
        if inner.len() != self.trainings.len() || clock.len() != self.trainings.len() {
            return Err(other());
        }
        for ((training, inner), clock) in self.trainings.iter_mut().zip(inner).zip(clock) {
            training.learner.restore(&inner)?;
            (training.seconds, training.diverged) = clock;
        }
        self.history = History::from_csv(snapshot.block(HISTORY)?)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
