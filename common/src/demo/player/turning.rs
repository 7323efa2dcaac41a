//! Turns and touches: tried first, so that two sides do them both or not at all.

use super::Player;
use crate::demo::turns::{Act, Turn};
use crate::error::Result;
use std::mem;

impl Player {
    /// Keeps the state as it is, if nothing has been turned at its step.
    ///
    /// # Errors
    /// Those of the demo.
    pub(in crate::demo) fn keep(&mut self) -> Result<()> {
        self.mend()?;
        let is_first = self.turns.iter().all(|turn| turn.step != self.step);
        if is_first && !self.kept.has(self.step) {
            self.kept.keep(self.step, self.demo.save()?);
        }
        Ok(())
    }

    /// Does something to the state as it is. Then it is [accepted](Self::accept), or
    /// [undone](Self::undo).
    ///
    /// # Errors
    /// Those of the demo, and a knob that there is not; it is undone.
    pub(in crate::demo) fn attempt(&mut self, act: &Act) -> Result<()> {
        self.keep()?;
        let (step, act) = (self.step, act.clone());
        let turn = Turn { step, act };
        let known = self.turns.iter().filter(|known| known.step <= step);
        let (old, mut turns): (Vec<Turn>, Vec<Turn>) = known
            .cloned()
            .partition(|known| known.is_replaced_by(&turn));
        turns.push(turn.clone());
        self.before = Some(mem::replace(&mut self.turns, turns));
        let tried = self.or_broken(|player| {
            match old.is_empty() {
                true => player.act(&turn.act)?,
                // As if the turn that it replaces had never been.
                false => {
                    player.load(step)?;
                    while player.step < step {
                        player.advance()?;
                    }
                }
            }
            player.measure().map(|_| ())
        });
        tried.inspect_err(|_| self.undo())
    }

    /// What was attempted is so from now on; what lay beyond it will come differently.
    pub(in crate::demo) fn accept(&mut self) {
        self.before = None;
        self.forget_beyond();
        if let Some(numbers) = &self.numbers {
            self.history.replace(self.step, numbers);
        }
        if self.step == 0 && !self.turns.iter().any(|turn| turn.act.is_touch()) {
            // The same as beginning with it.
            (self.first, self.turns) = (self.values.clone(), Vec::new());
        }
    }

    /// Forgets what lay beyond, also where the other side alone was turned.
    pub(in crate::demo) fn forget_beyond(&mut self) {
        self.turns.retain(|turn| turn.step <= self.step);
        self.furthest = self.step;
        self.kept.forget_beyond(self.step);
        self.history.forget_beyond(self.step);
    }

    /// What was attempted has never been.
    pub(in crate::demo) fn undo(&mut self) {
        if let Some(turns) = self.before.take() {
            self.turns = turns;
            let step = *self.broken.get_or_insert(self.step);
            self.values = self.values_before(step + 1);
        }
    }

    /// Does something to the state as it is. What lay beyond it will come differently.
    ///
    /// # Errors
    /// Those of the demo, and a knob that there is not; then nothing has changed.
    pub fn turn(&mut self, act: &Act) -> Result<()> {
        self.attempt(act)?;
        self.accept();
        Ok(())
    }
}
