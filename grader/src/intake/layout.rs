//! Where in a submission the assignment lies: a whole hand-out, its folder `assignment1`, a folder of another
//! name with `src` in it, each behind any leading folders, or files without folders.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ours::Ours;

/// How a submission's paths become those of the workspace.
#[derive(Debug)]
pub struct Layout {
    assignment: String,
    /// The folder that stands for the assignment's, `""` for the top; none where no folder does.
    home: Option<String>,
}

impl Layout {
    /// The layout in which most files with exercises stand where they belong; of several such, the one with
    /// the shortest path.
    pub fn of<'a>(paths: impl Iterator<Item = &'a str>, ours: &Ours<'_>) -> Self {
        let assignment = ours.catalogue.assignment.clone();
        let prefix = format!("{assignment}/");
        let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
        for path in paths {
            let own = ours
                .files
                .keys()
                .filter_map(|file| file.strip_prefix(&prefix));
            for file in own {
                if let Some(home) = folder_of(path, file) {
                    *homes.entry(home).or_default() += 1;
                }
            }
        }
        let home = homes
            .into_iter()
            .max_by_key(|(home, count)| (*count, Reverse((home.len(), *home))));
        Self {
            assignment,
            home: home.map(|(home, _)| home.to_owned()),
        }
    }

    /// A path's place in the workspace, where the assignment's folder or the one above it holds it.
    pub fn place(&self, path: &str) -> Option<String> {
        let home = self.home.as_deref()?;
        let inside = |folder: &str| match folder {
            "" => Some(path.to_owned()),
            _ => Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned()),
        };
        if let Some(rest) = inside(home) {
            return Some(format!("{}/{rest}", self.assignment));
        }
        let above = match home.strip_suffix(&self.assignment)? {
            "" => "",
            above => above.strip_suffix('/')?,
        };
        inside(above)
    }

    /// How well a Rust file's path fits an exercise's file, best first; none where it does not.
    pub fn rank(&self, path: &str, file: &str) -> Option<u8> {
        let short = file.strip_prefix(&self.assignment)?.strip_prefix('/')?;
        let name = file.rsplit('/').next()?;
        if self.place(path).as_deref() == Some(file) {
            Some(0)
        } else if folder_of(path, file).is_some() {
            Some(1)
        } else if folder_of(path, short).is_some() {
            Some(2)
        } else {
            // Files that were packed without their folders.
            (self.home.is_none() && folder_of(path, name).is_some()).then_some(3)
        }
    }
}

/// The folder that a path leads through to `file`.
fn folder_of<'a>(path: &'a str, file: &str) -> Option<&'a str> {
    match path.strip_suffix(file)? {
        "" => Some(""),
        folder => folder.strip_suffix('/'),
    }
}
