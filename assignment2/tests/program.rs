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
fn a_network_is_summed_up_without_its_data() {
    let place = place();
    let result = place.result("summary --arch vgg --dataset cifar10 --batch-size 8");
    let metrics = &result["metrics"];
    assert_eq!(metrics["parameters"], 9_231_114.0);
    assert_eq!(metrics["multiply_adds"], 152_769_536.0);
    let folder = place.folder_of("summary");
    assert!(folder.join("figures").join("layers.svg").is_file());
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    for shown in ["8x64x32x32", "512x512x3x3", "9,231,114", "∂L/∂WEIGHT"] {
        assert!(report.contains(shown), "no {shown}");
    }
    let refused = place.run("summary --dataset moons");
    fails(&refused, 2, &["--dataset moons is points", "digits"]);
    let refused = place.run("summary --batch-size 9999999");
    fails(&refused, 2, &["--batch-size 9999999", "1000000"]);
    fails(&place.run("summary --arch vgh"), 2, &["vgg"]);
}

#[test]
fn a_run_on_images_is_looked_into() {
    let place = place();
    let trained = place.result("cnn --preset quick --no-figures");
    let looked = place.result("inspect --examples 3 --example 2");
    let metrics = &looked["metrics"];
    assert_eq!(
        metrics["test_accuracy"],
        trained["metrics"]["test_accuracy"]
    );
    let (wrong, accuracy) = (&metrics["mistakes"], &metrics["test_accuracy"]);
    let [wrong, accuracy] = [wrong, accuracy].map(|it| it.as_f64().unwrap());
    // Of the 359 digits of the test part.
    assert!((1.0 - wrong / 359.0 - accuracy).abs() < 1e-6, "{metrics}");
    let folder = place.folder_of("inspect").join("figures");
    let figure = |name: &str| fs::read_to_string(folder.join(format!("{name}.svg"))).unwrap();
    // Three images and what each of three methods makes of them.
    let attribution = figure("attribution");
    assert_eq!(attribution.matches("<image ").count(), 4 * 3);
    assert!(attribution.contains(">Grad-CAM<"));
    // The filters of LeNet's first layer, the image, and 16 maps of each convolution.
    let maps = figure("filters-and-maps");
    assert_eq!(maps.matches("<image ").count(), 32 + 1 + 2 * 16);
    for name in ["mistakes", "confusion"] {
        assert!(!figure(name).is_empty());
    }
    // The same by the folder of the run.
    let run = place.folder_of("cnn");
    let again = place.result(&format!("inspect {} --no-figures", run.display()));
    assert_eq!(again["metrics"], looked["metrics"]);
}

#[test]
fn of_a_perceptron_there_is_no_grad_cam() {
    let place = place();
    place.result("mlp --dataset digits --epochs 1 --no-figures");
    let output = place.run("inspect mlp --preset quick");
    succeeds(&output);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("a multi-layer perceptron has none"), "{told}");
    let folder = place.folder_of("inspect").join("figures");
    assert!(folder.join("first-layer.svg").is_file());
    let attribution = fs::read_to_string(folder.join("attribution.svg")).unwrap();
    assert_eq!(attribution.matches("<image ").count(), 3 * 2);
    assert!(!attribution.contains("Grad-CAM"));
}

#[test]
fn what_cannot_be_looked_into_is_said_and_leaves_nothing() {
    let place = place();
    fails(
        &place.run("inspect"),
        2,
        &["no finished run of `cnn`", "-- cnn"],
    );
    fails(
        &place.run("inspect runs/nothing"),
        2,
        &["no run in runs/nothing"],
    );
    place.result("cnn --preset quick --no-figures");
    place.result("rnn --preset quick --no-figures");
    place.result("mlp --preset quick --no-figures");
    let unfinished = SUBJECT.place();
    unfinished.stopped("cnn --preset quick --no-figures", "kill:step:1");
    let folder = |place: &Place, program: &str| place.folder_of(program).display().to_string();
    let (cnn, rnn) = (folder(&place, "cnn"), folder(&place, "rnn"));
    for (words, told) in [
        (rnn, &["is a run of `rnn`", "runs of cnn and mlp"][..]),
        ("mlp".into(), &["--dataset moons is points", "digits"]),
        (
            folder(&unfinished, "cnn"),
            &["no checkpoint yet", "cnn --resume"],
        ),
        (
            "cnn --example 359".into(),
            &["--example 359", "359 examples", "--example 358"],
        ),
        ("cnn --examples 0".into(), &["--examples", "at least 1"]),
        ("cnn --examples 21".into(), &["--examples 21", "at most 20"]),
    ] {
        fails(&place.run(&format!("inspect {words}")), 2, told);
    }
    // Settings that somebody has changed: the weights are of another network.
    let settings = place.folder_of("cnn").join("run.toml");
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains("arch = \"lenet\""), "{text}");
    let other = text.replace("arch = \"lenet\"", "arch = \"resnet\"");
    let other: Vec<&str> = other
        .lines()
        .filter(|line| !line.starts_with("dropout"))
        .collect();
    fs::write(&settings, other.join("\n")).unwrap();
    fails(
        &place.run(&format!("inspect {cnn}")),
        4,
        &["the checkpoint does not fit"],
    );
    assert!(!place.out_dir().join("assignment2").join("inspect").exists());
}

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
fn every_form_of_a_convolution_gives_the_same() {
    // 8 images, 32 maps of 8x8 or 5x5, from 16 maps by a window of 3x3.
    for (words, products) in [("", 2_359_296.0), ("--stride 2 --padding 2", 921_600.0)] {
        let place = place();
        let result = place.result(&format!(
            "convolution --preset quick --dataset digits {words}"
        ));
        let metrics = &result["metrics"];
        assert_eq!(metrics["multiply_adds"], products);
        let apart = metrics["largest_difference"].as_f64().unwrap();
        // Sums of 144 products in another order.
        assert!(apart < 1e-4, "{metrics}");
    }
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
        ("convolution --stride 0", &["--stride", "at least 1"]),
        (
            "convolution --padding 3",
            &["--padding 3", "on padding alone", "0, 1 or 2"],
        ),
        ("convolution --filter sobel", &["sobel-x", "laplacian"]),
        (
            "convolution --example 80",
            &["--example 80", "has 80 images", "from 0 to 79"],
        ),
        ("convolution --dataset moons", &["moons", "images"]),
        ("rn", &["unrecognized subcommand", "rnn"]),
        ("evaluate runs/nothing", &["no run in runs/nothing"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}
