//! Where the nodes of a graph lie, how large they are and where their words have room.

use super::Node;
use crate::figures::axes::Scale;
use crate::figures::pen::distance;
use crate::figures::sheet::width;
use crate::figures::style::Point;

/// The largest and the smallest radius of a node.
const RADII: [f64; 2] = [28.0, 7.0];
/// The largest and the smallest size of words in a node.
const SIZES: [u32; 2] = [18, 11];
/// The size of words below a node.
pub(super) const BELOW: u32 = 14;

/// A layout, in pixels.
pub(super) struct Layout {
    /// Where each node lies; none for a place that is not finite.
    pub(super) places: Vec<Option<Point>>,
    pub(super) radius: f64,
    /// How far each node reaches, with its ring if it is chosen.
    pub(super) reaches: Vec<f64>,
    pub(super) words: Words,
    pub(super) size: (f64, f64),
}

/// Where the words of nodes stand, alike for all of a graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Words {
    /// Labels and values in the nodes, of this size.
    Inside(u32),
    /// Labels in the nodes, of this size, and values below.
    ValuesBelow(u32),
    /// Both below.
    Below,
}

impl Layout {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let is_shown = |node: &&Node| Scale::Linear.shows(node.x) && Scale::Linear.shows(node.y);
        let range = |along: fn(&Node) -> f64| {
            let values = nodes.iter().filter(is_shown).map(along);
            let low = values.clone().reduce(f64::min).unwrap_or(0.0);
            (low, values.reduce(f64::max).unwrap_or(0.0))
        };
        let (left, right) = range(|node| node.x);
        let (bottom, top) = range(|node| node.y);
        let across = unit(right - left, [620.0, 1500.0], [66.0, 150.0]);
        let mut down = unit(top - bottom, [400.0, 1100.0], [60.0, 120.0]);
        let place = |node: &Node, down: f64| {
            let place = (across * (node.x - left), down * (top - node.y));
            Some(node).filter(is_shown).map(|_| place)
        };
        let placed = |down: f64| -> Vec<_> { nodes.iter().map(|node| place(node, down)).collect() };
        let mut places = placed(down);
        let radius = radius(&places);
        let words = Words::of(nodes, radius);
        // Room for the lines below each node.
        let lines = words.lines_below(nodes);
        if lines > 0 {
            let height = 2.0 * radius + 24.0 + f64::from(BELOW) * 1.25 * lines as f64;
            down = down.max(height).min(1100.0 / (top - bottom).max(1e-100));
            places = placed(down);
        }
        // The words below may be wider than the node.
        let longest = nodes.iter().map(|node| match words {
            Words::Inside(_) => 0.0,
            Words::ValuesBelow(_) => width(&node.value, BELOW),
            Words::Below => width(&node.value, BELOW).max(width(&node.label, BELOW)),
        });
        let aside = longest.fold(0.0, f64::max).min(300.0) / 2.0;
        let aside = aside.max(radius + 12.0);
        // They stand above where an edge comes from below.
        let above = radius + 12.0 + 1.25 * f64::from(BELOW) * lines as f64;
        let size = (
            across * (right - left) + 2.0 * aside,
            down * (top - bottom) + 2.0 * above,
        );
        let mut layout = Self {
            places,
            reaches: nodes.iter().map(|node| radius + node.ring()).collect(),
            radius,
            words,
            size,
        };
        layout.shift((aside, above));
        layout
    }
}

impl Layout {
    /// Grows until it holds these points, within limits.
    pub(super) fn hold(&mut self, points: impl Iterator<Item = Point> + Clone) {
        let beyond = |along: fn(&Point) -> f64, end: f64| {
            let beyond = points.clone().map(|point| along(&point) - end + 14.0);
            beyond.fold(0.0, f64::max).min(300.0)
        };
        let (left, right) = (beyond(|it| -it.0, 0.0), beyond(|it| it.0, self.size.0));
        let (top, bottom) = (beyond(|it| -it.1, 0.0), beyond(|it| it.1, self.size.1));
        self.shift((left, top));
        self.size = (self.size.0 + left + right, self.size.1 + top + bottom);
    }

    /// Moves it to the right and down.
    pub(super) fn shift(&mut self, (right, down): (f64, f64)) {
        for place in self.places.iter_mut().flatten() {
            *place = (place.0 + right, place.1 + down);
        }
    }
}

