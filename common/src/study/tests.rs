use super::*;
use crate::settings::{Base, Length, Steps};

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
        Ok(StepReport::of(loss))
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

    fn snapshot(&mut self) -> Result<Snapshot> {
        Ok(Snapshot::at(self.steps))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.steps = snapshot.steps()?;
        Ok(())
    }
}

const SLOW: &str = "slow";
const FAST: &str = "Too fast";

/// A slow case, and one that diverges under both seeds.
fn study() -> Study<&'static str, Fake> {
    let start = Start::new(&Base::default(), Length::NONE).unwrap();
    Study::new(&start, 2, |start| {
        let rate = 0.05 * (start.base.seed - 41) as f64;
        Ok(vec![
            Trial::new(SLOW, SLOW, Fake { rate, steps: 0 }),
            Trial::new(
                FAST,
                FAST,
                Fake {
                    rate: 0.3,
                    steps: 0,
                },
            )
            .with_steps_per_round(3),
        ])
    })
    .unwrap()
}

/// Trains and measures up to this round.
fn advance(study: &mut Study<&'static str, Fake>, rounds: usize) -> Metrics {
    while study.steps() < rounds * 4 {
        let loss: f64 = study.step().unwrap().loss.into_scalar();
        assert!(loss.is_finite());
        if study.steps().is_multiple_of(4) {
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
    assert_eq!(study.trials[3].learner.steps, 6);
    assert!(!study.is_finished());
}

#[test]
fn the_history_tells_curves_and_when_a_bound_was_reached() {
    let mut study = study();
    advance(&mut study, 4);
    let curve = study.curve(&SLOW, Part::Test, "accuracy");
    assert_eq!(curve.len(), 4);
    assert_eq!((curve[1].round, curve[1].steps), (2, 4));
    assert!((curve[1].summary.min - 0.2).abs() < 1e-12);
    let reached = study.first_accuracy(&SLOW, 0.5);
    assert_eq!(reached.0[0], None);
    assert_eq!(reached.0[1].unwrap().round, 3);
    let round = |reached: &Reached| reached.round as f64;
    assert!(reached.of_all(round).is_empty() && reached.of_most(round).is_empty());
    let reached = study.first_accuracy(&SLOW, 0.3);
    assert_eq!(
        (reached.of_all(round), reached.of_most(round)),
        (vec![3.0, 2.0], vec![3.0, 2.0])
    );
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
    assert_eq!(second.trials[3].seconds, {
        let clock: Vec<(f64, bool)> =
            serde_json::from_slice(snapshot.block(CLOCK).unwrap()).unwrap();
        clock[3].0
    });
    let again = advance(&mut second, 4);
    assert_eq!(again.get("slow_accuracy"), metrics.get("slow_accuracy"));
    assert!(again.get("too_fast_accuracy").unwrap().is_nan());
    let curve = |study: &Study<&'static str, Fake>| study.curve(&SLOW, Part::Test, "accuracy");
    assert_eq!(curve(&first), curve(&second));
}

#[test]
fn trainings_with_a_length_end_after_so_many_steps_and_the_study_with_them() {
    let start = Start::new(&Base::default(), Length::NONE).unwrap();
    let length = Steps {
        steps: 5,
        eval_every: 2,
    };
    let fake = || Fake {
        rate: 0.01,
        steps: 0,
    };
    let trials = |_: &Start| Ok(vec![Trial::new(SLOW, SLOW, fake()).of_length(length)]);
    let mut study = Study::new(&start, 2, trials).unwrap();
    let rounds = match length.in_rounds() {
        Length::Epochs(rounds) => rounds.epochs,
        Length::Steps(_) => 0,
    };
    for round in 1..=rounds {
        assert!(!study.is_finished());
        study.step().unwrap();
        study.step().unwrap();
        study.evaluate(Part::Test).unwrap();
        let done = study.trials.iter().map(|trial| trial.learner.steps);
        assert!(done.eq([5.min(2 * round); 2]));
    }
    assert!(study.is_finished());
    let steps = study.curve(&SLOW, Part::Test, "accuracy");
    assert!(steps.iter().map(|it| it.steps).eq([2, 4, 5]));
}

#[test]
fn one_case_may_measure_what_another_does_not() {
    let mut history = History::default();
    let metrics = [&[("loss", 1.0)][..], &[("loss", 2.0), ("angle", 3.0)]];
    for (case, metrics) in metrics.into_iter().enumerate() {
        history.record(Row {
            case,
            seed: 42,
            round: 1,
            steps: 7,
            seconds: 0.5,
            part: Part::Test,
            metrics: metrics.iter().copied().collect(),
        });
    }
    let names = ["a", "b"].map(String::from);
    let bytes = history.to_csv(&names).unwrap();
    let again = History::from_csv(&bytes, &names).unwrap();
    assert!(again.last(0, Part::Test, "angle").is_empty());
    assert_eq!(again.last(1, Part::Test, "angle"), [3.0]);
    assert_eq!(again.last(0, Part::Test, "loss"), [1.0]);
    assert_eq!(again.to_csv(&names).unwrap(), bytes);
}
