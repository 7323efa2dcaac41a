//! The same points in Cartesian and in polar coordinates, with a perceptron in each.

use crate::coordinates::polar;
use crate::perceptron::Perceptron;
use crate::staff::points::Points;
use common::by_hand::Tensor;
use common::data::Dataset;
use common::demo::{Cause, Curve, Demo, Frame, Knob, Preset, Touch, Words};
use common::error::Result;
use common::learner::{Batches, Start};
use serde::Deserialize;
use std::f64::consts::PI;

/// What a perceptron sees of places: x and y, or r and θ.
const SEEN: [fn(Tensor<2>) -> Tensor<2>; 2] = [|places| places, polar];

const NAMES: [&str; 4] = ["accuracy", "polar_accuracy", "mistakes", "polar_mistakes"];

/// Points, and a perceptron for each way to see them.
#[derive(Clone)]
pub struct Polar {
    points: Points,
    learners: [Perceptron; 2],
    mistakes: [usize; 2],
    order: Batches,
    steps: usize,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    data: Dataset,
    noise: f64,
}

impl Demo for Polar {
    type Settings = Settings;
    type State = Self;

    const NAME: &'static str = "polar";
    const TOUCH: &'static str = "moves the nearest point there";
    const WORDS: Words = Words {
        title: "The same points in two coordinate systems",
        week: 2,
        minutes: 5,
        step: "one example, shown to both perceptrons",
        steps: 400,
        question: "No line parts a ring from the ring around it. What should a perceptron be told of a point instead?",
        script: [
            "Ask, then play: with x and y the line never rests, with r and θ it makes 16 mistakes and none after step 51.",
            "The third picture is that line brought back: nothing was added to the data, they are only seen differently.",
            "Click to move the nearest point there, in all pictures. Then 'Data' moons: a change of coordinates can also hurt.",
        ],
        presets: &[
            Preset {
                name: "A narrow gap",
                settings: "data=circles&noise=0.03",
                why: "A small margin: with r and θ it takes 239 mistakes and 796 steps, with x and y it never ends.",
            },
            Preset {
                name: "The wrong change",
                settings: "data=moons",
                why: "After 1,000 steps there are 283 mistakes with r and θ and 175 with x and y: moons are no circles.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[Curve {
        title: "Mistakes so far",
        numbers: NAMES.split_at(2).1,
        log: false,
    }];

    fn knobs() -> Vec<Knob> {
        let sets = ["rings", "circles", "spirals", "moons"];
        vec![
            Knob::among("data", "Data", &sets),
            Knob::number("noise", "Noise", 0.1, 0.0..=0.5),
        ]
    }

    fn new(Settings { data, noise }: Settings, start: &Start) -> Result<Self> {
        let points = Points::draw((data, 200), noise, start)?;
        Ok(Self {
            order: Batches::new(points.labels.len(), 1, start.streams),
            points,
            learners: [0, 1].map(|_| Perceptron::new(2, &start.device)),
            mistakes: [0, 0],
            steps: 0,
        })
    }

    fn step(&mut self) -> Result<()> {
        let at = self.order.indices(self.steps)[0];
        let (place, label) = (self.points.inputs(), self.points.labels[at]);
        let place = place.narrow(0, at, 1);
        for (side, learner) in self.learners.iter_mut().enumerate() {
            let is_wrong = learner.rosenblatt_step(SEEN[side](place.clone()), label, 1.0);
            self.mistakes[side] += usize::from(is_wrong);
        }
        self.steps += 1;
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let (points, inputs) = (&self.points, self.points.inputs());
        let right = |at: usize| points.accuracy(&self.learners[at], SEEN[at](inputs.clone()));
        let [wrong, polar_wrong] = self.mistakes.map(|it| it as f64);
        let numbers = [right(0), right(1), wrong, polar_wrong];
        Ok(NAMES.into_iter().zip(numbers).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let is_settled = self.numbers()?[1].1 == 1.0;
        let (points, [straight, bent]) = (&self.points, &self.learners);
        let (seen, square) = (points.seen(polar), points.square());
        let farthest = seen.places.iter().map(|place| place[0]).fold(0.0, f64::max);
        let area = [(0.0, 1.1 * farthest), (-PI, PI)];
        let left = points.plot(["A line in x and y", "x", "y"], square, (straight, SEEN[0]));
        let right = seen.plot(["A line in r and θ", "r", "θ"], area, (bent, SEEN[0]));
        let title = ["That line of r and θ, in x and y", "x", "y"];
        let back = points.plot(title, square, (bent, SEEN[1]));
        let [many, few] = self.mistakes;
        let words = format!(
            "With r and θ all points are right, after {few} mistakes; with x and y there were {many}."
        );
        let frame = Frame::new().panel(left).panel(right).panel(back);
        Ok(frame.remark_if(is_settled, Cause::Note, words))
    }

    fn touch(&mut self, Touch { panel, x, y }: Touch) -> Result<()> {
        let seen = self.points.seen(polar);
        let (at, to) = match panel {
            1 => (seen.nearest(x, y), [x * y.cos(), x * y.sin()]),
            _ => (self.points.nearest(x, y), [x, y]),
        };
        self.points.places[at] = to;
        Ok(())
    }

    fn save(&mut self) -> Result<Self> {
        Ok(self.clone())
    }

    fn load(&mut self, state: &Self) -> Result<()> {
        self.clone_from(state);
        Ok(())
    }
}
