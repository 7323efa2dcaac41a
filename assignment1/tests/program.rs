//! The binary as a user meets it: results, resuming, interruption, bad input.
//!
//! Longer than other files because each further test program would have to be linked after every
//! changed line.

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::{Program, fails, succeeds};

#[path = "program/data.rs"]
mod data;
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
fn a_race_of_optimizers_ends_with_a_table_and_figures() {
    let program = Program::new();
    let output = program.run("optimizers --preset quick --optimizers sgd,adam --json");
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let metrics = &result["metrics"];
    for name in [
        "test_sgd_accuracy",
        "test_warm_up_cosine_accuracy",
        "adam_bowl_steps",
        "adam_range_test_rate",
    ] {
        assert!(metrics[name].is_f64(), "{name}: {metrics}");
    }
    assert!(metrics["test_momentum_accuracy"].is_null());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("Rosenbrock"), "{stderr}");
    let folder = program
        .runs
        .path()
        .join(result["run_dir"].as_str().unwrap());
    for file in [
        "trainings.csv",
        "report.html",
        "figures/1-bowl.png",
        "figures/2-rosenbrock.png",
        "figures/3-network-loss.png",
        "figures/5-range-test.png",
        "figures/9-schedules-accuracy.svg",
    ] {
        assert!(folder.join(file).exists(), "{file}");
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

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let program = Program::new();
    fs::write(program.runs.path().join("file"), "").unwrap();
    let output = program.run("mlp --preset quick --out-dir file/runs");
    fails(&output, 1, &["file/runs", "could not create the folder"]);
}

/// A file system of its own of this size, unmounted at the end.
#[cfg(target_os = "linux")]
struct SmallDisk(PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    /// `None` where mounting is not allowed, which continuous integration does not accept.
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    fn mount(folder: &Path, options: &str) -> Option<Self> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder)
            .output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder.to_path_buf()));
        }
        assert!(std::env::var_os("CI").is_none(), "CI runs as root");
        eprintln!("skipped: mounting a small disk needs root");
        None
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let expected = Program::uninterrupted(TRAINING);
    let program = Program::new();
    fs::create_dir(program.out_dir()).unwrap();
    let Some(disk) = SmallDisk::mount(&program.out_dir(), "size=256k") else {
        return;
    };
    let filler = disk.0.join("filler");
    fs::write(&filler, vec![0; 220 * 1024]).unwrap();
    fails(
        &program.run(TRAINING),
        1,
        &["The disk is full", "runs/mlp/"],
    );
    fs::remove_file(filler).unwrap();
    succeeds(&program.run("mlp --resume --no-figures --progress none"));
    assert_eq!(program.metrics(), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_named() {
    let program = Program::new();
    fs::create_dir(program.out_dir()).unwrap();
    let Some(_disk) = SmallDisk::mount(&program.out_dir(), "ro,size=64k") else {
        return;
    };
    let output = program.run("mlp --preset quick");
    fails(&output, 1, &["runs/mlp", "--out-dir"]);
}
