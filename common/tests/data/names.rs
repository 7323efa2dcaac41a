//! Data sets by name.

use common::data::Dataset;
use std::path::PathBuf;

#[test]
fn names_are_read_as_they_are_written() {
    for name in Dataset::names() {
        assert_eq!(name.parse::<Dataset>().unwrap().to_string(), name);
    }
    let file: Dataset = "tables/My.CSV".parse().unwrap();
    assert_eq!(file, Dataset::Csv(PathBuf::from("tables/My.CSV")));
    assert_eq!(file.to_string(), "tables/My.CSV");
    let error = "fashon-mnist".parse::<Dataset>().unwrap_err();
    assert_eq!(error.exit_code(), 2);
    let error = error.to_string();
    assert!(
        error.contains("Did you mean 'fashion-mnist'?") && error.contains("moons, circles"),
        "{error}"
    );
    assert!(
        !"imagenet"
            .parse::<Dataset>()
            .unwrap_err()
            .to_string()
            .contains("Did you mean")
    );
}

#[derive(serde::Serialize)]
struct Settings {
    dataset: Dataset,
}

#[test]
fn names_stand_in_configurations_as_text() {
    let settings = Settings {
        dataset: Dataset::FashionMnist,
    };
    let text = toml::to_string(&settings).unwrap();
    assert_eq!(text, "dataset = \"fashion-mnist\"\n");
}
