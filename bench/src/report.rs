//! What comes out at the end: a table of at most 100 columns, or a line of JSON.

use crate::machine::Machine;
use crate::samples::{Row, Side, Spread, Verdict};
use serde::Serialize;
use serde_json::{Value, json};

/// How it was measured.
#[derive(Debug, Serialize)]
pub struct Conditions {
    /// On what.
    pub machine: Machine,
    /// How many times each side.
    pub pairs: usize,
    /// How many threads a side could use; None where that was left to its framework.
    pub threads: Option<usize>,
}

/// A time in the unit that suits it, with three digits that count.
pub fn seconds(value: f64) -> String {
    let (unit, scale) = unit(value);
    format!("{} {unit}", digits(value * scale))
}

/// A median with its smallest and largest value, all in the median's unit.
fn spread(spread: &Spread) -> String {
    let (_, scale) = unit(spread.median);
    let [min, max] = [spread.min, spread.max].map(|value| digits(value * scale));
    format!("{} ({min}–{max})", seconds(spread.median))
}

fn unit(seconds: f64) -> (&'static str, f64) {
    match seconds {
        _ if seconds >= 1.0 => ("s", 1.0),
        _ if seconds >= 1e-3 => ("ms", 1e3),
        _ => ("µs", 1e6),
    }
}

