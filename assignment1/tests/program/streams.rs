//! What is printed, where nobody reads it or it cannot be written; and runs of many seeds.

use super::{fails, place, succeeds};
use std::fs;
use std::process::Stdio;

const QUICK: &str = "mlp --preset quick --no-figures";

/// What `| head -1` does after its line, from the start.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_training_whose_messages_nobody_reads_goes_on() {
    for program in ["mlp", "sgd", "perceptron", "optimizers"] {
        let place = place();
        let words = format!("{program} --preset quick --progress plain");
        let mut command = place.command(&words);
        let status = command.stdout(closed()).stderr(closed()).status().unwrap();
        assert!(status.success(), "{program}");
        assert!(place.folder_of(program).join("result.json").exists());
    }
}

#[test]
fn a_result_that_nobody_reads_is_no_error() {
    for words in ["data list", "devices", "compare", "mlp --print-config"] {
        let place = place();
        let mut command = place.command(words);
        let status = command.stdout(closed()).stderr(Stdio::null()).status();
        let status = status.unwrap();
        assert!(status.success(), "{words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let place = place();
    succeeds(&place.run(QUICK));
    let evaluate = format!("evaluate {}", place.folder_of("mlp").display());
    for words in [
        "devices",
        "data list",
        &format!("{QUICK} --json"),
        "mlp --print-config",
        &evaluate,
        "repeat 1 perceptron --preset quick",
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = place.command(words).stdout(full).output().unwrap();
        fails(&output, 1, &["standard output"]);
    }
}

#[test]
fn repeat_ends_as_its_run_did_and_says_what_is_left() {
    let place = place();
    fails(
        &place.run("repeat 2 mlp --lr 1e30 --preset quick"),
        3,
        &["seed 0", "diverged"],
    );
    fails(&place.run("repeat 2 gates --help"), 2, &["gave no result"]);
    let output = place.run("repeat 1 --first-seed 7 perceptron --preset quick");
    succeeds(&output);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("seed 7:"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_in_repeat_says_how_to_go_on() {
    let place = place();
    let words = "repeat 3 --first-seed 4 mlp --preset quick --lr 0.5";
    let output = place.stopped(words, "int:step:1");
    let told = "repeat 3 --first-seed 4 mlp --preset quick --lr 0.5";
    fails(&output, 130, &["0 of 3 seeds are done", told]);
}
