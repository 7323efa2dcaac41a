//! What a worker process prints: one line of JSON about its training steps.

use common::error::{Error, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// One measurement of training steps, by either side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// Mean wall seconds of one step, after the warm-up.
    pub seconds_per_step: f64,
    /// How many steps that is the mean of.
    pub steps: usize,
    /// The loss of the untrained network on its first batch; None if it was not finite.
    pub first_loss: Option<f64>,
    /// The loss of the last timed step; None if it was not finite.
    pub last_loss: Option<f64>,
    /// The most memory that the process has had resident, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// How many threads the framework may use.
    pub threads: usize,
    /// The framework and its version.
    pub version: String,
}

impl Measurement {
    /// Refuses a measurement of a training that did not train.
    ///
    /// # Errors
    /// [`Error::Failed`] that says what is wrong with it.
    pub fn check(&self, steps: usize) -> Result<()> {
        let version = &self.version;
        let wrong = |what: String| Err(Error::Failed(format!("{version}: {what}")));
        if self.steps != steps {
            return wrong(format!("{} steps were timed, not {steps}", self.steps));
        }
        if self.seconds_per_step.is_nan() || self.seconds_per_step <= 0.0 {
            return wrong(format!("a step took {} s", self.seconds_per_step));
        }
        match (self.first_loss, self.last_loss) {
            (Some(first), Some(last)) if last < first => Ok(()),
            (Some(first), Some(last)) => wrong(format!(
                "the loss went from {first:.3} to {last:.3}: what was timed did not train"
            )),
            _ => wrong("a loss is not finite: what was timed diverged".into()),
        }
    }
}

/// Reads the last line of a process's standard output.
///
/// # Errors
/// [`Error::Failed`] with the line, if it is not what was expected.
pub fn parse<T: DeserializeOwned>(stdout: &str, who: &str) -> Result<T> {
    let line = stdout.trim_end().lines().last().unwrap_or_default();
    serde_json::from_str(line).map_err(|error| {
        Error::Failed(format!(
            "{who} should have ended with a line of JSON, but {error}. The line is:\n  {line}"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measurement() -> Measurement {
        Measurement {
            seconds_per_step: 5e-5,
            steps: 100,
            first_loss: Some(0.8),
            last_loss: Some(0.2),
            peak_memory_bytes: None,
            threads: 2,
            version: "NumPy 2".into(),
        }
    }

    #[test]
    fn the_last_line_counts_and_one_that_is_no_measurement_is_shown() {
        let line = serde_json::to_string(&measurement()).unwrap();
        let stdout = format!("a warning of the framework\n{line}\n");
        let read: Measurement = parse(&stdout, "it").unwrap();
        assert_eq!(read, measurement());
        read.check(100).unwrap();
        for stdout in ["", "hello", r#"{"steps": 3}"#] {
            let error = parse::<Measurement>(stdout, "the script").unwrap_err();
            let text = error.to_string();
            assert!(text.contains("the script") && text.contains(stdout));
        }
    }

    #[test]
    fn a_training_that_did_not_train_does_not_count() {
        let with = |change: fn(&mut Measurement)| {
            let mut changed = measurement();
            change(&mut changed);
            changed.check(100).unwrap_err().to_string()
        };
        assert!(with(|it| it.last_loss = Some(0.9)).contains("did not train"));
        assert!(with(|it| it.last_loss = None).contains("diverged"));
        assert!(with(|it| it.steps = 99).contains("99 steps"));
        assert!(with(|it| it.seconds_per_step = 0.0).contains("0 s"));
    }
}
