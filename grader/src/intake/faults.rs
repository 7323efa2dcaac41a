//! What a body names that its exercise's file may not use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::limits;
use super::ours::Ours;
use super::words::cut;
use crate::by_hand;
use crate::items::Class;
use crate::source::at;
use crate::splice::replace;

/// Asks the same as of our own files: the body stands in ours, all others are empty.
pub struct Judge<'a> {
    ours: &'a Ours<'a>,
    classes: BTreeMap<PathBuf, Class>,
}

impl<'a> Judge<'a> {
    /// With the classes of the assignment's files.
    pub fn new(ours: &'a Ours<'a>) -> Self {
        let catalogue = ours.catalogue;
        let files = catalogue.entries.iter().map(|entry| &entry.exercise.file);
        let classes =
            files.filter_map(|file| Some((file.clone(), catalogue.items.class_of(file)?)));
        Self {
            classes: classes.collect(),
            ours,
        }
    }

    /// The faults of an exercise's body, which stands in this file of the student from this line on.
    pub fn faults(&self, id: &str, body: &str, (file, line): (&str, usize)) -> Vec<String> {
        let Some(path) = self.ours.file_of(id) else {
            return Vec::new();
        };
        let Some(own) = self.ours.files.get(&path) else {
            return Vec::new();
        };
        // An emptied body keeps its lines, so that those below it stay where they are.
        let edits = own.bodies.iter().map(|(other, range)| {
            let lines = own.text[range.clone()].matches('\n').count();
            let body = match other == id {
                true => body.to_owned(),
                false => format!("{{{}}}", "\n".repeat(lines)),
            };
            (range.clone(), body)
        });
        let text = replace(&own.text, edits.collect());
        let start = own.bodies.iter().find(|(other, _)| other == id);
        let start = start.map_or(0, |(_, range)| {
            own.text[..range.start].matches('\n').count() + 1
        });
        let lines = start..=start + body.matches('\n').count();
        // A body that was taken has tokens.
        let faults = by_hand::found(&text, Path::new(&path), &self.classes);
        let faults = faults.unwrap_or_else(|fault| vec![(None, fault)]);
        let faults = faults.into_iter().filter_map(|(place, fault)| {
            let place = place.unwrap_or(start);
            let words = cut(&fault);
            let file = Path::new(file);
            lines
                .contains(&place)
                .then(|| at(file, line + place - start, &words))
        });
        let mut faults: Vec<String> = faults.take(limits::FAULTS).collect();
        faults.dedup();
        faults
    }
}
