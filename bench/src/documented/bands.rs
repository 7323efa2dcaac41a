//! Whether the intervals that runs print hold what they promise: under seeds that are in no row, one
//! number in twenty lies outside.

use super::flags::ResultsArgs;
use super::measure;
use super::rows::Book;
use super::tasks::{self, Task};
use crate::terminal;
use common::error::{Error, Result};
use common::statistics::number;
use common::table::Table;
use serde_json::Value;

/// Rows are measured from 0 on, and nothing was ever chosen by seeds from here on.
const FIRST_SEED: u64 = 1000;

/// What the runs of a row printed beside an interval.
#[derive(Debug, Default, PartialEq)]
struct Printed {
    count: usize,
    /// Of these, what lies outside of it: metric, number, interval.
    outside: Vec<[String; 3]>,
}

/// Runs the rows that the flags mean under `seeds` other seeds and counts.
///
/// # Errors
/// [`Error::Failed`] if more than one number in ten is outside, or a run failed.
pub fn count(books: &[Book], args: &ResultsArgs, seeds: usize) -> Result<()> {
    let seeds = FIRST_SEED..FIRST_SEED + seeds as u64;
    let work = |task: &Task| Ok(printed(&measure::runs(task, seeds.clone())?));
    let outcomes = tasks::each(books, args, work, |_, printed| match printed {
        Ok(it) => {
            let words = format!("{} of {} outside", it.outside.len(), it.count);
            (Ok(it), words)
        }
        Err(error) => (Err(error.to_string()), error.to_string()),
    })?;
    conclude(&outcomes)
}

fn printed(results: &[Value]) -> Printed {
    let mut printed = Printed::default();
    for result in results {
        for (metric, expected) in result["expected"].as_object().into_iter().flatten() {
            let [low, high] = [0, 1].map(|end| expected["interval"][end].as_f64());
            let Some((low, high)) = low.zip(high) else {
                continue;
            };
            printed.count += 1;
            let value = result["metrics"][metric].as_f64();
            // Means of equal numbers may differ in their last bits.
            let slack = 1e-12 * low.abs().max(high.abs());
            if value.is_none_or(|value| value < low - slack || value > high + slack) {
                let text = |value: f64| number(value, low.abs().max(high.abs()));
                let value = value.map_or("none".into(), text);
                let interval = format!("{} to {}", text(low), text(high));
                printed.outside.push([metric.clone(), value, interval]);
            }
        }
    }
    printed
}

fn conclude(outcomes: &[(Task, Result<Printed, String>)]) -> Result<()> {
    let (mut count, mut outside) = (0, 0);
    let mut of_rows = Table::new(["row", "numbers", "outside"]);
    let mut numbers = Table::new(["outside", "metric", "number", "interval"]);
    let mut wrong = Vec::new();
    for (task, printed) in outcomes {
        let command = &task.row.command;
        match printed {
            Ok(printed) => {
                let (all, out) = (printed.count, printed.outside.len());
                of_rows.row([command.clone(), all.to_string(), out.to_string()]);
                for cells in &printed.outside {
                    numbers.row(std::iter::once(command).chain(cells));
                }
                (count, outside) = (count + all, outside + out);
            }
            Err(why) => wrong.push(format!("- {command}: {why}")),
        }
    }
    of_rows.row(["all".to_string(), count.to_string(), outside.to_string()]);
    terminal::result(&format!("{of_rows}\n\n{numbers}"));
    if count == 0 {
        wrong.push("no run printed an interval".into());
    }
    if 10 * outside > count {
        wrong.push(format!(
            "{outside} of {count} numbers are outside of their intervals: one in twenty should be"
        ));
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Failed(wrong.join("\n"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignments::ASSIGNMENTS;
    use crate::documented::rows::tests::book;
    use serde_json::json;

    fn run(a: Option<f64>) -> Value {
        json!({
            "metrics": {"a": a, "b": 7.0, "c": 9.0},
            "expected": {
                "a": {"value": 0.5, "interval": [0.4, 0.6], "seeds": 20},
                "b": {"value": 3.0, "interval": null, "seeds": 1},
            },
        })
    }

    #[test]
    fn numbers_beside_an_interval_count() {
        let inside = [0.4, 0.5, 0.6, 0.6_f64.next_up()].map(|a| run(Some(a)));
        let of_inside = printed(&inside);
        assert_eq!((of_inside.count, of_inside.outside.len()), (4, 0));
        let outside = printed(&[run(Some(0.61)), run(None), run(Some(0.5))]);
        assert_eq!(outside.count, 3);
        let lines = ["0.610", "none"].map(|number| ["a", number, "0.400 to 0.600"]);
        assert_eq!(outside.outside, lines);
    }

    #[test]
    fn more_than_one_in_ten_outside_is_a_failure_and_so_is_a_run() {
        let rows = "[[result]]\ncommand = \"mlp\"\nseeds = 20\n";
        let conclude = |of_row: Result<[usize; 2], String>| {
            let task = Task {
                assignment: ASSIGNMENTS[0],
                program: Default::default(),
                row: book(rows, "").results.rows.remove(0),
            };
            let printed = of_row.map(|[count, outside]| Printed {
                count,
                outside: vec![Default::default(); outside],
            });
            super::conclude(&[(task, printed)])
        };
        conclude(Ok([20, 2])).unwrap();
        let error = conclude(Ok([20, 3])).unwrap_err().to_string();
        assert!(error.starts_with("3 of 20 numbers"), "{error}");
        conclude(Ok([0, 0])).unwrap_err();
        let error = conclude(Err("it diverged".into())).unwrap_err().to_string();
        assert!(error.starts_with("- mlp: it diverged"), "{error}");
    }
}
