//! `text`: trains a language model of characters.

use crate::clipping::global_norm;
use crate::staff::corpus::Corpus;
use crate::staff::language_training::LanguageTraining;
use crate::staff::recipe::ScheduleName;
use crate::staff::recurrent::Cell;
use common::optimizers::OptimizerName;
use common::program::prelude::*;
use common::trained::Trained;
use network::Network;
use source::Source;
use temperature::temperature;

mod figures;
mod network;
mod source;
pub(super) mod temperature;

/// Train a language model of characters on a text, and let it write
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Text {
    #[command(flatten)]
    #[serde(flatten)]
    source: Source,

    #[command(flatten)]
    #[serde(flatten)]
    length: EpochsOrSteps,

    #[command(flatten)]
    #[serde(flatten)]
    network: Network,

    /// Streams of the text that are read side by side; `full` for one window each
    #[arg(long, value_name = "N|full", alias = "batch_size")]
    batch_size: BatchSize,

    /// Characters of a stream that a step reads, and through which gradients go back
    #[arg(long, value_name = "N", alias = "seq_length", value_parser = at_least::<1>)]
    window: usize,

    /// Learning rate, the highest one where a schedule changes it
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// Update rule; each has a learning rate of its own unless --lr says otherwise
    #[arg(long, value_enum)]
    optimizer: OptimizerName,

    /// How the learning rate changes during the training
    #[arg(long, value_enum)]
    schedule: ScheduleName,

    /// Largest norm of all gradients together; a longer one is shortened to it
    #[arg(long, value_name = "NORM", alias = "max_norm", value_parser = positive)]
    max_norm: f64,

    /// At which temperatures it writes at every evaluation
    #[arg(long, value_name = "T,…", value_delimiter = ',', num_args = 1.., value_parser = temperature)]
    temperature: Vec<f64>,
}

impl Settings for Text {
    const NAME: &'static str = "text";
    const ALIASES: Aliases = super::EPOCHS_OR_STEPS;

    fn defaults(typed: &Typed) -> Self {
        let steps = |steps, eval_every| Length::Steps(Steps { steps, eval_every });
        // Streams, and characters of a window: many small steps learn more from a text than few large ones.
        let (length, [layers, hidden], [streams, window], (dropout, adam_rate)) =
            match typed.preset() {
                Preset::Quick => (steps(40, 20), [1, 16], [8, 16], (0.0, 5e-3)),
                Preset::Course => (steps(3000, 250), [1, 256], [16, 64], (0.0, 5e-3)),
                Preset::Paper => (steps(10_000, 500), [2, 512], [16, 64], (0.3, 2e-3)),
            };
        let optimizer = typed.get("optimizer").unwrap_or(OptimizerName::Adam);
        let lr = match optimizer {
            OptimizerName::Adam => adam_rate,
            other => other.usual_rate().unwrap_or(0.5),
        };
        Self {
            source: Source::defaults(typed),
            length: EpochsOrSteps::defaults(typed, length),
            network: Network {
                cell: Cell::Lstm,
                layers,
                hidden,
                dropout,
            },
            batch_size: BatchSize::Of(streams),
            window,
            lr,
            optimizer,
            schedule: ScheduleName::Cosine,
            max_norm: 5.0,
            temperature: vec![0.5, 0.8, 1.0],
        }
    }

    fn check(&self) -> Result<()> {
        self.length.check()?;
        self.source.check()?;
        self.network.check()
    }
}

impl Training for Text {
    type Learner = LanguageTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        let corpus = Corpus::new(self.source.read()?, self.batch_size, self.window)?;
        self.network.check_step(&corpus)?;
        let plan = self.network.plan(&corpus);
        let (steps, _) = start.length.in_steps(corpus.train.whole());
        let schedule = self.schedule.schedule(self.lr, steps);
        let (optimizer, max_norm) = (self.optimizer.with_decay(0.0), self.max_norm);
        let trained = |network| {
            let clip = move |gradients| global_norm(gradients, max_norm);
            Trained::new(network, optimizer, schedule).changing(Box::new(clip))
        };
        let written = (corpus, self.temperature.clone());
        Ok(LanguageTraining::new(plan, written, trained, start))
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        figures::tell(run, learner, &self.temperature);
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        figures::draw(run, learner, self.max_norm)
    }
}
