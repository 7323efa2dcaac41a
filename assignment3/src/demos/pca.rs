//! Principal components: an axis is turned, components come and go, a face appears.

mod directions;
mod drawing;
mod examples;

use crate::staff::Reduction;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Touch, Words};
use common::error::Result;
use common::learner::Start;
use directions::Now;
use serde::Deserialize;

/// Examples, their components, and the directions that are shown.
pub struct Directions {
    reduction: Reduction,
    /// Channels, height, width; none for points in the plane.
    shape: Option<[usize; 3]>,
    now: Now,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    data: String,
    stretch: f64,
    angle: f64,
    picture: usize,
}

/// Degrees that a step turns the axis by, and steps that turn it half around.
const TURN: f64 = 3.0;
const TURNS: usize = 60;
/// Components beside each other.
const COLUMNS: usize = 5;

impl Demo for Directions {
    type Settings = Settings;
    type State = Now;

    const NAME: &'static str = "pca";
    const TOUCH: &'static str = "turns the axis there, or drops a component";
    const WORDS: Words = Words {
        title: "Principal components: turned, added, dropped",
        week: 9,
        minutes: 6,
        step: "the axis turns by 3 degrees, or a component is added",
        steps: 12,
        question: "If one number is left of each point, along which axis is the least lost?",
        script: [
            "Ask, then play: after 12 turns the variance is the largest, the error the smallest: a component.",
            "Set 'Data' to faces: before the first step everybody is the mean face. Add components: when do you know the person?",
            "Click the first components away, one by one: what does each hold? Then 'Which face or digit'.",
        ],
        presets: &[
            Preset {
                name: "Faces",
                settings: "data=faces",
                why: "Five components hold half of the variance of 320 faces, sixty 87 %.",
            },
            Preset {
                name: "Digits need fewer",
                settings: "data=digits&b.data=faces",
                why: "Ten components hold 74 % of the digits' variance, and 62 % of the faces'.",
            },
            Preset {
                name: "A round cloud",
                settings: "stretch=1",
                why: "No axis has more than 57 % of the variance: none can stand for the other.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[
        Curve::linear("Share of the variance", &["share", "best_share"]),
        Curve::linear("Squared error", &["train_error", "test_error"]),
    ];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::among("data", "Data", &["points", "faces", "digits"]),
            Knob::number("stretch", "Points: how long the cloud is", 4.0, 1.0..=10.0),
            Knob::number("angle", "Points: angle of the axis", 0.0, 0.0..=180.0).live(),
            Knob::count("picture", "Which face or digit", 0, 0..=79).live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let (reduction, shape) = examples::reduction((&settings.data, settings.stretch), start)?;
        let now = Now {
            steps: 0,
            angle: settings.angle,
            knob: settings.angle,
            picture: settings.picture,
            dropped: Vec::new(),
        };
        Ok(Self {
            reduction,
            shape,
            now,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.now.steps += 1;
        if self.shape.is_none() {
            self.now.angle = (self.now.angle + TURN) % 180.0;
        }
        Ok(())
    }

    fn is_finished(&self) -> bool {
        let most = self.reduction.pca.components.dims()[0];
        self.now.steps >= self.shape.map_or(TURNS, |_| most)
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let names = ["share", "best_share", "train_error", "test_error"];
        Ok(names.into_iter().zip(self.measure()).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(match self.shape {
            None => self.draw_plane(),
            Some(shape) => self.draw_pictures(shape),
        })
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.now.picture = settings.picture;
        if settings.angle != self.now.knob {
            (self.now.angle, self.now.knob) = (settings.angle, settings.angle);
        }
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.answer(touch);
        Ok(())
    }

    fn save(&mut self) -> Result<Now> {
        Ok(self.now.clone())
    }

    fn load(&mut self, state: &Now) -> Result<()> {
        self.now = state.clone();
        Ok(())
    }
}
