//! Early stopping: the model that was best on held-out examples instead of the last one.
//!
//! A network that is large enough goes on lowering its training loss by learning the noise in its
//! examples. From then on the loss on examples that it does not learn from rises. After every epoch
//! that loss is measured on the validation part; the training ends when it has not been lower for a
//! number of epochs, the *patience*, and what counts is the model of the best epoch.
//!
//! Source: Prechelt, *Early stopping - but when?* (1998); Goodfellow, Bengio and Courville, *Deep
//! Learning* (2016), algorithm 7.1.

use crate::error::{Error, Result};
use crate::learner::{Learner, Part, Snapshot, StepReport};
use crate::metrics::Metrics;

/// A learner that knows when to stop, and whose metrics are those of its best epoch.
///
/// It needs a validation part: see [`Data::hold_out`](crate::data::Data::hold_out).
pub struct EarlyStopping<L> {
    learner: L,
    /// None for a training that goes on to its last epoch, whose metrics then count.
    patience: Option<usize>,
    best: Option<Best>,
}

/// The model of the best epoch so far.
struct Best {
    state: Snapshot,
    steps: usize,
    /// On the validation part.
    loss: f64,
}

const LEARNERS: &str = "learners.safetensors";
const BEST_LOSS: &str = "best_loss.txt";

impl<L: Learner> EarlyStopping<L> {
    /// Stops a training after `patience` epochs, at least 1, without a lower validation loss.
    pub fn new(learner: L, patience: usize) -> Self {
        Self {
            learner,
            patience: Some(patience),
            best: None,
        }
    }

    /// A training that is not stopped: what a comparison needs beside those that are.
    pub fn never(learner: L) -> Self {
        Self {
            learner,
            patience: None,
            best: None,
        }
    }

    /// The epoch whose model counts, counted from 1; none before the first one's end.
    pub fn best_epoch(&self) -> Option<usize> {
        let best = self.best.as_ref()?;
        Some(best.steps / self.learner.steps_per_epoch())
    }

    /// Does something with the model that counts, and returns to the latest one.
    ///
    /// # Errors
    /// Those of `work` and of taking and restoring snapshots.
    pub fn with_best<T>(&mut self, work: impl FnOnce(&mut L) -> Result<T>) -> Result<T> {
        let steps = self.learner.steps();
        let Some(best) = self.best.as_ref().filter(|best| best.steps != steps) else {
            return work(&mut self.learner);
        };
        let latest = self.learner.snapshot()?;
        self.learner.restore(&best.state)?;
        let result = work(&mut self.learner);
        self.learner.restore(&latest)?;
        result
    }

    /// Measures the model at the end of an epoch and keeps it if it is the best so far.
    fn judge(&mut self) -> Result<()> {
        let metrics = self.learner.evaluate(Part::Validation)?;
        let loss = metrics.get("loss").expect("a learner measures its loss");
        if self.best.as_ref().is_none_or(|best| loss < best.loss) {
            self.best = Some(Best {
                state: self.learner.snapshot()?,
                steps: self.learner.steps(),
                loss,
            });
        }
        Ok(())
    }
}

impl<L: Learner> Learner for EarlyStopping<L> {
    fn step(&mut self) -> Result<StepReport> {
        let report = self.learner.step()?;
        let per_epoch = self.learner.steps_per_epoch();
        if self.patience.is_some() && self.learner.steps().is_multiple_of(per_epoch) {
            self.judge()?;
        }
        Ok(report)
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        self.with_best(|learner| learner.evaluate(part))
    }

    fn steps(&self) -> usize {
        self.learner.steps()
    }

    fn steps_per_epoch(&self) -> usize {
        self.learner.steps_per_epoch()
    }

    fn is_finished(&self) -> bool {
        let waited = |best: &Best| self.learner.steps() - best.steps;
        let most = self
            .patience
            .map(|patience| patience * self.learner.steps_per_epoch());
        let impatient = most
            .zip(self.best.as_ref())
            .is_some_and(|(most, best)| waited(best) >= most);
        impatient || self.learner.is_finished()
    }

