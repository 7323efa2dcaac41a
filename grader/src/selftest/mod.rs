//! Tests the probes themselves: they must catch every typical mistake, and pass everything that is right.
//!
//! All bodies stand behind one switch, so that one program serves all of them ([`Role::Choice`]). A mistake
//! is asked as a submission is, confined and within limits; what is right is asked many seeds in a process.

use std::collections::BTreeMap;
use std::path::PathBuf;

use common::error::Result;
use probe::Told;
use sandbox::{Launcher, Limits};

use crate::bugs::{self, Bug};
use crate::catalogue::Catalogue;
use crate::class::protections;
use crate::console::progress;
use crate::grading::edition::Edition;
use crate::grading::judge::Judge;
use crate::grading::outcome::{self, Outcome};
use crate::grading::{Confinement, Graded, State};
use crate::intake::Submission;
use crate::items::Class;
use crate::mutants;
use crate::probes::Probe;
use crate::public_tests::side_by_side;
use crate::source::refuse;
use crate::worker::ask::{Answer, Cell, Question, tell_all};
use crate::worker::build::{Built, LIMITS, Slot, build};
use crate::worker::{Alternative, Bodies, Role, Worker};
use crate::workspace::Workspace;

mod report;

pub use report::{show, too_few};

/// Over how many seeds a right body is asked.
const SEEDS: usize = 200;

/// How much longer than a submission the compiler may take with all bodies at once.
const FACTOR: u32 = 20;

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A typical mistake.
    Bug,
    /// A small change of the solution.
    Mutant,
    /// The solution, written differently.
    Variant,
    /// A table of the public tests' numbers, which must earn nothing.
    Lookup,
}

/// A body and what came of it.
#[derive(Debug)]
pub struct Tried {
    /// What it is meant to be.
    pub kind: Kind,
    /// The body with its place.
    pub body: Bug,
    /// The first probe that caught it, or that punished it, and why.
    pub caught: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Every body, in no particular order.
    pub tried: Vec<Tried>,
    /// Bodies of exercises that no probe asks, or that do not compile.
    pub problems: Vec<String>,
    /// The results of the solution and of a hand-out.
    pub whole: Option<(Graded, Graded)>,
}

/// Everything that a selftest needs.
pub struct Selftest<'a> {
    /// The staff's.
    pub workspace: &'a Workspace,
    /// What is asked.
    pub catalogue: &'a Catalogue,
    /// What submissions are compared with.
    pub edition: &'a Edition,
    /// What starts confined processes.
    pub launcher: &'a Launcher,
    /// What results say of that.
    pub confinement: Confinement,
    /// Whether small changes of the solution are tried as well.
    pub with_mutants: bool,
}

/// Where bodies are asked: the worker, the program with them in it, an empty folder.
type Place<'a> = (&'a Worker, &'a Built, &'a PathBuf);

