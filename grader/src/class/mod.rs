//! Grades a class: every submission once, a line of the [journal] each, then all documents from the journal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use common::error::{Error, Result};
use sandbox::Protections;

use crate::console::progress;
use crate::documents::{self, marking, marks};
use crate::grading::judge::Judge;
use crate::grading::{Confinement, Finding, Graded, GradedItem, Headline, State, outcome};
use crate::intake::{self, ClassFolder, DateTime, HandedIn, Roster, Submission};

pub mod journal;

use journal::{Entry, Journal, Key};

/// What is graded, and where the results go.
pub struct Batch<'a> {
    /// What judges.
    pub judge: &'a Judge<'a>,
    /// The staff's workspace.
    pub root: &'a Path,
    /// Who is in the class.
    pub roster: &'a Roster,
    /// Until when submissions may come, if the roster says nothing else.
    pub due: Option<DateTime>,
    /// The folder of results.
    pub out: &'a Path,
    /// The folder in which each slot builds and runs.
    pub slots: &'a Path,
}

/// What came of a class.
#[derive(Debug)]
pub struct ClassResult {
    /// In the roster's order.
    pub graded: Vec<Graded>,
    /// What was graded before, of those that have changed.
    pub before: Vec<Graded>,
    /// How many were graded now, and how many stood in the journal.
    pub counts: (usize, usize),
    /// Files that are nobody's.
    pub unmatched: Vec<Finding>,
    /// Figures, reports and answers of each student.
    pub others: BTreeMap<String, BTreeMap<PathBuf, Vec<u8>>>,
}

/// A submission that is to be graded.
struct Task<'a> {
    handed_in: &'a HandedIn,
    submission: Submission,
}

