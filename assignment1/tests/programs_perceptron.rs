//! The gates and the perceptron: what they leave and refuse, and Novikoff's theorem on real trainings.
//!
//! Longer than other files for the reason of `program.rs`: one test program to link, not several.

mod support;

use assignment1::novikoff::Margin;
use assignment1::staff::{PerceptronTraining, Rule};
use common::by_hand::{Device, Streams};
use common::data::{self, Dataset, Source};
use common::learner::{Learner, Part};
use serde_json::Value;
use std::fs;
use std::time::Duration;
use support::{Program, fails, succeeds};

fn training(dataset: &Dataset, rule: Rule, learning_rate: f64, seed: u64) -> PerceptronTraining {
    let streams = Streams::new(seed);
    let data = data::load_flat(&Source {
        dataset,
        examples: 200,
        noise: 0.0,
        data_dir: None,
        streams,
        device: &Device::flex(),
    });
    PerceptronTraining::new(data.unwrap(), rule, learning_rate, streams).unwrap()
}

fn after(epochs: usize, mut training: PerceptronTraining) -> PerceptronTraining {
    for _ in 0..epochs {
        training.step().unwrap();
    }
    training
}

fn accuracy(training: &mut PerceptronTraining) -> f64 {
    let metrics = training.evaluate(Part::Train).unwrap();
    metrics.get("accuracy").unwrap()
}

#[test]
fn on_separable_data_updates_end_below_novikoff_s_bound() {
    for seed in 0..10 {
        for rule in [Rule::Batch, Rule::Rosenblatt] {
            let mut training = after(100, training(&Dataset::Gaussians, rule, 0.01, seed));
            let updates = training.updates();
            let bound = training
                .examples()
                .margin()
                .bound()
                .expect("a line separates them");
            assert!(updates[100] > 0 && updates[99] == updates[100]);
            assert!(
                updates[100] as f64 <= bound,
                "seed {seed}, {rule:?}: {} updates, but the bound is {bound}",
                updates[100]
            );
            assert_eq!(accuracy(&mut training), 1.0);
        }
    }
}

#[test]
fn on_overlapping_data_there_is_no_bound_and_no_end() {
    for dataset in [Dataset::GaussiansClose, Dataset::GaussiansWide] {
        for (rule, least) in [(Rule::Batch, 50), (Rule::Rosenblatt, 1000)] {
            let training = after(50, training(&dataset, rule, 0.01, 1));
            assert_eq!(training.examples().margin().bound(), None);
            assert!(training.updates()[50] >= least, "{:?}", training.updates());
        }
    }
}

#[test]
fn the_learning_rate_changes_no_prediction() {
    for rule in [Rule::Batch, Rule::Rosenblatt] {
        // A ratio that is a power of two, so that rounding is the same too.
        let [one, quarter] = [1.0, 0.25].map(|rate| {
            let mut training = training(&Dataset::GaussiansWide, rule, rate, 3);
            (0..20)
                .map(|_| {
                    training.step().unwrap();
                    accuracy(&mut training)
                })
                .collect::<Vec<f64>>()
        });
        assert_eq!(one, quarter);
        assert!(one.iter().any(|accuracy| *accuracy != one[0]));
    }
}

#[test]
fn the_widest_margin_is_the_distance_of_the_hull() {
    // x̃ times label: (1, 1) and (1, -1), whose hull is nearest to the origin at (1, 0).
    let margin = Margin::of(&[1.0, -1.0], 1, &[1.0, -1.0]);
    assert!((margin.found - 1.0).abs() < 0.01, "{margin:?}");
    assert!((margin.radius - 2.0_f64.sqrt()).abs() < 1e-12);
    assert!((margin.bound().unwrap() - 2.0).abs() < 0.05);
    // (3, 1), (5, 1) and (-1, -1): the nearest point, (0.2, -0.4), is between the first and the last.
    let margin = Margin::of(&[3.0, 5.0, 1.0], 1, &[1.0, 1.0, -1.0]);
    let expected = 0.2_f64.hypot(0.4);
    assert!(margin.found <= expected + 1e-12 && margin.found >= 0.99 * expected);
    assert!(margin.at_most >= expected - 1e-12);
}

#[test]
fn exclusive_or_has_no_margin() {
    let inputs = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0];
    let margin = Margin::of(&inputs, 2, &[-1.0, 1.0, 1.0, -1.0]);
    assert_eq!(margin.bound(), None);
    assert!(margin.at_most < 1e-5, "{margin:?}");
}

#[test]
fn a_restored_training_goes_on_as_the_first_did() {
    for rule in [Rule::Batch, Rule::Rosenblatt] {
        let mut whole = after(9, training(&Dataset::GaussiansClose, rule, 0.01, 5));
        let mut half = after(4, training(&Dataset::GaussiansClose, rule, 0.01, 5));
        let mut resumed = training(&Dataset::GaussiansClose, rule, 0.01, 5);
        resumed.restore(&half.snapshot().unwrap()).unwrap();
        let mut resumed = after(5, resumed);
        assert_eq!(resumed.snapshot().unwrap(), whole.snapshot().unwrap());
    }
}

#[test]
fn the_program_of_gates_finds_14_of_16_functions_and_draws() {
    let program = Program::new();
    let output = program.run("gates --out-dir drawn");
    succeeds(&output);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("14 of 16 functions"), "{stdout}");
    let none = |line: &&str| line.contains("none");
    let lines: Vec<&str> = stdout.lines().filter(none).collect();
    assert_eq!(lines.len(), 2, "{stdout}");
    assert!(lines[0].starts_with("A XOR B ") && lines[1].starts_with("A XNOR B "));
    for name in ["and.png", "or.svg", "xor.png"] {
        assert!(program.runs.path().join("drawn").join(name).exists());
    }
    assert!(String::from_utf8_lossy(&output.stderr).contains("drawn"));
}

