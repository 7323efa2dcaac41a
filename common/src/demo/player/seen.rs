//! What a player measures and shows of its step.

use super::Player;
use crate::demo::history::Numbers;
use crate::demo::{Cause, Frame, Remark};
use crate::error::Result;

impl Player {
    /// The numbers of the step as it is.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn numbers(&mut self) -> Result<Numbers> {
        self.mend()?;
        self.measure().cloned()
    }

    pub(super) fn measure(&mut self) -> Result<&Numbers> {
        let numbers = match self.numbers.take() {
            Some(numbers) => numbers,
            None => self.demo.numbers()?,
        };
        Ok(self.numbers.insert(numbers))
    }

    /// What is to be seen at the step as it is.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn frame(&mut self) -> Result<Frame> {
        let numbers = self.numbers()?;
        let mut frame = self.demo.frame()?;
        if numbers.iter().any(|(_, value)| !value.is_finite()) {
            frame.remarks.insert(0, self.divergence());
        }
        Ok(frame)
    }

    fn divergence(&self) -> Remark {
        let since = match self.history.diverged(self.step) {
            (at, Some(before)) if before + 1 < at => format!("between step {before} and {at}"),
            (at, _) => format!("at step {at}"),
        };
        let words = format!(
            "Diverged {since}: a number is not finite any more. Most often the learning rate is too high; \
             step back to see it grow, or begin anew with a smaller one."
        );
        let cause = Cause::Diverged;
        Remark { cause, words }
    }
}
