//! Whether numbers come out as they are stored.

use common::results::{Measure, Measurement, Row};
use std::collections::BTreeSet;

/// A number that did not come out again: metric, which number of it, stored, now.
pub type Difference = [String; 4];

/// What of the stored numbers of a row did not come out again.
///
/// On the same processor and binary they come out to the last digit, which `exact` asks for. Another
/// processor may add in another order, and a training makes more of it: what is told of a metric may
/// differ by a tenth of the standard deviation, which is less than what other seeds would change.
pub fn differences(row: &Row, now: &Measurement, exact: bool) -> Vec<Difference> {
    let of_metric = |name: &String| {
        let Some((stored, now)) = row.measure(name).zip(now.metrics.get(name).copied()) else {
            return vec![[name.as_str(), "all", "never stored", "-"].map(Into::into)];
        };
        let mut numbers = match exact {
            true => exactly(&stored, &now),
            false => nearly(&stored, &now).into_iter().collect(),
        };
        numbers.iter_mut().for_each(|cells| cells[0] = name.clone());
        numbers
    };
    row.metrics.iter().flat_map(of_metric).collect()
}

fn nearly(stored: &Measure, now: &Measure) -> Option<Difference> {
    let told = |it: &Measure| it.median.unwrap_or(it.summary.mean);
    let tolerance = stored.summary.standard_deviation / 10.0 + 1e-5 * told(stored).abs();
    // Written this way round so that NaN is different.
    let same = (told(now) - told(stored)).abs() <= tolerance;
    let [stored, now] = [stored, now].map(|it| told(it).to_string());
    (!same).then(|| [String::new(), format!("± {tolerance:.1e}"), stored, now])
}

fn exactly(stored: &Measure, now: &Measure) -> Vec<Difference> {
    let numbers = |it| toml::Table::try_from(it).expect("numbers can be written");
    let [stored, now] = [numbers(stored), numbers(now)];
    let cell = |value: Option<&toml::Value>| value.map_or("-".into(), ToString::to_string);
    let names: BTreeSet<&String> = stored.keys().chain(now.keys()).collect();
    let pairs = names
        .into_iter()
        .map(|name| (name, stored.get(name), now.get(name)));
    pairs
        .filter(|(_, stored, now)| stored != now)
        .map(|(name, stored, now)| [String::new(), name.clone(), cell(stored), cell(now)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::rows::tests::book;

    const ROW: &str =
        "[[result]]\ncommand = \"mlp\"\nseeds = 20\nmetrics = [\"accuracy\", \"epochs\"]\n";

    fn row(mean: f64) -> Row {
        let measured = format!(
            "[[measured]]\ncommand = \"mlp\"\nseeds = 20\n[measured.metrics]\n\
             accuracy = {{ mean = {mean}, standard_deviation = 0.02, min = 0.8, max = 1.0 }}\n\
             epochs = {{ mean = 9.0, standard_deviation = 1.0, min = 7.0, max = 11.0, median = 9.5 }}\n"
        );
        book(ROW, &measured).results.rows.remove(0)
    }

    #[test]
    fn a_mean_may_differ_by_a_tenth_of_the_deviation_and_exactly_by_nothing() {
        let numbers = |mean, exact| differences(&row(0.9), &row(mean).measured.unwrap(), exact);
        for mean in [0.9, 0.902, 0.898] {
            assert_eq!(numbers(mean, false), [[""; 4]; 0], "{mean}");
        }
        let line = ["accuracy", "± 2.0e-3", "0.9", "0.9021"];
        assert_eq!(numbers(0.9021, false), [line]);
        assert_eq!(numbers(f64::INFINITY, false).len(), 1);
        assert_eq!(numbers(0.9, true), [[""; 4]; 0]);
        let line = ["accuracy", "mean", "0.9", "0.9000000000000001"];
        assert_eq!(numbers(0.9_f64.next_up(), true), [line]);
    }

    #[test]
    fn where_a_median_is_told_the_median_has_to_come_out() {
        let mut now = row(0.9).measured.unwrap();
        let epochs = now.metrics.get_mut("epochs").unwrap();
        (epochs.summary.mean, epochs.median) = (10.0, None);
        let nearly = differences(&row(0.9), &now, false);
        assert_eq!(nearly.len(), 1);
        let lines = [
            ["epochs", "mean", "9.0", "10.0"],
            ["epochs", "median", "9.5", "-"],
        ];
        assert_eq!(differences(&row(0.9), &now, true), lines);
        let never = book(ROW, "").results.rows.remove(0);
        assert_eq!(differences(&never, &now, false).len(), 2);
    }
}