#[test]
fn a_quick_perceptron_leaves_everything_that_a_report_needs() {
    for rule in ["batch", "rosenblatt"] {
        let program = Program::new();
        let output = program.run(&format!("perceptron --preset quick --rule {rule} --json"));
        succeeds(&output);
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(result["task"], "perceptron");
        let metrics = &result["metrics"];
        for name in ["train_accuracy", "test_accuracy", "train_loss", "test_loss"] {
            assert!(metrics[name].is_f64(), "{name}");
        }
        let (updates, bound) = (&metrics["updates"], &metrics["novikoff_bound"]);
        assert!(updates.as_f64().unwrap() <= bound.as_f64().unwrap());
        let folder = program.folder_of("perceptron");
        for file in [
            "figures/accuracy.png",
            "figures/loss.png",
            "figures/updates.png",
            "figures/decision-boundary.png",
            "report.html",
            "checkpoints/last",
        ] {
            assert!(folder.join(file).exists(), "{file}");
        }
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("Novikoff's bound on them is"), "{stderr}");
        assert!(stderr.contains("of the widest"), "{stderr}");

        let evaluate = program.run(&format!("evaluate {} --json", folder.display()));
        succeeds(&evaluate);
        let again: Value = serde_json::from_slice(&evaluate.stdout).unwrap();
        for (name, value) in again.as_object().unwrap() {
            assert_eq!(*value, metrics[name], "{name}");
        }
        assert_eq!(again.as_object().unwrap().len(), 4);
    }
}

#[test]
fn the_names_of_the_course_are_understood() {
    let program = Program::new();
    let arguments = "perceptron --max_epochs 3 --learning_rate 0.5 --eval_freq 3 --no-figures";
    succeeds(&program.run(arguments));
    let metrics = program.metrics_of("perceptron");
    // The header, and both parts after no epoch and after three.
    assert_eq!(metrics.lines().count(), 5, "{metrics}");
}

#[test]
fn a_killed_perceptron_resumes_to_the_same_bytes() {
    let arguments = "perceptron --dataset gaussians-close --rule rosenblatt --epochs 300 \
                     --no-figures --progress none --checkpoint-seconds 0 --json";
    let whole = Program::new();
    let output = whole.run(arguments);
    succeeds(&output);
    let expected: Value = serde_json::from_slice(&output.stdout).unwrap();

    let program = Program::new();
    let mut child = program.command(arguments).spawn().unwrap();
    let has_checkpoint = || {
        let runs = fs::read_dir(program.out_dir().join("perceptron"));
        let mut runs = runs.into_iter().flatten().flatten();
        runs.any(|run| run.path().join("checkpoints/last").exists())
    };
    while !has_checkpoint() {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(child.try_wait().unwrap().is_none(), "it was killed in time");
    child.kill().unwrap();
    child.wait().unwrap();
    let output = program.run("perceptron --resume --no-figures --progress none --json");
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["metrics"], expected["metrics"]);
    assert_eq!(
        program.metrics_of("perceptron"),
        whole.metrics_of("perceptron")
    );
}

#[test]
fn what_a_perceptron_cannot_do_is_refused_before_anything_is_written() {
    let program = Program::new();
    let three = "a,b,label\n1,2,x\n2,1,x\n3,4,y\n4,3,y\n5,6,z\n6,5,z\n";
    fs::write(program.runs.path().join("three.csv"), three).unwrap();
    for (arguments, words) in [
        (
            "perceptron --dataset iris",
            &["iris has 3 classes", "two apart", "gaussians", "`mlp`"][..],
        ),
        ("perceptron --dataset rings", &["rings has 3 classes"]),
        (
            "perceptron --dataset three.csv",
            &["three.csv has 3 classes"],
        ),
        ("perceptron --dataset digits", &["digits has 10 classes"]),
        (
            "perceptron --batch-size 32",
            &["--batch-size 32", "whole training set", "`mlp`"],
        ),
        ("perceptron --rule hebb", &["batch", "rosenblatt"]),
        ("perceptron --lr 0", &["--lr 0", "positive"]),
        ("perceptron --examples 3", &["--examples 3"]),
        (
            "evaluate runs/nothing",
            &["no run in runs/nothing", "ls runs"],
        ),
    ] {
        fails(&program.run(arguments), 2, words);
    }
    assert!(!program.out_dir().exists(), "nothing was written");
}

#[test]
fn evaluate_names_the_programs_that_it_knows() {
    let program = Program::new();
    let text = "schema = 1\ntask = \"gan\"\n";
    fs::write(program.runs.path().join("run.toml"), text).unwrap();
    let output = program.run("evaluate .");
    fails(&output, 2, &["is a run of `gan`", "mlp", "perceptron"]);
    fs::write(program.runs.path().join("run.toml"), "schema = 1\n").unwrap();
    fails(&program.run("evaluate ."), 4, &["run.toml"]);
}

#[test]
fn a_table_of_two_classes_trains() {
    let program = Program::new();
    let rows: String = (0..100)
        .map(|row| {
            let class = if row < 50 { "low" } else { "high" };
            format!("{row},{},{class}\n", row % 7)
        })
        .collect();
    let text = format!("height,width,label\n{rows}");
    fs::write(program.runs.path().join("data.csv"), text).unwrap();
    let arguments = "perceptron --dataset data.csv --rule rosenblatt --no-figures --json";
    let output = program.run(arguments);
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(result["metrics"]["train_accuracy"].as_f64().unwrap() > 0.9);
}
