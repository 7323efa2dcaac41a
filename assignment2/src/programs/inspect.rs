//! `inspect`: looks into the network of a run on images.

mod figures;
mod filters;
mod looked;

use crate::staff::answers::Answers;
use common::program::prelude::*;
use looked::{Looked, PROGRAMS};

/// Look into a trained network: its filters, its maps, what its answers rest on, and where it is wrong
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Inspect {
    /// A run's folder, or the name of a program, cnn or mlp, for its newest finished run
    #[arg(value_name = "RUN")]
    run: String,

    /// The test example whose maps are shown, counted from 0
    #[arg(long, value_name = "I")]
    example: usize,

    /// From that one on, so many test examples are asked what their answers rest on
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    examples: usize,
}

/// Examples in a row of a figure, at most.
const MOST: usize = 20;
/// How probable an answer is that counts as confident.
const CONFIDENT: f64 = 0.9;

impl Settings for Inspect {
    const NAME: &'static str = "inspect";

    fn defaults(typed: &Typed) -> Self {
        let examples = match typed.preset() {
            Preset::Quick => 2,
            _ => 8,
        };
        Self {
            run: PROGRAMS[0].into(),
            example: 0,
            examples,
        }
    }

    fn check(&self) -> Result<()> {
        match self.examples > MOST {
            true => Err(Error::Usage(format!(
                "--examples {} is more than a figure has room for: at most {MOST}.\n\
                 Others are shown by --example: --example {MOST} begins with that one.",
                self.examples
            ))),
            false => Ok(()),
        }
    }
}

impl Program for Inspect {
    // It is made when the run is found to be one that can be looked into.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let (program, folder) =
            run.named(&self.run, &PROGRAMS, "has no network that looks at images")?;
        let looked = Looked::open(program, &folder, run)?;
        let count = looked.pictures.len();
        if self.example >= count {
            return Err(Error::Usage(format!(
                "--example {}: the test part of {} has {count} examples, counted from 0; the last one is \
                 --example {}.",
                self.example,
                looked.name,
                count - 1
            )));
        }
        run.make_folder()?;
        let answers =
            looked.answers(|done| run.busy(|| format!("{done} of {count} test examples")));
        let mistakes = answers.mistakes();
        let confident = mistakes
            .iter()
            .filter(|it| answers.confidence[**it] >= CONFIDENT);
        let confident = confident.count();
        run.record("test_accuracy", answers.accuracy());
        run.record("mistakes", mistakes.len() as f64);
        run.record("confident_mistakes", confident as f64);
        run.explain(in_words(&looked, &answers, confident));
        match run.wants_figures() {
            true => figures::draw(run, (&looked, &answers), self.chosen(count)),
            false => Ok(()),
        }
    }
}

impl Inspect {
    /// The examples whose answers are asked for.
    fn chosen(&self, count: usize) -> Vec<usize> {
        (self.example..count).take(self.examples).collect()
    }
}

/// What the network makes of the test part.
fn in_words(looked: &Looked, answers: &Answers, confident: usize) -> String {
    let (count, wrong) = (answers.labels.len(), answers.mistakes().len());
    let confused = answers.most_confused(looked.classes.len());
    let often = confused.map(|([right, taken], count)| {
        let [right, taken] = [right, taken].map(|class| &looked.classes[class]);
        format!(" Most often {right} is taken for {taken}: {count} times.")
    });
    let mut words = format!(
        "{}: {} of {count} test examples right, {wrong} wrong.\nOf the wrong answers {confident} have a \
         probability of {CONFIDENT} or more.{}",
        looked.name,
        count - wrong,
        often.unwrap_or_default()
    );
    for remark in &looked.remarks {
        words += &format!("\n{remark}");
    }
    words
}
