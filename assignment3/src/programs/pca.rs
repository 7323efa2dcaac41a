//! `pca`: principal components written by hand, and what examples look like after a few of them.

mod figures;

use crate::pca::Form;
use crate::staff::Reduction;
use common::program::prelude::*;

/// Find the principal components of a data set, and reconstruct its examples from a few of them
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Pca {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    /// How many components
    #[arg(long, value_name = "K", value_parser = at_least::<1>)]
    components: usize,

    /// The matrix whose eigenvectors they are
    #[arg(long, value_enum)]
    form: FormName,
}

/// A form as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum FormName {
    /// The smaller one
    Auto,
    /// Of features with features
    Covariance,
    /// Of examples with examples
    Gram,
}

impl FormName {
    fn form(self) -> Option<Form> {
        match self {
            Self::Auto => None,
            Self::Covariance => Some(Form::Covariance),
            Self::Gram => Some(Form::Gram),
        }
    }
}

impl Settings for Pca {
    const NAME: &'static str = "pca";

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Faces);
        let components = match (&examples.dataset, typed.preset()) {
            (dataset, _) if !dataset.is_of_images() => 2,
            (_, Preset::Quick) => 10,
            // Of 64.
            (Dataset::Digits, _) => 30,
            _ => 100,
        };
        Self {
            examples,
            components,
            form: FormName::Auto,
        }
    }
}

impl Program for Pca {
    // It is made when the data are found to have as many components.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let (data, shape) = match self.examples.dataset {
            ref dataset if dataset.is_of_images() => {
                let images = self.examples.images(&run.start)?;
                let shape = images.shape();
                (images.flatten(), Some(shape))
            }
            // Whoever wrote the file chose the unit of each column.
            Dataset::Csv(_) => (self.examples.unscaled(&run.start)?.standardize(), None),
            _ => (self.examples.unscaled(&run.start)?, None),
        };
        let reduction = Reduction::new(data, self.form.form(), self.components)?;
        run.make_folder()?;
        let (explained, data) = (reduction.explained(), &reduction.data);
        let mut table = Table::new(["COMPONENTS", "EXPLAINED", "TRAIN ERROR", "TEST ERROR"]);
        let mut errors = Vec::new();
        for count in counts(self.components) {
            let [train, test] = [&data.train, &data.test].map(|set| reduction.error(count, set));
            let share = format!("{:.1} %", 100.0 * explained[count - 1]);
            let [train_text, test_text] = [train, test].map(|error| format!("{error:.5}"));
            table.row([count.to_string(), share, train_text, test_text]);
            errors.push((count, [train, test]));
        }
        let [train, test] = errors[errors.len() - 1].1;
        run.record("explained_variance", explained[self.components - 1]);
        run.record("train_reconstruction_error", train);
        run.record("test_reconstruction_error", test);
        run.set_table(table);
        run.explain(in_words(&reduction, &explained));
        match run.wants_figures() {
            true => figures::draw(run, &reduction, (&errors, shape)),
            false => Ok(()),
        }
    }
}

/// The numbers of components that are shown: 1, 2, 5, 10, 20, 50, … and the last.
fn counts(last: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(1_usize), |power| power.checked_mul(10));
    let round = powers.flat_map(|power| [1, 2, 5].map(|digit| digit * power));
    let mut counts: Vec<usize> = round.take_while(|count| *count < last).collect();
    counts.push(last);
    counts
}

/// What was done, and how much of the variance the components hold.
fn in_words(reduction: &Reduction, explained: &[f64]) -> String {
    let (examples, features) = (reduction.data.train.len(), reduction.data.features());
    let found = match reduction.form {
        Form::Covariance => format!("covariance matrix, {features} x {features}"),
        Form::Gram => format!("Gram matrix, {examples} x {examples}"),
    };
    let shares =
        [0.5, 0.9, 0.99].map(|share| (share, explained.iter().position(|sum| *sum >= share)));
    let reached = shares.iter().filter_map(|(share, place)| {
        let (percent, count) = (100.0 * share, (*place)? + 1);
        Some(format!("{percent:.0} % in {count}"))
    });
    let reached: Vec<String> = reached.collect();
    let reached = match reached.is_empty() {
        true => "less than 50 %".into(),
        false => reached.join(", "),
    };
    format!(
        "{examples} training examples of {features} features; components from the {found}.\n\
         Of the variance they hold {reached}.\n\
         Errors are squared, mean over examples and features."
    )
}
