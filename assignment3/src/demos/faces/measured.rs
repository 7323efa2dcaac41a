//! The time of the last pictures.

use crate::dcgan::DcGenerator;
use crate::staff::tour::{self, Times};
use std::collections::VecDeque;
use std::fmt::Display;

/// Pictures whose time counts.
const LAST: usize = 100;

/// The milliseconds of the last pictures. A clock is never the same twice, so that this is no part of a state.
pub struct Measured {
    last: VecDeque<f64>,
    device: String,
    parameters: usize,
}

impl Measured {
    /// Of no picture yet, by a generator on a device of this name.
    pub fn new(generator: &DcGenerator, device: impl Display) -> Self {
        let [parameters, _] = tour::size(generator);
        Self {
            last: VecDeque::with_capacity(LAST),
            device: device.to_string(),
            parameters,
        }
    }

    /// What there is to say with the time of one more.
    pub fn with(&mut self, milliseconds: f64) -> String {
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        self.last.push_back(milliseconds);
        let times = Times::of(self.last.make_contiguous());
        let [median, per_second] = times.map_or([0.0; 2], |it| [it.median, it.per_second]);
        format!(
            "{}: {median:.1} ms a picture, {per_second:.0} a second, by {} parameters",
            self.device, self.parameters
        )
    }
}
