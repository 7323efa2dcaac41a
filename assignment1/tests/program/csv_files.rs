//! Tables of one's own, as a user meets them: what is said of them, what trains, what is refused.

use super::{fails, place, succeeds};
use std::fs;

#[test]
fn bad_csv_files_are_explained() {
    let place = place();
    for (text, words) in [
        ("a,b,label\n1,2,x\n1,NaN,y\n", &["data.csv", "line 3"][..]),
        ("a,b,label\n1,2,x\n1,2\n", &["data.csv", "line 3"]),
        ("a,b\n1,2\n3,4\n", &["label"]),
        ("a,b,label\n", &["data.csv"]),
        ("a,label\n1,x\n2,x\n3,x\n", &["class"]),
    ] {
        fs::write(place.path("data.csv"), text).unwrap();
        fails(&place.run("mlp --dataset data.csv"), 4, words);
    }
    fails(&place.run("mlp --dataset none.csv"), 4, &["none.csv"]);
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn a_csv_file_trains() {
    let class = |row| if row < 50 { "low" } else { "high" };
    let rows = (0..100).map(|row| format!("{row},{},{}\n", row % 7, class(row)));
    let text = format!("height,width,label\n{}", rows.collect::<String>());
    for program in ["mlp", "perceptron --rule rosenblatt"] {
        let place = place();
        fs::write(place.path("data.csv"), &text).unwrap();
        let result = place.result(&format!("{program} --dataset data.csv"));
        let accuracy = result["metrics"]["train_accuracy"].as_f64().unwrap();
        assert!(accuracy >= 0.9, "{program}: {accuracy}");
    }
}

/// A table of so many rows that a line separates, with a column of row numbers and semicolons.
fn small(rows: usize) -> String {
    let row = |row: usize| {
        let class = ["a", "b"][row % 2];
        format!("{row};{};{}.5;{class}\n", row % 2 * 5, row % 3)
    };
    format!("id;x1;x2;label\n{}", (0..rows).map(row).collect::<String>())
}

#[test]
fn what_was_guessed_of_a_table_is_said_once_by_every_program() {
    let place = place();
    fs::write(place.path("small.csv"), small(40)).unwrap();
    for program in ["mlp", "perceptron", "sgd", "optimizers"] {
        let words = "--dataset small.csv --preset quick --no-figures --progress none";
        let output = place.run(&format!("{program} {words}"));
        succeeds(&output);
        let told = String::from_utf8(output.stderr).unwrap();
        for remark in [
            "note: small.csv: its cells are separated by semicolons\n",
            "note: small.csv: column 'id' counts or identifies the rows, and is left out\n",
        ] {
            assert_eq!(told.matches(remark).count(), 1, "{program}: {told}");
        }
    }
}

#[test]
fn what_was_not_typed_fits_a_small_table() {
    for rows in [4, 40] {
        let place = place();
        fs::write(place.path("small.csv"), small(rows)).unwrap();
        for program in ["mlp", "sgd", "learning-curve", "optimizers", "perceptron"] {
            let words = format!("{program} --dataset small.csv --preset quick --progress none");
            succeeds(&place.run(&words));
        }
        // The settings of a file are no typed words, not even typed ones of an earlier run.
        let printed = place.run("mlp --dataset small.csv --print-config");
        fs::write(place.path("settings.toml"), &printed.stdout).unwrap();
        assert!(
            String::from_utf8(printed.stdout)
                .unwrap()
                .contains("batch-size = \"16\"")
        );
        succeeds(&place.run("mlp --config settings.toml --epochs 2 --no-figures"));
    }
    let place = place();
    fs::write(place.path("small.csv"), small(40)).unwrap();
    let typed = "sgd --dataset small.csv --preset quick --no-figures --batch-sizes";
    fails(
        &place.run(&format!("{typed} 1,64")),
        2,
        &["32 examples", "the 64", "`full`"],
    );
    // What the message says helps.
    let result = place.result(&format!("{typed} 1,32,full"));
    let metrics = result["metrics"].as_object().unwrap();
    assert!(metrics.contains_key("test_batch_1_accuracy"), "{metrics:?}");
    assert!(
        metrics.contains_key("test_batch_32_accuracy"),
        "{metrics:?}"
    );
    fs::write(place.path("four.csv"), small(4)).unwrap();
    let words = ["no example can be held out", "each class has but one"];
    fails(&place.run("regularization --dataset four.csv"), 4, &words);
}

#[test]
fn a_label_column_is_chosen_by_a_flag_and_kept_with_the_run() {
    let place = place();
    let rows =
        (0..40).map(|row| format!("{row},{},{}\n", ["a", "b"][row % 2], row % 2 * 3 + row % 5));
    let text = format!("x,Type,y\n{}", rows.collect::<String>());
    fs::write(place.path("t.csv"), text).unwrap();
    fails(
        &place.run("mlp --dataset t.csv"),
        4,
        &["column 'Type': 'a' is not a number"],
    );
    let words = "mlp --dataset t.csv --label Type --epochs 3 --no-figures";
    let result = place.result(words);
    let folder = place.folder_of("mlp");
    let settings = fs::read_to_string(folder.join("run.toml")).unwrap();
    assert!(settings.contains("label = \"Type\""), "{settings}");
    let again = place.result(&format!("evaluate {}", folder.display()));
    assert_eq!(again["test_loss"], result["metrics"]["test_loss"]);
    fails(
        &place.run("mlp --dataset t.csv --label Kind"),
        4,
        &["no column 'Kind' for --label", "x, Type, y"],
    );
}

#[test]
fn a_table_is_checked_before_anything_is_trained() {
    let place = place();
    fs::write(place.path("small.csv"), small(40)).unwrap();
    let output = place.run("data check small.csv");
    succeeds(&output);
    let told = String::from_utf8(output.stdout).unwrap();
    for line in [
        "small.csv: 40 rows, features: 2, classes: 2\n",
        "  feature  x1                       0 to 5\n",
        "  class    a                        20 rows\n",
        "note: small.csv: column 'id' counts or identifies the rows, and is left out\n",
    ] {
        assert!(told.contains(line), "no `{line}` in: {told}");
    }
    fails(
        &place.run("data check small.csv --label x9"),
        4,
        &["'x9'", "x1, x2, label"],
    );
    fails(&place.run("data check none.csv"), 4, &["no file none.csv"]);
}

#[test]
fn values_far_from_zero_are_learned_like_their_differences() {
    let accuracy = |first: u64| {
        let place = place();
        let class = |row| if row < 50 { "low" } else { "high" };
        let rows = (0..100).map(|row| format!("{},{}\n", first + 1000 * row, class(row)));
        let text = format!("t,label\n{}", rows.collect::<String>());
        fs::write(place.path("t.csv"), text).unwrap();
        let result = place.result("mlp --dataset t.csv --no-figures");
        result["metrics"]["train_accuracy"].as_f64().unwrap()
    };
    // Milliseconds since 1970, which single precision cannot tell apart.
    assert_eq!(accuracy(1_700_000_000_000), accuracy(0));
    assert!(accuracy(0) > 0.9);
}
