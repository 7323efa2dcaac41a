//! A plane of codes: what a variational autoencoder makes of each place, while it learns and while β is turned.

mod seen;
mod words;

use crate::staff::vae_training::{self, VaeTraining};
use crate::vae::Plan;
use burn::module::Module;
use burn::tensor::Tensor;
use common::data::{Batch, Dataset};
use common::demo::{Curve, Demo, Frame, Knob, Touch, Words};
use common::error::Result;
use common::examples::Examples;
use common::learner::{Learner, Snapshot, Start};
use common::schedule::Turned;
use seen::{CODES, Seen};
use serde::Deserialize;

/// A training with codes of two numbers, and pictures that it has not learned from.
pub struct Plane {
    learner: VaeTraining,
    pictures: Batch<2>,
    /// ε for each of these pictures.
    noise: Tensor<2>,
    /// The code whose picture is shown.
    chosen: (f64, f64),
    beta: Turned,
    lr: Turned,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    beta: f64,
    data: Dataset,
    hidden: usize,
    batch: usize,
    lr: f64,
}

/// Test pictures that are measured and shown as codes.
const MEASURED: usize = 300;

impl Demo for Plane {
    type Settings = Settings;
    type State = (Snapshot, (f64, f64));

    const NAME: &'static str = "vae";
    const TOUCH: &'static str = "shows the picture of the code at that place of the plane of codes";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::linear("Nats a picture, test part", &["loss", "reconstruction"]),
        Curve::linear("KL in nats a picture", &["kl", "kl_of_1", "kl_of_2"]),
    ];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::number("beta", "β, the weight of the KL", 1.0, 0.0..=20.0).live(),
            Knob::among("data", "Pictures", &["digits", "mnist", "fashion-mnist"]),
            Knob::count("hidden", "Hidden numbers", 128, 8..=400),
            Knob::count("batch", "Pictures a step", 64, 8..=128),
            Knob::number("lr", "Learning rate", 2e-3, 1e-5..=0.1)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let examples = Examples::generated(settings.data.clone(), 1000, 0.1);
        let data = examples.images(start)?;
        let plan = Plan {
            image: data.shape(),
            hidden: settings.hidden,
            latent: 2,
            is_convolutional: false,
            is_gaussian: false,
        };
        let measured: Vec<usize> = (0..data.test.len().min(MEASURED)).collect();
        let mut noise = start.streams.stream("noise of what is measured");
        let noise = noise.normal_tensor([measured.len(), 2], 1.0, &start.device);
        let [beta, lr] = [settings.beta, settings.lr].map(Turned::new);
        let turned = (beta.clone(), lr.schedule());
        let learner = vae_training::training(&plan, (data, settings.batch), turned, start);
        let pictures = learner.loader().data().test.gather(&measured);
        Ok(Self {
            learner,
            pictures,
            noise,
            chosen: (0.0, 0.0),
            beta,
            lr,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(self.seen().numbers())
    }

    fn frame(&mut self) -> Result<Frame> {
        let classes = &self.learner.loader().data().classes;
        Ok(self.seen().frame((self.chosen, self.beta.get()), classes))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.beta.set(settings.beta);
        self.lr.set(settings.lr);
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        if touch.panel == CODES {
            // Far outside of the plane every picture is the same.
            self.chosen = (touch.x.clamp(-9.0, 9.0), touch.y.clamp(-9.0, 9.0));
        }
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

impl Plane {
    fn seen(&self) -> Seen<'_> {
        Seen::of(self.learner.model().valid(), (&self.pictures, &self.noise))
    }
}
