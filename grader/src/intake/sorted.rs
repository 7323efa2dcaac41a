//! What is taken of the files in the basket, and what is said of the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use super::basket::Basket;
use super::bodies::{self, Bodies};
use super::digest::digest;
use super::faults::Judge;
use super::layout::Layout;
use super::others::{Fate, fate};
use super::ours::Ours;
use super::scan::{self, Token};
use super::words::{cut, is_rust, shown};
use super::{Submission, limits};
use crate::catalogue::Catalogue;
use crate::model::{Finding, Place, Written};

/// What every tag begins with.
const TAG: &str = "**Exercise ";

/// A file of a student with exercises in it.
pub struct Candidate {
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
    pub bodies: Bodies,
}

/// Sorts a basket. `loose` files are known by their tags, others by their paths as well.
pub fn sort(basket: Basket, loose: bool, of: (&Catalogue, &Path)) -> Result<Submission> {
    let ours = Ours::read(of.0, of.1)?;
    let layout = Layout::of(basket.files.keys().map(String::as_str), &ours);
    let mut sorter = Sorter {
        ours: &ours,
        layout,
        loose,
        findings: basket.findings,
        others: BTreeMap::new(),
        candidates: Vec::new(),
    };
    for (path, bytes) in basket.files {
        sorter.take_in(path, bytes);
    }
    sorter.finish()
}

pub struct Sorter<'a> {
    pub ours: &'a Ours<'a>,
    layout: Layout,
    loose: bool,
    findings: Vec<Finding>,
    others: BTreeMap<PathBuf, Vec<u8>>,
    candidates: Vec<Candidate>,
}

impl Sorter<'_> {
    /// Says something of a file.
    pub fn say(&mut self, file: &str, line: Option<usize>, words: String) {
        let file = shown(file);
        self.findings.push(Finding { file, line, words });
    }

    /// How well a file's path fits the file that an exercise belongs into.
    pub fn rank(&self, path: &str, file: &str) -> Option<u8> {
        let rank = self.layout.rank(path, file);
        rank.or(self.loose.then_some(9))
    }

    fn take_in(&mut self, path: String, bytes: Vec<u8>) {
        let place = self.layout.place(&path);
        let is_ours = place
            .as_ref()
            .is_some_and(|place| self.ours.files.contains_key(place));
        let has_tag = is_rust(&path) && bytes.windows(TAG.len()).any(|part| part == TAG.as_bytes());
        if is_ours || has_tag {
            let is_unchanged = |place: &String| self.ours.is_unchanged(place, &bytes) == Some(true);
            // Another file of the hand-out may speak of tags.
            if !is_ours && place.as_ref().is_some_and(is_unchanged) {
                return;
            }
            match String::from_utf8(bytes) {
                Ok(text) if has_tag => self.read(path, &text),
                Ok(_) => self.say(&path, None, "the file has no exercise any more: a body is found by the line `**Exercise …**` above its function".into()),
                Err(_) => self.say(&path, None, "the file is no UTF-8 text and is not read: save it as UTF-8".into()),
            }
            return;
        }
        match fate(&path, &bytes, (&self.layout, self.ours)) {
            Fate::Silent => {}
            Fate::Kept => drop(self.others.insert(path.into(), bytes)),
            Fate::Left(words) => self.say(&path, None, words.into()),
        }
    }

    /// Looks for exercises in a text.
    fn read(&mut self, path: String, text: &str) {
        let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        if text.starts_with("#!") && !text.starts_with("#![") {
            // The parser would skip this line and count from the next one.
            let end = text.find('\n').unwrap_or(text.len());
            text.replace_range(..end, &" ".repeat(end));
        }
        let tokens = scan::tokens(&text);
        let bodies = bodies::find(&text, &tokens);
        if let Some((line, fault)) = &bodies.broken {
            let words = format!(
                "the file cannot be read as Rust ({}): the bodies that can be told apart are taken all the same",
                cut(fault)
            );
            self.say(&path, *line, words);
        }
        self.candidates.push(Candidate {
            path,
            text,
            tokens,
            bodies,
        });
    }

    fn finish(mut self) -> Result<Submission> {
        let candidates = std::mem::take(&mut self.candidates);
        let chosen = self.choose(&candidates);
        let judge = Judge::new(self.ours);
        let (mut written, mut refused) = (BTreeMap::new(), BTreeMap::new());
        for (id, (candidate, found)) in &chosen {
            let (file, line) = (candidate.path.as_str(), found.line);
            if let Some(fault) = &found.fault {
                let words = format!("the body of `{id}` is not taken: {fault}");
                self.say(file, Some(line), words.clone());
                let (file, line) = (shown(file), Some(line));
                refused.insert((*id).to_owned(), Finding { file, line, words });
                continue;
            }
            let body = candidate.text[found.body.clone()].to_owned();
            let faults = judge.faults(id, &body, (file, line));
            let place = Place {
                file: file.into(),
                line,
            };
            let id = (*id).to_owned();
            written.insert(
                id.clone(),
                Written {
                    id,
                    body,
                    place,
                    faults,
                },
            );
        }
        self.compare(&candidates, &chosen);
        let assignment = &self.ours.catalogue.assignment;
        if written.is_empty() && refused.is_empty() {
            let foreign = candidates
                .iter()
                .flat_map(|candidate| &candidate.bodies.found);
            let mut foreign = foreign.filter(|found| self.ours.file_of(&found.id).is_none());
            if let Some(found) = foreign.next() {
                return Err(Error::Failed(format!(
                    "this is a submission of another assignment: it has `{}`, and no exercise of {assignment}.",
                    found.id
                )));
            }
            let words = format!("no exercise of {assignment} was found in the submission");
            self.findings.push(Finding {
                file: String::new(),
                line: None,
                words,
            });
        }
        self.findings.sort();
        self.findings.dedup();
        let more = self.findings.len().saturating_sub(limits::FINDINGS);
        if more > 0 {
            self.findings.truncate(limits::FINDINGS);
            self.say(
                "",
                None,
                format!("{more} more things of this kind are not listed"),
            );
        }
        Ok(Submission {
            digest: digest(&written, &self.others),
            findings: self.findings,
            others: self.others,
            written,
            refused,
        })
    }
}
