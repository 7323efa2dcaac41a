//! How a network of images is trained: optimiser, rate and loss, as the command line names them.

use super::augmentation::Augmented;
use super::network::Network;
use common::data::Batch;
use common::learner::{DataLoader, Step};
use common::optimizers::OptimizerName;
use common::program::prelude::*;
use common::schedule::{self, Schedule};
use common::supervised::Supervised;
use common::trained::Trained;

/// How the learning rate changes during the training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleName {
    /// The same rate to the end
    Constant,
    /// A tenth of the rate after each third of the training
    Step,
    /// Half a cosine, from the rate to 0
    Cosine,
    /// Three tenths of the training up to the rate, the rest down to nearly 0
    OneCycle,
}

impl ScheduleName {
    /// The rates of a training of so many steps.
    pub fn schedule(self, rate: f64, steps: usize) -> Schedule {
        match self {
            Self::Constant => schedule::constant(rate),
            Self::Step => schedule::step(rate, steps),
            Self::Cosine => schedule::cosine(rate, steps),
            Self::OneCycle => schedule::one_cycle(rate, steps),
        }
    }
}

/// What a step does with a network.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Recipe {
    /// Learning rate, the highest one where a schedule changes it
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    pub lr: f64,

    /// Update rule; each has a learning rate of its own unless --lr says otherwise
    #[arg(long, value_enum)]
    pub optimizer: OptimizerName,

    /// What of each parameter is added to its gradient: an L2 penalty
    #[arg(long, value_name = "LAMBDA", value_parser = non_negative)]
    pub weight_decay: f64,

    /// How the learning rate changes during the training
    #[arg(long, value_enum)]
    pub schedule: ScheduleName,

    /// The share of each label that all classes get alike, in training
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    pub label_smoothing: f64,
}

impl Recipe {
    /// Adam with this rate, or the optimiser that was typed with the rate that is usual for it.
    pub fn defaults(typed: &Typed, (adam_rate, schedule): (f64, ScheduleName)) -> Self {
        let optimizer = typed.get("optimizer").unwrap_or(OptimizerName::Adam);
        let lr = match optimizer {
            OptimizerName::Adam => adam_rate,
            other => other.usual_rate().unwrap_or(0.1),
        };
        Self {
            lr,
            optimizer,
            weight_decay: 0.0,
            schedule,
            label_smoothing: 0.0,
        }
    }

    /// The training of a network on images.
    pub fn training(
        &self,
        network: Network,
        images: Augmented,
        start: &Start,
    ) -> Supervised<Network, Augmented> {
        let optimizer = self.optimizer.with_decay(self.weight_decay);
        let (steps, _) = start.length.in_steps(images.steps_per_epoch());
        let trained = Trained::new(network, optimizer, self.schedule.schedule(self.lr, steps));
        let smoothing = self.label_smoothing;
        let forward = move |network: &Network, batch: Batch<4>, _: &mut _| {
            // Only where the network learns: a measured loss is compared with others.
            let learns = batch.inputs.device().is_autodiff();
            let smoothing = if learns { smoothing } else { 0.0 };
            Step::classify_smoothed(network.forward(batch.inputs), batch.labels, smoothing)
        };
        Supervised::new(trained, images, start, forward)
    }
}
