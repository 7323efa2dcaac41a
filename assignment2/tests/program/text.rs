//! `text` and `generate` as a user meets them.

use super::SUBJECT;
use super::common_programs::{Place, fails, succeeds};
use std::fs;

const QUICK: &str = "--preset quick --no-figures --progress none";

/// A place with a text of one's own in it.
fn place_with(text: &[u8]) -> Place<'static> {
    let place = SUBJECT.place();
    fs::write(place.path("own.txt"), text).unwrap();
    place
}

fn song() -> Vec<u8> {
    "la la di la, do la.\n".repeat(60).into_bytes()
}

#[test]
fn a_text_of_one_s_own_is_learned_and_written() {
    let place = place_with(&song());
    let words = "text --text own.txt --hidden 24 --window 10 --batch-size 4 --steps 300 --eval-every 100 --lr 0.02";
    let result = place.result(words);
    let metrics = &result["metrics"];
    let bits = metrics["test_bits_per_character"].as_f64().unwrap();
    // Eight characters are three bits for whoever guesses.
    assert!(bits < 1.0, "{metrics}");
    let folder = place.folder_of("text");
    let sample = |step: &str| {
        fs::read_to_string(folder.join("samples").join(step).join("text.txt")).unwrap()
    };
    for step in ["0", "100", "300"] {
        for temperature in ["0.5", "0.8", "1"] {
            let told = format!("--- temperature {temperature}\n");
            assert!(sample(step).contains(&told), "{step}");
        }
    }
    assert!(!sample("0").contains("la la di la"));
    assert!(sample("300").contains("la la di la, do la.\nla la di la"));
    let metrics = place.metrics_of("text");
    let header = metrics.lines().next().unwrap();
    assert_eq!(header, "epoch,step,split,loss,bits_per_character,grad_norm");
    for name in ["bits", "grad-norm", "expected"] {
        assert!(folder.join("figures").join(format!("{name}.svg")).is_file());
    }

    // Written from another folder than it was learned in, after a prompt, the same whatever the seed.
    let elsewhere = SUBJECT.place();
    let write = |seed: u64| {
        let place = SUBJECT.place();
        let mut command = place.command(&format!("generate {}", folder.display()));
        command.args([
            "--prompt",
            "la la di la, ",
            "--temperature",
            "0",
            "--characters",
            "32",
        ]);
        let output = command
            .args(["--seed", &seed.to_string()])
            .output()
            .unwrap();
        succeeds(&output);
        fs::read_to_string(place.folder_of("generate").join("generated.txt")).unwrap()
    };
    let written = write(1);
    assert_eq!(written, "la la di la, do la.\nla la di la, do la.\nla la\n");
    assert_eq!(write(2), written);
    let draws = |seed: u64| {
        let words = format!(
            "generate {} --temperature 1.5 --seed {seed} --no-figures",
            folder.display()
        );
        elsewhere.result(&words)["metrics"]["bits_per_character"].clone()
    };
    let one = draws(1);
    assert_eq!(draws(1), one);
    assert_ne!(draws(2), one);
}

#[test]
fn texts_that_cannot_be_learned_from_are_refused_in_words() {
    for (text, words, code, told) in [
        (&b""[..], "", 4, &["own.txt is empty"][..]),
        (
            b"caf\xe9 noir, caf\xe9 noir",
            "",
            4,
            &["UTF-8", "byte 4", "iconv"],
        ),
        (b"too short", "", 4, &["has 9 characters", "at least 20"]),
        (
            &[b'a'; 300],
            "",
            4,
            &["'a' 300 times", "nothing to predict"],
        ),
        (
            &song(),
            "--window 2000",
            2,
            &["--window 2000", "--window 1079 or less"],
        ),
        (
            &song(),
            "--batch-size 100",
            2,
            &["--batch-size 100", "67 windows of 16"],
        ),
        (
            &song(),
            "--dataset shakespeare",
            2,
            &["--text", "--dataset", "two texts"],
        ),
        (
            &song(),
            "--data-dir .",
            2,
            &["--data-dir", "tiny-shakespeare"],
        ),
        (&song(), "--first 19", 2, &["--first", "at least 20"]),
        (&song(), "--cell transformer", 2, &["rnn", "lstm", "gru"]),
        (&song(), "--layers 0", 2, &["--layers", "at least 1"]),
        (&song(), "--dropout 1", 2, &["--dropout", "below 1"]),
        (&song(), "--max-norm 0", 2, &["--max-norm", "positive"]),
        (
            &song(),
            "--temperature 0.5,-1",
            2,
            &["--temperature", "0 or more", "always"],
        ),
        (
            &song(),
            "--temperature 1e-9",
            2,
            &["--temperature", "0, or"],
        ),
        (
            &song(),
            "--hidden 10000000",
            2,
            &["--hidden 10000000", "of memory"],
        ),
    ] {
        let place = place_with(text);
        let output = place.run(&format!("text {QUICK} --text own.txt {words}"));
        fails(&output, code, told);
        assert!(!place.out_dir().exists(), "{words}: nothing was written");
    }
    let place = SUBJECT.place();
    let output = place.run(&format!("text {QUICK} --text none.txt"));
    fails(&output, 4, &["none.txt", "Check the name"]);
}

