//! A drawing in the format of the MNIST digits, made by clicks.

use burn::tensor::{Device, Tensor, TensorData};

/// Pixels along both sides.
pub const SIDE: usize = 28;
/// Within this distance from the line of a stroke, in pixels, all is ink.
const CORE: f64 = 0.7;
/// Beyond this one there is none.
const EDGE: f64 = 1.7;

/// What a click does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pen {
    /// Draws a line from the last click; a second click at the same pixel lifts the pen.
    Stroke,
    /// Draws a dot, or erases where there is ink already.
    Dot,
}

/// A drawing: ink from 0 to 1, as bright as MNIST's.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Row after row.
    ink: Vec<f32>,
    /// Where the pen is, as column and row; none if it is lifted.
    pen: Option<(f64, f64)>,
}

impl Default for Drawing {
    /// Nothing.
    fn default() -> Self {
        let ink = vec![0.0; SIDE * SIDE];
        Self { ink, pen: None }
    }
}

impl Drawing {
    /// A copy of an image.
    ///
    /// # Shapes
    /// - image: `[1, 1, 28, 28]`
    ///
    /// # Panics
    /// If it has another number of pixels.
    pub fn of(image: Tensor<4>) -> Self {
        let ink: Vec<f32> = image.into_data().iter().collect();
        assert_eq!(ink.len(), SIDE * SIDE, "an image of MNIST");
        Self { ink, pen: None }
    }

    /// Whether there is nothing on it.
    pub fn is_blank(&self) -> bool {
        self.ink.iter().all(|ink| *ink == 0.0)
    }

    /// A click at this column and row; outside of the drawing it does nothing.
    pub fn click(&mut self, place: (f64, f64), pen: Pen) {
        let on_paper = |at: f64| (0.0..SIDE as f64).contains(&at);
        if !(on_paper(place.0) && on_paper(place.1)) {
            return;
        }
        let at = place.1 as usize * SIDE + place.0 as usize;
        match pen {
            Pen::Dot if self.ink[at] > 0.5 => {
                self.change((place, place), |before, ink| before.min(1.0 - ink));
                self.pen = None;
            }
            Pen::Stroke if self.pen == Some(place) => self.pen = None,
            _ => {
                let from = self.pen.filter(|_| pen == Pen::Stroke).unwrap_or(place);
                self.change((from, place), f32::max);
                self.pen = Some(place);
            }
        }
    }

    /// Every pixel, by what it was and the ink that a line between two places would leave there.
    fn change(&mut self, (from, to): ((f64, f64), (f64, f64)), change: impl Fn(f32, f32) -> f32) {
        let along = (to.0 - from.0, to.1 - from.1);
        let length = along.0.hypot(along.1);
        for (at, ink) in self.ink.iter_mut().enumerate() {
            let here = ((at % SIDE) as f64 - from.0, (at / SIDE) as f64 - from.1);
            // Of the line's places the nearest, as a share of the way.
            let way = (here.0 * along.0 + here.1 * along.1) / (length * length).max(1e-9);
            let way = way.clamp(0.0, 1.0);
            let distance = (here.0 - way * along.0).hypot(here.1 - way * along.1);
            let left = (EDGE - distance) / (EDGE - CORE);
            *ink = change(*ink, left.clamp(0.0, 1.0) as f32);
        }
    }

    /// The ink of each row, from above.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = f64>> {
        let rows = self.ink.chunks(SIDE);
        rows.map(|row| row.iter().map(|ink| f64::from(*ink)))
    }

    /// As an image `[1, 1, 28, 28]`.
    pub fn image(&self, device: &Device) -> Tensor<4> {
        let data = TensorData::new(self.ink.clone(), [1, 1, SIDE, SIDE]);
        Tensor::from_data(data, device)
    }
}
