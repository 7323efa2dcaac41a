//! The results of a class, and whether they fit together.

use std::collections::BTreeSet;

use common::error::{Error, Result};

use super::clean::one_line;
use super::text::file_name;
use crate::catalogue::Catalogue;
use crate::grading::Graded;

/// The results of a class.
#[derive(Debug, Clone, Copy)]
pub struct Class<'a> {
    /// Identifier and name of each student.
    pub roster: &'a [(String, String)],
    /// In the roster's order. A student who handed nothing in has a result with an empty
    /// [`submission`](Graded::submission), every item in it and a headline.
    pub graded: &'a [Graded],
    /// What the assignment asks.
    pub catalogue: &'a Catalogue,
}

/// What is fair is also the same list for everyone.
const ANEW: &str = "grade the class again with this edition of the assignment.";

impl<'a> Class<'a> {
    /// Each student's name and result, in the roster's order.
    pub fn students(&self) -> impl Iterator<Item = (&'a str, &'a Graded)> {
        let names = self.roster.iter().map(|(_, name)| name.as_str());
        names.zip(self.graded)
    }

    /// Refuses results that do not belong together.
    pub(super) fn check(&self) -> Result<()> {
        let (students, results) = (self.roster.len(), self.graded.len());
        if students != results {
            return Err(Error::Failed(format!(
                "{students} students in the roster and {results} results: {ANEW}"
            )));
        }
        let mut names = BTreeSet::new();
        for ((id, _), graded) in self.roster.iter().zip(self.graded) {
            let shown = one_line(id);
            if *id != graded.student {
                let other = one_line(&graded.student);
                return Err(Error::Failed(format!(
                    "the result of {other} stands where the roster has {shown}: {ANEW}"
                )));
            }
            // Some systems do not tell capital letters in names of files.
            if !names.insert(file_name(id).to_lowercase()) {
                return Err(Error::Failed(format!(
                    "{shown} stands twice in the roster: remove one of the rows."
                )));
            }
            self.check_items(graded)?;
        }
        Ok(())
    }

    /// Refuses a result of another table of items: sums of different items cannot be compared.
    fn check_items(&self, graded: &Graded) -> Result<()> {
        let wanted = self.catalogue.items.parts.iter();
        let wanted = wanted.flat_map(|part| part.items.iter().map(move |item| (part, item)));
        let wanted = wanted.map(|(part, item)| (&*part.name, &*item.id, item.points));
        let found = graded.items.iter();
        let found = found.map(|item| (&*item.part, &*item.id, item.max));
        if wanted.eq(found) {
            return Ok(());
        }
        let (student, file) = (
            one_line(&graded.student),
            self.catalogue.items.file.display(),
        );
        Err(Error::Failed(format!(
            "the result of {student} has other items than {file}: {ANEW}"
        )))
    }
}
