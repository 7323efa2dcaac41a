//! What is wrong in a table of items, by itself and beside the tags of the sources.

use std::collections::BTreeMap;

use super::{Item, Items, Part, TOTAL, Task};
use crate::exercises::Exercise;
use crate::source::at;
use crate::tag;

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
            let sum: u32 = part.items.iter().map(|item| item.points).sum();
            if sum != part.points {
                let Part { name, points, .. } = part;
                let fault =
                    format!("part {name} has {points} points, but its items add up to {sum}");
                problems.push(at(&self.file, part.line, &fault));
            }
        }
        let total: u32 = self.parts.iter().map(|part| part.points).sum();
        if total != TOTAL {
            let file = self.file.display();
            problems.push(format!(
                "{file}: the parts add up to {total} points instead of {TOTAL}"
            ));
        }
        problems.extend(self.disagreements(exercises));
        problems
    }

    fn at(&self, item: &Item, fault: &str) -> String {
        at(&self.file, item.line, &format!("{}: {fault}", item.id))
    }

    /// What is wrong with one item by itself.
    fn faults(&self, item: &Item, prefix: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if !tag::is_id(&item.id) || !item.id.starts_with(prefix) {
            faults.push(self.at(
                item,
                &format!(
                    "an identifier is {prefix}topic.name in lower case, digits and underscores"
                ),
            ));
        }
        if item.points == 0 {
            faults.push(self.at(item, "0 points: what is not graded does not stand here"));
        }
        let texts: Vec<&str> = match &item.task {
            Task::Code => Vec::new(),
            Task::Result(runs) if runs.is_empty() => vec![""],
            Task::Result(runs) => {
                let texts = runs.iter().map(|run| [run.command.as_str(), &run.metric]);
                texts.flatten().collect()
            }
            Task::Figure { command, figure } => vec![command, figure],
            Task::Question { question, answer } => vec![question, answer],
        };
        if texts.iter().any(|text| text.trim().is_empty()) {
            faults.push(self.at(item, "something is left empty"));
        }
        faults
    }

    /// Where table and tags differ: graded code has the same points in both, practice is in tags alone.
    fn disagreements(&self, exercises: &[Exercise]) -> Vec<String> {
        let file = self.file.display();
        let of_exercises = exercises.iter().filter_map(|exercise| {
            let item = self.all().find(|item| item.id == exercise.id);
            let fault = match (exercise.points, item) {
                (None, None) => return None,
                (Some(points), None) => format!("{points} points, but {file} does not name it"),
                (None, Some(item)) => {
                    format!("practice, but {} gives points for it", self.place(item))
                }
                (Some(points), Some(item)) => {
                    let (place, kind) = (self.place(item), item.task.kind());
                    if kind != Task::Code.kind() {
                        format!("{place} lists it under `{kind}` instead of `code`")
                    } else if points != item.points {
                        format!("the tag says {points} points, {place} says {}", item.points)
                    } else {
                        return None;
                    }
                }
            };
            Some(exercise.at(&fault))
        });
        let code = self.all().filter(|item| matches!(item.task, Task::Code));
        let without_tag =
            code.filter(|item| !exercises.iter().any(|exercise| exercise.id == item.id));
        of_exercises
            .chain(without_tag.map(|item| self.at(item, "no function has this tag")))
            .collect()
    }
}
