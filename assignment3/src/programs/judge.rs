//! `judge`: trains the classifier that marks generated digits.

use crate::staff::quality::{Judge, SIDE};
use common::data::{Batch, Shuffled};
use common::learner::{DataLoader, Step};
use common::optimizers;
use common::program::prelude::*;
use common::supervised::Supervised;
use common::trained::Trained;
use common::{random, schedule};

/// Train the classifier that marks generated digits; the repository has one already
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Classifier {
    #[command(flatten)]
    #[serde(flatten)]
    images: Images,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Pictures a step
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<1>)]
    batch_size: usize,

    /// Highest learning rate of Adam, from which it falls to 0
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    lr: f64,
}

impl Settings for Classifier {
    const NAME: &'static str = "judge";

    fn defaults(typed: &Typed) -> Self {
        let epochs = match typed.preset() {
            Preset::Quick => 1,
            Preset::Course | Preset::Paper => 10,
        };
        Self {
            images: Images::defaults(typed, Dataset::Mnist),
            length: Epochs {
                epochs,
                eval_every: 1,
            },
            batch_size: 64,
            lr: 1e-3,
        }
    }
}

impl Training for Classifier {
    type Learner = Supervised<Judge, Shuffled<4>>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        let data = self.images.load(start)?;
        if data.shape() != [1, SIDE, SIDE] {
            return Err(Error::Usage(format!(
                "--dataset {}: the judge reads pictures of {SIDE}x{SIDE} in grey. Choose mnist or fashion-mnist.",
                data.name
            )));
        }
        let stream = start.streams.stream("weights");
        let judge = random::initialize(stream, &start.device, Judge::new);
        let pictures = Shuffled::new(data, self.batch_size, start.streams);
        let (steps, _) = start.length.in_steps(pictures.steps_per_epoch());
        let falling = schedule::cosine(self.lr, steps);
        let trained = Trained::new(judge, optimizers::adam(0.9), falling);
        let forward = |judge: &Judge, batch: Batch<4>, _: &mut _| {
            let features = judge.features(batch.inputs);
            Step::classify(judge.logits(features), batch.labels)
        };
        Ok(Supervised::new(trained, pictures, start, forward))
    }
}
