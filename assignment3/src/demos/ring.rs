//! A generator that learns to make eight clouds of points, or fewer.

mod shown;

use crate::staff::networks::Networks;
use crate::staff::ring::Ring as Modes;
use crate::staff::rule::{LossName, Rule};
use crate::staff::{GanTraining, Plan, Subject};
use burn::tensor::Tensor;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, examples::Examples, schedule::Turned};
use serde::Deserialize;
use shown::Shown;

/// The two networks, the modes, and points of the test part.
pub struct Ring {
    learner: GanTraining,
    modes: Modes,
    real: Tensor<2>,
    /// Learning rates of the generator and of the discriminator.
    rates: [Turned; 2],
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    loss: LossName,
    latent: usize,
    batch: usize,
    deviation: f64,
    beta1: f64,
    spectral: bool,
    lr_g: f64,
    lr_d: f64,
}

/// Points that are learned from and looked at, together.
const POINTS: usize = 2500;

impl Demo for Ring {
    type Settings = Settings;
    type State = Snapshot;

    const NAME: &'static str = "ring";
    const WORDS: Words = Words {
        title: "Eight modes, and how many a GAN makes",
        week: 10,
        minutes: 6,
        step: "one update of G, and one of D",
        steps: 2000,
        question: "What in the loss of G says that it has to make all eight?",
        script: [
            "Ask, press r, choose speed max, play: the samples leave the middle, and spread around the circle.",
            "Look at the colours: where samples crowd, D falls, and they are driven off.",
            "Preset 1: a G that is much faster than D, beside the usual one.",
        ],
        presets: &[
            Preset {
                name: "Collapse",
                settings: "lr-g=0.02&b.lr-g=0.001",
                why: "At twenty times the rate of D all samples go to the same place, and jump on together.",
            },
            Preset {
                name: "Squares",
                settings: "loss=least-squares&b.loss=non-saturating",
                why: "Least squares beside the sheet's loss, on the same seed.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[
        Curve::linear("Modes covered, of 8", &["modes_covered"]),
        Curve::linear("Share of the samples near a mode", &["near_a_mode"]),
        Curve::linear("Losses", &["loss_of_D", "loss_of_G"]),
    ];

    fn knobs() -> Vec<Knob> {
        let rate = |name, label| Knob::number(name, label, 1e-3, 1e-6..=0.1).log().live();
        vec![
            Knob::choice("loss", "Loss", LossName::NonSaturating),
            Knob::count("latent", "Numbers of noise", 16, 1..=64),
            Knob::count("batch", "Points a step", 128, 8..=512),
            Knob::number("deviation", "Spread of a mode", 0.05, 0.005..=0.1),
            Knob::number("beta1", "Adam's β₁", 0.5, 0.0..=0.95),
            Knob::switch("spectral", "Spectral normalisation", false),
            rate("lr-g", "Learning rate of G"),
            rate("lr-d", "Learning rate of D"),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let points = Examples::generated(Dataset::Ring, POINTS, settings.deviation).load(start)?;
        let real = points.test.whole().inputs;
        let rates = [settings.lr_g, settings.lr_d].map(Turned::new);
        let plan = Plan {
            latent: settings.latent,
            networks: Networks::Dense([vec![64, 64], vec![64, 64]]),
            rule: Rule {
                loss: settings.loss,
                spectral: settings.spectral,
                ..Rule::COURSE
            },
            conditional: false,
            beta_1: settings.beta1,
            rates: rates.each_ref().map(Turned::schedule),
        };
        let modes = Modes::new(settings.deviation, &start.device);
        let subject = Subject::Points(modes.clone());
        Ok(Self {
            learner: GanTraining::of(plan, (points, settings.batch), subject, start),
            modes,
            real,
            rates,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(Shown::of(&self.learner, &self.modes, &self.real).numbers(&self.learner))
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(Shown::of(&self.learner, &self.modes, &self.real).frame(&self.learner))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.rates[0].set(settings.lr_g);
        self.rates[1].set(settings.lr_d);
        Ok(())
    }

    fn save(&mut self) -> Result<Snapshot> {
        self.learner.snapshot()
    }

    fn load(&mut self, state: &Snapshot) -> Result<()> {
        self.learner.restore(state)
    }
}
