//! An update rule on its way, on a surface or on a network's loss.
//!
//! A step of each rule is that of its exercise, on one vector of all the weights there are; a rule that
//! works element by element does the same to it as to the parameters one by one.

use super::ground::Ground;
use super::path::Path;
use crate::staff::names::OptimizerName;
use common::by_hand::{Memory, Tensor};
use std::fmt;

/// An update rule on its way.
#[derive(Debug, Clone)]
pub struct Racer {
    /// The rule.
    pub rule: OptimizerName,
    /// The way so far.
    pub path: Path,
    /// The function where it is now; where it was last, of one that was thrown out.
    pub value: f64,
    /// After how many steps it reached the goal, if it is still there.
    pub arrived: Option<usize>,
    /// At which step it was thrown out, beyond a thousand times the picture or all numbers.
    pub thrown_out: Option<usize>,
    place: Tensor<1>,
    memory: Memory,
}

impl Racer {
    /// A rule before its first step from a point of the plane.
    pub fn new(rule: OptimizerName, ground: &mut dyn Ground, start: [f64; 2]) -> Self {
        let place = ground.place(start);
        Self {
            rule,
            path: Path::from(start),
            value: ground.value(&place),
            arrived: None,
            thrown_out: None,
            place,
            memory: Memory::default(),
        }
    }

    /// Goes a step at this learning rate, with the gradient and `noise` added to it. One that was thrown
    /// out stays where it was last.
    ///
    /// # Shapes
    /// - noise: that of the weights
    pub fn step(&mut self, ground: &mut dyn Ground, learning_rate: f64, noise: &Tensor<1>) {
        if self.thrown_out.is_some() {
            return;
        }
        self.memory.step += 1;
        let grad = ground.gradient(&self.place) + noise.clone();
        let (rule, value) = (self.rule.rule(), self.place.clone());
        let place = rule.update(learning_rate, value, grad, &mut self.memory);
        let (value, point) = (ground.value(&place), ground.point(&place));
        let is_far = |(at, (low, high)): (f64, (f64, f64))| {
            let far = 1000.0 * (high - low);
            !(low - far..high + far).contains(&at)
        };
        if !value.is_finite() || point.into_iter().zip(ground.area()).any(is_far) {
            self.thrown_out = Some(self.memory.step);
            return;
        }
        let step = self.memory.step;
        self.arrived = match ground.is_goal(point, value) {
            true => self.arrived.or(Some(step)),
            false => None,
        };
        (self.place, self.value) = (place, value);
        self.path.push(point);
    }

    /// The weights where it is now.
    pub fn place(&self) -> &Tensor<1> {
        &self.place
    }
}

impl fmt::Display for Racer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)
    }
}
