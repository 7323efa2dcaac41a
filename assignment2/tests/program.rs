//! The binary as a user meets it: every program by the table, then what only some of them have.

use assignment2::programs::ASSIGNMENT;
use burn::tensor::Device;
use common::learner::Learner;
use common_programs::{Place, Subject, fails, succeeds};
use std::fs;

#[macro_use]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;
#[path = "program/export.rs"]
mod export;
#[path = "../../common/tests/programs/modules.rs"]
mod modules;
#[path = "program/text.rs"]
mod text;

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
    fails(&refused, 2, &["moons is points", "digits"]);
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
        (rnn, &["is a run of `rnn`", "a run of cnn or mlp"][..]),
        ("mlp".into(), &["moons is points", "digits"]),
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
fn lengths_are_compared_cell_by_cell_and_every_training_is_filed() {
    let place = place();
    let words = "lengths --preset quick --lengths 2,3 --cells gru,rnn --steps 7 --eval-every 3";
    let metrics = &place.result(words)["metrics"];
    for name in ["test_gru_2_accuracy", "test_rnn_3_loss", "gru_longest"] {
        assert!(metrics[name].is_f64(), "{name}: {metrics}");
    }
    assert!(metrics["lstm_longest"].is_null(), "{metrics}");
    let folder = place.folder_of("lengths");
    let trainings = fs::read_to_string(folder.join("trainings.csv")).unwrap();
    let mut lines = trainings.lines();
    assert_eq!(
        lines.next(),
        Some("case,seed,round,steps,seconds,split,loss,accuracy")
    );
    // Two cells, two lengths, two seeds, measured before the first step and after 3, 6 and 7.
    let steps = lines.map(|line| line.split(',').nth(3).unwrap());
    let steps: Vec<&str> = steps.collect();
    assert_eq!(steps.len(), 8 * 4, "{trainings}");
    for step in ["0", "3", "6", "7"] {
        assert_eq!(steps.iter().filter(|it| **it == step).count(), 8, "{step}");
    }
    let figure = fs::read_to_string(folder.join("figures").join("accuracy.svg")).unwrap();
    assert!(figure.contains(">GRU<") && figure.contains(">RNN<") && !figure.contains(">LSTM<"));
}

/// The metrics of a short run of `bptt` with these words.
fn gradients_with(words: &str) -> serde_json::Value {
    let place = place();
    let result = place.result(&format!("bptt --preset quick --no-figures {words}"));
    result["metrics"].clone()
}

fn number(metrics: &serde_json::Value, name: &str) -> f64 {
    let value = metrics[name].as_f64();
    value.unwrap_or_else(|| panic!("{name}: {metrics}"))
}

#[test]
fn the_bias_of_the_gate_that_keeps_decides_what_is_kept() {
    // T = 6: four gates from the fifth state back to the first. σ(-3) = 0.047, σ(3) = 0.953.
    let kept = |bias: &str| {
        let metrics = gradients_with(&format!("--cells lstm,gru --forget-bias {bias}"));
        let of = |name: &str| number(&metrics, name);
        (
            of("lstm_log10_beside_start"),
            of("lstm_log10_ratio_start"),
            of("gru_log10_ratio_start"),
        )
    };
    let (closed, open) = (kept("-3"), kept("3"));
    assert!((-6.0..-4.0).contains(&closed.0), "{closed:?}");
    assert!((-0.3..0.0).contains(&open.0), "{open:?}");
    assert!(open.1 > closed.1 + 0.5, "{closed:?} {open:?}");
    assert!(open.2 > closed.2 + 0.5, "{closed:?} {open:?}");
}

