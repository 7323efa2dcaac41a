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
mod trial;

pub use history::{Point, Reached, Times};
pub use trial::Trial;

use crate::error::{Error, Result};
use crate::figures::{Plot, Spread};
use crate::learner::{Learner, Part, Snapshot, Start, StepReport};
use crate::metrics::Metrics;
use crate::statistics::{self, Summary};
use burn::tensor::{Device, Tensor};
use history::{History, Row};

/// Several cases under several seeds.
pub struct Study<C, L> {
    cases: Vec<C>,
    names: Vec<String>,
    /// All cases under the first seed, then all under the second, …
    trials: Vec<Trial<C, L>>,
    first_seed: u64,
    history: History,
    steps: usize,
    device: Device,
}

impl<C: Clone + PartialEq, L: Learner> Study<C, L> {
    /// A study from its start: `trials` makes the trainings of one seed, the same cases for each, in
    /// the order of figures and tables. The seeds are that of `start` and the next ones.
    ///
    /// # Errors
    /// Those of `trials`.
    pub fn new(
        start: &Start,
        seeds: usize,
        mut trials: impl FnMut(&Start) -> Result<Vec<Trial<C, L>>>,
    ) -> Result<Self> {
        let first_seed = start.base.seed;
        let mut all = Vec::new();
        for seed in (first_seed..).take(seeds) {
            all.extend(trials(&start.under(seed))?);
        }
        let of_first = all.len() / seeds.max(1);
        Ok(Self {
            cases: all[..of_first].iter().map(|it| it.case.clone()).collect(),
            names: all[..of_first].iter().map(|it| it.name.clone()).collect(),
            trials: all,
            first_seed,
            history: History::default(),
            steps: 0,
            device: start.device.clone(),
        })
    }

    /// The cases, in the order of figures and tables.
    pub fn cases(&self) -> &[C] {
        &self.cases
    }

    /// The cases with their names.
    pub fn named(&self) -> impl Iterator<Item = (&C, &str)> {
        let names = self.names.iter().map(String::as_str);
        self.cases.iter().zip(names)
    }

    /// How many seeds there are.
    pub fn seeds(&self) -> usize {
        self.trials.len() / self.cases.len()
    }

    /// The learners of one case, one for each seed.
    pub fn learners_of(&mut self, case: &C) -> impl Iterator<Item = &mut L> {
        let (place, cases) = (self.place(case), self.cases.len());
        let trials = self.trials.iter_mut().skip(place).step_by(cases);
        trials.map(|trial| &mut trial.learner)
    }

    /// A metric after the last round, for each seed; not a number where the training diverged.
    pub fn last(&self, case: &C, part: Part, metric: &str) -> Vec<f64> {
        self.history.last(self.place(case), part, metric)
    }

    /// What [`last`](Self::last) comes to over the seeds.
    pub fn summary(&self, case: &C, part: Part, metric: &str) -> Summary {
        Summary::of(&self.last(case, part, metric))
    }

    /// A metric after every measured round, over the seeds.
    pub fn curve(&self, case: &C, part: Part, metric: &str) -> Vec<Point> {
        self.history.curve(self.place(case), part, metric)
    }

    /// When the test accuracy was first measured to be at least `bound`.
    pub fn first_accuracy(&self, case: &C, bound: f64) -> Times {
        let is_there = |metrics: &Metrics| metrics.get("accuracy").is_some_and(|it| it >= bound);
        self.history.first(self.place(case), Part::Test, is_there)
    }

    /// What the error bars and bands of figures are.
    pub fn note(&self) -> String {
        statistics::of_seeds("mean ± standard deviation", self.seeds())
    }

    /// A metric over the epochs, a curve with a band over the seeds for each of these cases, under
    /// these names. Before the first epoch nothing is learned, and the axis would have to reach there.
    pub fn plot<'a>(
        &self,
        title: impl Into<String>,
        part: Part,
        metric: &str,
        cases: impl IntoIterator<Item = (&'a C, &'a str)>,
    ) -> Plot
    where
        C: 'a,
    {
        let plot = Plot::new(title).note(self.note());
        let plot = plot.x("epoch").y(format!("{part} {metric}"));
        plot.each(cases, |plot, (case, name)| {
            let points = self.curve(case, part, metric).into_iter();
            let trained = points.filter(|point| point.round > 0);
            let points: Vec<(f64, Spread)> = trained
                .map(|point| {
                    let spread = Spread::within_extremes(point.summary);
                    (point.round as f64, spread)
                })
                .collect();
            match points.iter().any(|(_, spread)| spread.mean.is_nan()) {
                true => plot.spread(format!("{name} (diverges)"), points),
                false => plot.spread(name, points),
            }
        })
    }

    fn place(&self, case: &C) -> usize {
        let place = self.cases.iter().position(|known| known == case);
        place.expect("a case of this study")
    }

    fn rounds(&self) -> usize {
        self.steps / self.trials.len()
    }
}

