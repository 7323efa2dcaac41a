//! What a student changed in an exercise's file outside of the bodies.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{Source, items};

/// What is in a student's file and not in ours, with its line.
pub fn differences(student: Source<'_>, ours: Source<'_>) -> Vec<(usize, String)> {
    let (student, ours) = (items(student), items(ours));
    let texts: BTreeSet<(&str, &str)> = ours.iter().map(|it| (&*it.key, &*it.text)).collect();
    let keys: BTreeSet<&str> = ours.iter().map(|item| &*item.key).collect();
    let exercises = ours
        .iter()
        .filter_map(|it| Some((it.id.as_deref()?, &*it.text)));
    let exercises: BTreeMap<&str, &str> = exercises.collect();
    let different = student.iter().filter_map(|item| {
        let name = &item.name;
        let words = match item.id.as_deref() {
            Some(id) => match exercises.get(id) {
                Some(text) if *text != item.text => format!(
                    "the signature or an attribute of `{id}` differs from the hand-out's: the body is graded \
                     under the hand-out's, and must fit it"
                ),
                _ => return None,
            },
            None if texts.contains(&(&*item.key, &*item.text)) => return None,
            None if keys.contains(&*item.key) => {
                format!("{name} differs from the hand-out's, which is the one that is used: only bodies of exercises are graded")
            }
            None => format!(
                "{name} stands outside of the exercises' bodies and is not taken: what a body needs stands inside of it"
            ),
        };
        Some((item.line, words))
    });
    different.collect()
}
