//! What is to be seen, as the page is told.

use common::demo::{Answer, Frame, History, Sight, Values};
use serde::Serialize;
use std::mem;

/// What is to be seen, and how it goes on.
#[derive(Serialize)]
pub struct View<'a> {
    /// The step.
    pub step: usize,
    /// The furthest step that has been reached.
    pub furthest: usize,
    /// Whether there is no further step.
    pub finished: bool,
    /// Whether it goes on by itself.
    pub playing: bool,
    /// Whether a step is being gone to.
    pub seeking: bool,
    /// Measured.
    pub steps_per_second: f64,
    /// The whole state as the fragment of a link.
    pub link: String,
    /// The whole state as a command line.
    pub command: String,
    /// The seed.
    pub seed: u64,
    /// What the last turn of a knob led to, once.
    pub answer: Option<Answer>,
    /// Side A, and side B if there is one.
    pub sides: Vec<SideView<'a>>,
}

/// What is to be seen of one side.
#[derive(Serialize)]
pub struct SideView<'a> {
    values: Values,
    numbers: Vec<(&'static str, f64)>,
    #[serde(flatten)]
    frame: Frame,
    /// What a clock has measured, which is no part of a frame's JSON; mostly nothing.
    clock: String,
    history: Rows<'a>,
}

/// The rows of a history that the page does not have yet.
#[derive(Serialize)]
struct Rows<'a> {
    revision: u64,
    names: &'a [&'static str],
    kept: usize,
    rows: &'a [(usize, Vec<f64>)],
}

/// What the page has of a side's history.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    revision: u64,
    rows: usize,
}

impl<'a> SideView<'a> {
    /// The sides of a sight, each with the rows of its history that follow those that are known.
    pub fn of(
        sight: Sight,
        histories: impl Iterator<Item = &'a History>,
        known: &mut [Known; 2],
    ) -> Vec<Self> {
        let sides = sight.sides.into_iter().zip(histories).zip(known);
        let sides = sides.map(|((mut side, history), known)| {
            let (revision, kept, rows) = history.since(known.revision, known.rows);
            *known = Known {
                revision,
                rows: kept + rows.len(),
            };
            let names = history.names();
            Self {
                values: side.values,
                numbers: side.numbers,
                clock: mem::take(&mut side.frame.clock),
                frame: side.frame,
                history: Rows {
                    revision,
                    names,
                    kept,
                    rows,
                },
            }
        });
        sides.collect()
    }
}
