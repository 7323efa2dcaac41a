//! The multi-layer perceptron set beside the run of another program, in the binary as a user meets it.

use assignment2::programs::ASSIGNMENT;
use common_programs::{Place, Subject, fails, succeeds};
use std::fs;
use std::path::{Path, PathBuf};

#[allow(unused_macros, dead_code, reason = "of the table's tests")]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;

static SUBJECT: Subject = Subject {
    assignment: &ASSIGNMENT,
    binary: env!("CARGO_BIN_EXE_assignment2"),
};

const SHORT: &str = "mlp --epochs 20 --progress none";

/// A place with a finished run in the folder `other`, as if it were assignment 1's: with its name, and with
/// the setting that only that one has.
fn place_with_other() -> Place<'static> {
    let place = SUBJECT.place();
    place.result(&format!("{SHORT} --no-figures"));
    let other = place.path("other");
    fs::rename(place.folder_of("mlp"), &other).unwrap();
    change(
        &other.join("run.toml"),
        &[
            (
                "assignment = \"assignment2\"",
                "assignment = \"assignment1\"",
            ),
            ("[settings]", "[settings]\nschedule = \"constant\""),
            ("weight-decay = 0.0\n", ""),
            ("dropout = 0.0\n", ""),
        ],
    );
    place
}

/// Writes other words into a file.
#[track_caller]
fn change(path: &Path, words: &[(&str, &str)]) {
    let mut text = fs::read_to_string(path).unwrap();
    for (before, after) in words {
        assert!(text.contains(before), "no `{before}` in {text}");
        text = text.replacen(before, after, 1);
    }
    fs::write(path, text).unwrap();
}

fn runs(place: &Place) -> Vec<PathBuf> {
    let runs = fs::read_dir(place.out_dir().join("assignment2/mlp")).unwrap();
    runs.map(|run| run.unwrap().path()).collect()
}

#[test]
fn two_runs_of_the_same_settings_differ_in_nothing() {
    let place = place_with_other();
    let output = place.run(&format!("{SHORT} --beside other"));
    succeeds(&output);
    let told = String::from_utf8_lossy(&output.stderr);
    let header = told.lines().find(|line| line.contains("difference"));
    let columns: Vec<&str> = header.unwrap().split_whitespace().collect();
    assert_eq!(columns[..4], ["by", "hand", "Burn", "difference"], "{told}");
    for row in ["train loss", "train accuracy", "test loss", "test accuracy"] {
        let line = told.lines().find(|line| line.starts_with(row));
        let line = line.unwrap_or_else(|| panic!("no {row} in {told}"));
        assert!(line.ends_with("0.0000"), "{line}");
    }
    let folder = place.folder_of("mlp");
    assert!(folder.join("figures/beside.svg").exists());
    let result = fs::read_to_string(folder.join("result.json")).unwrap();
    assert!(result.contains("\"loss_beside\":0.0"), "{result}");
    // Whoever looks at the run later does without the other one.
    fs::remove_dir_all(place.path("other")).unwrap();
    succeeds(&place.run(&format!("evaluate {}", folder.display())));
}

#[test]
fn what_differs_on_the_way_is_told() {
    let place = place_with_other();
    let metrics = place.path("other/metrics.csv");
    let text = fs::read_to_string(&metrics).unwrap();
    // The loss of the test at epoch 10, and no other number.
    let line = text.lines().find(|line| line.starts_with("10,10,test,"));
    let line = line.unwrap().to_owned();
    let loss: f64 = line.split(',').nth(3).unwrap().parse().unwrap();
    let other = line.replacen(&format!("test,{loss}"), &format!("test,{}", loss + 0.25), 1);
    assert_ne!(line, other);
    change(&metrics, &[(line.as_str(), other.as_str())]);
    let result = place.result(&format!("{SHORT} --no-figures --beside other"));
    let apart = result["metrics"]["loss_beside"].as_f64().unwrap();
    assert!((apart - 0.25).abs() < 1e-9, "{apart}");
    assert_eq!(result["metrics"]["accuracy_beside"], 0.0);
}