fn digits(value: f64) -> String {
    match value {
        _ if value >= 99.95 => format!("{value:.0}"),
        _ if value >= 9.995 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// The table, behind what it was measured on.
pub fn table(rows: &[Row], conditions: &Conditions) -> String {
    let mut lines = header(rows, conditions);
    lines.push(String::new());
    lines.push(line(
        ["JOB", "OURS", "OTHER", "RATIO", "PEAK MB", "GOAL"].map(Into::into),
    ));
    for row in rows {
        lines.extend(row_lines(row));
    }
    lines.push(String::new());
    lines.push("Times are medians (smallest–largest). RATIO is OTHER / OURS.".into());
    lines.push("PEAK MB is the memory resident at the most: ours / other.".into());
    lines.join("\n")
}

fn header(rows: &[Row], conditions: &Conditions) -> Vec<String> {
    let Conditions { machine, pairs, .. } = conditions;
    let mut versions = vec![
        format!("rustc {}", machine.rustc),
        format!("Burn {}", machine.burn),
    ];
    let mut threads = Vec::new();
    let sides = rows.iter();
    let sides = sides.flat_map(|row| std::iter::once(&row.ours).chain(&row.other));
    for (version, side) in sides.filter_map(|side| Some((side.version.as_ref()?, side))) {
        if !versions.contains(version) {
            versions.push(version.clone());
        }
        let framework = version.split(' ').next().unwrap_or_default();
        let text = side.threads.map(|count| format!("{framework} {count}"));
        threads.extend(text.filter(|text| !threads.contains(text)));
    }
    let mut lines = vec![
        format!(
            "{} · {} cores · {} · {} profile",
            machine.processor,
            machine.cores,
            versions.join(" · "),
            machine.profile
        ),
        format!("{pairs} measurements of each, in turn"),
    ];
    if !threads.is_empty() {
        let who = match conditions.threads {
            Some(count) => format!("--threads {count}"),
            None => "left to the frameworks".into(),
        };
        lines.push(format!("threads {who}: {}", threads.join(", ")));
    }
    if let Some(load) = machine.load {
        lines.push(format!("load {load} before the first measurement"));
    }
    if machine.is_busy() {
        lines.push("Other programs were running: these times are noise.".into());
    }
    if *pairs < 5 {
        lines.push("Fewer than 5: a first look, not a result.".into());
    }
    lines
}

/// A row and below it, one line each, the goals behind the first.
fn row_lines(row: &Row) -> Vec<String> {
    let none = || String::from("-");
    let memory = |side: &Side| {
        side.peak_memory_bytes
            .map(|bytes| format!("{:.0}", bytes / 1e6))
    };
    let mut goals = row.goals.iter().map(goal);
    let other = row.other.as_ref();
    let memories = memory(&row.ours).zip(other.and_then(memory));
    let mut lines = vec![line([
        row.name.clone(),
        spread(&row.ours.seconds),
        other.map_or_else(none, |other| spread(&other.seconds)),
        row.ratio
            .map_or_else(none, |ratio| format!("{}×", digits(ratio))),
        memories.map_or_else(none, |(ours, other)| format!("{ours} / {other}")),
        goals.next().unwrap_or_else(none),
    ])];
    lines.extend(goals.map(|goal| {
        let mut cells = [const { String::new() }; 6];
        cells[5] = goal;
        line(cells)
    }));
    lines
}

fn goal(verdict: &Verdict) -> String {
    let word = if verdict.met { "met" } else { "missed" };
    format!("{} {word}", verdict.goal)
}

fn line([job, ours, other, ratio, memory, goal]: [String; 6]) -> String {
    let line = format!("{job:<20}{ours:<22}{other:<22}{ratio:<8}{memory:<12}{goal}");
    line.trim_end().into()
}

/// All of it as one JSON value.
pub fn json(rows: &[Row], failures: &[(&str, String)], conditions: &Conditions) -> Value {
    let failed = |(job, error): &(&str, String)| json!({"job": job, "error": error});
    let mut value = json!(conditions);
    value["busy"] = conditions.machine.is_busy().into();
    value["results"] = json!(rows);
    value["failed"] = failures.iter().map(failed).collect();
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Goal;
    use crate::samples::Sample;

    fn samples(seconds: [f64; 3], megabytes: u64, version: &str) -> Vec<Sample> {
        let sample = |seconds| Sample {
            seconds,
            peak_memory_bytes: Some(megabytes * 1_000_000),
            threads: Some(2),
            version: Some(version.into()),
        };
        seconds.map(sample).to_vec()
    }

    fn row() -> Row {
        let ours = samples([12.3e-6, 12.1e-6, 14.0e-6], 31, "Burn 0.1");
        let other = samples([130e-6, 123e-6, 99e-6], 40, "NumPy 2");
        let goals = [Goal::Faster(2.0), Goal::Smaller(2.0)];
        Row::new("moons-full-pytorch", [&ours, &other], &goals)
    }

    fn conditions() -> Conditions {
        Conditions {
            machine: Machine::here(),
            pairs: 5,
            threads: None,
        }
    }

    #[test]
    fn times_have_three_digits_and_a_unit() {
        let texts = [0.000_012_34, 0.000_999, 0.0123, 1.5, 120.0].map(seconds);
        assert_eq!(texts, ["12.3 µs", "999 µs", "12.3 ms", "1.50 s", "120 s"]);
    }

    #[test]
    fn a_row_tells_medians_ratio_memory_and_both_goals() {
        let lines = row_lines(&row());
        assert_eq!(
            lines[0],
            "moons-full-pytorch  12.3 µs (12.1–14.0)   123 µs (99.0–130)     10.0×   31 / 40     ≥ 2× met"
        );
        assert_eq!(lines[1].trim_start(), "mem ≥ 2× missed");
    }

    #[test]
    fn the_table_fits_on_100_columns_and_names_the_frameworks_once() {
        let table = table(&[row(), row()], &conditions());
        let (header, body) = table.split_once("\n\n").unwrap();
        assert!(
            body.lines().all(|line| line.chars().count() <= 100),
            "{table}"
        );
        assert_eq!(header.matches("NumPy 2 ·").count(), 1, "{header}");
        assert!(
            header.contains("left to the frameworks: Burn 2, NumPy 2"),
            "{header}"
        );
    }

    #[test]
    fn the_json_is_one_line_with_ratios_and_failures() {
        let failures = [("student-loop", "it failed\nbadly".to_string())];
        let value = json(&[row()], &failures, &conditions());
        assert_eq!(value.to_string().lines().count(), 1);
        assert_eq!(value["results"][0]["ratio"], 10.0);
        assert_eq!(value["results"][0]["goals"][1]["met"], false);
        assert_eq!(value["failed"][0]["job"], "student-loop");
    }
}
