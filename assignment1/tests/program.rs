//! The binary as a user meets it: every program by the table, then what only some of them have.

use assignment1::programs::ASSIGNMENT;
use common_programs::{Place, Subject, fails, succeeds};
use serde_json::Value;
use std::fs;

#[macro_use]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;
#[path = "program/csv_files.rs"]
mod csv_files;
#[path = "program/data.rs"]
mod data;
#[path = "program/disks.rs"]
mod disks;
#[path = "program/folders.rs"]
mod folders;
#[path = "program/resuming.rs"]
mod resuming;
#[path = "program/streams.rs"]
mod streams;
#[path = "program/studies.rs"]
mod studies;

static SUBJECT: Subject = Subject {
    assignment: &ASSIGNMENT,
    binary: env!("CARGO_BIN_EXE_assignment1"),
};

fn place() -> Place<'static> {
    SUBJECT.place()
}

of_every_program! {}

#[test]
fn without_a_terminal_each_evaluation_is_one_plain_line() {
    let output = place().run("mlp --preset quick --no-figures");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        !stderr.contains('\u{1b}') && !stderr.contains('\r'),
        "{stderr}"
    );
    let last = stderr.lines().find(|line| line.starts_with("epoch    75"));
    assert!(last.unwrap().contains("test accuracy 0."), "{stderr}");
}

#[test]
fn every_optimizer_of_mlp_learns_at_its_usual_rate() {
    for name in [
        "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw",
    ] {
        let words = format!("mlp --optimizer {name} --dataset gaussians --epochs 10 --no-figures");
        let accuracy = place().result(&words)["metrics"]["test_accuracy"].as_f64();
        assert!(accuracy.unwrap() > 0.9, "{name}: {accuracy:?}");
    }
}

#[test]
fn a_run_of_the_first_form_is_evaluated_and_resumed() {
    let place = place();
    let result = place.result("perceptron --preset quick --no-figures");
    let folder = place.folder_of("perceptron");
    // As version 0.1 wrote it: settings that no program of today has, and no assignment.
    let text = fs::read_to_string(folder.join("run.toml")).unwrap();
    let (_, settings) = text.split_once("[settings]").unwrap();
    let first =
        "schema = 1\ntask = \"perceptron\"\nversion = \"0.1.0\"\n\n[config]\nbatch-size = \"full\"";
    fs::write(folder.join("run.toml"), format!("{first}{settings}")).unwrap();
    let again = place.result(&format!("evaluate {}", folder.display()));
    assert_eq!(again["test_accuracy"], result["metrics"]["test_accuracy"]);
    fs::remove_file(folder.join("result.json")).unwrap();
    let resume = format!("perceptron --resume {} --no-figures", folder.display());
    assert_eq!(place.result(&resume)["metrics"], result["metrics"]);
}

#[test]
fn documented_settings_come_with_what_to_expect() {
    let place = place();
    let expected = |words: &str| {
        let output = place.run(&format!("{words} --json --no-figures"));
        succeeds(&output);
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let told = stderr.contains("expected") && stderr.contains("(95 %, 20 seeds)");
        (result["expected"].clone(), told)
    };
    let (expected_of_a_row, told) = expected("mlp --dataset iris");
    let numbers = &expected_of_a_row["test_accuracy"];
    let [value, low] = [&numbers["value"], &numbers["interval"][0]].map(|it| it.as_f64().unwrap());
    assert!(0.8 < low && low < value && value <= 1.0, "{numbers}");
    assert!(numbers["seeds"] == 20 && told);
    // The same settings in other words, under another seed.
    let same = expected("mlp --seed 7 --epochs 200 --dataset iris --lr 0.05");
    assert_eq!(same, (expected_of_a_row, true));
    let other = expected("mlp --dataset iris --epochs 3");
    assert_eq!(other, (serde_json::json!({}), false));
}

