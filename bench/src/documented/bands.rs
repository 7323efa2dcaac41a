//! Whether the intervals that runs print hold what they promise: under seeds that are in no row, one
//! number in twenty lies outside.

use super::rows::Book;
use super::{ResultsArgs, measure, tasks};
use crate::terminal;
use common::error::{Error, Result};
use common::statistics::number;
use serde_json::Value;

/// Rows are measured from 0 on, and nothing was ever chosen by seeds from here on.
const FIRST_SEED: u64 = 1000;

/// What runs printed beside an interval.
#[derive(Debug, Default, PartialEq)]
struct Printed {
    numbers: usize,
    /// Of these, what lies outside of it, in words.
    outside: Vec<String>,
}

/// Runs the rows that the flags mean under `seeds` other seeds and counts.
pub fn count(books: &[Book], args: &ResultsArgs, seeds: usize) -> Result<()> {
    let seeds = FIRST_SEED..FIRST_SEED + seeds as u64;
    let work = |task: &_| Ok(printed(&measure::runs(task, seeds.clone())?));
    let outcomes = tasks::each(books, args, work, |_, printed| match printed {
        Ok(printed) => {
            let Printed { numbers, outside } = &printed;
            let lines: String = outside.iter().map(|it| format!("\n    {it}")).collect();
            let words = format!("{} of {numbers} outside{lines}", outside.len());
            (Ok(printed), words)
        }
        Err(error) => (Err(()), error.to_string()),
    })?;
    let mut all = Printed::default();
    for (task, printed) in &outcomes {
        let command = &task.row.command;
        let printed = printed.as_ref();
        let printed = printed.map_err(|()| Error::Failed(format!("`{command}` failed")))?;
        all.numbers += printed.numbers;
        let named = printed.outside.iter().map(|it| format!("{command}: {it}"));
        all.outside.extend(named);
    }
    judge(&all)
}

fn printed(results: &[Value]) -> Printed {
    let mut printed = Printed::default();
    for result in results {
        for (metric, expected) in result["expected"].as_object().into_iter().flatten() {
            let [low, high] = [0, 1].map(|end| expected["interval"][end].as_f64());
            let Some((low, high)) = low.zip(high) else {
                continue;
            };
            printed.numbers += 1;
            let value = result["metrics"][metric].as_f64();
            let scale = low.abs().max(high.abs());
            // Means of equal numbers may differ in their last bits.
            let wide = low - 1e-12 * scale..=high + 1e-12 * scale;
            if value.is_none_or(|value| !wide.contains(&value)) {
                let value = value.map_or("none".into(), |value| number(value, scale));
                let [low, high] = [low, high].map(|end| number(end, scale));
                let words = format!("{metric} {value}, expected {low} to {high}");
                printed.outside.push(words);
            }
        }
    }
    printed
}

fn judge(all: &Printed) -> Result<()> {
    let (numbers, outside) = (all.numbers, all.outside.len());
    let words = format!("{outside} of {numbers} numbers lie outside of their intervals");
    terminal::result(&format!("{}\n{words}", all.outside.join("\n")));
    match 10 * outside <= numbers && numbers > 0 {
        true => Ok(()),
        false => Err(Error::Failed(format!("{words}: one in twenty should"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_numbers_beside_an_interval_count() {
        let run = |a: Option<f64>| {
            json!({
                "metrics": {"a": a, "b": 7.0, "c": 9.0},
                "expected": {
                    "a": {"value": 0.5, "interval": [0.4, 0.6], "seeds": 20},
                    "b": {"value": 3.0, "interval": null, "seeds": 1},
                },
            })
        };
        let inside = [0.4, 0.5, 0.6, 0.6_f64.next_up()].map(|a| run(Some(a)));
        let of_inside = printed(&inside);
        assert_eq!((of_inside.numbers, of_inside.outside.len()), (4, 0));
        let outside = printed(&[run(Some(0.61)), run(None), run(Some(0.5))]);
        assert_eq!(outside.numbers, 3);
        let words = ["0.610", "none"].map(|it| format!("a {it}, expected 0.400 to 0.600"));
        assert_eq!(outside.outside, words);
    }

    #[test]
    fn more_than_one_in_ten_outside_is_a_failure_and_so_is_nothing() {
        let judge = |numbers, outside| {
            let outside = vec![String::from("a"); outside];
            super::judge(&Printed { numbers, outside })
        };
        judge(20, 2).unwrap();
        let error = judge(20, 3).unwrap_err().to_string();
        assert!(error.starts_with("3 of 20 numbers"), "{error}");
        judge(0, 0).unwrap_err();
    }
}
