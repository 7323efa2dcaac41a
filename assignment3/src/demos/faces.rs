//! From face to face: one picture after the other on the way between samples, as fast as the generator makes them.

mod measured;
mod walk;
mod words;

use crate::dcgan::DcGenerator;
use crate::interpolation::{linear, places, spherical};
use crate::staff::shipped;
use crate::staff::tour::{self, Way};
use burn::tensor::Tensor;
use common::data::Dataset;
use common::demo::{Cause, Curve, Demo, Frame, Knob, Words};
use common::error::Result;
use common::figures::Pictures;
use common::learner::Start;
use measured::Measured;
use serde::Deserialize;
use walk::Walk;

/// A shipped generator, and where it is on its way.
pub struct FromFaceToFace {
    generator: DcGenerator,
    walk: Walk,
    way: Way,
    /// Pictures so far.
    step: usize,
    measured: Measured,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    data: Dataset,
    way: String,
    frames: usize,
}

/// Pictures between two samples in the strip, which has both as well.
const BETWEEN: usize = 7;
/// Noise that is shorter than this share of what is usual.
const SHORT: f64 = 0.8;

impl Demo for FromFaceToFace {
    type Settings = Settings;
    type State = usize;

    const NAME: &'static str = "faces";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::linear("Length of the noise", &["length"]),
        Curve::linear("Change since the last picture, a pixel", &["change"]),
    ];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::among("data", "Pictures", &["faces", "emoji"]),
            Knob::among("way", "Way", &["spherical", "straight"]).live(),
            Knob::count("frames", "Pictures to the next sample", 24, 2..=120),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let generator = shipped::generator(&settings.data, &start.device)?;
        let latent = generator.input.weight.dims()[0];
        let mut demo = Self {
            walk: Walk::new(start.clone(), (latent, settings.frames)),
            way: spherical,
            step: 0,
            measured: Measured::new(&generator, start.base.device),
            generator,
        };
        demo.turn(settings)?;
        // What is done for the first time takes longer.
        tour::picture(&demo.generator, demo.walk.place(0, demo.way));
        Ok(demo)
    }

    fn step(&mut self) -> Result<()> {
        self.step += 1;
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let steps = [self.step.saturating_sub(1), self.step];
        let [before, now] = steps.map(|step| self.walk.place(step, self.way));
        let length = now.clone().square().sum().sqrt().into_scalar();
        let pictures = tour::pictures(&self.generator, Tensor::cat(vec![before, now], 0));
        let change = pictures.clone().narrow(0, 0, 1) - pictures.narrow(0, 1, 1);
        Ok(vec![
            ("t", self.walk.at(self.step).1),
            ("length", length),
            ("change", change.square().mean().sqrt().into_scalar()),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let (noise, (leg, _)) = (
            self.walk.place(self.step, self.way),
            self.walk.at(self.step),
        );
        let (picture, milliseconds) = tour::picture(&self.generator, noise.clone());
        let large = Pictures::grid("Now", 1).images(&picture);
        let strip = (self.way)(self.walk.ends(leg), BETWEEN);
        let t = places(BETWEEN, &noise).into_data();
        let t = t.iter::<f64>().map(|t| format!("{t:.3}"));
        let strip = Pictures::grid(format!("From sample {} to sample {}", leg + 1, leg + 2), 3)
            .note("below each t")
            .images(&tour::pictures(&self.generator, strip))
            .captions(t);
        let length: f64 = noise.clone().square().sum().sqrt().into_scalar();
        let usual = (noise.dims()[1] as f64).sqrt();
        let short = format!(
            "The noise is {length:.1} long, and usual is {usual:.1}: the generator has hardly met any so short."
        );
        Ok(Frame::new()
            .panel(large)
            .panel(strip)
            .remark_if(length < SHORT * usual, Cause::Note, short)
            .clocked(self.measured.with(milliseconds)))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.way = match settings.way.as_str() {
            "straight" => linear,
            _ => spherical,
        };
        Ok(())
    }

    fn save(&mut self) -> Result<usize> {
        Ok(self.step)
    }

    fn load(&mut self, step: &usize) -> Result<()> {
        self.step = *step;
        Ok(())
    }
}
