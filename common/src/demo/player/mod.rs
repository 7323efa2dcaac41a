//! Plays one side of a demo: forward, back, to any step.

mod seen;
mod turning;

use super::history::{History, Numbers};
use super::kept::Kept;
use super::turns::{Act, Turn};
use super::{Entry, Knob, Playable, Values};
use crate::error::Result;
use crate::learner::Start;

/// A demo, and all that is needed to go back in it: states that were kept on the way, from which it
/// steps forward again. A state is kept before what is turned at its step.
///
/// Where something fails halfway, the next call goes back to where it was before.
pub struct Player {
    demo: Box<dyn Playable>,
    knobs: Vec<Knob>,
    /// At the beginning.
    first: Values,
    values: Values,
    /// By their steps.
    turns: Vec<Turn>,
    step: usize,
    furthest: usize,
    history: History,
    kept: Kept,
    /// Of the step as it is, once they have been measured.
    numbers: Option<Numbers>,
    /// The step to go back to, where something has failed halfway.
    broken: Option<usize>,
    /// The turns as they were before one that has neither been accepted nor undone.
    before: Option<Vec<Turn>>,
}

impl Player {
    /// A demo before its first step. `turns` are those of this side, in the order of their steps; each is
    /// done when its step is reached.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn new(entry: &Entry, values: &Values, start: &Start, turns: Vec<Turn>) -> Result<Self> {
        let mut demo = (entry.new)(values, start)?;
        let kept = Kept::new(demo.save()?);
        let mut player = Self {
            demo,
            knobs: (entry.knobs)(),
            first: values.clone(),
            values: values.clone(),
            turns,
            step: 0,
            furthest: 0,
            history: History::new(),
            kept,
            numbers: None,
            broken: None,
            before: None,
        };
        player.arrive(true)?;
        Ok(player)
    }

    /// Goes one step on. A demo that has ended stays as it is while time goes on, so that two sides stay
    /// in step. Returns whether it had not.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn step(&mut self) -> Result<bool> {
        self.mend()?;
        let goes_on = !self.is_finished();
        self.or_broken(Self::advance)?;
        Ok(goes_on)
    }

    /// Does work of which the half would be a state that no step has.
    fn or_broken(&mut self, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let step = *self.broken.get_or_insert(self.step);
        let done = work(self);
        match done {
            Ok(()) => self.broken = None,
            Err(_) => self.values = self.values_before(step + 1),
        }
        done
    }

    fn mend(&mut self) -> Result<()> {
        self.undo();
        match self.broken {
            Some(step) => self.go_to(step),
            None => Ok(()),
        }
    }

    fn advance(&mut self) -> Result<()> {
        let goes_on = !self.demo.is_finished();
        if goes_on {
            self.demo.step()?;
        }
        self.step += 1;
        self.numbers = None;
        let wants = self.kept.wants(self.step);
        let state = wants.then(|| self.demo.save()).transpose()?;
        self.arrive(goes_on)?;
        if let Some(state) = state {
            self.kept.keep(self.step, state);
        }
        Ok(())
    }

    /// What is due at a step: its turns, then its numbers.
    fn arrive(&mut self, mut is_new: bool) -> Result<()> {
        let due = self.turns.partition_point(|turn| turn.step < self.step);
        for place in due..self.turns.len() {
            if self.turns[place].step > self.step {
                break;
            }
            let act = self.turns[place].act.clone();
            self.act(&act)?;
            is_new = true;
        }
        if is_new && self.history.wants(self.step) {
            let numbers = self.demo.numbers()?;
            self.history.add(self.step, &numbers);
            self.numbers = Some(numbers);
        }
        self.furthest = self.furthest.max(self.step);
        Ok(())
    }

    fn act(&mut self, act: &Act) -> Result<()> {
        self.numbers = None;
        match act {
            Act::Knob(name, text) => {
                self.values.set(&self.knobs, (name, text))?;
                self.demo.turn(&self.values)
            }
            Act::Touch(touch) => self.demo.touch(*touch),
        }
    }

    /// Goes back to the last state that was kept at or before a step, unless it is between the two
    /// already; [`step`](Self::step) then leads there.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn approach(&mut self, step: usize) -> Result<()> {
        self.undo();
        let nearest = self.kept.before(step).0;
        if self.broken.is_none() && (nearest..=step).contains(&self.step) {
            return Ok(());
        }
        self.or_broken(|player| player.load(step))
    }

    fn load(&mut self, step: usize) -> Result<()> {
        let (step, state) = self.kept.before(step);
        self.demo.load(state)?;
        (self.step, self.numbers) = (step, None);
        self.values = self.values_before(step);
        // A state need not hold what the knobs are set to.
        self.demo.turn(&self.values)?;
        self.arrive(false)
    }

    /// What the knobs are set to before the turns of a step.
    fn values_before(&self, step: usize) -> Values {
        let mut values = self.first.clone();
        for turn in self.turns.iter().take_while(|turn| turn.step < step) {
            if let Act::Knob(name, text) = &turn.act {
                // It could be set to this when it was turned.
                values.set(&self.knobs, (name, text)).ok();
            }
        }
        values
    }

    /// Goes to a step, however long it takes.
    ///
    /// # Errors
    /// Those of the demo.
    pub(super) fn go_to(&mut self, step: usize) -> Result<()> {
        self.approach(step)?;
        while self.step < step {
            self.or_broken(Self::advance)?;
        }
        Ok(())
    }

    /// How many steps have been done.
    pub fn steps(&self) -> usize {
        self.broken.unwrap_or(self.step)
    }

    /// The furthest step that has been reached.
    pub fn furthest(&self) -> usize {
        self.furthest
    }

    /// Whether there is no further step.
    pub fn is_finished(&self) -> bool {
        self.demo.is_finished()
    }

    /// Whether, as far as the history knows, a number is not finite at the step as it is.
    pub fn has_diverged(&self) -> bool {
        self.history.has_diverged(self.step)
    }

    /// What the knobs are set to at the step as it is.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// What has been turned.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The numbers over the steps.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// At which steps states are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> Vec<usize> {
        self.kept.steps()
    }

    /// What a panic in the next step leaves behind.
    #[cfg(test)]
    pub(super) fn leave_halfway(&mut self) {
        let steps = |player: &mut Self| {
            player.demo.step()?;
            player.step += 5;
            player.demo.step()
        };
        steps(self).unwrap();
        self.broken = Some(self.step - 5);
    }
}
