//! One submission being judged: compiled, asked, and asked once more beside the solution's pieces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use common::error::Result;

use super::Judge;
use crate::grading::outcome::{self, Outcome};
use crate::grading::{GradedItem, Place, Reason, State, replies};
use crate::intake::{self, Submission};
use crate::probes::Probe;
use crate::worker::build::{Built, LIMITS, Slot, build};
use crate::worker::{Bodies, Role, Worker};

/// How many times longer than usual a result may take whose pieces are none too slow.
const PATIENCE: u32 = 5;

/// One submission being judged in one slot.
pub(super) struct Trial<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) submission: &'a Submission,
    /// The folder that is this slot's alone.
    pub(super) folder: PathBuf,
    /// The bodies that are compiled.
    pub(super) bodies: Bodies,
    /// What is settled before anything runs, by exercise.
    pub(super) settled: BTreeMap<String, (State, Reason)>,
    /// By probe.
    pub(super) outcomes: BTreeMap<String, Outcome>,
    pub(super) replies: replies::Replies,
}

impl Trial<'_> {
    /// What needs no compiler: what is not there, and what names more than it may.
    pub(super) fn settle(&mut self) {
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
    pub(super) fn run(&mut self, worker: &Worker) -> Result<()> {
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
    pub(super) fn patience(&self, probe: &Probe) -> u32 {
        let mut wrong = self.outcomes.values().filter_map(|it| it.wrong.as_ref());
        match probe.result && !wrong.any(|(state, _)| *state == State::Timeout) {
            true => PATIENCE,
            false => 1,
        }
    }

    /// The bodies that stand in a worker's files.
    pub(super) fn own(&self, worker: &Worker) -> Bodies {
        let ids = worker.sources.exercises().map(|exercise| &exercise.id);
        let own = ids.filter_map(|id| Some((id.clone(), self.bodies.get(id)?.clone())));
        own.collect()
    }

    /// The folder in which a worker runs.
    pub(super) fn empty(&self) -> Result<PathBuf> {
        let folder = self.folder.join("empty");
        common::files::create_folder(&folder)?;
        Ok(folder)
    }

    /// Where an answer can be expected: the body is there, or the item is a result and something is.
    pub(super) fn is_to_run(&self, probe: &Probe) -> bool {
        self.judge.asks(&probe.item) && !self.settled.contains_key(&probe.item)
    }

    /// Gives credit for what is right beside the solution's other exercises: where an item fails and needs
    /// one that failed as well, it is asked once more with the solution in the other's place.
    pub(super) fn carry(&mut self, worker: &Worker, bodies: &Bodies) -> Result<()> {
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

    pub(super) fn passes(&self, id: &str) -> bool {
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
    pub(super) fn ask(
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
    pub(super) fn is_our_fault(&mut self, worker: &Worker) {
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
    pub(super) fn place(&self, id: &str, below: usize) -> Option<Place> {
        let written = self.submission.written.get(id)?;
        Some(Place {
            file: written.place.file.clone(),
            line: written.place.line + below,
        })
    }

    /// Where a panic came from: `library/linear.rs:42:9` in the student's file.
    pub(super) fn place_of_panic(&self, built: &Built, place: &str) -> Option<Place> {
        let mut words = place.rsplitn(3, ':');
        let (_, line, file) = (words.next()?, words.next()?, words.next()?);
        let (id, below) = built.library.body_at(file.as_ref(), line.parse().ok()?)?;
        self.place(id, below)
    }

    pub(super) fn slot(&self) -> Slot<'_> {
        Slot {
            folder: self.folder.clone(),
            launcher: self.judge.launcher,
            protections: self.judge.protections,
            limits: LIMITS,
        }
    }

    /// State, points and reason of an item.
    pub(super) fn fill(&self, graded: &mut GradedItem) {
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
