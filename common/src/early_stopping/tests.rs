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
        Ok(StepReport::of(loss))
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let epochs = self.steps / 2;
        let loss = match part {
            Part::Validation => self.losses[epochs.clamp(1, self.losses.len()) - 1],
            Part::Train | Part::TrainSample | Part::Test => epochs as f64,
        };
        Ok(Metrics::classification(loss, 0.5))
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        2
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
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
fn a_patience_without_end_never_stops() {
    let mut patient = EarlyStopping::new(learner(&[1.0]), usize::MAX);
    assert_eq!(train(&mut patient), 100);
    assert_eq!(patient.best_epoch(), Some(1));
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
        first.snapshot().unwrap().write(folder.path()).unwrap();
        let mut resumed = EarlyStopping::new(learner(LOSSES), 3);
        resumed
            .restore(&Snapshot::read(folder.path()).unwrap())
            .unwrap();
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