#[test]
fn repeat_summarizes_metrics_and_seconds() {
    let place = place();
    let output = place.run("repeat 2 mlp --preset quick");
    succeeds(&output);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["command"], "mlp --preset quick");
    assert_eq!(summary["seeds"], 2);
    assert!(summary["median_seconds"].as_f64().unwrap() > 0.0);
    let accuracy = &summary["metrics"]["test_accuracy"];
    assert_eq!(accuracy["values"], 2);
    assert!(accuracy["min"].as_f64() <= accuracy["max"].as_f64());
    fails(&place.run("repeat 0 mlp"), 2, &["0"]);
    fails(&place.run("repeat 2 mlp --lr -1"), 2, &["seed 0", "--lr"]);
    let missing = place.run("repeat 2 mlp --dataset none.csv");
    fails(&missing, 4, &["seed 0", "none.csv"]);
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let place = place();
    let three = "a,b,label\n1,2,x\n2,1,x\n3,4,y\n4,3,y\n5,6,z\n6,5,z\n";
    fs::write(place.path("three.csv"), three).unwrap();
    for (words, told) in [
        ("mlp --lr -1", &["'-1' for '--lr", "positive", "0.01"][..]),
        ("mlp --lr NaN", &["'NaN' for '--lr", "positive"]),
        ("mlp --epochs 0", &["--epochs", "at least 1"]),
        ("mlp --epochs -3", &["--epochs", "-3"]),
        ("mlp --batch-size 801", &["801", "800", "full"]),
        ("mlp --batch-size 0", &["full"]),
        ("mlp --noise -0.1", &["'-0.1' for '--noise", "0 or more"]),
        ("mlp --noise inf", &["'inf' for '--noise"]),
        ("mlp --hidden-sizes 20,0", &["--hidden-sizes", "at least 1"]),
        (
            "mlp --hidden-sizes 9223372036854775807",
            &["--hidden-sizes: this takes at least", "B of memory"],
        ),
        ("mlp --hidden-sizes 1000000,1000000", &["16.01 TB"]),
        (
            "mlp --hidden-sizes 9000000000 --epochs 1",
            &["TB of memory"],
        ),
        (
            "learning-curve --hidden-size 90000000000",
            &["--hidden-size: "],
        ),
        (
            "regularization --hidden-sizes 9000000000",
            &["--hidden-sizes: "],
        ),
        ("mlp --examples 1", &["'1' for '--examples", "at least 10"]),
        ("mlp --dataset moon", &["moons"]),
        (
            "mlp --label y",
            &["--label y", "moons is none", "--dataset FILE.csv"],
        ),
        (
            "mlp --dataset three.csv --batch-size 4",
            &["3 examples", "the 4", "`full`"],
        ),
        ("mlp --optimizer adm", &["adam", "adamw"]),
        ("mlpp", &["unrecognized subcommand", "mlp"]),
        (
            "perceptron --dataset iris",
            &["iris has 3 classes", "two apart", "`mlp`"],
        ),
        (
            "perceptron --dataset three.csv",
            &["three.csv has 3 classes"],
        ),
        ("perceptron --batch-size 32", &["--batch-size"]),
        ("mlp --dataset iris --noise 0.3", &["--noise", "iris"]),
        ("perceptron --rule hebb", &["batch", "rosenblatt"]),
        ("gates --dataset moons", &["--dataset"]),
        ("gradcheck conv", &["linear"]),
        ("compare --steps 0", &["at least 1"]),
        ("evaluate runs/nothing", &["no run in runs/nothing"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    #[cfg(not(feature = "cuda"))]
    fails(&place.run("mlp --device cuda"), 2, &["--features cuda"]);
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn evaluate_names_the_programs_that_it_knows() {
    let place = place();
    fs::write(place.path("run.toml"), "schema = 1\ntask = \"gan\"\n").unwrap();
    fails(
        &place.run("evaluate ."),
        2,
        &["is a run of `gan`", "mlp", "perceptron"],
    );
    fs::write(place.path("run.toml"), "schema = 1\n").unwrap();
    fails(&place.run("evaluate ."), 4, &["run.toml"]);
}

#[test]
fn the_names_of_the_course_are_understood() {
    let place = place();
    let words = "perceptron --max_epochs 3 --learning_rate 0.5 --eval_freq 3 --no-figures";
    succeeds(&place.run(words));
    // The header, and both parts after no epoch and after three.
    assert_eq!(place.metrics_of("perceptron").lines().count(), 5);
    succeeds(&place.run("mlp --max_steps 3 --dnn_hidden_units 4,4 --no-figures"));
}

#[test]
fn divergence_names_the_step_and_what_to_try() {
    let output = place().run("mlp --lr 1e30 --no-figures");
    let words = [
        "diverged",
        "at step",
        "--lr 1",
        "is kept in runs/assignment1/mlp/",
    ];
    fails(&output, 3, &words);
}

#[test]
fn the_gates_find_14_of_16_functions_in_one_neuron() {
    let place = place();
    let output = place.run("gates");
    succeeds(&output);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("14 of 16 functions"), "{stderr}");
    let lines = stderr.lines().filter(|line| line.contains("two layers"));
    let names: Vec<&str> = lines.filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(
        names[..3],
        ["gate A XOR B", "A XOR B", "A XNOR B"],
        "{stderr}"
    );
}

#[test]
fn a_perceptron_s_updates_stay_below_novikoff_s_bound() {
    for rule in ["batch", "rosenblatt"] {
        let place = place();
        let output = place.run(&format!("perceptron --rule {rule} --json"));
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let [updates, bound] =
            ["updates", "novikoff_bound"].map(|it| result["metrics"][it].as_f64());
        assert!(updates.unwrap() <= bound.unwrap());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("of the widest"), "{stderr}");
        let report = place.folder_of("perceptron").join("report.html");
        assert!(
            fs::read_to_string(report)
                .unwrap()
                .contains("Novikoff's bound on them is")
        );
    }
}

#[test]
fn checks_that_leave_no_folder_have_their_table_and_one_line_of_json() {
    let place = place();
    for (words, cell, number) in [
        ("gradcheck linear", "linear: weight", "linear__weight"),
        ("compare --steps 3", "Relu: logits", "relu__logits"),
    ] {
        let output = place.run(&format!("{words} --json"));
        succeeds(&output);
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(cell),
            "{words}"
        );
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            result["metrics"][number].as_f64().unwrap() < 1e-5,
            "{result}"
        );
    }
    assert!(!place.out_dir().exists());
}
