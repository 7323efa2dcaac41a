//! What comes out at the end: a table of at most 100 columns, or a line of JSON.

use crate::comparison::Settings;
use crate::samples::{Row, Side, digits};
use common::table::Table;
use serde_json::{Value, json};

/// The table, behind what it was measured on.
pub fn table(rows: &[Row], settings: &Settings) -> String {
    let mut table = Table::new(["JOB", "OURS", "OTHER", "RATIO", "PEAK MB", "GOAL"]);
    for row in rows {
        let none = || String::from("-");
        let memory = |side: &Side| Some(format!("{:.0}", side.peak_memory_bytes? / 1e6));
        let other = row.other.as_ref();
        let memories = memory(&row.ours).zip(other.and_then(memory));
        let goals = row.goals.iter().map(|verdict| {
            let word = if verdict.met { "met" } else { "missed" };
            format!("{} {word}", verdict.goal)
        });
        let mut cells = [
            row.name.clone(),
            row.ours.seconds.to_string(),
            other.map_or_else(none, |other| other.seconds.to_string()),
            row.ratio.map_or_else(none, |ratio| digits(ratio) + "×"),
            memories.map_or_else(none, |(ours, other)| format!("{ours} / {other}")),
            String::new(),
        ];
        // A line for each goal, the first one beside the times.
        for goal in goals {
            cells[5] = goal;
            table.row(std::mem::take(&mut cells));
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
    let mut sides: Vec<String> = Vec::new();
    for side in rows
        .iter()
        .flat_map(|row| row.other.iter().chain([&row.ours]))
    {
        let threads = side.threads.map(|count| format!(" ({count} threads)"));
        if let Some(version) = &side.version {
            sides.push(format!("{version}{}", threads.unwrap_or_default()));
        }
    }
    sides.sort_unstable();
    sides.dedup();
    let load = machine
        .load
        .map(|load| format!("; load {load} before the first"));
    let mut lines = vec![
        format!(
            "{} · {} cores · rustc {} · {} profile",
            machine.processor, machine.cores, machine.rustc, machine.profile
        ),
        sides.join(" · "),
        format!(
            "{pairs} measurements of each, in turn{}",
            load.unwrap_or_default()
        ),
    ];
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
    let failed = |(job, error): &(&str, String)| json!({"job": job, "error": error});
    json!({
        "machine": settings.machine,
        "busy": settings.machine.is_busy(),
        "pairs": settings.pairs,
        "threads": settings.threads,
        "results": rows,
        "failed": failures.iter().map(failed).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Goal;
    use crate::machine::Machine;
    use crate::samples::Sample;

    fn row() -> Row {
        let samples = |seconds: [f64; 3], megabytes: u64, version: &str| {
            seconds.map(|seconds| Sample {
                seconds,
                peak_memory_bytes: Some(megabytes * 1_000_000),
                threads: Some(2),
                version: Some(version.into()),
            })
        };
        let ours = samples([12.3e-6, 12.1e-6, 14.0e-6], 31, "Burn 0.1");
        let other = samples([130e-6, 123e-6, 99e-6], 40, "NumPy 2");
        let goals = [Goal::Faster(2.0), Goal::Smaller(2.0)];
        Row::new("moons-full-pytorch", [&ours, &other], &goals)
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
    fn the_json_is_one_line_with_ratios_and_failures() {
        let failures = [("student-loop", "it failed\nbadly".to_string())];
        let value = json(&[row()], &failures, &settings());
        assert_eq!(value.to_string().lines().count(), 1);
        assert_eq!(value["results"][0]["ratio"], 10.0);
        assert_eq!(value["results"][0]["goals"][1]["met"], false);
        assert_eq!(value["failed"][0]["job"], "student-loop");
    }
}
