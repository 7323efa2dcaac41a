//! `learning-curve`: accuracy against the number of examples, for learners that can represent the
//! task and for learners that cannot.

mod contenders;

use crate::activations::Activation;
use crate::coordinates::polar;
use crate::sgd;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::program::prelude::*;
use contenders::{Contender, contenders};

/// Compare learners on training sets of every size, and in two coordinate systems
///
/// Smaller sets are gone through more often, so that every training does the same number of steps.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct LearningCurve {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full")]
    batch_size: BatchSize,

    /// Learning rate
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// Sizes of the training set to compare, ascending
    #[arg(long, value_name = "N|full,…", value_delimiter = ',')]
    sizes: Vec<BatchSize>,

    /// Units of the hidden layer of the network that is compared with a linear one
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    hidden_size: usize,

    /// Trainings of each learner and size, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,
}

impl Settings for LearningCurve {
    const NAME: &'static str = "learning-curve";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Rings);
        // (training examples, hidden units, learning rate, epochs): enough steps for the largest set.
        let (most, hidden_size, lr, epochs) = match &examples.dataset {
            Dataset::Mnist | Dataset::FashionMnist => (5000, 256, 0.05, 10),
            Dataset::Digits => (1400, 64, 0.1, 40),
            Dataset::Emoji => (1500, 256, 0.05, 20),
            Dataset::Faces => (320, 256, 0.05, 40),
            Dataset::Iris => (120, 20, 0.05, 100),
            _ => (800, 32, 0.1, 100),
        };
        let (most, seeds, epochs) = match typed.preset() {
            Preset::Quick => (most.min(100), 2, 1),
            Preset::Course => (most, 5, epochs),
            // The full sets have ten times as many examples.
            Preset::Paper if most == 5000 => (60_000, 10, epochs),
            Preset::Paper => (most, 20, epochs),
        };
        let eval_every = usize::div_ceil(epochs, 10);
        // 10, 20, 50, 100, … and the most.
        let decades = (1..).map(|power| 10_usize.pow(power));
        let sizes = decades.flat_map(|decade| [decade, 2 * decade, 5 * decade]);
        Self {
            examples,
            length: Epochs { epochs, eval_every },
            batch_size: BatchSize::Of(32),
            lr,
            sizes: sizes
                .take_while(|size| *size < most)
                .chain([most])
                .map(BatchSize::Of)
                .collect(),
            hidden_size,
            seeds,
        }
    }

    fn check(&self) -> Result<()> {
        match self.sizes.is_sorted_by(|a, b| a < b) {
            true => Ok(()),
            false => Err(Error::Usage(
                "--sizes: name them from small to large.".into(),
            )),
        }
    }
}

impl Training for LearningCurve {
    type Learner = Study<(Contender, usize), MlpTraining>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.seeds, |start| {
            let data = self.examples.load(start)?;
            let all = data.train.len();
            let sizes = BatchSize::resolve_all(&self.sizes, all)?;
            let batch_size = self.batch_size.resolve(all)?;
            let trial = |(contender, size): (Contender, usize)| {
                let data = data.clone().with_training_examples(size, &start.streams);
                let data = match contender.is_polar {
                    true => data.map_inputs(polar),
                    false => data,
                };
                let hidden = &[self.hidden_size][..usize::from(contender.is_hidden)];
                let batch_size = batch_size.min(size);
                let optimizer = Optimizer::new(sgd::Sgd, self.lr);
                let recipe = Recipe::mlp(hidden, Activation::Relu);
                recipe.refuse_too_large((&data, batch_size), "--hidden-size")?;
                let learner = recipe.training(optimizer, (data, batch_size), start);
                let name = format!("{} {size}", contender.name);
                let trial = Trial::new((contender, size), name, learner);
                Ok(trial.with_steps_per_round(all.div_ceil(batch_size)))
            };
            let sizes = |it: &'static Contender| sizes.iter().map(move |size| (*it, *size));
            let cases = contenders(&data).flat_map(sizes);
            cases.map(trial).collect()
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        run.set_table(contenders::table(study));
        Ok(())
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        let figure = |part| contenders::against_examples(study, part);
        run.save_figure("test-accuracy", &figure(Part::Test))?;
        if run.wants_all_figures() {
            run.save_figure("train-accuracy", &figure(Part::Train))?;
        }
        contenders::draw_maps(run, study, &self.examples.load(&run.start)?)
    }
}
