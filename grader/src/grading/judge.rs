//! The judge: from what was taken of a submission to states, points and reasons.
//!
//! No code of a submission runs here. The judge has it compiled, asks the worker case by case, and compares
//! what comes with what the solution answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::error::Result;
use sandbox::{Launcher, Protections};

use super::edition::Edition;
use super::outcome::{self, Outcome};
use super::{Confinement, Graded, GradedItem, Headline, Place, Reason, State, replies};
use crate::catalogue::Catalogue;
use crate::intake::{self, Submission};
use crate::items::Task;
use crate::probes::Probe;
use crate::worker::ask::{Answer, Cell};
use crate::worker::build::{Built, LIMITS, Slot, build};
use crate::worker::{Bodies, Role, Worker};

/// How often what is the grader's own fault is tried again.
const TRIES: usize = 2;

/// How many times longer than usual a result may take whose pieces are none too slow.
const PATIENCE: u32 = 5;

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

/// One submission being judged in one slot.
struct Trial<'a> {
    judge: &'a Judge<'a>,
    submission: &'a Submission,
    /// The folder that is this slot's alone.
    folder: PathBuf,
    /// The bodies that are compiled.
    bodies: Bodies,
    /// What is settled before anything runs, by exercise.
    settled: BTreeMap<String, (State, Reason)>,
    /// By probe.
    outcomes: BTreeMap<String, Outcome>,
    replies: replies::Replies,
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
    fn hint(&self, item: &mut GradedItem) {
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
    fn cell<'a>(&'a self, built: &'a Built, folder: &'a Path) -> Cell<'a> {
        Cell {
            launcher: self.launcher,
            program: &built.program,
            folder,
            protections: &self.protections,
        }
    }

    /// Whether the probes of an item are asked.
    fn asks(&self, item: &str) -> bool {
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

impl Trial<'_> {
    /// What needs no compiler: what is not there, and what names more than it may.
    fn settle(&mut self) {
        for entry in &self.judge.catalogue.entries {
            let id = &entry.exercise.id;
            let mut settle = |state, reason: Reason| {
                self.settled.insert(id.clone(), (state, reason));
            };
            match self.submission.written.get(id) {
                None => match self.submission.refused.get(id) {
                    Some(finding) => settle(
                        State::NotBuilt,
                        Reason {
                            place: finding.line.map(|line| Place {
                                file: (&*finding.file).into(),
                                line,
                            }),
                            ..outcome::reason(&finding.words)
                        },
                    ),
                    None => settle(State::NotWritten, outcome::reason("it was not handed in")),
                },
                Some(written) if intake::is_unwritten(&written.body) => settle(
                    State::NotWritten,
                    Reason {
                        place: Some(written.place.clone()),
                        ..outcome::reason("its body is still `todo!`")
                    },
                ),
                Some(written) if !written.faults.is_empty() => settle(
                    State::Policy,
                    Reason {
                        place: Some(written.place.clone()),
                        said: written.faults.join("\n"),
                        ..outcome::reason("it uses what this exercise is not to be written with")
                    },
                ),
                Some(written) => {
                    self.bodies.insert(id.clone(), written.body.clone());
                }
            }
        }
    }

    /// Compiles and asks everything of one worker.
    fn run(&mut self, worker: &Worker) -> Result<()> {
        let own = self.own(worker);
        if own.is_empty() {
            return Ok(());
        }
        let built = build(&self.slot(), worker, &own, Role::Submission)?;
        for (id, diagnostic) in &built.refused {
            let mut reason = outcome::reason(&diagnostic.words);
            reason.said = diagnostic.said.clone();
            reason.place = self.place(id, diagnostic.below);
            self.bodies.remove(id);
            self.settled.insert(id.clone(), (State::NotBuilt, reason));
        }
        let probes = worker.probes.iter().filter(|probe| self.is_to_run(probe));
        let mut probes: Vec<Probe> = probes.cloned().collect();
        // Results come last: how long they may take depends on how their pieces ended.
        probes.sort_by_key(|probe| probe.result);
        for probe in probes {
            let outcome = self.ask(worker, &built, &probe, &[])?;
            self.outcomes.insert(probe.name.clone(), outcome);
        }
        self.carry(worker, &self.own(worker))
    }

    /// A training adds up what slow but right pieces take. Where a piece has no end, neither has the training.
    fn patience(&self, probe: &Probe) -> u32 {
        let mut wrong = self.outcomes.values().filter_map(|it| it.wrong.as_ref());
        match probe.result && !wrong.any(|(state, _)| *state == State::Timeout) {
            true => PATIENCE,
            false => 1,
        }
    }

    /// The bodies that stand in a worker's files.
    fn own(&self, worker: &Worker) -> Bodies {
        let ids = worker.sources.exercises().map(|exercise| &exercise.id);
        let own = ids.filter_map(|id| Some((id.clone(), self.bodies.get(id)?.clone())));
        own.collect()
    }

    /// The folder in which a worker runs.
    fn empty(&self) -> Result<PathBuf> {
        let folder = self.folder.join("empty");
        common::files::create_folder(&folder)?;
        Ok(folder)
    }

    /// Where an answer can be expected: the body is there, or the item is a result and something is.
    fn is_to_run(&self, probe: &Probe) -> bool {
        self.judge.asks(&probe.item) && !self.settled.contains_key(&probe.item)
    }

    /// Gives credit for what is right beside the solution's other exercises: where an item fails and needs
    /// one that failed as well, it is asked once more with the solution in the other's place.
    fn carry(&mut self, worker: &Worker, bodies: &Bodies) -> Result<()> {
        let failed: BTreeSet<String> = {
            let entries = self.judge.catalogue.entries.iter();
            let ids = entries.map(|entry| &entry.exercise.id);
            ids.filter(|id| !self.passes(id)).cloned().collect()
        };
        let mut wanted: Vec<(Probe, Vec<String>)> = Vec::new();
        for probe in &worker.probes {
            let outcome = self.outcomes.get(&probe.name);
            if outcome.is_none_or(Outcome::passes) {
                continue;
            }
            let mut needs = self.judge.edition.reached(&probe.item);
            needs.remove(&probe.item);
            let needs: Vec<String> = needs.intersection(&failed).cloned().collect();
            // A result is the work of all pieces: with more than one stranger it is nobody's.
            if !needs.is_empty() && (!probe.result || needs.len() == 1) {
                wanted.push((probe.clone(), needs));
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let ids: BTreeSet<String> = wanted.iter().flat_map(|(_, needs)| needs.clone()).collect();
        let switch = format!(
            "switch_{}",
            self.judge.edition.secret.seed(&[&self.submission.digest])
        );
        let built = build(&self.slot(), worker, bodies, Role::StandIn(&ids, &switch))?;
        for (probe, needs) in wanted {
            let mut outcome = self.ask(worker, &built, &probe, &needs)?;
            outcome.carried = needs;
            let before = self.outcomes.get_mut(&probe.name);
            if let Some(before) = before.filter(|before| before.share() < outcome.share()) {
                // What came with the solution's pieces is nobody's business but the judge's.
                outcome.wrong = before.wrong.take();
                *before = outcome;
            }
        }
        Ok(())
    }

    fn passes(&self, id: &str) -> bool {
        let probes = self
            .judge
            .edition
            .probes()
            .filter(|(_, probe)| probe.item == id);
        let mut outcomes = probes.map(|(_, probe)| self.outcomes.get(&probe.name));
        !self.settled.contains_key(id)
            && outcomes.all(|outcome| outcome.is_some_and(Outcome::passes))
    }

    /// Asks every case of a probe.
    fn ask(
        &mut self,
        worker: &Worker,
        built: &Built,
        probe: &Probe,
        stand_in: &[String],
    ) -> Result<Outcome> {
        let (judge, edition) = (self.judge, self.judge.edition);
        let folder = self.empty()?;
        let cell = judge.cell(built, &folder);
        let recorded = edition.answers.get(&probe.name);
        let recorded = recorded.map_or(&[][..], |answers| &answers.cases);
        let limit = edition.limit(probe) * self.patience(probe);
        let mut outcome = Outcome::new(probe);
        for (case, told) in recorded.iter().enumerate() {
            let question = edition.question(probe, case, "");
            let answer = cell.ask(&question, told, (limit, stand_in))?;
            if stand_in.is_empty() {
                self.replies.note(&probe.name, case, &answer);
            }
            if !outcome.take(case, told, &answer) {
                break;
            }
        }
        if !probe.result && outcome.passes() {
            // Inputs that no other submission has: whoever knows the others' answers knows none of these.
            let case = recorded.len();
            let digest = &self.submission.digest;
            let (question, told) = edition.told((worker, probe), case, digest)?;
            let answer = cell.ask(&question, &told, (limit, stand_in))?;
            if stand_in.is_empty() {
                let name = replies::Replies::of_one(&probe.name);
                self.replies.note(&name, case, &answer);
            }
            outcome.take(case, &told, &answer);
        }
        outcome.locate(|place| self.place_of_panic(built, place));
        Ok(outcome)
    }

    /// Everything of a worker that is not settled becomes the grader's fault.
    fn is_our_fault(&mut self, worker: &Worker) {
        for probe in &worker.probes {
            if self.is_to_run(probe) && !self.outcomes.get(&probe.name).is_some_and(Outcome::passes)
            {
                let mut outcome = Outcome::new(probe);
                outcome.is_ours();
                self.outcomes.insert(probe.name.clone(), outcome);
            }
        }
    }

    /// A line of a body, in the student's file.
    fn place(&self, id: &str, below: usize) -> Option<Place> {
        let written = self.submission.written.get(id)?;
        Some(Place {
            file: written.place.file.clone(),
            line: written.place.line + below,
        })
    }

    /// Where a panic came from: `library/linear.rs:42:9` in the student's file.
    fn place_of_panic(&self, built: &Built, place: &str) -> Option<Place> {
        let mut words = place.rsplitn(3, ':');
        let (_, line, file) = (words.next()?, words.next()?, words.next()?);
        let (id, below) = built.library.body_at(file.as_ref(), line.parse().ok()?)?;
        self.place(id, below)
    }

    fn slot(&self) -> Slot<'_> {
        Slot {
            folder: self.folder.clone(),
            launcher: self.judge.launcher,
            protections: self.judge.protections,
            limits: LIMITS,
        }
    }

    /// State, points and reason of an item.
    fn fill(&self, graded: &mut GradedItem) {
        if let Some((state, reason)) = self.settled.get(&graded.id) {
            (graded.state, graded.points) = (*state, Some(0.0));
            graded.reason = Some(reason.clone());
            return;
        }
        let own = self
            .judge
            .edition
            .probes()
            .filter(|(_, probe)| probe.item == graded.id);
        let own: Vec<&Probe> = own.map(|(_, probe)| probe).collect();
        let outcomes: Vec<&Outcome> = own
            .iter()
            .filter_map(|probe| self.outcomes.get(&probe.name))
            .collect();
        outcome::fill(graded, &outcomes, own.is_empty());
        self.judge.hint(graded);
    }
}
