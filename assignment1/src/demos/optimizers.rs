//! A race of update rules, on a surface or on the loss of a network.

mod ground;
mod network_loss;
mod pace;
mod path;
mod race;
mod racer;
mod remarks;
mod slice;

use crate::staff::Recipe;
use crate::surfaces::Surface;
use clap::ValueEnum;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Touch, Words};
use common::{error::Result, examples::Examples, learner::Start};
use pace::{Pace, Team};
use race::Field;
pub use race::Race;
use racer::Racer;
use serde::Deserialize;
use slice::Slice;

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    on: On,
    racers: Team,
    #[serde(flatten)]
    pace: Pace,
}

#[derive(Clone, Copy, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum On {
    Bowl,
    Rosenbrock,
    Saddle,
    Network,
}

impl Demo for Race {
    type Settings = Settings;
    type State = Field;

    const NAME: &'static str = "optimizers";
    const WORDS: Words = Words {
        title: "A race of optimisers",
        week: 4,
        minutes: 5,
        step: "one update of each rule",
        steps: 100,
        question: "All start at one point, each at its best rate, the one with the fewest steps to the minimum: \
                   who arrives first, and who last?",
        script: [
            "Ask, then play 100 steps. Arrived is who stays within 0.1 of the minimum: AdaGrad at step 21, RMSProp last, at 96.",
            "Reset, set 'Times its best rate' to 1.2, play: SGD at 0.06, above 2 over the largest curvature, 36, is thrown out.",
            "Set 'On' to network: the same rules on a network's loss; click to start all of them elsewhere.",
        ],
        presets: &[
            Preset {
                name: "The stability limit",
                settings: "racers=sgd-adam&factor=1.2&b.factor=1.1",
                why: "2 over the largest curvature, 36, is 0.056: at 0.06 SGD is thrown out at step 55, at 0.055 it arrives at 115.",
            },
            Preset {
                name: "One rate for all",
                settings: "same-rate=true&b.same-rate=false",
                why: "At SGD's 0.05 Nesterov is thrown out and AdaGrad crawls: a rate belongs to its rule.",
            },
            Preset {
                name: "Who stays in the noise",
                settings: "on=saddle&noise=0.1&b.noise=0",
                why: "Play 300 steps: AdaGrad, whose steps shrink, stays from step 9 at the latest; noise shakes RMSProp and Adam out again.",
            },
            Preset {
                name: "A bent valley",
                settings: "on=rosenbrock",
                why: "The steep direction turns, which no rate of an axis follows: momentum is first, at step 325.",
            },
        ],
    };
    const TOUCH: &'static str = "lets all start there";
    const CURVES: &'static [Curve] = &[Curve::log(
        "f where each is now (drawn as 1e-9 below that)",
        &["SGD", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"],
    )];

    fn knobs() -> Vec<Knob> {
        let factor = Knob::number("factor", "Times its best rate", 1.0, 0.01..=100.0);
        vec![
            Knob::choice("on", "On", On::Bowl),
            Knob::choice("racers", "Who races", Team::All),
            factor.log().live(),
            Knob::switch("same-rate", "All at the rate of SGD", false).live(),
            Knob::number("noise", "Noise of the gradient", 0.0, 0.0..=3.0).live(),
        ]
    }

    fn new(Settings { on, racers, pace }: Settings, start: &Start) -> Result<Self> {
        let ground = match on {
            On::Bowl => Ok(Surface::Bowl),
            On::Rosenbrock => Ok(Surface::Rosenbrock),
            On::Saddle => Ok(Surface::Saddle),
            On::Network => {
                let data = Examples::generated(Dataset::Moons, 250, 0.1).load(start)?;
                Err(Slice::new(&Recipe::of_the_sheet(), &data, start))
            }
        };
        Ok(Race::new(ground, racers.rules(), pace, start.streams))
    }

    fn step(&mut self) -> Result<()> {
        Race::step(self);
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        // Below it is only rounding to see.
        let number = |it: &Racer| (it.rule.name(), it.value.max(1e-9));
        Ok(self.racers().iter().map(number).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let mut frame = Frame::new().panel(self.plot());
        frame.remarks = self.remarks();
        Ok(frame)
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.field().pace = settings.pace;
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.start_at([touch.x, touch.y]);
        Ok(())
    }

    fn save(&mut self) -> Result<Field> {
        Ok(self.field().clone())
    }

    fn load(&mut self, state: &Field) -> Result<()> {
        *self.field() = state.clone();
        Ok(())
    }
}
