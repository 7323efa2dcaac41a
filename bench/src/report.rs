//! What comes out at the end: a table of at most 100 columns, or a line of JSON.

use crate::comparison::Settings;
use crate::samples::{Row, Sample, digits, middle, spread};
use common::table::Table;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The table, behind what it was measured on.
pub fn table(rows: &[Row], settings: &Settings) -> String {
    let mut table = Table::new(["JOB", "OURS", "OTHER", "RATIO", "PEAK MB", "GOAL"]);
    for row in rows {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        let memory = |side| Some(format!("{:.0}", middle(side, Sample::memory)? / 1e6));
        let [ours, other] = &row.sides;
        let memories = memory(ours).zip(memory(other));
        let mut cells = [
            row.name.into(),
            or_none(spread(ours)),
            or_none(spread(other)),
            or_none(row.ratio(Sample::time).map(|ratio| digits(ratio) + "×")),
            or_none(memories.map(|(ours, other)| format!("{ours} / {other}"))),
            String::new(),
        ];
        // A line for each goal, the first one beside the times.
        for goal in row.goals {
            let word = if row.meets(*goal) { "met" } else { "missed" };
            cells[5] = format!("{goal} {word}");
            table.row(std::mem::take(&mut cells));
        }
        if row.goals.is_empty() {
            cells[5] = "-".into();
            table.row(cells);
        }
    }
    format!(
        "{}\n\n{table}\n\nTimes are medians (smallest–largest). RATIO is OTHER / OURS.\n\
         PEAK MB is the memory resident at the most: ours / other.",
        header(rows, settings).join("\n")
    )
}

fn header(rows: &[Row], settings: &Settings) -> Vec<String> {
    let Settings { machine, pairs, .. } = settings;
    let samples = rows.iter().flat_map(|row| row.sides.iter().flatten());
    let known = samples.filter(|sample| !sample.version.is_empty());
    let sides = known.map(|it| match it.threads {
        Some(threads) => format!("{} ({threads} threads)", it.version),
        None => it.version.clone(),
    });
    let sides = Vec::from_iter(sides.collect::<BTreeSet<_>>());
    let (processor, rustc, cores) = (&machine.processor, &machine.rustc, machine.cores);
    let load = machine
        .load
        .map(|load| format!("; load {load} before the first"));
    let load = load.unwrap_or_default();
    let mut lines = vec![
        format!(
            "{processor} · {cores} cores · rustc {rustc} · {} profile",
            machine.profile
        ),
        sides.join(" · "),
        format!("{pairs} measurements of each, in turn{load}"),
    ];
    // The student's loop has no framework beside it.
    lines.retain(|line| !line.is_empty());
    if machine.is_busy() {
        lines.push("Other programs were running: these times are noise.".into());
    }
    if *pairs < 5 {
        lines.push("Fewer than 5: a first look, not a result.".into());
    }
    lines
}

/// All of it as one JSON value.
pub fn json(rows: &[Row], failures: &[(&str, String)], settings: &Settings) -> Value {
    let row = |row: &Row| {
        let goals = row.goals.iter();
        let goals = goals.map(|it| json!({"goal": it.to_string(), "met": row.meets(*it)}));
        json!({
            "name": row.name,
            "ours": row.sides[0],
            "other": row.sides[1],
            "ratio": row.ratio(Sample::time),
            "memory_ratio": row.ratio(Sample::memory),
            "goals": goals.collect::<Value>(),
        })
    };
    let failed = |(job, error): &(&str, String)| json!({"job": job, "error": error});
    json!({
        "machine": settings.machine,
        "busy": settings.machine.is_busy(),
        "pairs": settings.pairs,
        "threads": settings.threads,
        "results": rows.iter().map(row).collect::<Value>(),
        "failed": failures.iter().map(failed).collect::<Value>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Goal;
    use crate::machine::Machine;

    fn row() -> Row {
        let samples = |seconds: [f64; 3], megabytes: u64, version: &str| {
            seconds.map(|seconds| Sample {
                seconds,
                peak_memory_bytes: Some(megabytes * 1_000_000),
                threads: Some(2),
                version: version.into(),
                ..Sample::default()
            })
        };
        let ours = samples([12.3e-6, 12.1e-6, 14.0e-6], 31, "Burn 0.1");
        let other = samples([130e-6, 123e-6, 99e-6], 40, "NumPy 2");
        Row {
            name: "moons-full-pytorch",
            sides: [ours, other].map(Vec::from),
            goals: &[Goal::Faster(2.0), Goal::Smaller(2.0)],
        }
    }

    fn settings() -> Settings {
        Settings {
            machine: Machine::here(),
            pairs: 5,
            threads: None,
            python: "python3".into(),
        }
    }

    #[test]
    fn the_table_fits_on_100_columns_and_names_the_frameworks_once() {
        let table = table(&[row(), row()], &settings());
        let (header, body) = table.split_once("\n\n").unwrap();
        assert!(header.contains("Burn 0.1 (2 threads) · NumPy 2 (2 threads)\n"));
        assert!(body.lines().all(|line| line.chars().count() <= 100));
        let lines: Vec<&str> = body.lines().skip(1).collect();
        assert_eq!(
            lines[0],
            "moons-full-pytorch  12.3 µs (12.1–14.0)  123 µs (99.0–130)  10.0×  31 / 40         ≥ 2× met"
        );
        assert_eq!(lines[1].trim_start(), "mem ≥ 2× missed");
    }

    #[test]
    fn a_job_of_which_nothing_is_promised_has_its_row() {
        let row = Row {
            goals: &[],
            ..row()
        };
        let table = table(&[row], &settings());
        let line = table.lines().find(|line| line.contains("moons-full"));
        assert!(line.unwrap().ends_with(" -"), "{table}");
    }

    #[test]
    fn the_json_is_one_line_with_ratios_and_failures() {
        let failures = [("student-loop", "it failed\nbadly".to_string())];
        let value = json(&[row()], &failures, &settings());
        assert_eq!(value.to_string().lines().count(), 1);
        assert_eq!(value["results"][0]["ratio"], 10.0);
        assert_eq!(value["results"][0]["goals"][1]["met"], false);
        assert_eq!(value["failed"][0]["job"], "student-loop");
    }
}
