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

pub use history::{History, Point, Reached};

use crate::error::{Error, Result};
use crate::learner::{Learner, Part, Snapshot, StepReport};
use crate::metrics::Metrics;
use crate::statistics::Summary;
use burn::tensor::{Device, Tensor};
use history::Row;
use std::time::Instant;

/// One training of a study.
pub struct Training<L> {
    case: String,
    seed: u64,
    learner: L,
    steps_per_round: usize,
    seconds: f64,
    diverged: bool,
}

impl<L: Learner> Training<L> {
    /// A training of the case of this name; a round is one epoch.
    ///
    /// The name becomes part of the names of metrics: `batch 32` gives `batch_32_accuracy`.
    pub fn new(case: impl Into<String>, seed: u64, learner: L) -> Self {
        Self {
            case: case.into(),
            seed,
            steps_per_round: learner.steps_per_epoch(),
            learner,
            seconds: 0.0,
            diverged: false,
        }
    }

    /// The same training with rounds of this many steps, at least 1.
    pub fn with_steps_per_round(mut self, steps: usize) -> Self {
        self.steps_per_round = steps;
        self
    }

    /// The name of the case.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What is trained.
    pub fn learner(&mut self) -> &mut L {
        &mut self.learner
    }

    fn is_over(&self) -> bool {
        self.diverged || self.learner.is_finished()
    }

    /// One round; the last step's loss, unless the training is over.
    fn round(&mut self) -> Result<Option<Tensor<1>>> {
        let start = Instant::now();
        let mut losses = Vec::with_capacity(self.steps_per_round);
        while losses.len() < self.steps_per_round && !self.is_over() {
            losses.push(self.learner.step()?.loss);
        }
        let last = losses.last().cloned();
        // Reading them waits for whatever is still being computed: part of the round's time.
        self.diverged |= losses
            .into_iter()
            .any(|loss| !loss.into_scalar::<f64>().is_finite());
        self.seconds += start.elapsed().as_secs_f64();
        Ok(last.filter(|_| !self.diverged))
    }
}

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
fn identifier(case: &str) -> String {
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
mod tests {
    use super::*;

    /// Its accuracy after n steps is `rate` · n, and its loss is infinite beyond 1.
    struct Fake {
        rate: f64,
        steps: usize,
    }

    impl Learner for Fake {
        fn step(&mut self) -> Result<StepReport> {
            self.steps += 1;
            let accuracy = self.rate * self.steps as f64;
            let loss = if accuracy > 1.0 { f64::INFINITY } else { 1.0 };
            let loss = Tensor::from_data([loss], &Device::flex());
            Ok(StepReport { loss })
        }

        fn evaluate(&mut self, _: Part) -> Result<Metrics> {
            let accuracy = self.rate * self.steps as f64;
            Ok(Metrics::classification(1.0, accuracy))
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

    fn study() -> Study<Fake> {
        let training = |case, seed, rate| Training::new(case, seed, Fake { rate, steps: 0 });
        let trainings = vec![
            training("slow", 0, 0.05),
            training("slow", 1, 0.10),
            training("Too fast", 0, 0.30).with_steps_per_round(3),
        ];
        Study::new(trainings, &Device::flex())
    }

    /// Trains and measures up to this round.
    fn advance(study: &mut Study<Fake>, rounds: usize) -> Metrics {
        while study.steps() < rounds * 3 {
            let loss: f64 = study.step().unwrap().loss.into_scalar();
            assert!(loss.is_finite());
            if study.steps().is_multiple_of(3) {
                study.evaluate(Part::Test).unwrap();
            }
        }
        study.evaluate(Part::Test).unwrap()
    }

    #[test]
    fn cases_are_averaged_over_seeds_and_one_that_diverges_ends_alone() {
        let mut study = study();
        let metrics = advance(&mut study, 1);
        assert!((metrics.get("slow_accuracy").unwrap() - 0.15).abs() < 1e-12);
        assert!((metrics.get("too_fast_accuracy").unwrap() - 0.9).abs() < 1e-12);
        let metrics = advance(&mut study, 4);
        assert!((metrics.get("slow_accuracy").unwrap() - 0.6).abs() < 1e-12);
        assert!(metrics.get("too_fast_accuracy").unwrap().is_nan());
        // It stood still at the step that diverged.
        assert_eq!(study.trainings[2].learner.steps, 6);
        assert!(!study.is_finished());
    }

    #[test]
    fn the_history_tells_curves_and_when_a_bound_was_reached() {
        let mut study = study();
        advance(&mut study, 4);
        let history = study.history();
        let curve = history.curve("slow", Part::Test, "accuracy");
        assert_eq!(curve.len(), 4);
        assert_eq!((curve[1].round, curve[1].steps), (2, 4));
        assert!((curve[1].summary.min - 0.2).abs() < 1e-12);
        let reached = history.first_at_least("slow", Part::Test, "accuracy", 0.5);
        assert_eq!(reached[0], None);
        assert_eq!(reached[1].unwrap().round, 3);
    }

    #[test]
    fn a_restored_study_goes_on_as_the_first_one_did() {
        let mut first = study();
        advance(&mut first, 2);
        first.step().unwrap();
        let snapshot = first.snapshot().unwrap();
        let metrics = advance(&mut first, 4);
        let mut second = study();
        second.restore(&snapshot).unwrap();
        assert_eq!(second.trainings[2].seconds, {
            let clock: Vec<(f64, bool)> =
                serde_json::from_slice(snapshot.block(CLOCK).unwrap()).unwrap();
            clock[2].0
        });
        let again = advance(&mut second, 4);
        assert_eq!(again.get("slow_accuracy"), metrics.get("slow_accuracy"));
        assert!(again.get("too_fast_accuracy").unwrap().is_nan());
        let curve = |study: &Study<Fake>| study.history.curve("slow", Part::Test, "accuracy");
        assert_eq!(curve(&first), curve(&second));
    }
}
