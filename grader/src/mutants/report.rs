//! What a run over the mutants found.

use crate::bugs::Bug;
use crate::catalogue::{Catalogue, Entry};
use crate::report::table;

use super::Tried;
use super::known::Equivalent;

/// The mutants of one exercise, sorted by what came of them.
#[derive(Debug, Default)]
struct Row<'a> {
    exercise: &'a str,
    caught: usize,
    survivors: Vec<&'a Tried<'a>>,
    equivalent: Vec<(&'a Bug, &'a str)>,
}

impl Row<'_> {
    fn tried(&self) -> usize {
        self.caught + self.survivors.len() + self.equivalent.len()
    }

    fn cells(&self) -> [String; 5] {
        let (caught, survivors) = (self.caught, self.survivors.len());
        [
            self.exercise.to_owned(),
            self.tried().to_string(),
            caught.to_string(),
            self.equivalent.len().to_string(),
            share(caught, survivors).map_or("-".into(), |share| format!("{share:.3}")),
        ]
    }
}

/// The results of all exercises that were tried.
#[derive(Debug)]
pub(super) struct Results<'a> {
    rows: Vec<Row<'a>>,
}

impl<'a> Results<'a> {
    /// Sorts what was tried by the exercises whose identifier contains `filter`.
    pub fn new(
        catalogue: &'a Catalogue,
        filter: &str,
        tried: &'a [Tried<'a>],
        known: &'a [Equivalent],
    ) -> Self {
        let row = |Entry { exercise, .. }: &'a Entry| {
            let mut row = Row {
                exercise: &exercise.id,
                ..Row::default()
            };
            for own in tried
                .iter()
                .filter(|own| own.mutant.exercise == exercise.id)
            {
                let entry = known.iter().find(|entry| entry.is(own.mutant));
                match (own.caught, entry) {
                    (Some(_), _) => row.caught += 1,
                    (None, Some(entry)) => row.equivalent.push((own.mutant, &entry.why)),
                    (None, None) => row.survivors.push(own),
                }
            }
            row
        };
        Self {
            rows: catalogue.matching(filter).map(row).collect(),
        }
    }

    /// A table of the exercises, then what nothing noticed, with places, and what nothing can notice.
    pub fn show(&self) -> String {
        let header = ["exercise", "tried", "caught", "equivalent", "share"];
        let mut cells = vec![header.map(String::from)];
        cells.extend(self.rows.iter().map(Row::cells));
        let mut text = table(&cells);
        for survivor in self.rows.iter().flat_map(|row| &row.survivors) {
            let elsewhere = survivor.elsewhere;
            let elsewhere = elsewhere.map(|test| format!(" (only {test} notices it)"));
            let place = place(survivor.mutant);
            text += &format!("not noticed: {place}{}\n", elsewhere.unwrap_or_default());
        }
        for (mutant, why) in self.rows.iter().flat_map(|row| &row.equivalent) {
            text += &format!("equivalent: {} ({why})\n", place(mutant));
        }
        let tried: usize = self.rows.iter().map(Row::tried).sum();
        let (caught, survivors) = self.sums();
        let equivalent = tried - caught - survivors;
        text + &format!(
            "{tried} changes: {caught} caught, {survivors} not noticed, {equivalent} equivalent\n"
        )
    }

    fn sums(&self) -> (usize, usize) {
        let caught = self.rows.iter().map(|row| row.caught).sum();
        let survivors = self.rows.iter().map(|row| row.survivors.len()).sum();
        (caught, survivors)
    }

    /// The problem if the tests catch a smaller share than this of what is not equivalent.
    pub fn too_few(&self, wanted: f64) -> Option<String> {
        let (caught, survivors) = self.sums();
        let share = share(caught, survivors)?;
        (share < wanted).then(|| {
            format!(
                "the public tests notice {share:.3} of the changes, at least {wanted} is wanted: make tests \
                 that fail with them, or list those that no test can notice in grader/mutants with the reason"
            )
        })
    }
}

/// The share of what was caught; none where nothing can be caught.
fn share(caught: usize, survivors: usize) -> Option<f64> {
    let count = caught + survivors;
    (count > 0).then(|| caught as f64 / count as f64)
}

/// File, line and change of a mutant.
fn place(mutant: &Bug) -> String {
    let (file, line) = (mutant.file.display(), mutant.line);
    format!("{file}:{line}: {}: {}", mutant.exercise, mutant.description)
}
