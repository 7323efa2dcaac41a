//! A demo on show: one setting, or two on the same seed, in step.

mod turning;

pub use turning::Answer;

use super::turns::{Side, Turn};
use super::{Entry, Player, Scene, Values};
use crate::error::Result;
use crate::learner::Start;

/// A scene that is played. Where a call fails, the show is as it was before it.
pub struct Show {
    scene: Scene,
    start: Start,
    a: Player,
    b: Option<Player>,
    /// The step that is being gone to.
    target: Option<usize>,
}

impl Show {
    /// A scene at its beginning; [`is_seeking`](Self::is_seeking) until the scene's step is reached.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn new(scene: Scene, start: &Start) -> Result<Self> {
        let start = start.under(scene.seed);
        let player = |side: Side, values: &Values| {
            let turns = scene.turns.iter();
            let own = turns.filter(|(of, turn)| *of == side || turn.act.is_touch());
            let own: Vec<Turn> = own.map(|(_, turn)| turn.clone()).collect();
            Player::new(scene.entry, values, &start, own)
        };
        let a = player(Side::A, &scene.a)?;
        let b = scene.b.as_ref().map(|values| player(Side::B, values));
        let (b, target) = (b.transpose()?, (scene.step > 0).then_some(scene.step));
        Ok(Self {
            scene,
            start,
            a,
            b,
            target,
        })
    }

    /// The demo.
    pub fn entry(&self) -> &'static Entry {
        self.scene.entry
    }

    /// The scene as it is now.
    pub fn scene(&self) -> Scene {
        let mut scene = self.scene.clone();
        scene.step = self.steps();
        scene
    }

    /// How many steps have been done.
    pub fn steps(&self) -> usize {
        self.players().map(Player::steps).min().unwrap_or(0)
    }

    /// The furthest step that both sides have reached.
    pub fn furthest(&self) -> usize {
        self.players().map(Player::furthest).min().unwrap_or(0)
    }

    /// Both sides.
    pub fn players(&self) -> impl Iterator<Item = &Player> {
        std::iter::once(&self.a).chain(&self.b)
    }

    pub(super) fn players_mut(&mut self) -> impl Iterator<Item = &mut Player> {
        std::iter::once(&mut self.a).chain(&mut self.b)
    }

    /// Whether a step is being gone to; [`step`](Self::step) leads on.
    pub fn is_seeking(&self) -> bool {
        self.target.is_some()
    }

    /// Whether neither side has a further step.
    pub fn is_finished(&self) -> bool {
        self.players().all(Player::is_finished)
    }

    /// Whether a side has a number that is not finite.
    pub fn has_diverged(&self) -> bool {
        self.players().any(Player::has_diverged)
    }

    /// Goes one step on, with both sides as long as one of them has a further step. Returns whether there
    /// was one.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn step(&mut self) -> Result<bool> {
        self.align()?;
        if self.is_finished() {
            self.target = None;
            return Ok(false);
        }
        let stepped = self.players_mut().try_for_each(|it| it.step().map(|_| ()));
        stepped.inspect_err(|_| self.target = None)?;
        self.target = self.target.filter(|target| self.steps() < *target);
        Ok(true)
    }

    /// Brings both sides to one step. Unless something has failed they are there.
    pub(super) fn align(&mut self) -> Result<()> {
        let step = self.steps();
        let mut players = self.players_mut().filter(|it| it.steps() != step);
        players.try_for_each(|player| player.go_to(step))
    }

    /// Begins to go to a step, back or forth; [`step`](Self::step) leads there, or to the end before it.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn seek(&mut self, step: usize) -> Result<()> {
        self.target = None;
        self.players_mut().try_for_each(|it| it.approach(step))?;
        self.align()?;
        self.target = (self.steps() < step && !self.is_finished()).then_some(step);
        Ok(())
    }

    /// Goes to a step, however long it takes.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn go_to(&mut self, step: usize) -> Result<()> {
        self.seek(step)?;
        while self.is_seeking() {
            self.step()?;
        }
        Ok(())
    }
}
