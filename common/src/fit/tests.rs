use super::*;
use crate::learner::{Exhibit, Part, Start};
use crate::metrics::Metrics;
use crate::run::Name;
use crate::settings::{Base, Length, Output, Steps};
use burn::tensor::{Device, Tensor};
use clap::{Args, Command, FromArgMatches};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// Its weight is the number of its steps. On held-out data it is best after four of them.
#[derive(Default)]
struct Fake {
    steps: usize,
    weight: usize,
    /// The step before which the power is cut.
    ends: Option<usize>,
}

impl Learner for Fake {
    fn step(&mut self) -> Result<StepReport> {
        if self.ends == Some(self.steps) {
            return Err(Error::Failed("the power is cut".into()));
        }
        (self.steps, self.weight) = (self.steps + 1, self.weight + 1);
        let number = |value: usize| Tensor::from_data([value as f64], &Device::flex());
        Ok(StepReport::of(number(self.steps)).with("part", number(10 * self.steps)))
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let loss = match part {
            Part::Validation => self.weight.abs_diff(4) as f64,
            _ => self.weight as f64,
        };
        Ok(Metrics::from_iter([("loss", loss)]))
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::Validation, Part::Test]
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        let text = format!("after {}", self.steps);
        Ok(vec![Exhibit::text("words", text)])
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
        self.weight = self.steps;
        Ok(())
    }

    fn weights(&mut self) -> Result<Snapshot> {
        Ok(Snapshot::default().with("weight", vec![self.weight as u8]))
    }

    fn restore_weights(&mut self, weights: &Snapshot) -> Result<()> {
        self.weight = weights.block("weight")?[0].into();
        Ok(())
    }
}

/// A run with a checkpoint at every chance; the folder of an earlier one is resumed.
fn run(out_dir: &Path, length: Steps, resumed: bool) -> Run {
    let length = Length::Steps(length);
    let start = Start::on(&Device::flex(), &Base::default(), length);
    let words = "run --progress none --checkpoint-seconds 0 --out-dir"
        .split(' ')
        .map(OsString::from);
    let words = words.chain([out_dir.as_os_str().to_owned()]);
    let words = Output::augment_args(Command::new("run")).get_matches_from(words);
    let output = Output::from_arg_matches(&words).unwrap();
    let name = Name {
        assignment: "assignment",
        program: "fake",
    };
    let folder = resumed.then(|| only_run(out_dir));
    Run::open(name, start, toml::Table::new(), (output, folder))
}

fn only_run(out_dir: &Path) -> std::path::PathBuf {
    let mut runs = fs::read_dir(out_dir.join("assignment/fake")).unwrap();
    runs.next().unwrap().unwrap().path()
}

fn trained(out_dir: &Path, steps: usize) -> Fake {
    let length = Steps {
        steps,
        eval_every: 2,
    };
    let mut run = run(out_dir, length, false);
    let fake = fit(&mut run, Fake::default()).unwrap();
    run.finish().unwrap();
    fake
}

fn metric(out_dir: &Path, name: &str) -> Value {
    let text = fs::read_to_string(only_run(out_dir).join("result.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["metrics"][name].clone()
}

#[test]
fn the_weights_of_the_lowest_validation_loss_count_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let fake = trained(folder.path(), 9);
    assert_eq!((fake.steps, fake.weight), (9, 4));
    assert_eq!(metric(folder.path(), "test_loss"), 4.0);
    assert_eq!(metric(folder.path(), "validation_loss"), 0.0);
    assert_eq!(metric(folder.path(), "best_step"), 4.0);
    // The files tell of every step.
    let metrics = fs::read_to_string(only_run(folder.path()).join("metrics.csv")).unwrap();
    assert!(
        metrics.ends_with("4,9,validation,5,\n4,9,test,9,\n"),
        "{metrics}"
    );
}

#[test]
fn a_resumed_training_keeps_the_best_weights_and_the_steps_since_the_last_evaluation() {
    let length = Steps {
        steps: 150,
        eval_every: 100,
    };
    let whole = tempfile::tempdir().unwrap();
    fit(&mut run(whole.path(), length, false), Fake::default()).unwrap();
    // The last checkpoint is then that of step 64, or of 128: between two evaluations.
    for ends in [70, 149] {
        let folder = tempfile::tempdir().unwrap();
        let fake = Fake {
            ends: Some(ends),
            ..Fake::default()
        };
        assert!(fit(&mut run(folder.path(), length, false), fake).is_err());
        let fake = fit(&mut run(folder.path(), length, true), Fake::default()).unwrap();
        assert_eq!((fake.steps, fake.weight), (150, 0));
        let [expected, resumed] = [&whole, &folder].map(|folder| {
            let metrics = only_run(folder.path()).join("metrics.csv");
            fs::read_to_string(metrics).unwrap()
        });
        assert!(expected.contains("50,100,steps,50.5,505"), "{expected}");
        assert_eq!(resumed, expected);
    }
}

#[test]
fn parts_are_told_as_means_and_exhibits_are_filed_by_step() {
    let folder = tempfile::tempdir().unwrap();
    trained(folder.path(), 3);
    let run = only_run(folder.path());
    let metrics = fs::read_to_string(run.join("metrics.csv")).unwrap();
    let steps: Vec<&str> = metrics
        .lines()
        .filter(|line| line.contains("steps"))
        .collect();
    assert_eq!(steps, ["1,2,steps,1.5,15", "1,3,steps,3,30"]);
    for step in [0, 2, 3] {
        let text = fs::read_to_string(run.join(format!("samples/{step}/words.txt")));
        assert_eq!(text.unwrap(), format!("after {step}"));
    }
}
