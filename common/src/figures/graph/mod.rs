//! Graphs: nodes and edges with numbers. Networks, computations, sequences unrolled in time.

mod edges;
mod layout;
mod nodes;

use self::layout::Layout;
use super::figure::Figure;
use super::pen::{Pen, disc};
use super::sheet::{self, MARGIN, width, write_head};
use super::style::{INK, Point, font, signed, words};
use kuva::render::render::{Primitive, Scene};
use serde::Serialize;

/// Nodes and edges that a figure shows at most; it says how many there are.
const MOST: [usize; 2] = [400, 2000];
/// The size of words in the legend.
const LEGEND: u32 = 15;

/// A graph under construction. Places are in units of its own: nodes should lie at least 1 apart, x goes
/// to the right and y upwards.
#[derive(Debug, Clone, Default, Serialize)]
#[must_use]
pub struct Graph {
    title: String,
    note: String,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

/// A node of a graph.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    x: f64,
    y: f64,
    label: String,
    /// A second line, below the label: a number, most often.
    value: String,
    /// From -1, one hue, over 0, white, to 1, the other hue; none for a plain node.
    strength: Option<f64>,
    /// Whether the eye should go there.
    chosen: bool,
}

/// An edge of a graph, between two nodes by their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Edge {
    from: usize,
    to: usize,
    label: String,
    /// Its sign is a hue and a dash, its size a width; from -1 to 1. None for a plain edge.
    strength: Option<f64>,
    chosen: bool,
}

impl Graph {
    /// A graph without nodes.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            title,
            ..Self::default()
        }
    }

    /// The same graph below another title; its own becomes the beginning of the note.
    pub(crate) fn headed(mut self, title: &str) -> Self {
        (self.title, self.note) = sheet::headed(title, (self.title, self.note));
        self
    }

    /// The line below the title.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Adds a node; nodes are numbered from 0 in the order in which they are added.
    pub fn node(mut self, node: Node) -> Self {
        self.nodes.push(node);
        self
    }

    /// Adds an edge.
    pub fn edge(mut self, edge: Edge) -> Self {
        self.edges.push(edge);
        self
    }

    /// The finished figure: at most 400 nodes and 2000 edges, and it says so if there are more. An
    /// edge without a node at both ends is left out, as is a node whose place is not finite.
    pub fn figure(mut self) -> Figure {
        let given = [self.nodes.len(), self.edges.len()];
        self.nodes.truncate(MOST[0]);
        self.edges.truncate(MOST[1]);
        for ((given, most), what) in given.into_iter().zip(MOST).zip(["nodes", "edges"]) {
            if given > most {
                let separator = if self.note.is_empty() { "" } else { "; " };
                self.note += &format!("{separator}the first {most} of {given} {what}");
            }
        }
        let mut layout = Layout::of(&self.nodes);
        // Bent edges may need more room than the nodes.
        let ways = edges::ways(&self.edges, &layout);
        layout.hold(ways.iter().flat_map(|way| &way.points).copied());
        // Wide enough for a title.
        let width = (layout.size.0 + 2.0 * MARGIN).max(420.0);
        let mut scene = Scene::new(width, MARGIN);
        scene.font_family = font();
        write_head(&mut scene, &self.title, &self.note);
        let left = ((width - layout.size.0) / 2.0).floor();
        layout.shift((left, scene.height));
        scene.height += layout.size.1;
        let ways = edges::ways(&self.edges, &layout);
        scene.elements.extend(edges::draw(&ways));
        scene
            .elements
            .extend(nodes::draw(&self.nodes, &layout, &ways));
        scene.elements.extend(edges::labels(&ways, &layout));
        self.write_legend(&mut scene);
        scene.height += MARGIN;
        Figure::with_pictures(scene, Vec::new())
    }

    /// What the two hues say, if there is one.
    fn write_legend(&self, scene: &mut Scene) {
        let is_given = |strength: Option<f64>| strength.is_some_and(f64::is_finite);
        let of_edges = self.edges.iter().any(|edge| is_given(edge.strength));
        if !of_edges && !self.nodes.iter().any(|node| is_given(node.strength)) {
            return;
        }
        let names = ["positive", "negative"];
        let [sample, gap] = [44.0, 26.0];
        let length = |name: &str| sample + width(name, LEGEND);
        let mut left = (scene.width - names.map(length).iter().sum::<f64>() - gap) / 2.0;
        let y = scene.height + 0.5 * f64::from(LEGEND);
        for (name, sign) in names.into_iter().zip([1.0, -1.0]) {
            let middle = |from: f64| (left + from, y);
            match of_edges {
                true => {
                    let pen = Pen::new(3.5, signed(sign, 0.0)).dashed(sign < 0.0);
                    scene
                        .elements
                        .extend(pen.line(&[middle(0.0), middle(sample - 8.0)]));
                }
                false => scene
                    .elements
                    .extend(legend_node(sign, middle(sample - 18.0))),
            }
            let place = middle(sample + width(name, LEGEND) / 2.0);
            scene.add(words(name.into(), place, LEGEND, INK));
            left += length(name) + gap;
        }
        scene.height += 1.2 * f64::from(LEGEND);
    }
}

fn legend_node(sign: f64, place: Point) -> Vec<Primitive> {
    let mut drawn = vec![disc(place, 9.0, &signed(sign, 0.3), &Pen::new(0.0, "none"))];
    drawn.extend(Pen::new(1.6, INK).dashed(sign < 0.0).circle(place, 9.0));
    drawn
}

impl Node {
    /// A plain node at a place.
    pub fn at((x, y): (f64, f64), label: impl Into<String>) -> Self {
        Self {
            x,
            y,
            label: label.into(),
            value: String::new(),
            strength: None,
            chosen: false,
        }
    }

    /// The second line, below the label.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Its colour, from -1 to 1.
    pub fn strength(mut self, strength: f64) -> Self {
        self.strength = Some(strength);
        self
    }

    /// Makes it stand out, if it is chosen.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// How far its ring reaches beyond it.
    fn ring(&self) -> f64 {
        if self.chosen { 7.0 } else { 0.0 }
    }
}

impl Edge {
    /// A plain edge between two nodes by their numbers.
    pub fn between(from: usize, to: usize) -> Self {
        Self {
            from,
            to,
            label: String::new(),
            strength: None,
            chosen: false,
        }
    }

    /// What stands beside it.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Its sign and its width, from -1 to 1.
    pub fn strength(mut self, strength: f64) -> Self {
        self.strength = Some(strength);
        self
    }

    /// Makes it stand out, if it is chosen.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Its strength from -1 to 1, if that is a number.
    fn strength_shown(&self) -> Option<f64> {
        self.strength
            .filter(|it| it.is_finite())
            .map(|it| it.clamp(-1.0, 1.0))
    }
}

#[cfg(test)]
mod tests;
