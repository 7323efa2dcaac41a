//! Runs that are stopped, killed and resumed.

use super::TRAINING;
use super::support::{Program, fails, succeeds};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_killed_run_resumes_to_the_same_bytes() {
    let start = Instant::now();
    let expected = Program::uninterrupted(TRAINING);
    let whole = start.elapsed();
    let mut killed = 0;
    for attempt in 0..10 {
        let program = Program::new();
        let mut child = program.command(TRAINING).spawn().unwrap();
        // From before the first checkpoint to near the end.
        std::thread::sleep(whole.mul_f64(0.05 + 0.09 * f64::from(attempt)));
        let finished = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        if finished || !program.out_dir().exists() {
            continue;
        }
        killed += 1;
        succeeds(&program.run("mlp --resume --no-figures --progress none"));
        assert_eq!(program.metrics(), expected, "attempt {attempt}");
    }
    assert!(killed >= 5, "only {killed} of 10 runs were killed in time");
}

#[cfg(unix)]
#[test]
fn ctrl_c_saves_and_says_how_to_go_on() {
    let expected = Program::uninterrupted(TRAINING);
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let program = Program::new();
        let mut command = program.command(TRAINING);
        let child = command.stderr(Stdio::piped()).spawn().unwrap();
        while !program.out_dir().join("mlp").exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(100));
        let pid = child.id().to_string();
        let kill = Command::new("kill").args([signal, &pid]).status();
        assert!(kill.unwrap().success());
        let output = child.wait_with_output().unwrap();
        fails(
            &output,
            code,
            &["nothing is lost", "-- mlp --resume runs/mlp/"],
        );
        succeeds(&program.run("mlp --resume --no-figures --progress none"));
        assert_eq!(program.metrics(), expected);
    }
}

#[test]
fn an_optimizer_with_a_memory_and_a_schedule_resumes_to_the_same_bytes() {
    let training = format!("{TRAINING} --optimizer adam --schedule warm-up-cosine");
    let expected = Program::uninterrupted(&training);
    let program = Program::new();
    let mut child = program.command(&training).spawn().unwrap();
    let runs = || fs::read_dir(program.out_dir().join("mlp")).into_iter();
    let has_saved = || {
        let mut runs = runs().flatten().flatten();
        runs.any(|run| run.path().join("checkpoints/last").exists())
    };
    while !has_saved() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_ne!(program.metrics(), expected, "it was not killed in time");
    succeeds(&program.run("mlp --resume --no-figures --progress none"));
    assert_eq!(program.metrics(), expected);
}

#[test]
fn a_run_killed_before_its_result_was_written_still_gets_it() {
    let program = Program::new();
    let output = program.run("mlp --preset quick --json --no-figures");
    let expected: Value = serde_json::from_slice(&output.stdout).unwrap();
    let metrics = program.metrics();
    fs::remove_file(program.folder().join("result.json")).unwrap();
    let output = program.run("mlp --resume --json --no-figures");
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["metrics"], expected["metrics"]);
    assert_eq!(program.metrics(), metrics);
}

#[test]
fn resuming_refuses_what_is_not_there_finished_or_contradicted() {
    let program = Program::new();
    fails(&program.run("mlp --resume"), 2, &["no unfinished run"]);
    fails(
        &program.run("mlp --resume runs/mlp/nothing"),
        2,
        &["no run in runs/mlp/nothing"],
    );
    succeeds(&program.run("mlp --preset quick --no-figures"));
    let folder = program.folder();
    let resume = format!("mlp --resume {}", folder.display());
    fails(&program.run(&resume), 2, &["is finished"]);
    fs::remove_file(folder.join("result.json")).unwrap();
    fails(
        &program.run(&format!("{resume} --lr 0.5")),
        2,
        &["--lr 0.5 contradicts", "--lr 0.01"],
    );
    fs::write(folder.join("run.toml"), "schema = 1\ntask = \"gan\"").unwrap();
    fails(&program.run(&resume), 2, &["is a run of `gan`"]);
    fs::write(folder.join("run.toml"), "schema = ").unwrap();
    fails(&program.run(&resume), 4, &["run.toml"]);
}
