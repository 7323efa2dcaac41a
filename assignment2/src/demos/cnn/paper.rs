//! The drawing that the network looks at, and where it came from.

use super::exam::Exam;
use crate::staff::drawing::{Drawing, Pen};
use common::demo::Touch;

/// What is drawn, beside what a snapshot keeps.
#[derive(Clone, Default)]
pub struct Paper {
    /// The ink.
    pub drawing: Drawing,
    /// Which test digit was copied last, from 1; 0 for none.
    example: usize,
    /// What the drawing shows, as long as nobody has clicked into it.
    pub truth: Option<usize>,
}

impl Paper {
    /// Copies another test digit, or clears the paper, if it is another.
    pub fn turn(&mut self, exam: &Exam, example: usize) {
        if example != self.example {
            let copied = example.checked_sub(1).map(|at| exam.digit(at));
            let (drawing, truth) = copied.unzip();
            *self = Self {
                drawing: drawing.unwrap_or_default(),
                example,
                truth,
            };
        }
    }

    /// A click into the drawing, which is the first panel, or into the bars, which clears it.
    pub fn touch(&mut self, touch: Touch, pen: Pen) {
        match touch.panel {
            0 => self.drawing.click((touch.x, touch.y), pen),
            1 => self.drawing = Drawing::default(),
            _ => return,
        }
        self.truth = None;
    }
}
