//! Proves that attacks are stopped, and that they are real: without what stops them they succeed.
//!
//! Each attack is a body. It is tried as it is handed in; with its names unread, so that the sandbox alone
//! is in its way; and, where its [`fixture`] names layers, without these. The bodies of one round
//! stand in one worker, each in another exercise.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::console::progress;
use crate::grading::judge::Judge;
use crate::grading::{GradedItem, State};
use crate::intake::{self, Submission};
use crate::splice::replace;

pub mod fixture;
pub mod scene;

use fixture::{Attack, SUCCESS};
use scene::Scene;

/// What came of one attack.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The attack.
    pub attack: Attack,
    /// How it ended as handed in, and with its names unread.
    pub ended: (State, State),
    /// Whether it succeeded without the layers that stop it; none where nothing is to be left out.
    pub without: Option<bool>,
    /// Everything that is not as it should be.
    pub problems: Vec<String>,
}

/// Where attacks are tried.
pub struct Arena<'a> {
    /// Whose protections are tried.
    pub judge: &'a Judge<'a>,
    /// The staff's workspace.
    pub root: &'a Path,
    /// What the attacks reach for.
    pub scene: &'a Scene,
    /// The folder that is the slot's.
    pub folder: PathBuf,
}

impl Arena<'_> {
    /// Tries all attacks, in rounds.
    pub fn try_all(&self, attacks: &[Attack]) -> Result<Vec<Tried>> {
        let mut rounds: Vec<BTreeMap<&str, &Attack>> = Vec::new();
        for attack in attacks {
            let id = attack.bug.exercise.as_str();
            let fits = |round: &&mut BTreeMap<&str, &Attack>| {
                let layers = round.values().next().map(|first| &first.stopped_by);
                layers == Some(&attack.stopped_by) && !round.contains_key(id)
            };
            match rounds.iter_mut().find(fits) {
                Some(round) => drop(round.insert(id, attack)),
                None => rounds.push(BTreeMap::from([(id, attack)])),
            }
        }
        let mut tried = Vec::new();
        for (number, round) in rounds.iter().enumerate() {
            progress(&format!(
                "attacks, round {} of {}",
                number + 1,
                rounds.len()
            ));
            tried.extend(self.try_round(round)?);
        }
        tried.sort_by(|a, b| {
            (a.attack.row, &a.attack.bug.name).cmp(&(b.attack.row, &b.attack.bug.name))
        });
        Ok(tried)
    }

    fn try_round(&self, round: &BTreeMap<&str, &Attack>) -> Result<Vec<Tried>> {
        let handed_in = self.hand_in(round)?;
        let mut unread = handed_in.clone();
        unread
            .written
            .values_mut()
            .for_each(|written| written.faults.clear());
        let stopped = self.grade(&unread, &[]);
        let changed = self.scene.changes();
        let layers = round
            .values()
            .next()
            .map(|attack| attack.stopped_by.clone());
        let layers = layers.filter(|layers| !layers.is_empty());
        let free = layers.map(|layers| self.grade(&unread, &layers));
        self.scene.restore()?;
        let tried = round.iter().map(|(id, attack)| {
            let with = stopped.get(*id);
            let state = with.map_or(State::InternalError, |item| item.state);
            let written = handed_in.written.get(*id);
            let read = match written.is_some_and(|written| !written.faults.is_empty()) {
                true => State::Policy,
                false => state,
            };
            let without = free
                .as_ref()
                .map(|free| free.get(*id).is_some_and(succeeded));
            let mut problems = Vec::new();
            let mut expect = |what: &str, (is, wanted): (State, State)| {
                if is != wanted {
                    let why = with
                        .and_then(|item| item.reason.clone())
                        .unwrap_or_default();
                    problems.push(attack.bug.at(&format!(
                        "{what} it ends as {}, and {} was expected: {} {}",
                        is.name(),
                        wanted.name(),
                        why.words,
                        why.said
                    )));
                }
            };
            expect("as handed in", (read, attack.handed_in));
            expect("with its names unread", (state, attack.unread));
            if with.is_some_and(succeeded) {
                problems.push(attack.bug.at("it succeeds, and nothing stops it"));
            }
            if without == Some(false) {
                let item = free.as_ref().and_then(|free| free.get(*id)?.reason.clone());
                let why = item.unwrap_or_default();
                problems.push(attack.bug.at(&format!(
                    "it does not succeed without {} either, so that it proves nothing: {} {}",
                    attack.stopped_by.join(" and "),
                    why.words,
                    why.said
                )));
            }
            let files = changed.iter();
            problems.extend(
                files.map(|file| attack.bug.at(&format!("a round with it changed {file}"))),
            );
            Tried {
                attack: (*attack).clone(),
                ended: (read, state),
                without,
                problems,
            }
        });
        Ok(tried.collect())
    }

    /// Takes the bodies in as a student's files.
    fn hand_in(&self, round: &BTreeMap<&str, &Attack>) -> Result<Submission> {
        let mut files: BTreeMap<&Path, String> = BTreeMap::new();
        for entry in self.judge.catalogue.entries.iter().rev() {
            let exercise = &entry.exercise;
            let text = match files.entry(&exercise.file) {
                std::collections::btree_map::Entry::Occupied(old) => old.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    new.insert(crate::source::read(&self.root.join(&exercise.file))?)
                }
            };
            let body = match round.get(&*exercise.id) {
                Some(attack) => self.scene.fill(&attack.bug.body),
                None => "{ todo!() }".to_owned(),
            };
            *text = replace(text, vec![(exercise.body.clone(), body)]);
        }
        let home = self.folder.join("handed-in");
        if home.exists() {
            std::fs::remove_dir_all(&home).map_err(Error::io("empty", &home))?;
        }
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_path_buf(), text.into_bytes()));
        crate::files::write(&files.collect(), &home)?;
        intake::take(&home, self.judge.catalogue, self.root)
    }

    /// Items by exercise, with all layers but these.
    fn grade(&self, submission: &Submission, layers: &[String]) -> BTreeMap<String, GradedItem> {
        let judge = Judge {
            protections: fixture::without(layers).unwrap_or_default(),
            practice: true,
            ..*self.judge
        };
        let (graded, _) = judge.grade(submission, "attacks", self.folder.join("slot"));
        let items = graded.items.into_iter().chain(graded.practice);
        items.map(|item| (item.id.clone(), item)).collect()
    }
}

fn succeeded(item: &GradedItem) -> bool {
    // The compiler quotes the words of a body that it refuses.
    let reason = item.reason.as_ref().filter(|_| item.state == State::Error);
    reason.is_some_and(|reason| reason.said.contains(SUCCESS))
}

/// A table of what was tried.
pub fn table(tried: &[Tried]) -> String {
    let rows = tried.iter().map(|one| {
        let without = match one.without {
            None => "-".into(),
            Some(true) => format!("succeeds without {}", one.attack.stopped_by.join(" + ")),
            Some(false) => format!("fails without {}", one.attack.stopped_by.join(" + ")),
        };
        format!(
            "{:>3}  {:<44}  {:<12}  {:<14}  {without}\n",
            one.attack.row,
            one.attack.does,
            one.ended.0.name(),
            one.ended.1.name()
        )
    });
    let wrong = tried.iter().filter(|one| !one.problems.is_empty()).count();
    let (count, rows) = (tried.len(), rows.collect::<String>());
    format!(
        "{:>3}  {:<44}  {:<12}  {:<14}  without what stops it\n{rows}{count} attacks, {} as expected\n",
        "row",
        "attack",
        "handed in",
        "names unread",
        count - wrong
    )
}