#[test]
fn the_full_set_of_the_paper_is_fetched_first() {
    let place = SUBJECT.place();
    let mut command = place.command("text --preset paper --no-figures");
    let output = command
        .env("CS324_DATA", place.path("none"))
        .output()
        .unwrap();
    fails(&output, 4, &["data fetch tiny-shakespeare"]);
}

#[test]
fn what_cannot_write_is_said_and_leaves_nothing() {
    let place = place_with(&song());
    fails(
        &place.run("generate"),
        2,
        &["no finished run of `text`", "-- text"],
    );
    place.result(&format!("rnn {QUICK}"));
    place.result(&format!("text {QUICK} --text own.txt --cell gru"));
    let unfinished = place_with(&song());
    unfinished.stopped(&format!("text {QUICK} --text own.txt"), "kill:step:1");
    let folder = |place: &Place, program: &str| place.folder_of(program).display().to_string();
    let (rnn, text) = (folder(&place, "rnn"), folder(&place, "text"));
    for (words, told) in [
        (
            rnn,
            &["is a run of `rnn`", "has not learned to write", "-- text"][..],
        ),
        ("runs/nothing".into(), &["no run in runs/nothing"]),
        (
            folder(&unfinished, "text"),
            &["no checkpoint yet", "text --resume"],
        ),
        (
            "text --prompt Zwölf".into(),
            &["--prompt", "'Z'", "known are"],
        ),
        (
            "text --temperature -0.5".into(),
            &["--temperature", "0 or more", "draws as"],
        ),
        (
            "text --temperature hot".into(),
            &["--temperature", "a finite number, 0 or more"],
        ),
        (
            "text --characters 0".into(),
            &["--characters", "at least 1"],
        ),
        ("text --characters 1000001".into(), &["at most 1000000"]),
    ] {
        fails(&place.run(&format!("generate {words}")), 2, told);
    }
    // Settings that somebody has changed: the weights are of another cell.
    let settings = place.folder_of("text").join("run.toml");
    let before = fs::read_to_string(&settings).unwrap();
    assert!(before.contains("cell = \"gru\""), "{before}");
    fs::write(
        &settings,
        before.replace("cell = \"gru\"", "cell = \"rnn\""),
    )
    .unwrap();
    let told = [
        "the checkpoint does not fit",
        "--cell gru",
        "--cell rnn",
        "run.toml",
    ];
    fails(&place.run(&format!("generate {text}")), 4, &told);
    fs::write(&settings, before).unwrap();
    // The text that it was learned from is another one now.
    fs::write(place.path("own.txt"), "do la di la, la la.\n".repeat(60)).unwrap();
    let told = ["the checkpoint does not fit", "the text"];
    fails(&place.run(&format!("generate {text}")), 4, &told);
    fs::remove_file(place.path("own.txt")).unwrap();
    let told = ["own.txt", "the text that it learned from"];
    fails(&place.run(&format!("generate {text}")), 4, &told);
    assert!(
        !place
            .out_dir()
            .join("assignment2")
            .join("generate")
            .exists()
    );
}
