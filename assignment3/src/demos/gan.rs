//! A generator and a discriminator that learn from each other: samples form, and are judged.

mod judged;

use crate::staff::{GanSizes, GanTraining};
use burn::tensor::Tensor;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, examples::Examples, schedule::Turned};
use judged::Judged;
use serde::Deserialize;

/// The two networks, and pictures that neither has learned from.
pub struct Forgery {
    learner: GanTraining,
    /// From -1 to 1, `[picture, channel, height, width]`.
    pictures: Tensor<4>,
    /// Learning rates of the generator and of the discriminator.
    rates: [Turned; 2],
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    data: Dataset,
    latent: usize,
    batch: usize,
    beta1: f64,
    lr_g: f64,
    lr_d: f64,
    learns: String,
}

/// Pictures that are judged.
const JUDGED: usize = 200;

impl Demo for Forgery {
    type Settings = Settings;
    type State = Snapshot;

    const NAME: &'static str = "gan";
    const WORDS: Words = Words {
        title: "Two networks against each other: a GAN",
        week: 10,
        minutes: 8,
        step: "one update of G, and one of D",
        steps: 2000,
        question: "Where do D(x) and D(G(z)) end if the samples are as good as the pictures?",
        script: [
            "Ask, press r, choose speed 5, play: at step 25 D(x) is 0.72 and D(G(z)) 0.54; G is back at step 50, 0.59 and 0.55.",
            "5,000 steps take half a minute at speed max: look for digits. Set 'Who learns' to generator for 200: who is fooled?",
            "Set 'Who learns' to discriminator, and watch the dots part. Then to both again.",
        ],
        presets: &[
            Preset {
                name: "Collapse",
                settings: "lr-g=0.03&b.lr-g=0.0005",
                why: "At sixty times the rate G makes nearly one picture of all noise: by step 800 the spread is below 0.25.",
            },
            Preset {
                name: "A judge who is sure",
                settings: "learns=discriminator",
                why: "In 300 steps of D alone D(x) passes 0.999 and D(G(z)) falls below 0.003.",
            },
            Preset {
                name: "A judge who is fooled",
                settings: "turn=1000:learns=generator",
                why: "200 steps of G alone lift D(G(z)) from below 0.5 to above 0.9, and no sample is better for it.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[
        Curve::linear("What D says, on average", &["D(x)", "D(G(z))"]),
        Curve::linear("Losses", &["loss_of_D", "loss_of_G"]),
        Curve::linear(
            "Spread of the samples, in units of the pictures'",
            &["spread"],
        ),
    ];

    fn knobs() -> Vec<Knob> {
        let rate = |name, label| Knob::number(name, label, 5e-4, 1e-6..=0.1).log().live();
        let who = ["both", "generator", "discriminator"];
        vec![
            Knob::among("data", "Pictures", &["digits", "mnist", "fashion-mnist"]),
            Knob::count("latent", "Numbers of noise", 16, 1..=100),
            // None of these leaves a single picture for the last batch: it would have no variance.
            Knob::count("batch", "Pictures a step", 32, 8..=128),
            Knob::number("beta1", "Adam's β₁", 0.5, 0.0..=0.95),
            rate("lr-g", "Learning rate of G"),
            rate("lr-d", "Learning rate of D"),
            Knob::among("learns", "Who learns", &who).live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let examples = Examples::generated(settings.data.clone(), 1000, 0.1);
        let data = examples.images(start)?.centred();
        let sizes = GanSizes {
            latent: settings.latent,
            generator: &[64, 128],
            discriminator: &[128, 64],
        };
        let rates = [0.0; 2].map(Turned::new);
        let adam = (settings.beta1, rates.each_ref().map(Turned::schedule));
        let judged: Vec<usize> = (0..JUDGED).collect();
        let pictures = data.test.gather(&judged).inputs;
        let learner = GanTraining::of_sizes(sizes, (data, settings.batch), adam, start);
        let mut demo = Self {
            learner,
            pictures,
            rates,
        };
        demo.turn(settings)?;
        Ok(demo)
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(Judged::of(&self.learner, &self.pictures).numbers())
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(Judged::of(&self.learner, &self.pictures).frame(&self.learner))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        let learns = |who: &str| f64::from(["both", who].contains(&settings.learns.as_str()));
        self.rates[0].set(settings.lr_g * learns("generator"));
        self.rates[1].set(settings.lr_d * learns("discriminator"));
        Ok(())
    }

    fn save(&mut self) -> Result<Snapshot> {
        self.learner.snapshot()
    }

    fn load(&mut self, state: &Snapshot) -> Result<()> {
        self.learner.restore(state)
    }
}