impl Selftest<'_> {
    /// Tries everything.
    pub fn run(&self) -> Result<Found> {
        let (root, assignment) = (&self.workspace.root, &self.catalogue.assignment);
        let mut problems = Vec::new();
        let bugs = bugs::read(root, assignment, &mut problems)?;
        let variants = bugs::variants(root, assignment, &mut problems)?;
        let lookups = bugs::lookups(root, assignment, &mut problems)?;
        refuse(&problems, "the bodies are at fault")?;
        let mutants = match self.with_mutants {
            true => mutants::compiled(self.workspace, self.catalogue)?,
            false => Vec::new(),
        };
        let mut found = Found::default();
        let of_kind = |kind, bodies: Vec<Bug>| bodies.into_iter().map(move |body| (kind, body));
        let all = of_kind(Kind::Bug, bugs)
            .chain(of_kind(Kind::Variant, variants))
            .chain(of_kind(Kind::Lookup, lookups))
            .chain(of_kind(Kind::Mutant, mutants));
        let all: Vec<(Kind, Bug)> = all.collect();
        for worker in &self.edition.workers {
            let asks = |id: &str| worker.probes.iter().any(|probe| probe.item == id);
            let own = all.iter().filter(|(_, body)| asks(&body.exercise));
            self.try_all(worker, &own.collect::<Vec<_>>(), &mut found)?;
        }
        found.whole = Some(self.whole());
        Ok(found)
    }

    fn try_all(&self, worker: &Worker, bodies: &[&(Kind, Bug)], found: &mut Found) -> Result<()> {
        let alternatives = bodies
            .iter()
            .enumerate()
            .map(|(number, (_, body))| Alternative {
                name: number.to_string(),
                exercise: body.exercise.clone(),
                body: body.body.clone(),
            });
        let alternatives: Vec<Alternative> = alternatives.collect();
        let (count, class) = (bodies.len(), worker.class.name());
        progress(&format!("compiling {count} bodies ({class})"));
        let slot = Slot {
            folder: self.folder(worker.class),
            launcher: self.launcher,
            protections: protections(self.confinement),
            limits: Limits {
                wall: LIMITS.wall * FACTOR,
                cpu: LIMITS.cpu * FACTOR,
                memory: 2 * LIMITS.memory,
                ..LIMITS
            },
        };
        let built = build(&slot, worker, &Bodies::new(), Role::Choice(&alternatives))?;
        let empty = slot.folder.join("empty");
        common::files::create_folder(&empty)?;
        progress("asking the solution many seeds");
        let right = self.right(worker, &built)?;
        let numbered: Vec<(usize, &(Kind, Bug))> = bodies.iter().copied().enumerate().collect();
        let tried = side_by_side(&numbered, |(number, (kind, body))| {
            let name = number.to_string();
            let caught = match kind {
                Kind::Variant => self.punished(worker, &built, (&name, body), &right)?,
                Kind::Lookup => self.stopped((worker, &built, &empty), (&name, body))?,
                _ => self.caught((worker, &built, &empty), (&name, body))?,
            };
            Ok(Tried {
                kind: *kind,
                body: body.clone(),
                caught,
            })
        })?;
        for one in tried {
            // An exercise that two workers ask: what one of them sees has been seen.
            let mut known = found.tried.iter_mut();
            match known.find(|known| (known.kind, &known.body) == (one.kind, &one.body)) {
                Some(known) => known.caught = known.caught.take().or(one.caught),
                None => found.tried.push(one),
            }
        }
        Ok(())
    }

    fn folder(&self, class: Class) -> PathBuf {
        let home = self.workspace.target.join("grading").join("selftest");
        home.join(&self.catalogue.assignment).join(class.name())
    }

    /// What catches a wrong body.
    fn caught(&self, place: Place<'_>, body: (&str, &Bug)) -> Result<Option<String>> {
        let outcomes = self.outcomes(place, body)?;
        let mut wrong = outcomes.iter().filter_map(|(probe, outcome)| {
            let (state, reason) = outcome.wrong.as_ref()?;
            Some(format!("{probe}: {} ({})", state.name(), reason.words))
        });
        Ok(wrong.next())
    }

    /// Whether a body earns nothing at all.
    fn stopped(&self, place: Place<'_>, body: (&str, &Bug)) -> Result<Option<String>> {
        let outcomes = self.outcomes(place, body)?;
        let outcomes: Vec<&Outcome> = outcomes.iter().map(|(_, outcome)| outcome).collect();
        Ok((outcome::share(&outcomes) == 0.0).then(|| "earns nothing".into()))
    }

    /// What comes of the probes of a body's exercise, asked as a submission is.
    fn outcomes(
        &self,
        (worker, built, folder): Place<'_>,
        (name, body): (&str, &Bug),
    ) -> Result<Vec<(String, Outcome)>> {
        let mut outcomes = Vec::new();
        let protections = protections(self.confinement);
        let cell = Cell {
            launcher: self.launcher,
            program: &built.program,
            folder,
            protections: &protections,
        };
        let own = worker
            .probes
            .iter()
            .filter(|probe| probe.item == body.exercise);
        for probe in own {
            let mut outcome = Outcome::new(probe);
            let recorded = self.edition.answers.get(&probe.name);
            for (case, told) in recorded
                .into_iter()
                .flat_map(|it| it.cases.iter().enumerate())
            {
                let question = self.edition.question(probe, case, "");
                let limit = self.edition.limit(probe);
                let answer = cell.ask(&question, told, (limit, &[name.to_owned()]))?;
                if !outcome.take(case, told, &answer) {
                    break;
                }
            }
            outcomes.push((probe.name.clone(), outcome));
        }
        Ok(outcomes)
    }

    /// The solution's answers to many seeds, by probe.
    fn right(&self, worker: &Worker, built: &Built) -> Result<BTreeMap<String, Vec<Told>>> {
        let probes: Vec<&Probe> = worker.probes.iter().filter(|probe| !probe.result).collect();
        let answers = side_by_side(&probes, |probe| {
            let told = tell_all(&built.program, &[], &self.seeds(probe))?;
            let told: std::result::Result<Vec<Told>, String> = told.into_iter().collect();
            let told = told.map_err(|said| {
                common::error::Error::Failed(format!("{}: the solution panics: {said}", probe.name))
            })?;
            Ok((probe.name.clone(), told))
        })?;
        Ok(answers.into_iter().collect())
    }

    /// What punishes a right body, if anything does.
    fn punished(
        &self,
        worker: &Worker,
        built: &Built,
        (name, body): (&str, &Bug),
        right: &BTreeMap<String, Vec<Told>>,
    ) -> Result<Option<String>> {
        let own = worker.probes.iter();
        let own = own.filter(|probe| probe.item == body.exercise && !probe.result);
        for probe in own {
            let mut outcome = Outcome::new(probe);
            let told = tell_all(&built.program, &[name.to_owned()], &self.seeds(probe))?;
            for (number, (told, right)) in told.into_iter().zip(&right[&probe.name]).enumerate() {
                let answer = match told {
                    Ok(told) => Answer::Gave(
                        told.given
                            .into_iter()
                            .map(|it| (it.value.shape, it.value.values))
                            .collect(),
                    ),
                    Err(message) => Answer::Panicked {
                        message,
                        place: String::new(),
                    },
                };
                outcome.take(number, right, &answer);
            }
            if let Some((state, reason)) = &outcome.wrong {
                let case = reason.case.as_ref().map_or(0, |case| case.number);
                let (probe, words) = (&probe.name, &reason.words);
                return Ok(Some(format!(
                    "{probe}, seed {case}: {} ({words})",
                    state.name()
                )));
            }
        }
        Ok(None)
    }

    /// Many seeds with the numbers of cases that submissions are asked.
    fn seeds(&self, probe: &Probe) -> Vec<Question> {
        let numbers = 0..SEEDS;
        let seeds = numbers.map(|number| {
            let own = format!("selftest {number}");
            self.edition.question(probe, number % probe.cases(), &own)
        });
        seeds.collect()
    }

    /// The results of the solution, and of a submission in which nothing is written.
    fn whole(&self) -> (Graded, Graded) {
        let judge = Judge {
            catalogue: self.catalogue,
            edition: self.edition,
            launcher: self.launcher,
            protections: protections(self.confinement),
            confinement: self.confinement,
            practice: true,
        };
        let folder = self.folder(Class::ByHand).with_file_name("whole");
        let written = self.catalogue.entries.iter().map(|entry| {
            let exercise = &entry.exercise;
            let body = crate::grading::Written {
                id: exercise.id.clone(),
                body: exercise.text.clone(),
                place: crate::grading::Place {
                    file: exercise.file.clone(),
                    line: exercise.line,
                },
                faults: Vec::new(),
            };
            (exercise.id.clone(), body)
        });
        let solution = Submission {
            written: written.collect(),
            digest: "the solution".into(),
            ..Submission::default()
        };
        let mut nothing = solution.clone();
        for (id, written) in &mut nothing.written {
            written.body = format!("{{ todo!(\"{id}\") }}");
        }
        let (solution, _) = judge.grade(&solution, "solution", folder.clone());
        let (nothing, _) = judge.grade(&nothing, "hand-out", folder);
        (solution, nothing)
    }
}

impl Found {
    /// What must be repaired.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.problems.clone();
        for Tried { kind, body, caught } in &self.tried {
            match (kind, caught) {
                (Kind::Bug, None) => {
                    let fault = format!("no probe catches it ({})", body.description);
                    faults.push(body.at(&fault));
                }
                (Kind::Lookup, None) => {
                    faults.push(body.at("it earns points, and knows nothing"));
                }
                (Kind::Variant, Some(why)) => {
                    faults.push(body.at(&format!("it is right, and punished: {why}")));
                }
                _ => {}
            }
        }
        let Some((solution, nothing)) = &self.whole else {
            return faults;
        };
        let items = solution.items.iter().chain(&solution.practice);
        for item in items.filter(|item| !matches!(item.state, State::Pass | State::Open)) {
            let (id, state) = (&item.id, item.state.name());
            let why = item
                .reason
                .as_ref()
                .map_or("", |reason| reason.words.as_str());
            faults.push(format!("{id}: {state} with the solution: {why}"));
        }
        for item in nothing
            .items
            .iter()
            .filter(|item| item.points.unwrap_or(0.0) > 0.0)
        {
            faults.push(format!("{}: points for nothing", item.id));
        }
        faults
    }
}
