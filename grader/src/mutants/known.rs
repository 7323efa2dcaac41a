//! The mutants that no test can tell from the solution, in `grader/mutants/assignmentN.toml`:
//!
//! ```toml
//! [[equivalent]]
//! exercise = "a1.relu.backward"
//! change = "`output.greater_elem(0.0)` becomes `output.greater_equal_elem(0.0)`"
//! why = "..."
//! ```

use std::path::{Path, PathBuf};

use common::error::{Error, Result};
use serde::Deserialize;
use toml::Spanned;

use super::Tried;
use crate::bugs::Bug;
use crate::catalogue::Catalogue;
use crate::source::{self, at, refuse};

/// Where the lists of all assignments are.
const FOLDER: &str = "grader/mutants";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    equivalent: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    exercise: Spanned<String>,
    change: String,
    why: String,
}

/// A mutant that behaves as the solution does.
#[derive(Debug)]
pub(super) struct Equivalent {
    /// The exercise: `a1.relu.backward`.
    pub exercise: String,
    /// The mutant's description.
    pub change: String,
    /// Why nothing tells it from the solution.
    pub why: String,
    file: PathBuf,
    line: usize,
}

impl Equivalent {
    /// Whether this is that mutant.
    pub fn is(&self, mutant: &Bug) -> bool {
        self.exercise == mutant.exercise && self.change == mutant.description
    }

    fn at(&self, fault: &str) -> String {
        let (id, change) = (&self.exercise, &self.change);
        at(&self.file, self.line, &format!("{id}: {change}: {fault}"))
    }
}

/// The list of an assignment; one that does not exist is empty.
pub(super) fn read(root: &Path, catalogue: &Catalogue) -> Result<Vec<Equivalent>> {
    let file = Path::new(FOLDER).join(format!("{}.toml", catalogue.assignment));
    let path = root.join(&file);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = source::read(&path)?;
    let line = |byte: usize| text[..byte].matches('\n').count() + 1;
    let table: Table = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        Error::Failed(at(&file, line(start), error.message()))
    })?;
    let entries = table.equivalent.into_iter().map(|written| Equivalent {
        line: line(written.exercise.span().start),
        exercise: written.exercise.into_inner(),
        change: written.change,
        why: written.why,
        file: file.clone(),
    });
    let entries: Vec<Equivalent> = entries.collect();
    let problems = entries.iter().filter_map(|entry| {
        if catalogue.entry(&entry.exercise).is_none() {
            Some(entry.at("there is no such exercise"))
        } else if entry.why.trim().is_empty() {
            Some(entry.at("say why no test can notice it"))
        } else {
            None
        }
    });
    refuse(
        &problems.collect::<Vec<_>>(),
        "the list of equivalent changes is at fault",
    )?;
    Ok(entries)
}

/// What is wrong with entries after a run: all of them are expected among the mutants that nothing caught.
pub(super) fn stale<'a>(
    entries: impl Iterator<Item = &'a Equivalent>,
    tried: &[Tried<'_>],
) -> Vec<String> {
    let problems =
        entries.filter_map(|entry| {
            match tried.iter().find(|tried| entry.is(tried.mutant)).map(|tried| tried.caught) {
            Some(None) => None,
            Some(Some(test)) => Some(entry.at(&format!(
                "not equivalent, {test} notices it: remove the entry"
            ))),
            None => Some(entry.at(
                "no such change compiles: remove the entry, or write it as `grader mutants` does",
            )),
        }
        });
    problems.collect()
}
