use super::*;

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

    /// Whether to normalise
    #[arg(long, action = clap::ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "true")]
    batch_norm: bool,

    /// Where
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
}

impl Settings for Net {
    const NAME: &'static str = "net";
    const ALIASES: Aliases = &[("epochs", "max_epochs")];

    fn defaults(typed: &Typed) -> Self {
        let epochs = match typed.preset() {
            Preset::Quick => 1,
            _ => 10,
        };
        // A default that follows from another setting.
        let is_deep = typed.get::<usize>("hidden_sizes").is_some();
        Self {
            length: Epochs {
                epochs,
                eval_every: 1,
            },
            lr: if is_deep { 0.01 } else { 0.1 },
            hidden_sizes: vec![20],
            batch_norm: false,
            folder: None,
        }
    }

    fn check(&self) -> Result<()> {
        match self.hidden_sizes.contains(&0) {
            true => Err(Error::Usage("--hidden-sizes: not 0".into())),
            false => Ok(()),
        }
    }
}

fn line(words: &str) -> Result<Line<Net>> {
    Line::parse(words.split(' '))
}

fn resumed(words: &str, stored: &str) -> Result<Line<Net>> {
    let words = command::<Net>().try_get_matches_from(words.split(' '));
    Line::resumed(
        &words.unwrap(),
        &stored.parse().unwrap(),
        "run.toml".as_ref(),
    )
}

#[test]
fn typed_words_lie_over_defaults_that_follow_from_them() {
    let Line { base, settings, .. } = line("net").unwrap();
    assert_eq!(base, Base::default());
    assert_eq!((settings.lr, settings.length.epochs), (0.1, 10));
    let Line { base, settings, .. } = line(
        "net --hidden-sizes 64,32 --preset quick --seed 7 --batch-norm --max_epochs 3 --folder x",
    )
    .unwrap();
    assert_eq!((base.preset, base.seed), (Preset::Quick, 7));
    assert_eq!((settings.lr, settings.length.epochs), (0.01, 3));
    assert_eq!(settings.hidden_sizes, [64, 32]);
    assert!(settings.batch_norm && settings.folder.as_deref() == Some("x"));
    assert!(
        line("net --hidden-sizes")
            .unwrap()
            .settings
            .hidden_sizes
            .is_empty()
    );
}

#[test]
fn a_file_lies_between_the_defaults_and_what_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.toml");
    let from_file = |text: &str, words: &str| {
        std::fs::write(&path, text).unwrap();
        line(format!("net --config {} {words}", path.display()).trim_end())
    };
    let text = "hidden-sizes = [7, 8]\nbatch-norm = true\nseed = 3\nlr = 0.5";
    let line = from_file(text, "--lr 0.25 --batch-norm=false").unwrap();
    assert_eq!(line.settings.hidden_sizes, [7, 8]);
    assert_eq!((line.settings.lr, line.base.seed), (0.25, 3));
    assert!(!line.settings.batch_norm);
    // A run.toml, whatever else stands in it.
    let line = from_file("schema = 2\n[settings]\nlr = 0.5", "").unwrap();
    assert_eq!(line.settings.lr, 0.5);
    for (text, word) in [
        ("learning-rat = 0.5", "learning-rat"),
        ("lr = -1", "positive"),
        ("epochs = \"many\"", "at least 1"),
        ("lr = ", "net.toml"),
        ("help = []", "`help` is no setting"),
    ] {
        let error = from_file(text, "").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let text = error.to_string();
        assert!(text.contains(word) && text.contains("net.toml"), "{text}");
    }
}

#[test]
fn settings_survive_the_table() {
    for words in [
        "net",
        "net --hidden-sizes --lr 1e-300 --batch-norm --folder a=b,c --seed 9223372036854775807",
        "net --hidden-sizes 1,2,3 --preset paper --epochs 7",
    ] {
        let first = line(words).unwrap();
        let again = resumed("net", &first.table().unwrap().to_string()).unwrap();
        assert_eq!(again.settings, first.settings);
        assert_eq!(again.base, first.base);
    }
}

#[test]
fn a_resumed_run_refuses_what_it_was_not() {
    let stored = "seed = 1\nlr = 0.1\nepochs = 5\neval-every = 1\nhidden-sizes = [20]";
    resumed("net --seed 1 --lr 0.10 --hidden-sizes 20", stored).unwrap();
    for (words, is, was) in [
        ("net --lr 0.2", "--lr 0.2", "--lr 0.1"),
        ("net --seed 2", "--seed 2", "--seed 1"),
        (
            "net --hidden-sizes 20,20",
            "--hidden-sizes 20,20",
            "--hidden-sizes 20",
        ),
        (
            "net --batch-norm",
            "--batch-norm true",
            "--batch-norm false",
        ),
        ("net --folder x", "--folder x", "no --folder"),
    ] {
        let text = resumed(words, stored).unwrap_err().to_string();
        assert!(text.contains(is) && text.contains(was), "{text}");
    }
}

#[test]
fn what_cannot_be_meant_is_said_in_one_line() {
    for (words, told) in [
        ("net --lr -1", "positive"),
        ("net --lr -1", "'-1' for '--lr"),
        ("net --epochs 0", "at least 1"),
        ("net --lrr 1", "'--lr'"),
        ("net --hidden-sizes 0", "--hidden-sizes"),
        ("net --seed 9223372036854775808", "--seed"),
    ] {
        let text = line(words).unwrap_err().to_string();
        assert!(text.contains(told), "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}

#[test]
fn the_help_is_the_program_s() {
    let help = command::<Net>().render_help().to_string();
    assert!(help.starts_with("Trains a network\n"), "{help}");
}