impl Batch<'_> {
    /// Grades what lies in a folder.
    pub fn grade(&self, folder: &Path) -> Result<ClassResult> {
        common::files::create_folder(self.out)?;
        let journal = Journal::open(self.out)?;
        let class = intake::class(folder, &self.judge.catalogue.assignment, self.roster)?;
        let (mut tasks, mut unreadable) = (Vec::new(), BTreeMap::new());
        for handed_in in &class.handed_in {
            match intake::take(&handed_in.path, self.judge.catalogue, self.root) {
                Ok(submission) => tasks.push(Task {
                    handed_in,
                    submission,
                }),
                Err(error) => {
                    unreadable.insert(handed_in.student.clone(), error.to_string());
                }
            }
        }
        let keys = tasks.iter().map(|task| {
            let key = Key {
                submission: task.submission.digest.clone(),
                edition: self.judge.edition.digest.clone(),
                practice: self.judge.practice,
            };
            (task.handed_in.student.clone(), key)
        });
        let mut done = journal.of(&keys.collect());
        let kept = done.len();
        let open: Vec<&Task<'_>> = tasks
            .iter()
            .filter(|task| !done.contains_key(&task.handed_in.student))
            .collect();
        for entry in self.grade_all(&open, &journal)? {
            done.insert(entry.graded.student.clone(), entry);
        }
        let counts = (open.len(), kept);
        let mut graded = self.in_order(&class, &tasks, &done, &unreadable);
        flag_copies(&mut graded);
        let old = journal.before();
        let changed = graded.iter().filter_map(|now| {
            let before = &old.get(&now.student)?.graded;
            (before.edition != now.edition || before.submission != now.submission)
                .then(|| before.clone())
        });
        Ok(ClassResult {
            before: changed.collect(),
            counts,
            unmatched: class.unmatched.clone(),
            others: tasks
                .into_iter()
                .map(|task| (task.handed_in.student.clone(), task.submission.others))
                .collect(),
            graded,
        })
    }

    /// Marks what stands in the journal once more by the edition's answers; nothing runs.
    pub fn mark_again(&self) -> Result<ClassResult> {
        let journal = Journal::open(self.out)?.before();
        let mut graded = Vec::new();
        for student in &self.roster.students {
            graded.push(match journal.get(&student.id) {
                Some(entry) => self.judge.mark_again(&entry.graded, &entry.replies),
                None => self.nothing(&student.id, "nothing stands in the journal", false),
            });
        }
        Ok(ClassResult {
            counts: (0, journal.len()),
            before: journal.into_values().map(|entry| entry.graded).collect(),
            unmatched: Vec::new(),
            others: BTreeMap::new(),
            graded,
        })
    }

    /// Grades what is open, as many at a time as there are processors.
    fn grade_all(&self, open: &[&Task<'_>], journal: &Journal) -> Result<Vec<Entry>> {
        let (next, count, start) = (AtomicUsize::new(0), AtomicUsize::new(0), Instant::now());
        let slots = std::thread::available_parallelism().map_or(1, usize::from);
        let slot = |number: usize| -> Result<Vec<Entry>> {
            let mut entries = Vec::new();
            while let Some(task) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
                let folder = self.slots.join(number.to_string());
                let student = &task.handed_in.student;
                let (graded, replies) = self.judge.grade(&task.submission, student, folder);
                let entry = Entry {
                    practice: self.judge.practice,
                    graded,
                    replies,
                };
                journal.add(&entry)?;
                let done = count.fetch_add(1, Ordering::Relaxed) + 1;
                let each = start.elapsed().as_secs_f64() / done as f64;
                let left = each * (open.len() - done) as f64;
                progress(&format!(
                    "{student}: {} points; {done} of {}, {each:.1} s each, {} left",
                    entry.graded.points(),
                    open.len(),
                    duration(left)
                ));
                entries.push(entry);
            }
            Ok(entries)
        };
        std::thread::scope(|scope| {
            let slots: Vec<_> = (0..slots)
                .map(|number| scope.spawn(move || slot(number)))
                .collect();
            let mut all = Vec::new();
            for slot in slots {
                let entries = slot.join();
                all.extend(entries.map_err(|_| Error::Failed("a slot broke off".into()))??);
            }
            Ok(all)
        })
    }

    /// The roster's list, with everyone on it.
    fn in_order(
        &self,
        class: &ClassFolder,
        tasks: &[Task<'_>],
        done: &BTreeMap<String, Entry>,
        unreadable: &BTreeMap<String, String>,
    ) -> Vec<Graded> {
        let students = self.roster.students.iter().map(|student| {
            let id = &student.id;
            let handed_in = class
                .handed_in
                .iter()
                .find(|handed_in| handed_in.student == *id);
            let mut graded = match (done.get(id), unreadable.get(id)) {
                (Some(entry), _) => entry.graded.clone(),
                (None, Some(why)) => self.nothing(
                    id,
                    &format!("what was handed in cannot be read: {why}"),
                    true,
                ),
                (None, None) => self.nothing(id, "nothing was handed in", false),
            };
            if let Some(handed_in) = handed_in {
                graded
                    .headlines
                    .extend(handed_in.headlines(self.roster.due(id, self.due)));
            }
            // Where a file came from is said anew: another file may have the same bodies.
            if let Some(task) = tasks.iter().find(|task| task.handed_in.student == *id) {
                graded.not_graded = task.submission.findings.clone();
            }
            graded
        });
        students.collect()
    }

    /// The result of a student of whom there is nothing to grade.
    fn nothing(&self, student: &str, words: &str, attention: bool) -> Graded {
        let empty = Submission::default();
        let folder = self.slots.join("none");
        let (mut graded, _) = self.judge.grade(&empty, student, folder);
        graded.submission = String::new();
        graded.headlines = vec![Headline {
            attention,
            words: words.into(),
        }];
        let nothing = |item: &mut GradedItem| {
            item.state = State::NotWritten;
            item.points = Some(0.0);
            item.reason = Some(outcome::reason("nothing was handed in"));
        };
        graded.items.iter_mut().for_each(nothing);
        graded.practice.iter_mut().for_each(nothing);
        graded
    }

    /// Puts what people have filled into the table of marks into the results, from `file` or the table in
    /// the folder of results; says how many marks there are. A `file` takes the place of that table.
    pub fn mark(&self, result: &mut ClassResult, file: Option<&Path>) -> Result<usize> {
        let roster = self.names();
        let class = documents::Class {
            roster: &roster,
            graded: &result.graded,
            catalogue: self.judge.catalogue,
        };
        let marks = match file {
            Some(file) => marks::replace(self.out, file, &class)?,
            None => marks::read(&self.out.join(marks::FILE), &class)?,
        };
        for graded in &mut result.graded {
            marks::apply(graded, &marks);
        }
        Ok(marks.count())
    }

    /// Identifiers and names.
    fn names(&self) -> Vec<(String, String)> {
        let students = self.roster.students.iter();
        students
            .map(|student| (student.id.clone(), student.name.clone()))
            .collect()
    }

    /// Writes every document.
    pub fn write(&self, result: &ClassResult) -> Result<()> {
        let roster = self.names();
        let mut answers = marking::Answers::new();
        for graded in &result.graded {
            if let Some(handed_in) = result.others.get(&graded.student) {
                let items = marking::by_hand(graded).map(|item| &*item.id);
                answers.extend(marking::keep(
                    self.out,
                    (&graded.student, items),
                    handed_in,
                )?);
            }
        }
        let class = documents::Class {
            roster: &roster,
            graded: &result.graded,
            catalogue: self.judge.catalogue,
        };
        documents::write_class_with(self.out, &class, &answers)
    }
}

/// Says of submissions with the same bodies that they are the same.
fn flag_copies(graded: &mut [Graded]) {
    let mut same: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in graded.iter().filter(|one| one.points() > 0.0) {
        same.entry(one.submission.clone())
            .or_default()
            .push(one.student.clone());
    }
    for one in graded {
        let others = same.get(&one.submission).into_iter().flatten();
        let others: Vec<&str> = others
            .filter(|other| **other != one.student)
            .map(String::as_str)
            .collect();
        if !others.is_empty() {
            one.headlines.push(Headline {
                attention: true,
                words: format!(
                    "the same to the letter as what {} handed in",
                    others.join(", ")
                ),
            });
        }
    }
}

/// `40 s`, `3 min`.
fn duration(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 100.0 => format!("{seconds:.0} s"),
        seconds => format!("{:.0} min", seconds / 60.0),
    }
}

/// What processes are confined to, where this much holds.
pub fn protections(confinement: Confinement) -> Protections {
    let confined = confinement == Confinement::Confined;
    Protections {
        landlock: confined,
        seccomp: confined,
        ..Protections::default()
    }
}

/// How much of the sandbox this machine has.
pub fn confinement() -> Confinement {
    match sandbox::tier() {
        sandbox::Tier::Confined => Confinement::Confined,
        _ => Confinement::Limits,
    }
}