#[test]
fn a_run_of_other_settings_is_refused_with_the_command_that_fits() {
    let place = place_with_other();
    for (words, told) in [
        (
            "mlp --epochs 20 --lr 0.5 --beside other",
            &[
                "--beside other has other settings",
                "--lr: 0.01 there, 0.5 here",
                "cargo run -p assignment2 -- mlp --epochs=20 --beside other",
            ][..],
        ),
        (
            "mlp --epochs 20 --dropout 0.5 --seed 7 --beside other",
            &["--dropout: 0.0 there, 0.5 here", "--seed: 42 there, 7 here"],
        ),
        (
            "mlp --beside other",
            &["--epochs: 20 there, 1500 here", "mlp --epochs=20 --beside"],
        ),
    ] {
        fails(&place.run(words), 2, told);
    }
    // What this program does not have is to be changed there.
    change(
        &place.path("other/run.toml"),
        &[("\"constant\"", "\"cosine\"")],
    );
    let told = [
        "--schedule: cosine there, constant here",
        "cargo run -p assignment1 -- mlp --schedule=constant",
    ];
    fails(&place.run(&format!("{SHORT} --beside other")), 2, &told);
    change(
        &place.path("other/run.toml"),
        &[("optimizer = \"sgd\"", "optimizer = \"rmsprop\"")],
    );
    let words = format!("{SHORT} --optimizer rmsprop --beside other");
    fails(
        &place.run(&words),
        2,
        &["another rule", "0.9", "--optimizer adam"],
    );
    assert!(runs(&place).is_empty(), "nothing was written");
}

#[test]
fn a_run_that_is_none_or_not_finished_is_refused() {
    let place = place_with_other();
    let refused = |code: i32, told: &[&str]| {
        fails(&place.run(&format!("{SHORT} --beside other")), code, told);
    };
    let path = place.path("other/metrics.csv");
    let text = fs::read_to_string(&path).unwrap();
    let shorter: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("10,"))
        .collect();
    fs::write(&path, shorter.join("\n") + "\n").unwrap();
    refused(
        4,
        &[
            "metrics.csv has 2 evaluations",
            "this run will have 3",
            "anew",
        ],
    );
    change(
        &place.path("other/run.toml"),
        &[("program = \"mlp\"", "program = \"sgd\"")],
    );
    refused(2, &["is a run of `sgd`", "cargo run -p assignment1 -- mlp"]);
    fs::remove_file(place.path("other/result.json")).unwrap();
    let resume = "cargo run -p assignment1 -- sgd --resume other";
    refused(2, &["other is not finished", resume]);
    fs::write(place.path("other/run.toml"), "schema = \n").unwrap();
    refused(4, &["run.toml"]);
    fs::remove_dir_all(place.path("other")).unwrap();
    refused(2, &["no run in other"]);
    assert!(runs(&place).is_empty(), "nothing was written");
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let place = SUBJECT.place();
    for (words, told) in [
        (
            "mlp --hidden-sizes 0",
            &["--hidden-sizes", "at least 1"][..],
        ),
        (
            "mlp --hidden-sizes 99999999,99999999",
            &["--hidden-sizes", "of memory"],
        ),
        ("mlp --batch-size 801", &["800 examples", "full"]),
        ("mlp --dropout 1", &["--dropout", "below 1"]),
        ("mlp --weight-decay -1", &["--weight-decay", "0 or more"]),
        (
            "mlp --optimizer adagrad",
            &["sgd", "momentum", "rmsprop", "adam"],
        ),
        (
            "mlp --activation gelu",
            &["relu", "leaky-relu", "tanh", "sigmoid"],
        ),
        ("mlp --dataset moon", &["--dataset", "moons"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn the_names_of_the_sheet_are_understood() {
    let words = "mlp --dnn_hidden_units 30,20 --learning_rate 0.1 --max_steps 7 --eval_freq 3 --print-config";
    let printed = SUBJECT.place().run(words);
    succeeds(&printed);
    let printed = String::from_utf8(printed.stdout).unwrap();
    for line in [
        "hidden-sizes = [30, 20]",
        "lr = 0.1",
        "epochs = 7",
        "eval-every = 3",
    ] {
        assert!(
            printed.lines().any(|printed| printed == line),
            "{line}: {printed}"
        );
    }
}
