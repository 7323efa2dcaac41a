//! The judge: from what was taken of a submission to states, points and reasons.
//!
//! No code of a submission runs here. The judge has it compiled, asks the worker case by case, and compares
//! what comes with what the solution answers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::Result;
use sandbox::{Launcher, Protections};

use super::edition::Edition;
use super::outcome::{self, Outcome};

use super::{Confinement, Graded, GradedItem, Headline, State, replies};
use crate::catalogue::Catalogue;
use crate::intake::Submission;
use crate::items::Task;
use crate::probes::Probe;
use crate::worker::ask::{Answer, Cell};
use crate::worker::build::{Built, build};
use crate::worker::{Bodies, Role, Worker};

mod trial;

use trial::Trial;

/// How often what is the grader's own fault is tried again.
const TRIES: usize = 2;

/// Everything that a class is graded by.
pub struct Judge<'a> {
    /// What is asked, and what it is worth.
    pub catalogue: &'a Catalogue,
    /// What submissions are compared with.
    pub edition: &'a Edition,
    /// What starts confined processes.
    pub launcher: &'a Launcher,
    /// What they are confined to.
    pub protections: Protections,
    /// What the result says of that.
    pub confinement: Confinement,
    /// Whether exercises without points are asked as well.
    pub practice: bool,
}

