//! `mlp`: trains a multi-layer perceptron written by hand.

use crate::staff::names::{ActivationName, OptimizerName, ScheduleName};
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::plots;
use common::program::prelude::*;
use common::usual::Usual;

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
        let examples = Examples::defaults(typed, Dataset::Moons);
        let usual = Usual::of(&examples.dataset, typed.preset());
        let usual_rate = typed.get("optimizer").and_then(OptimizerName::usual_rate);
        Self {
            examples,
            length: usual.length,
            batch_size: usual.batch_size,
            lr: usual_rate.unwrap_or(usual.lr),
            hidden_sizes: usual.hidden_sizes,
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
        let confusion = plots::confusion(&data, &learner.test_predictions());
        run.save_figure("confusion", &confusion)?;
        if data.features() == 2 {
            let figure = plots::boundary(&data, |points| learner.logits(points));
            run.save_figure("decision-boundary", &figure)?;
        }
        Ok(())
    }
}
