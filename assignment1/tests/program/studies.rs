//! The programs that compare many trainings: what they leave, resuming, bad input.

use super::{Program, fails, succeeds};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

/// Each study with the settings of a second or so, and a figure that it must leave.
const STUDIES: [(&str, &str); 4] = [
    ("sgd --preset quick", "epochs-to-accuracy"),
    ("learning-curve --preset quick", "test-accuracy"),
    ("optimizers --preset quick", "3-network-loss"),
    ("regularization --preset quick", "01-overfitting"),
];

#[test]
fn a_quick_study_leaves_its_trainings_figures_and_one_line_of_json() {
    for (arguments, figure) in STUDIES {
        let program = Program::new();
        let output = program.run(&format!("{arguments} --json"));
        succeeds(&output);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(stdout.lines().count(), 1, "{arguments}");
        let result: Value = serde_json::from_str(&stdout).unwrap();
        let task = result["task"].as_str().unwrap();
        let folder = program.folder_of(task);
        for file in ["metrics.csv", "trainings.csv", "report.html", "result.json"] {
            assert!(folder.join(file).exists(), "{arguments}: {file}");
        }
        assert!(folder.join(format!("figures/{figure}.png")).exists());
        let report = fs::read_to_string(folder.join("report.html")).unwrap();
        assert!(report.contains("All metrics"), "{arguments}");
        let trainings = fs::read_to_string(folder.join("trainings.csv")).unwrap();
        let header = "case,seed,round,steps,seconds,split,loss,accuracy";
        assert_eq!(trainings.lines().next(), Some(header), "{arguments}");
    }
}

#[test]
fn evaluate_prints_the_metrics_of_a_study() {
    for (arguments, _) in STUDIES {
        let program = Program::new();
        let output = program.run(&format!("{arguments} --json --no-figures"));
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let folder = program.folder_of(result["task"].as_str().unwrap());
        let output = program.run(&format!("evaluate {} --json", folder.display()));
        succeeds(&output);
        let metrics: Value = serde_json::from_slice(&output.stdout).unwrap();
        for (name, value) in metrics.as_object().unwrap() {
            assert_eq!(&result["metrics"][name], value, "{arguments}: {name}");
        }
    }
}

#[test]
fn a_killed_study_resumes_to_the_same_bytes() {
    resumes("sgd", "--batch-sizes 4,32,full --seeds 2 --epochs 60");
}

/// Masks, running averages, the best epoch: all that these trainings remember.
#[test]
fn a_killed_study_of_layers_that_remember_resumes_to_the_same_bytes() {
    resumes(
        "regularization",
        "--dataset moons --topics overfitting --seeds 2 --epochs 60 --patience 5",
    );
}

fn resumes(task: &str, arguments: &str) {
    let arguments =
        format!("{task} {arguments} --no-figures --progress none --checkpoint-seconds 0");
    let expected = Program::new();
    let start = Instant::now();
    succeeds(&expected.run(&arguments));
    let whole = start.elapsed();
    let mut killed = 0;
    for attempt in 0..5 {
        let program = Program::new();
        let mut child = program.command(&arguments).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(0.1 + 0.15 * f64::from(attempt)));
        let finished = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        if finished || !program.out_dir().exists() {
            continue;
        }
        killed += 1;
        succeeds(&program.run(&format!("{task} --resume --no-figures --progress none")));
        assert_eq!(program.metrics_of(task), expected.metrics_of(task));
    }
    assert!(killed >= 2, "only {killed} of 5 runs were killed in time");
}

#[test]
fn a_study_gives_the_same_bytes_on_one_and_two_threads() {
    let metrics = |threads: &str| {
        let program = Program::new();
        let mut command = program.command("regularization --preset quick --no-figures");
        succeeds(&command.env("RAYON_NUM_THREADS", threads).output().unwrap());
        program.metrics_of("regularization")
    };
    assert_eq!(metrics("1"), metrics("2"));
}

#[test]
fn points_of_the_plane_get_a_map_of_every_case() {
    let program = Program::new();
    succeeds(&program.run("regularization --dataset moons --preset quick"));
    let folder = program.folder_of("regularization");
    assert!(folder.join("figures/06-boundaries.png").exists());
}

#[test]
fn a_batch_size_that_diverges_does_not_end_the_others() {
    let program = Program::new();
    let output = program.run(
        "sgd --batch-sizes 1,full --rate-scaling linear --lr 10 --seeds 1 --epochs 12 \
         --no-figures --json",
    );
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let metrics = &result["metrics"];
    assert!(metrics["test_batch_800_loss"].is_null(), "{metrics}");
    assert!(metrics["epochs_to_98_batch_800"].is_null(), "{metrics}");
    assert!(metrics["test_batch_1_accuracy"].is_f64(), "{metrics}");
}

#[test]
fn studies_refuse_what_cannot_be_meant() {
    let program = Program::new();
    for (arguments, words) in [
        ("sgd --batch-size 32", &["--batch-sizes 32"][..]),
        ("sgd --batch-sizes 0", &["full"]),
        ("sgd --batch-sizes 1,801", &["801", "800"]),
        ("sgd --seeds 0", &["--seeds"]),
        ("sgd --seeds -1", &["--seeds", "-1"]),
        (
            "learning-curve --sizes 100,10",
            &["--sizes", "small to large"],
        ),
        ("learning-curve --sizes 0,10", &["--sizes"]),
        ("learning-curve --sizes 10,801", &["801", "800"]),
        ("learning-curve --hidden-size 0", &["--hidden-size"]),
        ("learning-curve --dataset moon", &["moons"]),
        ("regularization --seeds 0", &["--seeds"]),
        ("regularization --dropout 1", &["--dropout 1", "below 1"]),
        ("regularization --l2 -0.1", &["--l2 -0.1", "0 or more"]),
        ("regularization --label-noise 30", &["--label-noise 30"]),
        ("regularization --patience 0", &["--patience"]),
        ("regularization --hidden-sizes 64,0", &["--hidden-sizes"]),
        ("regularization --training-examples 5", &["at least 20"]),
        ("regularization --topics inputs,inputs", &["named twice"]),
        ("regularization --topics depth", &["initialization"]),
    ] {
        fails(&program.run(arguments), 2, words);
    }
    assert!(!program.out_dir().exists(), "nothing was written");
}

#[test]
fn a_study_stopped_by_ctrl_c_says_how_to_go_on() {
    let program = Program::new();
    let arguments = "sgd --batch-sizes 1 --seeds 1 --epochs 100000 --no-figures --progress none";
    let mut command = program.command(arguments);
    let child = command
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while !program.out_dir().join("sgd").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(100));
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    fails(
        &output,
        130,
        &["nothing is lost", "-- sgd --resume runs/sgd/"],
    );
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
