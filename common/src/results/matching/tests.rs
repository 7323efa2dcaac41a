use super::*;
use crate::data::Dataset;
use crate::examples::Examples;
use crate::results::Measurements;
use crate::settings::{Typed, at_least};
use serde::Serialize;

/// Trains something
#[derive(Debug, Clone, PartialEq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
struct Net {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,
    #[arg(long, value_parser = at_least::<1>)]
    hidden_size: usize,
    #[arg(long, value_parser = at_least::<1>)]
    seeds: usize,
}

impl Settings for Net {
    const NAME: &'static str = "net";

    fn defaults(typed: &Typed) -> Self {
        Self {
            examples: Examples::defaults(typed, Dataset::Moons),
            hidden_size: 20,
            seeds: 5,
        }
    }
}

const ROWS: &str = r#"
[[result]]
command = "other --hidden-size 3"
seeds = 2

[[result]]
command = "net --dataset mnist --hidden-size 9"
seeds = 20
metrics = ["test_accuracy", "epochs", "steps", "not_measured"]

[[result]]
command = "net --no-such-flag"
seeds = 5

[[result]]
command = "net --dataset mnist --data-dir full"
seeds = 3
needs = "full data sets"
"#;

const MEASURED: &str = r#"
[[measured]]
command = "net --dataset mnist --hidden-size 9"
seeds = 20
[measured.metrics]
test_accuracy = { mean = 0.9, standard_deviation = 0.1, min = 0.8, max = 1.0 }
epochs = { mean = 3, standard_deviation = 1, min = 1, max = 5, median = 2 }
steps = { mean = 325.0, standard_deviation = 0.0, min = 325.0, max = 325.0, trainings = 1 }
unpublished = { mean = 2, standard_deviation = 0.5, min = 1, max = 3 }

[[measured]]
command = "net --dataset mnist --data-dir full"
seeds = 1
[measured.metrics]
test_accuracy = { mean = 0.97, standard_deviation = 0.0, min = 0.97, max = 0.97 }
"#;

/// What a run of this command line would print, by the names of the metrics.
fn expected_of(line: &str) -> Vec<(String, Expected)> {
    let results = Results::parse(ROWS, &Measurements::parse(MEASURED).unwrap()).unwrap();
    expected(results, &Line::<Net>::parse(line.split(' ')).unwrap()).unwrap()
}

#[test]
fn the_order_of_flags_typed_defaults_seed_and_device_do_not_matter() {
    for line in [
        "net --dataset mnist --hidden-size 9",
        "net --hidden-size 9 --dataset mnist --seed 7",
        "net --dataset mnist --hidden-size 9 --device wgpu --seeds 5 --json --no-figures",
    ] {
        let expected = expected_of(line);
        let names: Vec<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["test_accuracy", "epochs", "steps"], "{line}");
    }
}

#[test]
fn the_interval_is_that_of_the_statistic_that_the_run_prints() {
    let interval = |line: &str, place: usize| expected_of(line)[place].1.interval.unwrap();
    // t(19) = 2.093 and √(1/5 + 1/20) = 0.5; no accuracy is above 1.
    let [low, high] = interval("net --dataset mnist --hidden-size 9", 0);
    assert!((low - (0.9 - 2.093 * 0.1 * 0.5)).abs() < 1e-4 && high == 1.0);
    // One seed: √(1 + 1/20) = 1.0247, around the median and with its larger spread.
    let [low, high] = interval("net --dataset mnist --hidden-size 9 --seeds 1", 1);
    let half = 2.093 * 1.0247 * 1.2533;
    assert!((low - (2.0 - half)).abs() < 1e-2 && (high - (2.0 + half)).abs() < 1e-2);
}

#[test]
fn what_no_seed_changes_has_no_interval() {
    let (name, steps) = expected_of("net --dataset mnist --hidden-size 9").remove(2);
    assert_eq!(
        (name.as_str(), steps.value, steps.seeds),
        ("steps", 325.0, 1)
    );
    assert_eq!(steps.interval, None);
}

#[test]
fn other_settings_are_not_documented() {
    for line in [
        "net",
        "net --dataset mnist",
        "net --dataset mnist --hidden-size 9 --preset paper",
        "net --dataset mnist --hidden-size 9 --data-dir full",
    ] {
        assert_eq!(expected_of(line), [], "{line}");
    }
}

#[test]
fn the_place_of_the_data_may_differ_but_there_has_to_be_one() {
    let expected = expected_of("net --dataset mnist --data-dir /elsewhere");
    assert_eq!(expected[0].1.value, 0.97);
    assert_eq!(expected[0].1.interval, None, "it was measured once");
    assert_eq!(expected_of("net --dataset mnist"), []);
}
