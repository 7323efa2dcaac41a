//! A demo in the table of its assignment, whatever its type.

use super::{Curve, Demo, Frame, Knob, Touch, Values, Words};
use crate::error::{Error, Result};
use crate::learner::Start;
use std::any::Any;

/// A demo in the table of its assignment.
#[derive(Debug)]
pub struct Entry {
    /// What it is called in links and on the command line.
    pub name: &'static str,
    /// What a lecturer needs to know.
    pub words: Words,
    /// The curves that are drawn of its numbers.
    pub curves: &'static [Curve],
    /// What a click into a panel does; empty if it does nothing.
    pub touch: &'static str,
    /// Its knobs.
    pub knobs: fn() -> Vec<Knob>,
    /// Its state before the first step.
    pub new: fn(&Values, &Start) -> Result<Box<dyn Playable>>,
}

impl Entry {
    /// The entry of a demo.
    pub const fn of<D: Demo>() -> Self {
        Self {
            name: D::NAME,
            words: D::WORDS,
            curves: D::CURVES,
            touch: D::TOUCH,
            knobs: D::knobs,
            new: |values, start| Ok(Box::new(D::new(values.read()?, start)?)),
        }
    }
}

/// A demo whose type does not matter.
pub trait Playable {
    /// As [`Demo::step`].
    ///
    /// # Errors
    /// As [`Demo::step`].
    fn step(&mut self) -> Result<()>;

    /// As [`Demo::is_finished`].
    fn is_finished(&self) -> bool;

    /// As [`Demo::numbers`].
    ///
    /// # Errors
    /// As [`Demo::numbers`].
    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>>;

    /// As [`Demo::frame`].
    ///
    /// # Errors
    /// As [`Demo::frame`].
    fn frame(&mut self) -> Result<Frame>;

    /// As [`Demo::turn`].
    ///
    /// # Errors
    /// As [`Demo::turn`].
    fn turn(&mut self, values: &Values) -> Result<()>;

    /// As [`Demo::touch`].
    ///
    /// # Errors
    /// As [`Demo::touch`].
    fn touch(&mut self, touch: Touch) -> Result<()>;

    /// As [`Demo::save`].
    ///
    /// # Errors
    /// As [`Demo::save`].
    fn save(&mut self) -> Result<Box<dyn Any>>;

    /// As [`Demo::load`].
    ///
    /// # Errors
    /// As [`Demo::load`].
    fn load(&mut self, state: &dyn Any) -> Result<()>;
}

impl<D: Demo> Playable for D {
    fn step(&mut self) -> Result<()> {
        Demo::step(self)
    }

    fn is_finished(&self) -> bool {
        Demo::is_finished(self)
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Demo::numbers(self)
    }

    fn frame(&mut self) -> Result<Frame> {
        Demo::frame(self)
    }

    fn turn(&mut self, values: &Values) -> Result<()> {
        Demo::turn(self, values.read()?)
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        Demo::touch(self, touch)
    }

    fn save(&mut self) -> Result<Box<dyn Any>> {
        Ok(Box::new(Demo::save(self)?))
    }

    fn load(&mut self, state: &dyn Any) -> Result<()> {
        let state = state.downcast_ref();
        let state = state.ok_or_else(|| Error::Failed("the state of another demo".into()));
        Demo::load(self, state?)
    }
}
