//! What is to be seen of a demo at one step.

use crate::figures::{Graph, Heat, Pictures, Plot};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// What is to be seen at one step.
#[derive(Serialize, Default)]
#[must_use]
pub struct Frame {
    /// Side by side, the most important first.
    pub panels: Vec<Panel>,
    /// What a viewer should notice.
    pub remarks: Vec<Remark>,
    /// What a clock has measured, in a line. It is never the same twice, so that it is no part of what follows from a
    /// scene: it stands on the page, and neither in numbers nor in anything that is compared.
    #[serde(skip)]
    pub clock: String,
}

/// A part of a frame, in the vocabulary of the figures.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Panel {
    /// Lines, examples, maps, surfaces, bars.
    Plot(Box<Plot>),
    /// Rows of small pictures.
    Pictures(Pictures),
    /// Nodes and edges with numbers.
    Graph(Graph),
    /// A matrix in colours and numbers.
    Heat(Heat),
    /// Rows of words and numbers.
    Table(Table),
    /// A few lines.
    Text(String),
}

/// A state that has a name, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// What kind of state it is.
    pub cause: Cause,
    /// What has happened and what to look at, in a sentence.
    pub words: String,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Something to notice that is no trouble.
    Note,
    /// A number is not finite any more.
    Diverged,
    /// Units, or a discriminator, are where their function is flat.
    Saturated,
    /// All outputs have become alike.
    Collapsed,
    /// Units that no input turns on.
    Dead,
}

/// A click into a panel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// Which panel, counted from 0.
    pub panel: usize,
    /// In a plot x; in pictures and heat maps the column; in a graph the number of the node.
    pub x: f64,
    /// In a plot y; in pictures and heat maps the row from the top; in a graph 0.
    pub y: f64,
}

impl Frame {
    /// A frame without anything in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a panel.
    pub fn panel(mut self, panel: impl Into<Panel>) -> Self {
        self.panels.push(panel.into());
        self
    }

    /// Adds a remark.
    pub fn remark(mut self, cause: Cause, words: impl Into<String>) -> Self {
        let words = words.into();
        self.remarks.push(Remark { cause, words });
        self
    }

    /// Says what a clock has measured: how long the work behind this frame takes.
    pub fn clocked(mut self, words: impl Into<String>) -> Self {
        self.clock = words.into();
        self
    }

    /// Adds a remark if there is reason to.
    pub fn remark_if(self, reason: bool, cause: Cause, words: impl Into<String>) -> Self {
        match reason {
            true => self.remark(cause, words),
            false => self,
        }
    }
}

impl From<Plot> for Panel {
    fn from(plot: Plot) -> Self {
        Self::Plot(Box::new(plot))
    }
}

impl From<Pictures> for Panel {
    fn from(pictures: Pictures) -> Self {
        Self::Pictures(pictures)
    }
}

impl From<Graph> for Panel {
    fn from(graph: Graph) -> Self {
        Self::Graph(graph)
    }
}

impl From<Heat> for Panel {
    fn from(heat: Heat) -> Self {
        Self::Heat(heat)
    }
}

impl From<Table> for Panel {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<String> for Panel {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
