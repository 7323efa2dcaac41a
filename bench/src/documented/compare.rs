//! Whether numbers come out as they are stored.

use common::results::{Measure, Measurement, Row};
use common::table::Table;
use std::collections::BTreeSet;

/// A table of what of the stored numbers of a row did not come out again; none if all did.
///
/// On the same processor and binary they come out to the last digit, which `exact` asks for. Another
/// processor may add in another order, and a training makes more of it: what is told of a metric may
/// differ by a tenth of the standard deviation, which is less than what other seeds would change.
pub fn differences(row: &Row, now: &Measurement, exact: bool) -> Option<Table> {
    let mut table = Table::new(["metric", "number", "stored", "now"]);
    for name in &row.metrics {
        let Some((stored, now)) = row.measure(name).zip(now.metrics.get(name)) else {
            table.row([name.as_str(), "all", "never", "-"]);
            continue;
        };
        let told = |it: &Measure| it.median.unwrap_or(it.summary.mean);
        let (was, is) = (told(&stored), told(now));
        let tolerance = stored.summary.standard_deviation / 10.0 + 1e-5 * was.abs();
        if exact {
            let [was, is] =
                [&stored, now].map(|it| toml::Table::try_from(it).expect("numbers can be written"));
            let numbers: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            for number in numbers.into_iter().filter(|it| was.get(*it) != is.get(*it)) {
                let cell =
                    |of: &toml::Table| of.get(number).map_or("-".into(), ToString::to_string);
                table.row([name.clone(), number.clone(), cell(&was), cell(&is)]);
            }
        } else if (is - was).abs() > tolerance || is.is_nan() {
            let number = format!("± {tolerance:.1e}");
            table.row([name.clone(), number, was.to_string(), is.to_string()]);
        }
    }
    (table.lines().count() > 1).then_some(table)
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

    fn lines(table: Option<Table>) -> Vec<String> {
        let table = table.unwrap_or_default();
        let lines = table.lines().skip(1).map(|cells| cells.join(" "));
        lines.collect()
    }

    #[test]
    fn a_mean_may_differ_by_a_tenth_of_the_deviation_and_exactly_by_nothing() {
        let numbers = |mean, exact| {
            let now = row(mean).measured.unwrap();
            lines(differences(&row(0.9), &now, exact))
        };
        for mean in [0.9, 0.902, 0.898] {
            assert_eq!(numbers(mean, false), [""; 0], "{mean}");
        }
        assert_eq!(numbers(0.9021, false), ["accuracy ± 2.0e-3 0.9 0.9021"]);
        assert_eq!(numbers(f64::INFINITY, false).len(), 1);
        assert_eq!(numbers(0.9, true), [""; 0]);
        let line = "accuracy mean 0.9 0.9000000000000001";
        assert_eq!(numbers(0.9_f64.next_up(), true), [line]);
    }

    #[test]
    fn where_a_median_is_told_the_median_has_to_come_out() {
        let mut now = row(0.9).measured.unwrap();
        let epochs = now.metrics.get_mut("epochs").unwrap();
        (epochs.summary.mean, epochs.median) = (10.0, None);
        let nearly = lines(differences(&row(0.9), &now, false));
        assert_eq!(nearly, ["epochs ± 1.0e-1 9.5 10"]);
        let exactly = lines(differences(&row(0.9), &now, true));
        assert_eq!(exactly, ["epochs mean 9.0 10.0", "epochs median 9.5 -"]);
        let never = book(ROW, "").results.rows.remove(0);
        assert_eq!(lines(differences(&never, &now, false)).len(), 2);
    }
}
