//! The programs that compare many trainings: what only they leave, bad input.

use super::{fails, place, succeeds};
use std::fs;

#[test]
fn a_study_keeps_its_trainings_and_what_came_of_each_seed() {
    for words in ["sgd", "learning-curve", "optimizers", "regularization"] {
        let place = place();
        let result = place.result(&format!("{words} --preset quick --no-figures"));
        let folder = place.folder_of(words);
        let trainings = fs::read_to_string(folder.join("trainings.csv")).unwrap();
        let header = "case,seed,round,steps,seconds,split,loss,accuracy";
        assert_eq!(trainings.lines().next(), Some(header), "{words}");
        // Of every metric the two seeds of the preset, whose mean it is.
        for (metric, of_seeds) in result["of_seeds"].as_object().unwrap() {
            let Some(values) = of_seeds["mean"].as_array() else {
                continue;
            };
            let values: Vec<f64> = values.iter().filter_map(|value| value.as_f64()).collect();
            if let (2, Some(mean)) = (values.len(), result["metrics"][metric].as_f64()) {
                let wanted = (values[0] + values[1]) / 2.0;
                assert!(
                    (mean - wanted).abs() <= 1e-12 * wanted.abs(),
                    "{words}: {metric}"
                );
            }
        }
        assert!(
            result["of_seeds"].as_object().unwrap().len() > 10,
            "{words}"
        );
    }
}

#[test]
fn all_figures_are_drawn_for_whom_wants_them() {
    for (words, figures) in [
        (
            "regularization --dataset moons",
            &[
                "02-overfitting-test",
                "04-weights",
                "05-sparsity",
                "06-boundaries",
            ][..],
        ),
        (
            "regularization --topics initialization",
            &["08-signal-tanh", "09-signal-relu"],
        ),
        (
            "optimizers --optimizers sgd,adam",
            &[
                "1-bowl-distance",
                "5-range-test",
                "7-schedules",
                "9-schedules-accuracy",
            ],
        ),
    ] {
        let place = place();
        succeeds(&place.run(&format!("{words} --preset quick --figures all")));
        let folder = place
            .folder_of(words.split(' ').next().unwrap())
            .join("figures");
        for figure in figures {
            assert!(
                folder.join(format!("{figure}.png")).exists(),
                "{words}: {figure}"
            );
        }
        let report = folder.with_file_name("report.html");
        assert!(
            fs::read_to_string(report).unwrap().contains("All metrics"),
            "{words}"
        );
    }
}

#[test]
fn a_batch_size_that_diverges_does_not_end_the_others() {
    let result = place().result(
        "sgd --batch-sizes 1,full --rate-scaling linear --lr 10 --seeds 1 --epochs 12 --no-figures",
    );
    let metrics = &result["metrics"];
    assert!(metrics["test_batch_800_loss"].is_null(), "{metrics}");
    assert!(metrics["epochs_to_98_batch_800"].is_null(), "{metrics}");
    assert!(metrics["test_batch_1_accuracy"].is_f64(), "{metrics}");
}

#[test]
fn studies_refuse_what_cannot_be_meant() {
    let place = place();
    for (words, told) in [
        ("sgd --batch-size 32", &["--batch-sizes"][..]),
        ("sgd --batch-sizes 0", &["full"]),
        ("sgd --batch-sizes 1,801", &["801", "800"]),
        ("sgd --seeds 0", &["--seeds", "at least 1"]),
        ("sgd --seeds -1", &["--seeds", "-1"]),
        (
            "learning-curve --sizes 100,10",
            &["--sizes", "small to large"],
        ),
        ("learning-curve --sizes 0,10", &["--sizes", "at least 1"]),
        ("learning-curve --sizes 10,801", &["801", "800"]),
        ("learning-curve --hidden-size 0", &["--hidden-size"]),
        ("learning-curve --dataset moon", &["moons"]),
        (
            "optimizers --rate-factor 0",
            &["'0' for '--rate-factor", "positive"],
        ),
        (
            "optimizers --optimizers adam,adam",
            &["adam is named twice"],
        ),
        (
            "regularization --dropout 1",
            &["'1' for '--dropout", "below 1"],
        ),
        (
            "regularization --l2 -0.1",
            &["'-0.1' for '--l2", "0 or more"],
        ),
        (
            "regularization --label-noise 30",
            &["'30' for '--label-noise", "share"],
        ),
        ("regularization --patience 0", &["--patience"]),
        ("regularization --hidden-sizes 64,0", &["--hidden-sizes"]),
        ("regularization --training-examples 5", &["at least 20"]),
        (
            "regularization --topics inputs,inputs",
            &["inputs is named twice"],
        ),
        ("regularization --topics depth", &["initialization"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn a_race_of_optimizers_ends_with_a_table() {
    let place = place();
    let words = "optimizers --preset quick --optimizers sgd,adam --no-figures";
    let metrics = &place.result(words)["metrics"];
    for name in [
        "test_sgd_accuracy",
        "test_warm_up_cosine_accuracy",
        "adam_bowl_steps",
        "adam_range_test_rate",
    ] {
        assert!(metrics[name].is_f64(), "{name}: {metrics}");
    }
    assert!(metrics["test_momentum_accuracy"].is_null());
    let stderr = place.run(words).stderr;
    assert!(String::from_utf8(stderr).unwrap().contains("Rosenbrock"));
}
