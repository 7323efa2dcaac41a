//! What there is to be said of a race.

use super::pace::limit;
use super::race::Race;
use super::slice::LOW;
use crate::surfaces::{CONDITION, NEAR};
use common::demo::{Cause, Remark};

impl Race {
    /// Who was thrown out or will be, and who is at the goal.
    pub fn remarks(&self) -> Vec<Remark> {
        let remark = |cause, words| Remark { cause, words };
        let mut remarks = Vec::new();
        for racer in &self.field.racers {
            let rate = self.field.pace.rate(racer.rule, self.surface);
            if let Some(step) = racer.thrown_out {
                let words = format!("{racer} was thrown out at step {step}.");
                remarks.push(remark(Cause::Note, words));
            }
            if let Some((limit, formula)) = limit(racer.rule, self.surface).filter(|it| rate > it.0)
            {
                remarks.push(remark(
                    Cause::Note,
                    format!(
                        "{racer} goes at {rate:.3}, above its limit {formula} = {limit:.3}: across the valley, where \
                         the curvature λ is {CONDITION}, it swings further with every step.{}",
                        if formula.contains('μ') { " μ is its momentum." } else { "" }
                    ),
                ));
            }
        }
        let mut there: Vec<_> = self
            .field
            .racers
            .iter()
            .filter_map(|racer| Some((racer.arrived?, racer)))
            .collect();
        there.sort_by_key(|(step, _)| *step);
        let since = there
            .iter()
            .map(|(step, racer)| format!("{racer} since step {step}"));
        let since = since.collect::<Vec<_>>().join(", ");
        let goal = match self.surface {
            Some(_) => format!("Within {NEAR} of the minimum"),
            None => format!("Loss below {LOW}"),
        };
        if !there.is_empty() {
            remarks.push(remark(Cause::Note, format!("{goal}: {since}.")));
        }
        remarks
    }
}
