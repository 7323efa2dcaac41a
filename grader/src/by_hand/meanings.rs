//! What a path means, by the imports of its file.

use std::collections::{BTreeMap, BTreeSet};

use crate::outline::Outline;

/// How many imports may lead from a name to what it stands for.
const LONGEST_WAY: usize = 6;

/// How many things one path may stand for: as many as a file has imports of one name in different scopes.
const MOST_MEANINGS: usize = 64;

/// What imports call paths, wherever in the file they stand.
pub(super) struct Aliases(BTreeMap<String, BTreeSet<Vec<String>>>);

impl Aliases {
    /// The names that imports give to paths.
    pub(super) fn of(outline: &Outline) -> Self {
        let mut aliases: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
        for named in &outline.paths {
            let (name, path) = match named.import.as_deref() {
                // Burn's prelude brings the module `nn`.
                Some("*") if named.path == ["burn", "prelude"] => {
                    ("nn", vec!["burn".into(), "nn".into()])
                }
                None | Some("*") => continue,
                Some(name) => (name, named.path.clone()),
            };
            aliases.entry(name.to_owned()).or_default().insert(path);
        }
        Self(aliases)
    }

    /// What a path may stand for: its first word may be the name of an import, or of several in different
    /// scopes. `None` where that is more than anybody can follow.
    pub(super) fn resolve(&self, path: &[String]) -> Option<BTreeSet<Vec<String>>> {
        let fixed = [
            "burn", "common", "std", "core", "alloc", "crate", "self", "super",
        ];
        let mut open = BTreeSet::from([path.to_vec()]);
        let mut found = BTreeSet::new();
        for _ in 0..LONGEST_WAY {
            let mut next = BTreeSet::new();
            for path in open {
                let Some((first, rest)) = path.split_first() else {
                    continue;
                };
                let targets = self.0.get(first).into_iter().flatten();
                let targets = targets
                    .filter(|target| target[0] != *first && !fixed.contains(&first.as_str()));
                let before = next.len();
                next.extend(
                    targets
                        .map(|target| [target, rest].concat())
                        .take(MOST_MEANINGS),
                );
                if next.len() == before {
                    found.insert(path);
                }
            }
            if next.len() + found.len() >= MOST_MEANINGS {
                return None;
            }
            open = next;
        }
        found.extend(open);
        Some(found)
    }
}
