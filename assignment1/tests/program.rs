//! The binary as a user meets it: results, resuming, interruption, bad input.
//!
//! Longer than other files because each further test program would have to be linked after every
//! changed line.

mod support;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use support::{Program, fails, succeeds};

#[path = "program/data.rs"]
mod data;
#[path = "program/disks.rs"]
mod disks;
#[path = "program/resuming.rs"]
mod resuming;
#[path = "program/studies.rs"]
mod studies;

impl Program {
    /// The only run folder.
    fn folder(&self) -> PathBuf {
        self.folder_of("mlp")
    }

    fn metrics(&self) -> String {
        self.metrics_of("mlp")
    }

    /// The metrics of an uninterrupted run.
    fn uninterrupted(arguments: &str) -> String {
        let program = Self::new();
        succeeds(&program.run(arguments));
        program.metrics()
    }
}

/// A training of a second or so, with a checkpoint at every evaluation.
const TRAINING: &str = "mlp --epochs 400 --batch-size 32 --eval-every 5 --no-figures \
                        --progress none --checkpoint-seconds 0";

#[test]
fn a_quick_run_leaves_a_folder_with_everything_and_one_line_of_json() {
    let program = Program::new();
    let output = program.run("mlp --preset quick --json");
    succeeds(&output);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(stdout.lines().count(), 1);
    let result: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(result["task"], "mlp");
    assert_eq!(result["device"], "cpu");
    assert_eq!(result["preset"], "quick");
    for name in ["train_accuracy", "test_accuracy", "train_loss", "test_loss"] {
        assert!(result["metrics"][name].is_f64(), "{name}");
    }
    assert!(result["seconds"].is_f64() && result["steps_per_second"].is_f64());
    let folder = program.folder();
    assert!(folder.ends_with(result["run_dir"].as_str().unwrap()));
    for file in [
        "run.toml",
        "command.txt",
        "metrics.csv",
        "times.csv",
        "events.jsonl",
        "checkpoints/last",
        "figures/accuracy.svg",
        "figures/loss.png",
        "figures/decision-boundary.png",
        "figures/confusion.png",
        "report.html",
        "result.json",
    ] {
        assert!(folder.join(file).exists(), "{file}");
    }
}

#[test]
fn without_a_terminal_each_evaluation_is_one_plain_line() {
    let program = Program::new();
    let output = program.run("mlp --preset quick --no-figures");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        !stderr.contains('\u{1b}') && !stderr.contains('\r'),
        "{stderr}"
    );
    let last = stderr.lines().find(|line| line.starts_with("epoch    75"));
    assert!(last.unwrap().contains("test accuracy 0."), "{stderr}");
}

#[test]
fn equal_seeds_give_equal_bytes_on_one_and_two_threads() {
    for arguments in [
        "mlp --preset quick --no-figures",
        "mlp --dataset mnist --preset quick --no-figures",
    ] {
        let metrics = |threads: &str| {
            let program = Program::new();
            let mut command = program.command(arguments);
            succeeds(&command.env("RAYON_NUM_THREADS", threads).output().unwrap());
            program.metrics()
        };
        let one = metrics("1");
        assert_eq!(one, metrics("1"));
        assert_eq!(one, metrics("2"));
        let other = Program::uninterrupted(&format!("{arguments} --seed 43"));
        assert_ne!(one, other);
    }
}

#[test]
fn every_optimizer_of_mlp_learns_at_its_usual_rate() {
    for name in [
        "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw",
    ] {
        let program = Program::new();
        let output = program.run(&format!(
            "mlp --optimizer {name} --dataset gaussians --epochs 10 --json --no-figures"
        ));
        succeeds(&output);
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let accuracy = result["metrics"]["test_accuracy"].as_f64().unwrap();
        assert!(accuracy > 0.9, "{name}: {accuracy}");
    }
}

#[test]
fn evaluate_prints_the_metrics_of_the_run() {
    let program = Program::new();
    let output = program.run("mlp --preset quick --json --no-figures");
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let folder = program.folder();
    let output = program.run(&format!("evaluate {} --json", folder.display()));
    succeeds(&output);
    let metrics: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(metrics, result["metrics"]);
}

#[test]
fn documented_settings_come_with_what_to_expect() {
    let program = Program::new();
    let expected = |arguments: &str| {
        let output = program.run(&format!("{arguments} --json --no-figures"));
        succeeds(&output);
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let told = stderr.contains("expected") && stderr.contains("(5 seeds)");
        (result["expected"].clone(), told)
    };
    let (expected_of_a_row, told) = expected("mlp --dataset iris");
    let numbers = &expected_of_a_row["test_accuracy"];
    let mean = numbers["mean"].as_f64().unwrap();
    assert!((0.9..=1.0).contains(&mean), "{expected_of_a_row}");
    assert_eq!(numbers["seeds"], 5);
    assert!(numbers["standard_deviation"].is_f64() && told);
    // The same settings in other words, under another seed.
    let same = expected("mlp --seed 7 --epochs 200 --dataset iris --lr 0.05");
    assert_eq!(same, (expected_of_a_row, true));
    let other = expected("mlp --dataset iris --epochs 3");
    assert_eq!(other, (serde_json::json!({}), false));
}