/// Pixels of a unit, of so many units in all: what fills the room, within limits, and at most so much
/// as the largest figure has.
fn unit(range: f64, [room, most]: [f64; 2], [low, high]: [f64; 2]) -> f64 {
    let range = range.max(1e-100);
    (room / range).clamp(low, high).min(most / range)
}

/// A radius that keeps the closest two nodes apart.
fn radius(places: &[Option<Point>]) -> f64 {
    let shown: Vec<Point> = places.iter().flatten().copied().collect();
    let [most, least] = RADII;
    let mut nearest = f64::INFINITY;
    for (number, one) in shown.iter().enumerate() {
        let others = shown[..number].iter().map(|other| distance(*one, *other));
        nearest = others.fold(nearest, f64::min);
    }
    (0.34 * nearest).clamp(least, most)
}

impl Words {
    fn of(nodes: &[Node], radius: f64) -> Self {
        let [most, least] = SIZES;
        // A line fits if its corners lie in the circle, or nearly.
        let fits = |line: &str, size: u32, aside: f64| {
            let corner = aside.abs() + 0.36 * f64::from(size);
            let chord = (radius * radius - corner * corner).max(0.0).sqrt();
            line.is_empty() || width(line, size) <= 2.0 * chord
        };
        let inside = |size: &u32| {
            nodes.iter().all(|node| match node.value.is_empty() {
                true => fits(&node.label, *size, 0.0),
                false => {
                    let [up, down] = Self::aside(*size);
                    fits(&node.label, *size, up) && fits(&node.value, size - 1, down)
                }
            })
        };
        let labels = |size: &u32| nodes.iter().all(|node| fits(&node.label, *size, 0.0));
        let mut sizes = (least..=most).rev();
        let inside = sizes.clone().find(inside).map(Self::Inside);
        let labels = || sizes.find(labels).map(Self::ValuesBelow);
        inside.or_else(labels).unwrap_or(Self::Below)
    }

    /// How far above and below the middle of a node its label and its value stand.
    pub(super) fn aside(size: u32) -> [f64; 2] {
        [-0.52, 0.58].map(|share| share * f64::from(size))
    }

    /// How many lines stand below a node at most.
    fn lines_below(self, nodes: &[Node]) -> usize {
        let lines = |node: &Node| match self {
            Self::Inside(_) => 0,
            Self::ValuesBelow(_) => usize::from(!node.value.is_empty()),
            Self::Below => [&node.label, &node.value]
                .iter()
                .filter(|it| !it.is_empty())
                .count(),
        };
        nodes.iter().map(lines).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(count: usize, value: &str) -> Vec<Node> {
        let node = |number: usize| Node::at((number as f64, 0.0), format!("h{number}"));
        (0..count).map(|number| node(number).value(value)).collect()
    }

    #[test]
    fn nodes_stay_apart_and_words_find_room() {
        let layout = Layout::of(&row(12, "0.42"));
        let [first, second] = [0, 1].map(|number| layout.places[number].unwrap());
        assert!(distance(first, second) > 2.5 * layout.radius);
        assert!(
            matches!(layout.words, Words::Inside(_)),
            "{:?}",
            layout.words
        );
        let layout = Layout::of(&row(12, "0.42 of 17"));
        assert!(
            matches!(layout.words, Words::ValuesBelow(_)),
            "{:?}",
            layout.words
        );
        let long = [Node::at((0.0, 0.0), "multiplication").value("1")];
        assert_eq!(Layout::of(&long).words, Words::Below);
    }

    #[test]
    fn the_size_is_bounded_whatever_the_places() {
        for far in [0.0, 1e-300, 1.0, 1e9, 1e99, f64::MAX, f64::NAN] {
            let nodes = [(0.0, 0.0), (far, -far)].map(|place| Node::at(place, "a"));
            let layout = Layout::of(&nodes);
            let (width, height) = layout.size;
            assert!((1.0..1700.0).contains(&width), "{far}: {width}");
            assert!((1.0..1300.0).contains(&height), "{far}: {height}");
            assert_eq!(layout.places[1].is_some(), far < 1e100, "{far}");
        }
    }
}
