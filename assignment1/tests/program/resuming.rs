//! Runs that are stopped and resumed, where the table of programs does not say it all.

use super::{fails, place, succeeds};
use serde_json::Value;
use std::fs;

/// A training of a second or so, with a checkpoint at every evaluation.
pub const TRAINING: &str = "mlp --epochs 400 --batch-size 32 --eval-every 5 --no-figures \
                            --progress none --checkpoint-seconds 0";

const RESUME: &str = "mlp --resume --no-figures --progress none";

/// What `metrics.csv` holds after an uninterrupted training.
pub fn uninterrupted(words: &str) -> String {
    let place = place();
    succeeds(&place.run(words));
    place.metrics_of("mlp")
}

#[test]
fn a_training_killed_at_any_of_many_steps_resumes_to_the_same_bytes() {
    for words in [
        TRAINING.to_owned(),
        format!("{TRAINING} --optimizer adam --schedule warm-up-cosine"),
    ] {
        let expected = uninterrupted(&words);
        // In the first epoch, at the end of one, right after a checkpoint, near the end.
        for step in [1, 25, 124, 125, 126, 5000, 9999] {
            let place = place();
            place.stopped(&words, &format!("kill:step:{step}"));
            succeeds(&place.run(RESUME));
            assert_eq!(place.metrics_of("mlp"), expected, "step {step}");
        }
    }
}

/// Masks, running averages, the best epoch: all that these trainings remember.
#[test]
fn a_killed_study_of_layers_that_remember_resumes_to_the_same_bytes() {
    let words = "regularization --dataset moons --topics overfitting --seeds 2 --epochs 20 \
                 --patience 5 --no-figures --progress none --checkpoint-seconds 0";
    let whole = place();
    succeeds(&whole.run(words));
    for step in [50, 121, 233] {
        let place = place();
        place.stopped(words, &format!("kill:step:{step}"));
        succeeds(&place.run("regularization --resume --no-figures --progress none"));
        let [a, b] = [&place, &whole].map(|place| place.metrics_of("regularization"));
        assert_eq!(a, b, "step {step}");
    }
}

#[test]
fn a_run_killed_before_its_result_was_written_still_gets_it() {
    let place = place();
    let words = "mlp --preset quick --no-figures";
    let expected = self::place().result(words);
    place.stopped(words, "kill:result:1");
    let metrics = place.metrics_of("mlp");
    let result: Value = place.result("mlp --resume --no-figures");
    assert_eq!(result["metrics"], expected["metrics"]);
    assert_eq!(place.metrics_of("mlp"), metrics);
}

#[test]
fn resuming_refuses_what_is_finished_or_contradicted() {
    let place = place();
    succeeds(&place.run("mlp --preset quick --no-figures"));
    let folder = place.folder_of("mlp");
    let resume = format!("mlp --resume {}", folder.display());
    fails(&place.run(&resume), 2, &["is finished"]);
    fs::remove_file(folder.join("result.json")).unwrap();
    for (words, told) in [
        ("--lr 0.5", &["--lr 0.5 contradicts", "--lr 0.01"][..]),
        ("--seed 7", &["--seed 7 contradicts", "--seed 42"]),
        (
            "--hidden-sizes 20,20",
            &["--hidden-sizes 20,20 contradicts", "--hidden-sizes 20."],
        ),
        ("--config x.toml", &["cannot be used with"]),
    ] {
        fails(&place.run(&format!("{resume} {words}")), 2, told);
    }
    fails(
        &place.run(&resume.replace("mlp --", "sgd --")),
        2,
        &["is a run of `mlp`, not of `sgd`"],
    );
    for (text, code, told) in [
        ("schema = 1\ntask = \"gan\"", 2, "is a run of `gan`"),
        (
            "schema = 2\nassignment = \"assignment3\"\nprogram = \"mlp\"",
            2,
            "`assignment3 mlp`",
        ),
        (
            "schema = 3\nprogram = \"mlp\"",
            4,
            "later version (layout 3, known up to 2)",
        ),
        ("schema = ", 4, "run.toml"),
    ] {
        fs::write(folder.join("run.toml"), text).unwrap();
        fails(&place.run(&resume), code, &[told]);
    }
}
