//! Every measurement of a study, and what is asked of them.

use crate::error::{Error, Result};
use crate::learner::Part;
use crate::metrics::Metrics;
use crate::statistics::Summary;

/// One measurement of one training.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its place among the cases.
    pub(super) case: usize,
    pub(super) seed: u64,
    pub(super) round: usize,
    pub(super) steps: usize,
    pub(super) seconds: f64,
    pub(super) part: Part,
    pub(super) metrics: Metrics,
}

impl Row {
    /// Whether both are measurements of the same thing.
    fn is_same(&self, other: &Self) -> bool {
        let key = |row: &Self| (row.case, row.round, row.seed, row.part);
        key(self) == key(other)
    }
}

/// Every measurement so far, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct History {
    rows: Vec<Row>,
}

/// A metric after a round: what it comes to over the seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Rounds done.
    pub round: usize,
    /// Steps done by a training of the case.
    pub steps: usize,
    /// The metric over the seeds.
    pub summary: Summary,
}

/// When a training first reached a bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// Rounds done until then.
    pub round: usize,
    /// Steps done until then.
    pub steps: usize,
    /// Seconds of training until then, without those of measuring.
    pub seconds: f64,
}

/// When the trainings of a case first reached a bound: for each seed, `None` for never.
#[derive(Debug, Clone, PartialEq)]
pub struct Times(pub Vec<Option<Reached>>);

impl Times {
    /// A number for each seed if all of them got there, else none: a mean of the quick ones would
    /// flatter.
    pub fn of_all(&self, clock: impl Fn(&Reached) -> f64) -> Vec<f64> {
        let times = self.0.iter().map(|reached| reached.as_ref().map(&clock));
        times.collect::<Option<_>>().unwrap_or_default()
    }

    /// A number for each seed that got there, if most did, else none.
    pub fn of_most(&self, clock: impl Fn(&Reached) -> f64) -> Vec<f64> {
        let times: Vec<f64> = self.0.iter().flatten().map(clock).collect();
        match 2 * times.len() > self.0.len() {
            true => times,
            false => Vec::new(),
        }
    }
}

impl History {
    pub(super) fn record(&mut self, row: Row) {
        // A resumed run measures once more what it was stopped after.
        let last = self.rows.last().map_or(0, |last| last.round);
        if row.round <= last {
            self.rows.retain(|known| !known.is_same(&row));
        }
        self.rows.push(row);
    }

    fn of(&self, case: usize, part: Part) -> impl DoubleEndedIterator<Item = &Row> {
        let rows = self.rows.iter();
        rows.filter(move |row| row.part == part && row.case == case)
    }

    /// The seeds of a case, in the order of its trainings.
    fn seeds(&self, case: usize) -> Vec<u64> {
        let mut seeds = Vec::new();
        for row in self.rows.iter().filter(|row| row.case == case) {
            if !seeds.contains(&row.seed) {
                seeds.push(row.seed);
            }
        }
        seeds
    }

    /// A metric after the last round, for each seed.
    pub(super) fn last(&self, case: usize, part: Part, metric: &str) -> Vec<f64> {
        let last = |seed: &u64| {
            let row = self.of(case, part).rev().find(|row| row.seed == *seed);
            row.and_then(|row| row.metrics.get(metric))
        };
        self.seeds(case).iter().filter_map(last).collect()
    }

    /// A metric after every measured round, over the seeds.
    pub(super) fn curve(&self, case: usize, part: Part, metric: &str) -> Vec<Point> {
        let mut rounds: Vec<(usize, usize, Vec<f64>)> = Vec::new();
        for row in self.of(case, part) {
            let value = row.metrics.get(metric).unwrap_or(f64::NAN);
            match rounds.last_mut().filter(|(round, ..)| *round == row.round) {
                Some((.., values)) => values.push(value),
                None => rounds.push((row.round, row.steps, vec![value])),
            }
        }
        let point = |(round, steps, values): (usize, usize, Vec<f64>)| Point {
            round,
            steps,
            summary: Summary::of(&values),
        };
        rounds.into_iter().map(point).collect()
    }

    /// For each seed, when a metric was first measured to be where it should; `None` for never.
    pub(super) fn first(
        &self,
        case: usize,
        part: Part,
        is_there: impl Fn(&Metrics) -> bool,
    ) -> Times {
        let reached = |seed: &u64| {
            let mut rows = self.of(case, part).filter(|row| row.seed == *seed);
            let first = rows.find(|row| is_there(&row.metrics));
            first.map(|row| Reached {
                round: row.round,
                steps: row.steps,
                seconds: row.seconds,
            })
        };
        Times(self.seeds(case).iter().map(reached).collect())
    }

    /// All measurements as a table, with the names of the cases: case, seed, round, steps, seconds, split, then the metrics.
    ///
    /// # Errors
    /// [`Error::Failed`] if the rows do not have the same metrics.
    pub(super) fn to_csv(&self, cases: &[String]) -> Result<Vec<u8>> {
        let failed = |error: csv::Error| Error::Failed(format!("trainings.csv: {error}"));
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Not every case measures the same on every part.
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in self.rows.iter().flat_map(|row| row.metrics.iter()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !self.rows.is_empty() {
            let columns = ["case", "seed", "round", "steps", "seconds", "split"];
            let columns = columns.into_iter().chain(names.iter().copied());
            writer.write_record(columns).map_err(failed)?;
        }
        for row in &self.rows {
            let fixed = [
                cases[row.case].clone(),
                row.seed.to_string(),
                row.round.to_string(),
                row.steps.to_string(),
                format!("{:.6}", row.seconds),
                row.part.to_string(),
            ];
            let value = |name: &&str| row.metrics.get(name);
            let values = names.iter().map(value);
            let values = values.map(|value| value.map_or(String::new(), |it| it.to_string()));
            writer
                .write_record(fixed.into_iter().chain(values))
                .map_err(failed)?;
        }
        writer
            .into_inner()
            .map_err(|error| Error::Failed(format!("trainings.csv: {error}")))
    }

    /// Reads what [`to_csv`](Self::to_csv) wrote.
    ///
    /// # Errors
    /// [`Error::Data`] if it is damaged.
    pub(super) fn from_csv(bytes: &[u8], cases: &[String]) -> Result<Self> {
        let damaged = || Error::Data("trainings.csv of the checkpoint is damaged".into());
        let mut reader = csv::Reader::from_reader(bytes);
        let names = reader.headers().map_err(|_| damaged())?.clone();
        let row = |record: csv::StringRecord| {
            let cells = names.iter().zip(&record).skip(6);
            let measured = cells.filter(|(_, cell)| !cell.is_empty());
            let metrics = measured.map(|(name, cell)| (name, cell.parse::<f64>().ok()));
            Some(Row {
                case: cases
                    .iter()
                    .position(|case| Some(case.as_str()) == record.get(0))?,
                seed: record.get(1)?.parse().ok()?,
                round: record.get(2)?.parse().ok()?,
                steps: record.get(3)?.parse().ok()?,
                seconds: record.get(4)?.parse().ok()?,
                part: record.get(5)?.parse().ok()?,
                metrics: metrics
                    .map(|(name, value)| Some((name, value?)))
                    .collect::<Option<_>>()?,
            })
        };
        let rows = reader
            .records()
            .map(|record| row(record.map_err(|_| damaged())?).ok_or_else(damaged))
            .collect::<Result<_>>()?;
        Ok(Self { rows })
    }
}