#[test]
fn repeat_summarizes_metrics_and_seconds() {
    let program = Program::new();
    let output = program.run("repeat 2 mlp --preset quick");
    succeeds(&output);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["command"], "mlp --preset quick");
    assert_eq!(summary["seeds"], 2);
    assert!(summary["median_seconds"].as_f64().unwrap() > 0.0);
    let accuracy = &summary["metrics"]["test_accuracy"];
    assert_eq!(accuracy["values"], 2);
    assert!(accuracy["min"].as_f64() <= accuracy["max"].as_f64());
    fails(&program.run("repeat 0 mlp"), 2, &["0"]);
    fails(&program.run("repeat 2 mlp --lr -1"), 2, &["seed 0", "--lr"]);
    let missing = program.run("repeat 2 mlp --dataset none.csv");
    fails(&missing, 4, &["seed 0", "none.csv"]);
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let program = Program::new();
    for (arguments, words) in [
        ("mlp --device gpu", &["cpu", "wgpu"][..]),
        ("mlp --device cpu:7", &["no device `flex:7`", "flex:0"]),
        ("mlp --device cuda:x", &["whole number"]),
        ("mlp --lr -1", &["--lr -1", "positive"]),
        ("mlp --lr NaN", &["--lr NaN", "positive"]),
        ("mlp --epochs 0", &["--epochs", "at least 1"]),
        ("mlp --epochs -3", &["--epochs", "-3"]),
        ("mlp --batch-size 801", &["801", "800", "full"]),
        ("mlp --batch-size 0", &["full"]),
        ("mlp --noise -0.1", &["--noise -0.1"]),
        ("mlp --noise inf", &["--noise inf"]),
        ("mlp --hidden-sizes 20,0", &["--hidden-sizes"]),
        ("mlp --examples 1", &["--examples 1"]),
        ("mlp --dataset moon", &["moons"]),
        ("mlp --optimizer adm", &["adam", "adamw"]),
        (
            "optimizers --rate-factor 0",
            &["--rate-factor 0", "positive"],
        ),
        ("optimizers --optimizers adam,adam", &["twice"]),
        ("optimizers --seeds 0", &["--seeds", "at least 1"]),
        ("mlpp", &["unrecognized subcommand", "mlp"]),
    ] {
        fails(&program.run(arguments), 2, words);
    }
    #[cfg(not(feature = "cuda"))]
    fails(&program.run("mlp --device cuda"), 2, &["--features cuda"]);
    assert!(!program.out_dir().exists(), "nothing was written");
}

#[test]
fn bad_csv_files_are_explained() {
    let program = Program::new();
    for (text, words) in [
        ("a,b,label\n1,2,x\n1,NaN,y\n", &["data.csv", "line 3"][..]),
        ("a,b,label\n1,2,x\n1,2\n", &["data.csv", "line 3"]),
        ("a,b\n1,2\n3,4\n", &["label"]),
        ("a,b,label\n", &["data.csv"]),
        ("a,label\n1,x\n2,x\n3,x\n", &["class"]),
    ] {
        fs::write(program.runs.path().join("data.csv"), text).unwrap();
        fails(&program.run("mlp --dataset data.csv"), 4, words);
    }
    fails(&program.run("mlp --dataset none.csv"), 4, &["none.csv"]);
    assert!(!program.out_dir().exists(), "nothing was written");
}

#[test]
fn a_csv_file_trains() {
    let program = Program::new();
    let rows: String = (0..100)
        .map(|row| {
            format!(
                "{},{},{}\n",
                row,
                row % 7,
                if row < 50 { "low" } else { "high" }
            )
        })
        .collect();
    let text = format!("height,width,label\n{rows}");
    fs::write(program.runs.path().join("data.csv"), text).unwrap();
    let output = program.run("mlp --dataset data.csv --json");
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(result["metrics"]["test_accuracy"].as_f64().unwrap() >= 0.9);
}

#[test]
fn divergence_names_the_step_and_what_to_try() {
    let program = Program::new();
    let output = program.run("mlp --lr 1e30 --no-figures");
    fails(
        &output,
        3,
        &["diverged", "at step", "--lr 1", "is kept in runs/mlp/"],
    );
}
