//! An edition: the workers of an assignment, and what the solution answers to the cases of one secret.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::checksum::sha256;
use common::error::{Error, Result};
use probe::Told;
use serde::{Deserialize, Serialize};

use super::secret::Secret;
use crate::catalogue::Catalogue;
use crate::console::progress;
use crate::digest::of_parts;
use crate::probes::{self, Probe};
use crate::public_tests::side_by_side;
use crate::worker::Worker;
use crate::worker::ask::Question;
use crate::workspace::Workspace;

/// A submission's process gets this many times what the solution takes, and at least a while.
const LIMIT_FACTOR: u32 = 10;
const SHORTEST_LIMIT: Duration = Duration::from_secs(2);

/// What every submission is compared with.
pub struct Edition {
    /// Its name.
    pub assignment: String,
    /// One for each class of exercise files that is asked.
    pub workers: Vec<Worker>,
    /// What the inputs follow from.
    pub secret: Secret,
    /// By probe.
    pub answers: BTreeMap<String, Answers>,
    /// What the public tests of each exercise say first where they fail.
    pub hints: BTreeMap<String, String>,
    /// Probes, solution, secret and grader as SHA-256 in hexadecimal digits.
    pub digest: String,
}

/// What the solution answers to the cases of a probe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// In their order.
    pub cases: Vec<Told>,
    /// The longest that it took, in milliseconds.
    pub milliseconds: u64,
}

/// An edition's answers as a file.
#[derive(Serialize, Deserialize)]
struct File {
    assignment: String,
    digest: String,
    answers: BTreeMap<String, Answers>,
}

impl Edition {
    /// Prepares the workers, and takes the answers from the file beside the secret, or records them.
    pub fn prepare(workspace: &Workspace, catalogue: &Catalogue, secret: Secret) -> Result<Self> {
        let probes = probes::read(&workspace.root, catalogue)?;
        let workers = Worker::prepare(workspace, catalogue, &probes)?;
        let mut edition = Self {
            assignment: catalogue.assignment.clone(),
            digest: digest(&workers, &secret),
            workers,
            secret,
            answers: BTreeMap::new(),
            hints: hints(&workspace.root, catalogue),
        };
        let path = edition.path();
        let kept = std::fs::read(&path).ok();
        let kept = kept.and_then(|bytes| serde_json::from_slice::<File>(&bytes).ok());
        match kept.filter(|file| file.digest == edition.digest) {
            Some(file) => edition.answers = file.answers,
            None => edition.record()?,
        }
        Ok(edition)
    }

    /// Takes other answers in the place of the solution's, to mark once more what has been answered.
    ///
    /// # Errors
    /// If the file is not one that `grader answers` made, or is of other probes.
    pub fn take_answers(&mut self, path: &Path) -> Result<()> {
        let bytes = common::files::read(path)?;
        let failed = |why: &str| {
            let (path, assignment) = (path.display(), &self.assignment);
            Error::Usage(format!(
                "{path} holds no answers to the probes of {assignment}: {why}"
            ))
        };
        let file: File =
            serde_json::from_slice(&bytes).map_err(|error| failed(&error.to_string()))?;
        let known = |name: &String| file.answers.contains_key(name);
        if file.assignment != self.assignment || !self.answers.keys().all(known) {
            return Err(failed("`grader answers` makes such a file"));
        }
        self.digest = sha256(&[self.digest.as_bytes(), &bytes].concat());
        self.answers = file.answers;
        Ok(())
    }

    /// Where the answers are kept: beside the secret, which they would give away.
    pub fn path(&self) -> PathBuf {
        let name = format!("{}-answers-{}.json", self.assignment, self.secret.name());
        self.secret.path.with_file_name(name)
    }

