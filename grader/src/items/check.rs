//! What is wrong in a table of items, by itself and beside the tags of the sources.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Item, Items, TOTAL, Task};
use crate::exercises::{Exercise, is_id};
use crate::source::at;

impl Items {
    /// Everything that is wrong; identifiers must start with `prefix`, such as `a1.`.
    pub fn check(&self, prefix: &str, exercises: &[Exercise]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut lines = BTreeMap::new();
        for item in self.all() {
            problems.extend(self.faults(item, prefix));
            if let Some(first) = lines.insert(&item.id, item.line) {
                problems.push(self.at(item, &format!("stands in line {first} already")));
            }
        }
        for part in &self.parts {
            let (name, points) = (&part.name, part.points);
            let sum: u32 = part.items.iter().map(|item| item.points).sum();
            if sum != points {
                let fault =
                    format!("part {name} has {points} points, but its items add up to {sum}");
                problems.push(at(&self.file, part.line, &fault));
            }
        }
        let fault = self.fault_of_the_total();
        problems.extend(fault.map(|fault| format!("{}: {fault}", self.file.display())));
        problems.extend(self.disagreements(exercises));
        problems.extend(self.misclassed(exercises));
        problems
    }

    /// A table adds up to all points, or says in words what it lacks.
    fn fault_of_the_total(&self) -> Option<String> {
        let total = self.total();
        let sum = format!("the parts add up to {total} points");
        let words = self.partial.as_deref().map(str::trim);
        match (total.cmp(&TOTAL), words) {
            (Ordering::Greater, _) => Some(format!("{sum} instead of {TOTAL}")),
            (Ordering::Less, None) => Some(format!(
                "{sum} instead of {TOTAL}: where the others are still to come, say so in words, \
                 `partial = \"...\"` above everything else"
            )),
            (Ordering::Equal, Some(_)) => Some(format!(
                "{sum}, so nothing is still to come: remove `partial`"
            )),
            (Ordering::Less, Some("")) => {
                Some("`partial` is empty: say in words what is still to come".into())
            }
            (Ordering::Equal, None) | (Ordering::Less, Some(_)) => None,
        }
    }

    fn at(&self, item: &Item, fault: &str) -> String {
        at(&self.file, item.line, &format!("{}: {fault}", item.id))
    }

    /// What is wrong with one item by itself.
    fn faults(&self, item: &Item, prefix: &str) -> Vec<String> {
        let named = is_id(&item.id) && item.id.starts_with(prefix);
        let name =
            format!("an identifier is {prefix}topic.name in lower case, digits and underscores");
        let texts: Vec<&str> = match &item.task {
            Task::Code => Vec::new(),
            Task::Result(runs) if runs.is_empty() => vec![""],
            Task::Result(runs) => {
                let texts = runs.iter().map(|run| [&*run.command, &run.metric]);
                texts.flatten().collect()
            }
            Task::Figure { command, figure } => vec![command, figure],
            Task::Question { question, answer } => vec![question, answer],
        };
        let empty = texts.iter().any(|text| text.trim().is_empty());
        let worthless = "0 points: what is not graded does not stand here";
        let faults = [
            (!named, name.as_str()),
            (item.points == 0, worthless),
            (empty, "something is left empty"),
        ];
        let faults = faults.iter().filter(|(is_so, _)| *is_so);
        faults.map(|(_, fault)| self.at(item, fault)).collect()
    }

    /// Where table and tags differ: graded code has the same points in both, practice is in tags alone.
    fn disagreements(&self, exercises: &[Exercise]) -> Vec<String> {
        let file = self.file.display();
        let of_exercises = exercises.iter().filter_map(|exercise| {
            let item = self.all().find(|item| item.id == exercise.id);
            let place = item.map(|item| self.place(item)).unwrap_or_default();
            let fault = match (exercise.points, item) {
                (None, None) => return None,
                (Some(points), None) => format!("{points} points, but {file} does not name it"),
                (None, Some(_)) => format!("practice, but {place} gives points for it"),
                (Some(points), Some(item)) => match (&item.task, item.points) {
                    (Task::Code, own) if own == points => return None,
                    (Task::Code, own) => {
                        format!("the tag says {points} points, {place} says {own}")
                    }
                    (task, _) => {
                        format!("{place} lists it under `{}` instead of `code`", task.kind())
                    }
                },
            };
            Some(exercise.at(&fault))
        });
        let without_tag = self.all().filter(|item| {
            let tagged = exercises.iter().any(|exercise| exercise.id == item.id);
            matches!(item.task, Task::Code) && !tagged
        });
        let without_tag = without_tag.map(|item| self.at(item, "no function has this tag"));
        of_exercises.chain(without_tag).collect()
    }
}
