//! Three trainings from the same weights on the same batches, at a rate, a tenth of it and ten times it.

use crate::staff::MlpTraining;
use common::error::Result;
use common::learner::{Learner, Part, Snapshot};

/// The factors of the rates.
pub const FACTORS: [f64; 3] = [0.1, 1.0, 10.0];

/// The trainings, which wait until a rate is chosen.
pub struct Trials {
    trainings: [MlpTraining; 3],
    first: Snapshot,
    progress: Progress,
}

/// How far they are.
#[derive(Debug, Clone)]
struct Progress {
    /// The rate in the middle, once it is chosen.
    rate: Option<f64>,
    /// Step and loss on the training set of each, as long as it is finite.
    losses: [Vec<(f64, f64)>; 3],
}

/// All that the coming steps depend on.
pub struct TrialsState {
    snapshots: Vec<Snapshot>,
    progress: Progress,
}

impl Trials {
    /// Three times the same training.
    ///
    /// # Errors
    /// Those of measuring.
    pub fn new(training: impl Fn() -> MlpTraining) -> Result<Self> {
        let mut trainings = FACTORS.map(|_| training());
        let first = trainings[0].snapshot()?;
        let loss = loss(&mut trainings[0])?.unwrap_or(f64::from(f32::MAX));
        Ok(Self {
            trainings,
            first,
            progress: Progress {
                rate: None,
                losses: FACTORS.map(|_| vec![(0.0, loss)]),
            },
        })
    }

    /// Begins the trainings, the middle one at this rate.
    ///
    /// # Errors
    /// Those of going back to the first weights.
    pub fn begin(&mut self, rate: f64) -> Result<()> {
        self.progress.rate = Some(rate);
        for (training, losses) in self.trainings.iter_mut().zip(&mut self.progress.losses) {
            training.restore(&self.first)?;
            losses.truncate(1);
        }
        self.set_rates();
        Ok(())
    }

    fn set_rates(&mut self) {
        let rate = self.progress.rate.unwrap_or(0.0);
        for (training, factor) in self.trainings.iter_mut().zip(FACTORS) {
            training.set_learning_rate(factor * rate);
        }
    }

    /// A step of each whose loss is finite.
    ///
    /// # Errors
    /// Those of a step.
    pub fn step(&mut self) -> Result<()> {
        for (training, losses) in self.trainings.iter_mut().zip(&mut self.progress.losses) {
            if losses.len() == training.steps() + 1 {
                training.step()?;
                let loss = loss(training)?;
                losses.extend(loss.map(|loss| (training.steps() as f64, loss)));
            }
        }
        Ok(())
    }

    /// The rate in the middle, once it is chosen.
    pub fn rate(&self) -> Option<f64> {
        self.progress.rate
    }

    /// Steps that those who have come furthest have gone.
    pub fn steps(&self) -> usize {
        let steps = self.trainings.iter().map(Learner::steps);
        steps.max().unwrap_or(0)
    }

    /// Step and loss on the training set of each, as long as it is finite.
    pub fn losses(&self) -> &[Vec<(f64, f64)>; 3] {
        &self.progress.losses
    }

    /// The last finite loss of each.
    pub fn last(&self) -> [f64; 3] {
        let losses = self.losses().each_ref();
        losses.map(|losses| losses[losses.len() - 1].1)
    }

    /// Keeps the state.
    ///
    /// # Errors
    /// If a part of it cannot be kept.
    pub fn save(&mut self) -> Result<TrialsState> {
        let snapshots: Result<_> = self.trainings.iter_mut().map(Learner::snapshot).collect();
        Ok(TrialsState {
            snapshots: snapshots?,
            progress: self.progress.clone(),
        })
    }

    /// Goes back to a state.
    ///
    /// # Errors
    /// If a part of it cannot be taken back.
    pub fn load(&mut self, state: &TrialsState) -> Result<()> {
        for (training, snapshot) in self.trainings.iter_mut().zip(&state.snapshots) {
            training.restore(snapshot)?;
        }
        self.progress = state.progress.clone();
        self.set_rates();
        Ok(())
    }
}

/// The loss on the whole training set, if it is finite.
fn loss(training: &mut MlpTraining) -> Result<Option<f64>> {
    let loss = training.evaluate(Part::Train)?.get("loss");
    Ok(loss.filter(|loss| loss.is_finite()))
}