#[test]
fn a_larger_matrix_takes_more_of_the_gradient_back_and_clipping_changes_the_training() {
    let [small, large] =
        ["0.5", "2"].map(|scale| gradients_with(&format!("--weight-scale {scale}")));
    for cell in ["rnn", "lstm", "gru"] {
        let name = format!("{cell}_log10_ratio_start");
        let [small, large] = [&small, &large].map(|metrics| number(metrics, &name));
        assert!(small < large, "{name}: {small} {large}");
    }
    // The bound on the plain cell is above the measurement, before and after the training.
    for metrics in [&small, &large] {
        for when in ["start", "end"] {
            let [measured, bound] =
                ["ratio", "beside"].map(|it| number(metrics, &format!("rnn_log10_{it}_{when}")));
            assert!(measured <= bound, "{when}: {measured} {bound}");
        }
    }
    let [tight, wide] = ["0.01", "1e6"].map(|norm| gradients_with(&format!("--max-norm {norm}")));
    let of = |name: &str| [&tight, &wide].map(|metrics| number(metrics, name));
    let [with, without] = of("test_rnn_loss");
    assert_ne!(with, without);
    let [with, without] = of("test_large_rnn_clipped_loss");
    assert_ne!(with, without);
    let [with, without] = of("test_large_rnn_unclipped_loss");
    assert_eq!(with, without, "the bound is none of its business");
    assert_eq!(
        number(&wide, "test_large_rnn_clipped_loss"),
        number(&wide, "test_large_rnn_unclipped_loss"),
        "no norm came up to the bound"
    );
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
fn the_flags_of_generated_data_in_settings_of_old_are_passed_over() {
    let place = place();
    let print = |noise: &str| {
        let settings = format!("examples = 1000\nnoise = {noise}\ndataset = \"digits\"\n");
        fs::write(place.path("old.toml"), settings).unwrap();
        place.run("cnn --config old.toml --print-config")
    };
    let printed = print("0.1");
    succeeds(&printed);
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(
        printed.contains("digits") && !printed.contains("noise"),
        "{printed}"
    );
    fails(&print("0.3"), 2, &["unexpected argument '--noise'"]);
}

#[test]
fn the_names_of_the_other_sheet_are_understood_and_mean_its_finite_set() {
    let words = "lstm --length 7 --input_dim 1 --max_epoch 3 --data_size 50 --portion_train 0.5 --max_norm 1";
    let printed = place().run(&format!("{words} --print-config"));
    succeeds(&printed);
    let printed = String::from_utf8(printed.stdout).unwrap();
    for line in [
        "input-length = 6",
        "encoding = \"scalar\"",
        "epochs = 3",
        "palindromes = \"distinct\"",
        "data-size = 50",
        "portion-train = 0.5",
        "kernels = \"exercise\"",
    ] {
        assert!(
            printed.lines().any(|printed| printed == line),
            "{line}: {printed}"
        );
    }
    let sheets = place().run("lstm --preset paper --print-config");
    let sheets = String::from_utf8(sheets.stdout).unwrap();
    for line in [
        "input-length = 19",
        "data-size = 100000",
        "portion-train = 0.8",
    ] {
        assert!(sheets.contains(line), "{line}: {sheets}");
    }
}

#[test]
fn a_set_is_no_larger_than_there_are_palindromes() {
    let place = place();
    let words = "gru --palindromes distinct --length 3 --data-size 1000 --epochs 2 --no-figures";
    let output = place.run(words);
    succeeds(&output);
    let told = String::from_utf8_lossy(&output.stderr);
    let remark =
        "there are 100 palindromes of length T = 3, fewer than --data-size 1000: all are used";
    assert!(told.contains(remark), "{told}");
    let divided = "of the 100 palindromes of this length, 80 are trained on and 20 tested";
    assert!(told.contains(divided), "{told}");
}

#[test]
fn a_training_on_a_set_that_is_killed_within_an_epoch_resumes_to_the_same_bytes() {
    let words = "lstm --palindromes distinct --data-size 600 --epochs 3 --num-hidden 16 --no-figures \
                 --checkpoint-seconds 0";
    let (whole, stopped) = (place(), place());
    whole.result(words);
    // Of 4 steps an epoch: the sixth.
    stopped.stopped(words, "kill:step:6");
    stopped.result("lstm --resume");
    assert_eq!(stopped.metrics_of("lstm"), whole.metrics_of("lstm"));
}

#[test]
fn what_has_nearly_vanished_is_still_measured() {
    let place = place();
    let words = "bptt --preset quick --no-figures --cells rnn --length 121 --steps 1 --seeds 1";
    let result = place.result(words);
    let ratio = result["metrics"]["rnn_log10_ratio_start"].as_f64().unwrap();
    assert!((-40.0..-20.0).contains(&ratio), "{ratio}");
}

#[test]
fn an_interval_beyond_the_end_of_a_study_is_one_round() {
    let place = place();
    let words = "lengths --preset quick --no-figures --eval-every 9223372036854775807";
    place.result(words);
}

#[test]
fn a_cell_of_another_kind_does_not_take_the_weights() {
    let learner = |words: &str| {
        let program = words.split(' ').next().unwrap();
        let training = ASSIGNMENT
            .program(program)
            .unwrap()
            .training
            .as_ref()
            .unwrap();
        (training.learner)(words, &Device::flex()).unwrap().1
    };
    let snapshot = learner("lstm --preset quick").snapshot().unwrap();
    for other in [
        "rnn --preset quick",
        "gru --preset quick",
        "lstm --preset quick --num-hidden 64",
    ] {
        let error = learner(other).restore(&snapshot).unwrap_err();
        assert!(
            error.to_string().contains("does not fit"),
            "{other}: {error}"
        );
        assert_eq!(error.exit_code(), 4);
    }
    learner("lstm --preset quick --forget-bias 3")
        .restore(&snapshot)
        .unwrap();
}

#[test]
fn a_short_training_of_the_gated_cells_completes_palindromes() {
    for (program, kernels) in [("lstm", "exercise"), ("gru", "fast")] {
        let place = place();
        let words = "--encoding one-hot --steps 150 --eval-every 150 --no-figures";
        let result = place.result(&format!("{program} {words} --kernels {kernels}"));
        let accuracy = result["metrics"]["test_accuracy"].as_f64().unwrap();
        assert!(accuracy > 0.99, "{program}: {accuracy}");
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
        (
            "rnn --epochs 3 --steps 5",
            &["--steps", "cannot be used with", "--epochs"],
        ),
        ("lstm --length 1", &["--length", "at least 2"]),
        (
            "lstm --length 10000",
            &["--input-length 9999 (--length 10000)", "at most 1000"],
        ),
        (
            "gru --length 5 --input-length 4",
            &["--length", "cannot be used with", "--input-length"],
        ),
        (
            "lstm --palindromes endless --data-size 50",
            &["--data-size", "--palindromes distinct"],
        ),
        (
            "gru --data-size 50 --portion-train 0",
            &["--portion-train 0", "none to train on"],
        ),
        (
            "gru --data-size 9223372036854775807 --length 300",
            &["--data-size 9223372036854775807", "of memory"],
        ),
        ("rnn --data-size 1", &["--data-size", "at least 2"]),
        ("lstm --forget-bias nan", &["--forget-bias", "finite"]),
        ("gru --forget-bias 1", &["--forget-bias"]),
        ("lstm --kernels burn", &["exercise", "fast"]),
        ("rnn --dataset moons", &["--dataset"]),
        ("lengths --lengths 5,4", &["--lengths", "short to long"]),
        ("lengths --lengths 5,5", &["--lengths", "each once"]),
        ("lengths --lengths 1,5", &["--lengths", "at least 2"]),
        (
            "lengths --lengths 5,5000",
            &["--lengths 5000", "at most 1001"],
        ),
        (
            "lengths --cells rnn,lstm,rnn",
            &["--cells", "rnn is named twice"],
        ),
        (
            "lengths --seeds 9223372036854775807",
            &["--seeds 9223372036854775807", "of memory"],
        ),
        ("lengths --forget-bias NaN", &["--forget-bias", "number"]),
        (
            "lengths --num-hidden 9223372036854775807",
            &["--num-hidden 9223372036854775807", "of memory"],
        ),
        (
            "lengths --lengths 1001 --batch-size 20000000",
            &["--batch-size 20000000", "--lengths 1001", "of memory"],
        ),
        (
            "bptt --length 2",
            &["--length 2", "from 3 digits on", "--length 20"],
        ),
        ("bptt --length 152", &["--length 152", "up to 151"]),
        ("bptt --large-lr 0", &["--large-lr", "positive"]),
        ("bptt --weight-scale 0", &["--weight-scale", "positive"]),
        ("bptt --cells gru,gru", &["--cells", "gru is named twice"]),
        ("bptt --max-norm inf", &["--max-norm", "positive"]),
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
        (
            "convolution --dataset moons",
            &["moons is points", "images"],
        ),
        (
            "convolution --noise 0.2",
            &["unexpected argument '--noise'"],
        ),
        ("cnn --examples 100", &["unexpected argument '--examples'"]),
        ("cnn --dataset moon", &["no data set 'moon'", "mnist"]),
        ("rn", &["unrecognized subcommand", "rnn"]),
        ("evaluate runs/nothing", &["no run in runs/nothing"]),
        (
            "export runs/nothing --safetensors a.st",
            &["no run in runs/nothing"],
        ),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}