/// A case's name as part of a metric's: `batch 32` becomes `batch_32`.
pub fn identifier(name: &str) -> String {
    let word = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_lowercase(),
        false => '_',
    };
    name.chars().map(word).collect()
}

const TRIALS: &str = "trainings.safetensors";
const HISTORY: &str = "trainings.csv";
const CLOCK: &str = "clock.json";

impl<C: Clone + PartialEq + Send, L: Learner> Learner for Study<C, L> {
    fn step(&mut self) -> Result<StepReport> {
        let turn = self.steps % self.trials.len();
        let loss = self.trials[turn].round()?;
        self.steps += 1;
        // Of a training that is over there is nothing to report.
        let loss = loss.unwrap_or_else(|| Tensor::zeros([1], &self.device));
        Ok(StepReport::of(loss))
    }

    /// The mean over the seeds of every metric of every case.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let (round, cases) = (self.rounds(), self.cases.len());
        let mut values: Vec<Vec<(String, Vec<f64>)>> = vec![Vec::new(); cases];
        for (number, trial) in self.trials.iter_mut().enumerate() {
            let mut metrics = trial.learner.evaluate(part)?;
            if trial.diverged {
                metrics = metrics.iter().map(|(name, _)| (name, f64::NAN)).collect();
            }
            let of_case = &mut values[number % cases];
            for (metric, value) in metrics.iter() {
                match of_case.iter_mut().find(|(known, _)| known == metric) {
                    Some((_, of_seeds)) => of_seeds.push(value),
                    None => of_case.push((metric.into(), vec![value])),
                }
            }
            self.history.record(Row {
                case: number % cases,
                seed: self.first_seed + (number / cases) as u64,
                round,
                steps: trial.learner.steps(),
                seconds: trial.seconds,
                part,
                metrics,
            });
        }
        let mut means = Metrics::default();
        for (name, of_case) in self.names.iter().zip(values) {
            for (metric, of_seeds) in of_case {
                means.push(format!("{}_{metric}", identifier(name)), of_seeds);
            }
        }
        Ok(means)
    }

    /// Those of its trainings.
    fn parts(&self) -> Vec<Part> {
        let first = self.trials.first();
        first.map_or_else(Vec::new, |trial| trial.learner.parts())
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.trials.len()
    }

    fn is_finished(&self) -> bool {
        // Only between two rounds, so that all cases have gone equally far.
        self.steps.is_multiple_of(self.trials.len()) && self.trials.iter().all(Trial::is_over)
    }

    /// Every measurement so far.
    fn files(&self) -> Result<Vec<(&'static str, Vec<u8>)>> {
        Ok(vec![(HISTORY, self.history.to_csv(&self.names)?)])
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let trials = self.trials.iter_mut();
        let inner = trials
            .map(|trial| trial.learner.snapshot())
            .collect::<Result<Vec<_>>>()?;
        let trials = self.trials.iter();
        let clock: Vec<_> = trials
            .map(|trial| (trial.seconds, trial.diverged))
            .collect();
        let clock = serde_json::to_vec(&clock).map_err(|e| Error::Failed(e.to_string()))?;
        Ok(Snapshot::at(self.steps)
            .with(TRIALS, Snapshot::pack(&inner)?)
            .with(HISTORY, self.history.to_csv(&self.names)?)
            .with(CLOCK, clock))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let other = || Error::Data("the checkpoint is of another study".into());
        let inner = Snapshot::unpack(snapshot.block(TRIALS)?)?;
        let clock: Vec<(f64, bool)> =
            serde_json::from_slice(snapshot.block(CLOCK)?).map_err(|_| other())?;
        if inner.len() != self.trials.len() || clock.len() != self.trials.len() {
            return Err(other());
        }
        for ((trial, inner), clock) in self.trials.iter_mut().zip(inner).zip(clock) {
            trial.learner.restore(&inner)?;
            (trial.seconds, trial.diverged) = clock;
        }
        self.history = History::from_csv(snapshot.block(HISTORY)?, &self.names)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
