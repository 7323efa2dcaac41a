//! What a learner shows of itself beside numbers.

use crate::figures::Figure;

/// Something to look at or to read, filed in the run folder under `samples/<step>/<name>`.
pub struct Exhibit {
    /// The file's name, without an ending.
    pub name: &'static str,
    /// What it shows.
    pub shown: Shown,
}

/// What an exhibit shows.
pub enum Shown {
    /// Pictures or a plot.
    Figure(Box<Figure>),
    /// A text, shown with the line ends that it has.
    Text(String),
}

impl Exhibit {
    /// A picture of this name.
    pub fn figure(name: &'static str, figure: Figure) -> Self {
        let shown = Shown::Figure(Box::new(figure));
        Self { name, shown }
    }

    /// A text of this name.
    pub fn text(name: &'static str, text: String) -> Self {
        let shown = Shown::Text(text);
        Self { name, shown }
    }
}
