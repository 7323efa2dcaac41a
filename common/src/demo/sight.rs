//! What is to be seen of a show: panels and numbers, and its numbers as CSV.

use super::{Frame, Show, Values};
use crate::error::Result;
use serde::Serialize;

/// What is to be seen of both sides at one step.
#[derive(Serialize)]
pub struct Sight {
    /// The step.
    pub step: usize,
    /// The furthest step that has been reached.
    pub furthest: usize,
    /// Whether neither side has a further step.
    pub finished: bool,
    /// Side A, and side B if there is one.
    pub sides: Vec<SideSight>,
}

/// What is to be seen of one side.
#[derive(Serialize)]
pub struct SideSight {
    /// What its knobs are set to.
    pub values: Values,
    /// Its numbers.
    pub numbers: Vec<(&'static str, f64)>,
    /// Its panels and remarks.
    #[serde(flatten)]
    pub frame: Frame,
}

impl Show {
    /// What is to be seen now. It is the same whenever the step is.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn sight(&mut self) -> Result<Sight> {
        self.align()?;
        let mut sides = Vec::new();
        for player in self.players_mut() {
            let (numbers, frame) = (player.numbers()?, player.frame()?);
            sides.push(SideSight {
                values: player.values().clone(),
                numbers,
                frame,
            });
        }
        Ok(Sight {
            step: self.steps(),
            furthest: self.furthest(),
            finished: self.is_finished(),
            sides,
        })
    }

    /// The numbers over the steps up to the furthest as CSV: `step`, the numbers of side A, those of side
    /// B behind `b.`. Which rows there are follows from the furthest step alone; a side that has ended has
    /// none any more.
    pub fn csv(&self) -> String {
        let mut text = String::from("step");
        for (player, prefix) in self.players().zip(["", "b."]) {
            for name in player.history().names() {
                text += &format!(",{prefix}{name}");
            }
        }
        text.push('\n');
        let rows = self.players().map(|it| it.history().rows().peekable());
        let mut sides: Vec<_> = rows.collect();
        loop {
            let steps = sides.iter_mut().filter_map(|rows| Some(rows.peek()?.0));
            let step = steps.min().filter(|step| *step <= self.furthest());
            let Some(step) = step else { return text };
            text += &step.to_string();
            for (rows, player) in sides.iter_mut().zip(self.players()) {
                let row = rows.next_if(|row| row.0 == step);
                for place in 0..player.history().names().len() {
                    let value = row.and_then(|row| row.1.get(place));
                    text += &value.map_or(",".into(), |value| format!(",{value}"));
                }
            }
            text.push('\n');
        }
    }
}
