//! The same examples on three maps: PCA, kernel PCA, and the code of an autoencoder while it learns.

mod drawing;
mod words;

use crate::staff::autoencoding::{Architecture, Objective, Plan};
use crate::staff::kernel_reduction::{ClassMeans, KernelName};
use crate::staff::{AutoencoderTraining, KernelReduction};
use burn::tensor::Tensor;
use common::data::{self, Dataset};
use common::demo::{Curve, Demo, Frame, Knob, Touch, Words};
use common::error::Result;
use common::examples::Examples;
use common::learner::{Learner, Part, Snapshot, Start};
use common::schedule::Turned;
use drawing::kernel;
use serde::Deserialize;

/// Three maps of the same examples, and the example that is looked at.
pub struct Maps {
    learner: AutoencoderTraining,
    kernel: KernelReduction,
    /// Channels, height, width; none for points.
    shape: Option<[usize; 3]>,
    settings: Settings,
    lr: Turned,
    chosen: usize,
}

/// What its knobs are set to.
#[derive(Deserialize, Clone)]
pub struct Settings {
    data: Dataset,
    kernel: KernelName,
    gamma: f64,
    telling: bool,
    linear: bool,
    hidden: usize,
    lr: f64,
}

/// Training examples, which bound the matrix of kernels.
const EXAMPLES: usize = 400;
/// Components in the space of the kernel, of which two are shown.
const COMPONENTS: usize = 10;

impl Demo for Maps {
    type Settings = Settings;
    type State = (Snapshot, usize);

    const NAME: &'static str = "maps";
    const TOUCH: &'static str = "picks the nearest example on all maps";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::linear(
            "Squared error on the test part",
            &["autoencoder_error", "pca_error"],
        ),
        Curve::linear(
            "Nearest to the mean of their own class",
            &["autoencoder", "kernel", "pca"],
        ),
    ];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::among("data", "Data", &["digits", "swiss-roll", "rings", "iris"]),
            Knob::among("kernel", "Kernel", &["rbf", "polynomial"]).live(),
            Knob::number("gamma", "γ, in units of 1 / variance", 1.0, 0.01..=50.0)
                .log()
                .live(),
            Knob::switch("telling", "Components that tell classes apart", false).live(),
            Knob::switch("linear", "A linear autoencoder", false),
            Knob::count("hidden", "Units of its hidden layers", 64, 2..=256),
            Knob::number("lr", "Learning rate", 3e-3, 1e-5..=0.3)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let examples = Examples::generated(settings.data.clone(), 1000, 0.1);
        let shape = settings.data.image().map(|(shape, _)| shape);
        let data = match settings.data.kind() {
            data::Kind::Table => examples.unscaled(start)?.standardize(),
            _ => examples.unscaled(start)?,
        };
        let few = EXAMPLES.min(data.train.len());
        let data = data.with_training_examples(few, &start.streams);
        let (architecture, hidden) = match settings.linear {
            true => (Architecture::Linear, vec![]),
            false => (Architecture::Deep, vec![settings.hidden; 2]),
        };
        let plan = Plan {
            objective: Objective::Plain,
            architecture,
            sizes: [&[data.features()], &*hidden, &[2]].concat(),
            image: shape,
            batch_size: few.min(32),
            lr: settings.lr,
        };
        let lr = Turned::new(settings.lr);
        let kernel = kernel(&settings, data.clone())?;
        let learner = AutoencoderTraining::with_rates(&plan, data, lr.schedule(), start)?;
        Ok(Self {
            learner,
            kernel,
            shape,
            settings,
            lr,
            chosen: 0,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        self.measure()
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(self.draw())
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.lr.set(settings.lr);
        let of = |it: &Settings| (it.kernel, it.gamma.to_bits());
        if of(&settings) != of(&self.settings) {
            self.kernel = kernel(&settings, self.kernel.data.clone())?;
        }
        self.settings = settings;
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.choose(touch);
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.learner.snapshot()?, self.chosen))
    }

    fn load(&mut self, (snapshot, chosen): &Self::State) -> Result<()> {
        self.chosen = *chosen;
        self.learner.restore(snapshot)
    }
}