    fn snapshot(&self) -> Result<Snapshot> {
        let latest = self.learner.snapshot()?;
        let mut learners = vec![latest];
        let mut snapshot = Snapshot::at(self.learner.steps());
        if let Some(best) = &self.best {
            learners.push(best.state.clone());
            // As text, a number comes back as exactly the number that it was.
            snapshot = snapshot.with(BEST_LOSS, best.loss.to_string().into_bytes());
        }
        Ok(snapshot.with(LEARNERS, Snapshot::pack(&learners)?))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let damaged = || Error::Data("the checkpoint of the best epoch is damaged".into());
        let mut learners = Snapshot::unpack(snapshot.block(LEARNERS)?)?.into_iter();
        let latest = learners.next().ok_or_else(damaged)?;
        self.best = learners
            .next()
            .map(|state| {
                let loss = std::str::from_utf8(snapshot.block(BEST_LOSS)?).ok();
                Ok::<_, Error>(Best {
                    steps: state.steps()?,
                    loss: loss
                        .and_then(|text| text.parse().ok())
                        .ok_or_else(damaged)?,
                    state,
                })
            })
            .transpose()?;
        self.learner.restore(&latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, Tensor};

    /// Its validation loss after each epoch of two steps is as listed, then stays; its training loss
    /// is the number of its epochs.
    struct Fake {
        losses: &'static [f64],
        steps: usize,
    }

    impl Learner for Fake {
        fn step(&mut self) -> Result<StepReport> {
            self.steps += 1;
            let loss = Tensor::zeros([1], &Device::flex());
            Ok(StepReport { loss })
        }

        fn evaluate(&mut self, part: Part) -> Result<Metrics> {
            let epochs = self.steps / 2;
            let loss = match part {
                Part::Validation => self.losses[epochs.clamp(1, self.losses.len()) - 1],
                Part::Train | Part::Test => epochs as f64,
            };
            Ok(Metrics::classification(loss, 0.5))
        }

        fn steps(&self) -> usize {
            self.steps
        }

        fn steps_per_epoch(&self) -> usize {
            2
        }

        fn snapshot(&self) -> Result<Snapshot> {
            Ok(Snapshot::at(self.steps))
        }

        fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
            self.steps = snapshot.steps()?;
            Ok(())
        }
    }

    fn learner(losses: &'static [f64]) -> Fake {
        Fake { losses, steps: 0 }
    }

    /// Steps until the learner has had enough; at most 100.
    fn train(learner: &mut EarlyStopping<Fake>) -> usize {
        while !learner.is_finished() && learner.steps() < 100 {
            learner.step().unwrap();
        }
        learner.steps()
    }

    fn loss(learner: &mut EarlyStopping<Fake>, part: Part) -> f64 {
        let metrics = learner.evaluate(part).unwrap();
        metrics.get("loss").unwrap()
    }

    #[test]
    fn it_stops_after_its_patience_and_keeps_the_best_epoch() {
        let mut stopped = EarlyStopping::new(learner(&[5.0, 3.0, 4.0, 3.5, 2.5, 3.0, 2.5]), 2);
        // Epochs 3 and 4 are no better than epoch 2; what epoch 5 would bring is never seen.
        assert_eq!(train(&mut stopped), 4 * 2);
        assert_eq!(stopped.best_epoch(), Some(2));
        assert_eq!(loss(&mut stopped, Part::Validation), 3.0);
        assert_eq!(loss(&mut stopped, Part::Train), 2.0);
        assert_eq!(stopped.steps(), 8, "evaluating changes nothing");
    }

    #[test]
    fn an_equal_loss_is_no_improvement() {
        let mut stopped = EarlyStopping::new(learner(&[1.0]), 3);
        assert_eq!(train(&mut stopped), 4 * 2);
        assert_eq!(stopped.best_epoch(), Some(1));
    }

    #[test]
    fn before_the_first_epoch_and_within_one_the_best_so_far_counts() {
        let mut stopped = EarlyStopping::new(learner(&[5.0, 3.0, 4.0]), 9);
        assert_eq!(stopped.best_epoch(), None);
        assert_eq!(loss(&mut stopped, Part::Test), 0.0);
        for _ in 0..7 {
            stopped.step().unwrap();
        }
        assert_eq!(loss(&mut stopped, Part::Test), 2.0);
    }

    #[test]
    fn never_means_never() {
        let mut endless = EarlyStopping::never(learner(&[1.0, 2.0]));
        assert_eq!(train(&mut endless), 100);
        assert_eq!(loss(&mut endless, Part::Test), 50.0);
    }

    #[test]
    fn a_resumed_training_ends_as_the_uninterrupted_one() {
        const LOSSES: &[f64] = &[5.0, 0.1 + 0.2, 4.0, 0.3, 0.31, 0.32, 0.33];
        let mut uninterrupted = EarlyStopping::new(learner(LOSSES), 3);
        let steps = train(&mut uninterrupted);
        assert_eq!(uninterrupted.best_epoch(), Some(4));
        for stop in 0..steps {
            let folder = tempfile::tempdir().unwrap();
            let mut first = EarlyStopping::new(learner(LOSSES), 3);
            for _ in 0..stop {
                first.step().unwrap();
            }
            first.save(folder.path()).unwrap();
            let mut resumed = EarlyStopping::new(learner(LOSSES), 3);
            resumed.load(folder.path()).unwrap();
            assert_eq!(resumed.steps(), stop);
            assert_eq!(train(&mut resumed), steps);
            assert_eq!(resumed.best_epoch(), Some(4));
            assert_eq!(
                resumed.snapshot().unwrap(),
                uninterrupted.snapshot().unwrap()
            );
        }
    }

    #[test]
    fn a_checkpoint_of_something_else_is_refused() {
        let mut stopped = EarlyStopping::new(learner(&[1.0]), 3);
        let other = Snapshot::at(3);
        assert_eq!(stopped.restore(&other).unwrap_err().exit_code(), 4);
    }
}