    /// Asks the solution every case, and writes the answers down.
    fn record(&mut self) -> Result<()> {
        progress(&format!(
            "recording what the solution of {} answers",
            self.assignment
        ));
        let asked: Vec<(&Worker, &Probe)> = self.probes().collect();
        let recorded = side_by_side(&asked, |(worker, probe)| {
            let mut answers = Answers {
                cases: Vec::new(),
                milliseconds: 0,
            };
            for case in 0..probe.cases() {
                let (told, took) = worker.tell(&self.question(probe, case, ""))?;
                answers.cases.push(told);
                answers.milliseconds = answers.milliseconds.max(took.as_millis() as u64);
            }
            Ok((probe.name.clone(), answers))
        })?;
        self.answers = recorded.into_iter().collect();
        let file = File {
            assignment: self.assignment.clone(),
            digest: self.digest.clone(),
            answers: self.answers.clone(),
        };
        let bytes = serde_json::to_vec(&file).map_err(|error| Error::Failed(error.to_string()))?;
        common::files::write_atomic(&self.path(), &bytes)
    }

    /// Every probe with its worker.
    pub fn probes(&self) -> impl Iterator<Item = (&Worker, &Probe)> {
        let workers = self.workers.iter();
        workers.flat_map(|worker| worker.probes.iter().map(move |probe| (worker, probe)))
    }

    /// A case of a probe; `own` is empty for the cases that everybody has, or names a submission.
    pub fn question(&self, probe: &Probe, case: usize, own: &str) -> Question {
        let number = case.to_string();
        Question {
            probe: probe.name.clone(),
            case,
            seed: self
                .secret
                .seed(&[&self.assignment, &probe.name, &number, own]),
        }
    }

    /// A case of a probe with the solution: a recorded one, or the one behind them, which only the submission
    /// with this checksum is asked.
    ///
    /// # Errors
    /// [`Error::Failed`] if the solution does not answer.
    pub fn told(
        &self,
        (worker, probe): (&Worker, &Probe),
        case: usize,
        submission: &str,
    ) -> Result<(Question, Told)> {
        let answers = self.answers.get(&probe.name);
        let recorded = answers.and_then(|answers| answers.cases.get(case));
        let own = if recorded.is_some() { "" } else { submission };
        let question = self.question(probe, case, own);
        let told = match recorded {
            Some(told) => told.clone(),
            None => worker.tell(&question)?.0,
        };
        Ok((question, told))
    }

    /// How long a submission may take for one case of a probe.
    pub fn limit(&self, probe: &Probe) -> Duration {
        let took = self
            .answers
            .get(&probe.name)
            .map_or(0, |answers| answers.milliseconds);
        SHORTEST_LIMIT.max(Duration::from_millis(took) * LIMIT_FACTOR)
    }

    /// The exercises that an item's probes call.
    pub fn reached(&self, item: &str) -> BTreeSet<String> {
        let own = self.probes().filter(|(_, probe)| probe.item == item);
        let answers = own.filter_map(|(_, probe)| self.answers.get(&probe.name));
        let told = answers.flat_map(|answers| &answers.cases);
        told.flat_map(|told| told.reached.iter().cloned()).collect()
    }
}

/// The first sentence of each exercise's public tests.
fn hints(root: &Path, catalogue: &Catalogue) -> BTreeMap<String, String> {
    let said = workbook::spoken::of_tests(&root.join(&catalogue.assignment).join("tests"));
    let mut hints = BTreeMap::new();
    for entry in &catalogue.entries {
        let own = |test: &str| entry.tests.iter().any(|own| own.function() == test);
        if let Some((_, hint)) = said.iter().find(|(test, _)| own(test)) {
            hints.insert(entry.exercise.id.clone(), hint.clone());
        }
    }
    hints
}

fn digest(workers: &[Worker], secret: &Secret) -> String {
    let name = secret.name();
    let mut parts = vec![env!("CARGO_PKG_VERSION").as_bytes(), name.as_bytes()];
    for worker in workers {
        for (path, text) in &worker.program {
            parts.extend([path.as_os_str().as_encoded_bytes(), text]);
        }
        for exercise in worker.sources.exercises() {
            parts.extend([exercise.id.as_bytes(), exercise.text.as_bytes()]);
        }
    }
    of_parts(parts)
}