impl Judge<'_> {
    /// Grades a submission in a slot's folder. The answers of its worker are the second result.
    pub fn grade(
        &self,
        submission: &Submission,
        student: &str,
        folder: PathBuf,
    ) -> (Graded, replies::Replies) {
        let mut trial = self.trial(submission, folder);
        let mut headlines = Vec::new();
        for worker in &self.edition.workers {
            let mut failed = None;
            for _ in 0..TRIES {
                failed = trial.run(worker).err();
                if failed.is_none() {
                    break;
                }
            }
            if let Some(error) = failed {
                trial.is_our_fault(worker);
                headlines.push(Headline {
                    attention: true,
                    words: format!("the grader itself failed, which costs no points: {error}"),
                });
            }
        }
        (self.graded(&trial, student, headlines), trial.replies)
    }

    /// Marks a result once more by the edition's answers, from what the submission answered when it ran.
    /// What gave no values then stays as it is, and so does what stood on the solution's pieces.
    pub fn mark_again(&self, before: &Graded, replies: &replies::Replies) -> Graded {
        let mut graded = before.clone();
        graded.edition = self.edition.digest.clone();
        'items: for item in graded.items.iter_mut().chain(&mut graded.practice) {
            let answered = matches!(item.state, State::Pass | State::Partial | State::Fail);
            if !answered || !item.carried.is_empty() {
                continue;
            }
            let mut outcomes = Vec::new();
            let own = self
                .edition
                .probes()
                .filter(|(_, probe)| probe.item == item.id);
            for (_, probe) in own {
                let mut outcome = Outcome::new(probe);
                let recorded = self.edition.answers.get(&probe.name);
                // The case that only this submission had is in no file of answers: what was wrong in it
                // stays wrong.
                let case = item.reason.as_ref().and_then(|reason| reason.case.as_ref());
                if let Some(case) = case.filter(|case| case.probe == probe.name)
                    && recorded.is_some_and(|it| case.number >= it.cases.len())
                {
                    continue 'items;
                }
                for (case, told) in recorded
                    .into_iter()
                    .flat_map(|it| it.cases.iter().enumerate())
                {
                    if let Some(answer) = replies.answer(&probe.name, case) {
                        outcome.take(case, told, &answer);
                    }
                }
                outcomes.push(outcome);
            }
            item.reason = None;
            outcome::fill(
                item,
                &outcomes.iter().collect::<Vec<_>>(),
                outcomes.is_empty(),
            );
            self.hint(item);
        }
        graded
    }

    /// Adds what the public tests say to a wrong answer.
    pub(super) fn hint(&self, item: &mut GradedItem) {
        if let (State::Fail | State::Partial, Some(reason)) = (item.state, &mut item.reason)
            && let Some(hint) = self.edition.hints.get(&item.id)
        {
            reason.hint.clone_from(hint);
        }
    }

    /// Builds a submission once more and asks it one case of a probe again.
    ///
    /// # Errors
    /// What is the grader's own fault: a compiler that cannot be started, a sandbox that does not hold.
    pub fn again(
        &self,
        submission: &Submission,
        folder: PathBuf,
        ((worker, probe), case): ((&Worker, &Probe), usize),
    ) -> Result<Answer> {
        let trial = self.trial(submission, folder);
        let (question, told) = self
            .edition
            .told((worker, probe), case, &submission.digest)?;
        let bodies = trial.own(worker);
        let built = build(&trial.slot(), worker, &bodies, Role::Submission)?;
        let folder = trial.empty()?;
        let cell = self.cell(&built, &folder);
        cell.ask(&question, &told, (self.edition.limit(probe), &[]))
    }

    fn trial<'a>(&'a self, submission: &'a Submission, folder: PathBuf) -> Trial<'a> {
        let mut trial = Trial {
            judge: self,
            submission,
            folder,
            bodies: Bodies::new(),
            settled: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            replies: replies::Replies::default(),
        };
        trial.settle();
        trial
    }

    /// Where a worker runs.
    pub(super) fn cell<'a>(&'a self, built: &'a Built, folder: &'a Path) -> Cell<'a> {
        Cell {
            launcher: self.launcher,
            program: &built.program,
            folder,
            protections: &self.protections,
        }
    }

    /// Whether the probes of an item are asked.
    pub(super) fn asks(&self, item: &str) -> bool {
        let exercise = self.catalogue.entry(item).map(|entry| &entry.exercise);
        self.practice || exercise.is_none_or(|exercise| exercise.points.is_some())
    }

    fn graded(&self, trial: &Trial<'_>, student: &str, headlines: Vec<Headline>) -> Graded {
        let mut items = Vec::new();
        for part in &self.catalogue.items.parts {
            for item in &part.items {
                let asked = asked(self.catalogue, &item.id, &item.task);
                let mut graded = GradedItem {
                    id: item.id.clone(),
                    part: part.name.clone(),
                    kind: item.task.kind().into(),
                    asked,
                    max: item.points,
                    points: None,
                    state: State::Open,
                    reason: None,
                    carried: Vec::new(),
                };
                if matches!(item.task, Task::Code | Task::Result(_)) {
                    trial.fill(&mut graded);
                }
                items.push(graded);
            }
        }
        let practice = self.catalogue.practice().filter(|_| self.practice);
        let practice = practice.map(|entry| {
            let mut graded = GradedItem {
                id: entry.exercise.id.clone(),
                part: String::new(),
                kind: "practice".into(),
                asked: asked(self.catalogue, &entry.exercise.id, &Task::Code),
                max: 0,
                points: None,
                state: State::Open,
                reason: None,
                carried: Vec::new(),
            };
            trial.fill(&mut graded);
            graded
        });
        Graded {
            assignment: self.catalogue.assignment.clone(),
            student: student.into(),
            submission: trial.submission.digest.clone(),
            edition: self.edition.digest.clone(),
            confinement: self.confinement,
            headlines,
            practice: practice.collect(),
            items,
            not_graded: trial.submission.findings.clone(),
        }
    }
}

/// What an item asks, in one line.
fn asked(catalogue: &Catalogue, id: &str, task: &Task) -> String {
    match task {
        Task::Code => catalogue
            .entry(id)
            .map_or_else(String::new, |entry| entry.exercise.asked.clone()),
        Task::Result(runs) => {
            let runs = runs
                .iter()
                .map(|run| format!("`{}`: {} {}", run.command, run.metric, run.bound));
            let runs = runs.collect::<Vec<_>>().join("; ");
            format!(
                "trained by the grader with your pieces, on other data of its kind; your own run is {runs}"
            )
        }
        Task::Figure { command, figure } => format!("the figure `{figure}` of `{command}`"),
        Task::Question { question, .. } => question.trim().replace('\n', " "),
    }
}
