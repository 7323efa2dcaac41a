//! What is turned while a demo is on show: at once, or it begins anew.

use super::Show;
use crate::demo::{Act, Player, Scene, Side, Touch, Turn};
use crate::error::{Error, Result};
use serde::Serialize;

/// What a turn of a knob led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It acts on the state as it is.
    Live,
    /// The demo has begun anew with it.
    Anew,
}

impl Show {
    /// Begins anew with another scene.
    ///
    /// # Errors
    /// Those of the demo; the show goes on as it was.
    pub fn begin(&mut self, scene: Scene) -> Result<()> {
        *self = Self::new(scene, &self.start)?;
        Ok(())
    }

    /// Begins anew with the knobs as they are set now.
    ///
    /// # Errors
    /// Those of the demo; the show goes on as it was.
    pub fn reset(&mut self) -> Result<()> {
        self.begin(self.as_set())
    }

    /// The scene at its beginning, with the knobs as they are set now.
    pub fn as_set(&self) -> Scene {
        let mut scene = Scene::new(self.scene.entry);
        scene.seed = self.scene.seed;
        scene.a = self.a.values().clone();
        scene.b = self.b.as_ref().map(|player| player.values().clone());
        scene
    }

    /// Compares with a second side, which has the knobs of the first; or with none any more.
    ///
    /// # Errors
    /// Those of the demo; the show goes on as it was.
    pub fn compare(&mut self, on: bool) -> Result<()> {
        let mut scene = self.as_set();
        scene.b = on.then(|| scene.a.clone());
        self.begin(scene)
    }

    /// Turns a knob: at once if it is live, else the demo begins anew.
    ///
    /// # Errors
    /// A knob or a value that there is not; those of the demo, and the show goes on as it was.
    pub fn turn(&mut self, side: Side, (name, text): (&str, &str)) -> Result<Answer> {
        let knobs = (self.scene.entry.knobs)();
        let mut scene = self.as_set();
        let values = match side {
            Side::A => Some(&mut scene.a),
            Side::B => scene.b.as_mut(),
        };
        let none = || Error::Usage("nothing is compared: there is no side B".into());
        let knob = values.ok_or_else(none)?.set(&knobs, (name, text))?;
        if !knob.live {
            self.begin(scene)?;
            return Ok(Answer::Anew);
        }
        self.act(Some(side), Act::read(&knobs, (name, text))?)?;
        Ok(Answer::Live)
    }

    /// Clicks into a panel, on both sides.
    ///
    /// # Errors
    /// Those of the demo; [`Error::Usage`] if a click does nothing there.
    pub fn touch(&mut self, touch: Touch) -> Result<()> {
        if self.scene.entry.touch.is_empty() {
            let words = "a click does nothing in this demonstration";
            return Err(Error::Usage(words.into()));
        }
        self.act(None, Act::Touch(touch))
    }

    /// Does something on one side or on both, and notes it down.
    fn act(&mut self, side: Option<Side>, act: Act) -> Result<()> {
        self.target = None;
        self.align()?;
        let (step, mut scene) = (self.steps(), self.scene.clone());
        scene.turns.retain(|(_, turn)| turn.step <= step);
        let turn = Turn { step, act };
        scene.note(side.unwrap_or(Side::A), turn.clone())?;
        if let (Some(side), 0) = (side, step) {
            scene.settle(side);
        }
        let tried = self.attempt(side, &turn.act);
        for (player, concerned) in self.concerned(side) {
            match (&tried, concerned) {
                (Ok(()), true) => player.accept(),
                (Ok(()), false) => player.forget_beyond(),
                (Err(_), _) => player.undo(),
            }
        }
        tried?;
        self.scene = scene;
        Ok(())
    }

    fn attempt(&mut self, side: Option<Side>, act: &Act) -> Result<()> {
        self.concerned(side)
            .try_for_each(|(player, concerned)| match concerned {
                true => player.attempt(act),
                // Both sides keep the same steps.
                false => player.keep(),
            })
    }

    /// The players, and whether they are of this side, or of both.
    fn concerned(&mut self, side: Option<Side>) -> impl Iterator<Item = (&mut Player, bool)> {
        let players = self.players_mut().zip([Side::A, Side::B]);
        players.map(move |(player, of)| (player, side.is_none_or(|side| of == side)))
    }
}
