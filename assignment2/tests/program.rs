//! The binary as a user meets it: every program by the table, then what only some of them have.

use assignment2::programs::ASSIGNMENT;
use common_programs::{Place, Subject, fails, succeeds};
use std::fs;

#[macro_use]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;

static SUBJECT: Subject = Subject {
    assignment: &ASSIGNMENT,
    binary: env!("CARGO_BIN_EXE_assignment2"),
};

fn place() -> Place<'static> {
    SUBJECT.place()
}

of_every_program! {}

#[test]
fn a_short_training_completes_palindromes() {
    let place = place();
    let result = place.result("rnn --encoding one-hot --steps 100 --eval-every 100");
    let metrics = &result["metrics"];
    assert!(
        metrics["test_accuracy"].as_f64().unwrap() > 0.99,
        "{metrics}"
    );
    assert_eq!(metrics["parameters"], 19_082.0);
    // Shown before the first step and after the last one.
    let shown = |step: &str| {
        let samples = place.folder_of("rnn").join("samples").join(step);
        fs::read_to_string(samples.join("palindromes.txt")).unwrap()
    };
    assert!(shown("0").contains("wrong, it is"));
    let (learned, line) = (shown("100"), "| ");
    assert_eq!(learned.lines().count(), 20);
    for (seen, answer) in learned.lines().filter_map(|shown| shown.split_once(line)) {
        assert_eq!(seen.split(' ').next(), Some(answer), "{learned}");
    }
}

#[test]
fn the_norm_of_all_gradients_is_told_and_a_smaller_bound_on_it_trains_otherwise() {
    let metrics_with = |max_norm: &str| {
        let place = place();
        let words = format!("rnn --steps 20 --eval-every 10 --no-figures --max-norm {max_norm}");
        place.result(&words);
        place.metrics_of("rnn")
    };
    let unclipped = metrics_with("1e9");
    let mut lines = unclipped.lines();
    assert_eq!(
        lines.next(),
        Some("epoch,step,split,loss,accuracy,grad_norm")
    );
    let norms = lines.filter(|line| line.contains(",steps,"));
    let norms = norms.map(|line| line.rsplit(',').next().unwrap().parse::<f64>().unwrap());
    let norms: Vec<f64> = norms.collect();
    assert!(
        norms.len() == 2 && norms.iter().all(|norm| *norm > 0.01),
        "{unclipped}"
    );
    assert_eq!(metrics_with("1e6"), unclipped);
    assert_ne!(metrics_with("0.01"), unclipped);
}

#[test]
fn the_names_of_the_sheet_are_understood() {
    let words = "rnn --input_length 6 --input_dim 10 --num_hidden 16 --batch_size 8 --learning_rate 0.01 \
                 --train_steps 3 --eval_freq 3 --max_norm 1";
    let printed = place().run(&format!("{words} --print-config"));
    succeeds(&printed);
    let printed = String::from_utf8(printed.stdout).unwrap();
    for line in [
        "input-length = 6",
        "encoding = \"one-hot\"",
        "num-hidden = 16",
        "batch-size = 8",
        "lr = 0.01",
        "steps = 3",
        "eval-every = 3",
        "max-norm = 1.0",
    ] {
        assert!(
            printed.lines().any(|printed| printed == line),
            "{line}: {printed}"
        );
    }
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let place = place();
    for (words, told) in [
        (
            "rnn --input-length 0",
            &["--input-length", "at least 1"][..],
        ),
        (
            "rnn --input-length 1001",
            &["--input-length 1001", "at most 1000"],
        ),
        ("rnn --encoding binary", &["scalar", "one-hot"]),
        ("rnn --num-hidden 0", &["--num-hidden", "at least 1"]),
        (
            "rnn --batch-size 9223372036854775807",
            &["--batch-size 9223372036854775807", "of memory"],
        ),
        (
            "rnn --num-hidden 100000000",
            &["--num-hidden 100000000", "of memory"],
        ),
        ("rnn --batch-size full", &["--batch-size", "at least 1"]),
        ("rnn --lr 0", &["--lr", "positive", "0.01"]),
        ("rnn --max-norm -1", &["'-1' for '--max-norm", "positive"]),
        ("rnn --steps 0", &["--steps", "at least 1"]),
        ("rnn --epochs 3", &["--epochs"]),
        ("rnn --dataset moons", &["--dataset"]),
        ("rn", &["unrecognized subcommand", "rnn"]),
        ("evaluate runs/nothing", &["no run in runs/nothing"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}
