//! `mlp`: trains a multi-layer perceptron out of Burn's layers.

use crate::mlp::Mlp as Network;
use crate::staff::beside::Beside;
use crate::staff::mlp::{ActivationName, Recipe};
use burn::module::Module;
use common::data::Shuffled;
use common::learner::DataLoader;
use common::optimizers::OptimizerName;
use common::program::prelude::*;
use common::supervised::Supervised;
use common::trained::parameters;
use common::usual::Usual;
use common::{metrics, plots, schedule};
use std::path::PathBuf;

/// Train a multi-layer perceptron out of Burn's layers
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Mlp {
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) examples: Examples,

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

    /// Added to the gradient of every parameter: so many times the parameter
    #[arg(long, value_name = "LAMBDA", value_parser = non_negative)]
    weight_decay: f64,

    /// Probability with which a step drops a hidden unit
    #[arg(long, value_name = "P", value_parser = proper_share)]
    dropout: f64,

    /// A finished run of the same settings, of assignment 1's mlp or of this one, to set beside this run
    #[arg(long, value_name = "RUN", value_parser = |name: &str| Ok::<_, String>(PathBuf::from(name)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<PathBuf>,
}

impl Settings for Mlp {
    const NAME: &'static str = "mlp";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Moons);
        let usual = Usual::of(&examples.dataset, typed.preset());
        let optimizer = typed.get("optimizer").unwrap_or(OptimizerName::Sgd);
        Self {
            examples,
            length: usual.length,
            batch_size: usual.batch_size,
            lr: optimizer.usual_rate().unwrap_or(usual.lr),
            hidden_sizes: usual.hidden_sizes,
            activation: ActivationName::Relu,
            optimizer,
            weight_decay: 0.0,
            dropout: 0.0,
            beside: None,
        }
    }
}

impl Mlp {
    /// The examples, scaled as a network wants them.
    ///
    /// # Errors
    /// Those of [`Examples::load`].
    pub fn data(&self, start: &Start) -> Result<Data<2>> {
        self.examples.load(start)
    }

    fn beside(&self, run: &Run) -> Result<Option<Beside>> {
        let beside = self.beside.as_deref();
        let open = |folder| Beside::open::<Self>(folder, run);
        beside.map(open).transpose()
    }
}

impl Training for Mlp {
    type Learner = Supervised<Network, Shuffled<2>>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn prepare(&self, run: &Run) -> Result<()> {
        self.beside(run).map(drop)
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        let data = self.data(start)?;
        let recipe = Recipe {
            hidden_sizes: self.hidden_sizes.clone(),
            activation: self.activation,
            dropout: self.dropout,
        };
        let batch_size = self.batch_size.resolve(data.train.len())?;
        recipe.refuse_too_large((&data, batch_size), "--hidden-sizes")?;
        let rate = schedule::constant(self.lr);
        let update = (self.optimizer.with_decay(self.weight_decay), rate);
        Ok(recipe.training((data, batch_size), update, start))
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        run.record("parameters", parameters(learner.model()) as f64);
        self.beside(run)?.map_or(Ok(()), |beside| beside.tell(run))
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        run.draw_history()?;
        let (network, data) = (learner.model().valid(), learner.loader().data());
        run.save_figure("classes", &plots::parts_and_classes(data))?;
        if data.features() == 2 {
            let figure = plots::boundary(data, |points| network.forward(points));
            run.save_figure("decision-boundary", &figure)?;
        }
        if data.features() != 2 || run.wants_all_figures() {
            let tested = learner.loader().part(Part::Test);
            let predicted =
                tested.flat_map(|(_, batch)| metrics::predictions(network.forward(batch.inputs)));
            let confusion = plots::confusion(data, &predicted.collect::<Vec<_>>());
            run.save_figure("confusion", &confusion)?;
        }
        self.beside(run)?.map_or(Ok(()), |beside| beside.draw(run))
    }
}
