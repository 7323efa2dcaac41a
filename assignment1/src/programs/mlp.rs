//! `mlp`: trains a multi-layer perceptron written by hand.

use crate::staff::names::{ActivationName, OptimizerName, ScheduleName};
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::program::prelude::*;
use common::{figures, metrics, plots};

/// Train a multi-layer perceptron written by hand
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Mlp {
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

    /// Sizes of the hidden layers, from input to output; without a value, a linear model
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', num_args = 0..,
          alias = "dnn_hidden_units", value_parser = at_least::<1>)]
    hidden_sizes: Vec<usize>,

    /// Function between the layers
    #[arg(long, value_enum)]
    activation: ActivationName,

    /// Update rule; all but sgd have a learning rate of their own unless --lr says otherwise
    #[arg(long, value_enum)]
    optimizer: OptimizerName,

    /// How the learning rate changes during the training
    #[arg(long, value_enum)]
    schedule: ScheduleName,
}

impl Settings for Mlp {
    const NAME: &'static str = "mlp";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        use BatchSize::{Full, Of};
        let (examples, preset) = (Examples::defaults(typed, Dataset::Moons), typed.preset());
        // (hidden sizes, learning rate, batch size, epochs, evaluation every). The first row is
        // the assignment sheet's; the others are the smallest that reach the data set's plateau.
        let (hidden_sizes, lr, batch_size, epochs, eval_every) = match &examples.dataset {
            Dataset::Moons => (vec![20], 1e-2, Full, 1500, 10),
            Dataset::Gaussians | Dataset::GaussiansClose => (vec![20], 0.1, Of(32), 50, 1),
            // Coordinates of 10 and more: the same step in the weights does ten times as much.
            Dataset::GaussiansWide => (vec![20], 0.01, Of(32), 50, 1),
            Dataset::Circles | Dataset::Xor => (vec![20], 0.1, Of(32), 300, 3),
            Dataset::Rings => (vec![32], 0.1, Of(32), 200, 2),
            Dataset::Spirals => (vec![64, 64], 0.1, Of(32), 300, 3),
            Dataset::Iris | Dataset::Csv(_) => (vec![20], 0.05, Of(16), 200, 2),
            Dataset::Digits => (vec![64], 0.1, Of(32), 40, 1),
            // The full sets of the preset `paper` have twelve times as many examples an epoch.
            Dataset::Mnist if preset == Preset::Paper => (vec![512], 0.2, Of(64), 12, 1),
            Dataset::FashionMnist if preset == Preset::Paper => (vec![512], 0.02, Of(32), 12, 1),
            Dataset::Mnist => (vec![512], 0.2, Of(32), 15, 1),
            Dataset::FashionMnist => (vec![512], 0.005, Of(32), 40, 1),
            Dataset::Cifar10 => (vec![512, 256], 0.05, Of(64), 8, 1),
            Dataset::Emoji | Dataset::Faces => (vec![256], 0.05, Of(32), 30, 1),
        };
        let epochs = match preset {
            Preset::Quick => (epochs / 20).max(1),
            Preset::Course | Preset::Paper => epochs,
        };
        let usual_rate = typed.get("optimizer").and_then(OptimizerName::usual_rate);
        Self {
            examples,
            length: Epochs { epochs, eval_every },
            batch_size,
            lr: usual_rate.unwrap_or(lr),
            hidden_sizes,
            activation: ActivationName::Relu,
            optimizer: OptimizerName::Sgd,
            schedule: ScheduleName::Constant,
        }
    }
}

impl Training for Mlp {
    type Learner = MlpTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<MlpTraining> {
        let data = self.examples.load(start)?;
        let recipe = Recipe::mlp(&self.hidden_sizes[..], self.activation.into());
        let batch_size = self.batch_size.resolve(data.train.len())?;
        recipe.refuse_too_large((&data, batch_size), "--hidden-sizes")?;
        let optimizer = Optimizer::boxed(self.optimizer.rule(), self.lr);
        let learner = recipe.training(optimizer, (data, batch_size), start);
        Ok(self.schedule.apply(learner, self.lr, self.length.epochs))
    }

    fn draw(&self, run: &Run, learner: &mut MlpTraining) -> Result<()> {
        run.draw_history()?;
        let data = learner.data().clone();
        let predictions = learner.test_predictions();
        let counts =
            metrics::confusion_matrix(data.classes.len(), data.test.labels(), &predictions);
        let confusion = figures::confusion("Test set", &data.classes, &counts);
        run.save_figure("confusion", &confusion)?;
        if data.features() == 2 {
            let figure = plots::boundary(&data, |points| learner.logits(points));
            run.save_figure("decision-boundary", &figure)?;
        }
        Ok(())
    }
}
