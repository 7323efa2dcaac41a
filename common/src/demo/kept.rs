//! States of a demo that were kept on the way, to go back to.

use std::any::Any;

/// One of this many parts of all steps lies between two kept states at least, once there are more.
const FINEST: usize = 1024;
/// One of this many parts lies between three of them at most.
const COARSEST: usize = 6;

/// States that were kept, the first always: the nearer to where the demo is, the closer together. So the
/// way to a step nearby is short, that to any other a sixth of all steps, and there are some thirty
/// states, however many steps. All is counted in steps, so that two sides keep the same ones.
pub(super) struct Kept {
    /// By their steps.
    states: Vec<(usize, Box<dyn Any>)>,
}

impl Kept {
    /// With the state before the first step.
    pub(super) fn new(first: Box<dyn Any>) -> Self {
        let states = vec![(0, first)];
        Self { states }
    }

    /// The last state that was kept at or before a step.
    pub(super) fn before(&self, step: usize) -> (usize, &dyn Any) {
        let place = self.states.partition_point(|(kept, _)| *kept <= step);
        let (kept, state) = &self.states[place.saturating_sub(1)];
        (*kept, &**state)
    }

    /// Whether the state of this step has been kept.
    pub(super) fn has(&self, step: usize) -> bool {
        self.before(step).0 == step
    }

    /// Whether this step is far enough from those that were kept.
    pub(super) fn wants(&self, step: usize) -> bool {
        step - self.before(step).0 >= self.apart(step)
    }

    fn last(&self) -> usize {
        self.states.last().map_or(0, |(step, _)| *step)
    }

    fn apart(&self, step: usize) -> usize {
        (self.last().max(step) / FINEST).max(1)
    }

    /// Keeps the state of a step at which the demo is; some of those far from it go.
    pub(super) fn keep(&mut self, now: usize, state: Box<dyn Any>) {
        let place = self.states.partition_point(|(kept, _)| *kept < now);
        if self.has(now) {
            self.states[place].1 = state;
            return;
        }
        self.states.insert(place, (now, state));
        let (apart, most) = (self.apart(now), self.last() / COARSEST);
        let mut place = 1;
        while place + 1 < self.states.len() {
            let [before, step, after] = [place - 1, place, place + 1].map(|it| self.states[it].0);
            let allowed = now.abs_diff(step).min(most).max(apart);
            match step != now && after - before <= allowed {
                true => drop(self.states.remove(place)),
                false => place += 1,
            }
        }
    }

    /// Forgets the states beyond a step.
    pub(super) fn forget_beyond(&mut self, step: usize) {
        self.states.retain(|(kept, _)| *kept <= step);
    }

    /// At which steps states are kept.
    #[cfg(test)]
    pub(super) fn steps(&self) -> Vec<usize> {
        self.states.iter().map(|(step, _)| *step).collect()
    }
}
