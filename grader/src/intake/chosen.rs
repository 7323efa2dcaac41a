//! Which of several bodies counts, and what stands beside those that do.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::Found;
use super::items::Source;
use super::outside;
use super::sorted::{Candidate, Sorter};
use super::words::shown;

impl Sorter<'_> {
    /// For each exercise the body in the file that fits best, and of several in it the first one.
    pub fn choose<'c>(
        &mut self,
        all: &'c [Candidate],
    ) -> BTreeMap<&'c str, (&'c Candidate, &'c Found)> {
        let mut ranked: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for candidate in all {
            for found in &candidate.bodies.found {
                let (path, id, line) = (&candidate.path, &found.id, Some(found.line));
                let Some(file) = self.ours.file_of(id) else {
                    let assignment = &self.ours.catalogue.assignment;
                    self.say(
                        path,
                        line,
                        format!("`{}` is no exercise of {assignment}", shown(id)),
                    );
                    continue;
                };
                match self.rank(path, &file) {
                    Some(rank) => {
                        let key = (rank, path.len(), path.as_str(), found.line);
                        ranked.entry(id).or_default().push((key, candidate, found));
                    }
                    None => self.say(
                        path,
                        line,
                        format!("`{id}` belongs into `{file}` and is not taken from here"),
                    ),
                }
            }
        }
        let mut chosen = BTreeMap::new();
        for (id, mut found) in ranked {
            found.sort_by_key(|(key, ..)| *key);
            let mut found = found.into_iter();
            let Some((_, candidate, first)) = found.next() else {
                continue;
            };
            for (_, other, again) in found {
                let place = format!("{}:{}", shown(&candidate.path), first.line);
                self.say(&other.path, Some(again.line), format!("`{id}` stands in the submission more than once: the one at {place} is taken"));
            }
            chosen.insert(id, (candidate, first));
        }
        chosen
    }

    /// Says what is new or changed beside the bodies, in the files that bodies were taken from.
    pub fn compare(&mut self, all: &[Candidate], chosen: &BTreeMap<&str, (&Candidate, &Found)>) {
        for candidate in all {
            let own = chosen
                .iter()
                .filter(|(_, (from, _))| std::ptr::eq(*from, candidate));
            let bodies = own
                .clone()
                .map(|(id, (_, found))| ((*id).to_owned(), found.body.clone()));
            let bodies: Vec<_> = bodies.collect();
            let files: BTreeSet<_> = own.filter_map(|(id, _)| self.ours.file_of(id)).collect();
            let ours = files.first().and_then(|file| self.ours.files.get(file));
            // Where brackets do not close, nobody can tell where a function ends.
            let (Some(ours), 1, true) = (ours, files.len(), candidate.bodies.is_balanced) else {
                continue;
            };
            let student = Source {
                text: &candidate.text,
                tokens: &candidate.tokens,
                bodies: &bodies,
            };
            let ours = Source {
                text: &ours.text,
                tokens: &ours.tokens,
                bodies: &ours.bodies,
            };
            for (line, words) in outside::differences(student, ours) {
                self.say(&candidate.path, Some(line), words);
            }
        }
    }
}
