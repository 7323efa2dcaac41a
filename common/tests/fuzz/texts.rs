//! Files in TOML: the `run.toml` of a run, settings for `--config`, the table of full data sets.

use super::fuzz;
use super::mutations::mutated;
use common::data::full::Catalogue;
use common::error::Result;
use common::run::program_of;
use common::settings::{BatchSize, Epochs, Line, Settings, Typed, learning_rate};
use serde::Serialize;
use std::fs;

const RUN: &str = "schema = 2\nassignment = \"assignment1\"\nprogram = \"mlp\"\nnumber = 3\n\
     version = \"0.1.0\"\n\n[files]\n\"a b.csv\" = \"00ff\"\n\n[settings]\npreset = \"course\"\n\
     seed = 42\nlr = 0.1\nhidden-sizes = [20, 10]\nbatch-norm = false\n";

const FIRST_RUN: &str = "schema = 1\ntask = 'perceptron'\n[config]\nlr = 1e-3 # small\nseed = 7\n";

#[test]
fn runs() {
    let corpus = [RUN, FIRST_RUN].map(|text| text.as_bytes().to_vec());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("run.toml");
    let check = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        match program_of(folder.path()) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.exit_code(), 4);
                assert!(error.to_string().contains("run.toml"), "{error}");
                false
            }
        }
    };
    fuzz("runs", 10, |stream| mutated(&corpus, stream), check);
}

/// Trains a network
#[derive(Debug, Clone, PartialEq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
struct Net {
    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Learning rate
    #[arg(long, value_parser = learning_rate)]
    lr: f64,

    /// Sizes of the hidden layers
    #[arg(long, value_delimiter = ',', num_args = 0..)]
    hidden_sizes: Vec<usize>,

    /// Examples of a step
    #[arg(long)]
    batch_size: BatchSize,

    /// The label column
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

impl Settings for Net {
    const NAME: &'static str = "net";

    fn defaults(_: &Typed) -> Self {
        let (epochs, eval_every) = (10, 1);
        Self {
            length: Epochs { epochs, eval_every },
            lr: 0.1,
            hidden_sizes: vec![20],
            batch_size: BatchSize::Of(32),
            label: None,
        }
    }
}

#[test]
fn settings() {
    let corpus = [
        "preset = \"quick\"\nseed = 7\nepochs = 3\nlr = 1e-2\nhidden-sizes = [64, 32]\n",
        "[settings]\nbatch-size = \"full\"\nlabel = \"größe, cm\"\nhidden-sizes = []\nlr = 0.5\n",
        "[config]\nbatch-size = 16\nlabel = '''it's'''\neval-every = 2\ndevice = \"cpu\"\n",
    ];
    let corpus = corpus.map(|text| text.as_bytes().to_vec());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("net.toml");
    let path = file.to_str().unwrap();
    let read = |bytes: &[u8]| -> Result<toml::Table> {
        fs::write(&file, bytes).unwrap();
        Line::<Net>::parse(["net", "--config", path])?.table()
    };
    let check = |bytes: &[u8]| match read(bytes) {
        Ok(table) => {
            let again = read(table.to_string().as_bytes());
            assert_eq!(
                again.unwrap_or_else(|error| panic!("{error}\n{table}")),
                table
            );
            true
        }
        Err(error) => {
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains("net.toml"), "{error}");
            false
        }
    };
    fuzz("settings", 10, |stream| mutated(&corpus, stream), check);
}

#[test]
fn catalogues() {
    let all = include_str!("../../../datasets/full.toml");
    let sets = all.split_inclusive("\n\n[[set]]").skip(1);
    let sets = sets.map(|set| format!("[[set]]{}", set.trim_end_matches("[[set]]")).into_bytes());
    let file = |name| {
        format!(
            "[[set.file]]\nname = '{name}'\nbytes = 1\nsha256 = '{}'\n",
            "0".repeat(64)
        )
    };
    let alike = ["a", "b", "c"].map(file).concat();
    let alike = format!(
        "[[set]]\nname = 'x'\nwhat = ''\nlicence = ''\ncredit = ''\nhomepage = ''\n\
         mirrors = ['https://x/{{file}}']\n{alike}"
    );
    let corpus: Vec<Vec<u8>> = sets.chain([alike.into_bytes()]).collect();
    for set in &corpus {
        Catalogue::parse(std::str::from_utf8(set).unwrap()).unwrap();
    }
    let check = |bytes: &[u8]| {
        let Ok(catalogue) = Catalogue::parse(&String::from_utf8_lossy(bytes)) else {
            return false;
        };
        for set in &catalogue.sets {
            let names = set
                .contents()
                .map(|content| &content.name)
                .chain([&set.name]);
            for name in names.chain(set.files.iter().map(|file| &file.name)) {
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                assert!(
                    name.chars().all(is_plain) && !name.starts_with('.'),
                    "{name}"
                );
            }
            let (bytes, _) = set.bytes();
            assert!(
                set.files
                    .iter()
                    .flat_map(|file| file.bytes)
                    .all(|of| of <= bytes)
            );
            assert!(set.files.iter().all(|file| !file.contents.is_empty()));
        }
        true
    };
    fuzz("catalogues", 1, |stream| mutated(&corpus, stream), check);
}
