//! The edges of a graph: their ways around the nodes, their arrows, and where their labels stand.

use super::Edge;
use super::layout::Layout;
use crate::figures::pen::{Pen, between, distance};
use crate::figures::sheet::width;
use crate::figures::style::{INK, Point, WHITE, literal, signed, words};
use kuva::render::render::Primitive;
use std::collections::BTreeMap;

/// The size of labels.
const SIZE: u32 = 14;
/// Shares of an edge at which its label may stand, the best first.
const SHARES: [f64; 9] = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.18, 0.82];

/// A rectangle: its middle, half its width and half its height.
pub(super) type Ground = (Point, f64, f64);

/// An edge and the points that it goes through.
pub(super) struct Way<'a> {
    edge: &'a Edge,
    pub(super) points: Vec<Point>,
}

/// The edges of which both nodes have a place, the strongest last.
pub(super) fn ways<'a>(edges: &'a [Edge], layout: &Layout) -> Vec<Way<'a>> {
    let place = |node: usize| layout.places.get(node).copied().flatten();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in edges {
        known.entry((edge.from, edge.to)).or_default();
    }
    let mut ways = Vec::new();
    for edge in edges {
        let Some(ends) = place(edge.from).zip(place(edge.to)) else {
            continue;
        };
        // Several edges between two nodes go beside each other.
        let is_back = known.contains_key(&(edge.to, edge.from));
        let same = known.entry((edge.from, edge.to)).or_default();
        let aside = 18.0 * *same as f64 + if is_back { 12.0 } else { 0.0 };
        *same += 1;
        let points = match edge.from == edge.to {
            true => own_loop(ends.0, layout.radius + aside),
            false => way(ends, aside, (edge, layout)),
        };
        ways.push(Way { edge, points });
    }
    let strength = |way: &Way| way.edge.strength_shown().unwrap_or(0.0).abs();
    ways.sort_by(|one, other| {
        let order = strength(one).total_cmp(&strength(other));
        one.edge.chosen.cmp(&other.edge.chosen).then(order)
    });
    ways
}

/// From the border of one node to that of another; around a node that lies between them.
fn way((from, to): (Point, Point), aside: f64, (edge, layout): (&Edge, &Layout)) -> Vec<Point> {
    let (length, clear) = (distance(from, to), layout.radius + 6.0);
    let across = (to.0 - from.0, to.1 - from.1);
    let mut bend = aside;
    for place in layout.places.iter().flatten() {
        let away = (place.0 - from.0, place.1 - from.1);
        let along = (away.0 * across.0 + away.1 * across.1) / length;
        let beside = (away.0 * across.1 - away.1 * across.0) / length;
        if clear < along && along < length - clear && beside.abs() < clear {
            // On the side where the node does not lie.
            let side = if beside > 0.0 { -1.0 } else { 1.0 };
            bend = side * (1.5 * clear - beside.abs() + aside);
        }
    }
    let middle = between(from, to, 0.5);
    // To the left of who goes along, where the bend is above 0.
    let turn = 2.0 * bend / length.max(1e-9);
    let control = (middle.0 + turn * across.1, middle.1 - turn * across.0);
    let border = |place: Point, reach: f64| {
        let share = reach / distance(place, control);
        between(place, control, share.clamp(0.0, 1.0))
    };
    let reach = |node: usize| layout.reaches.get(node).copied().unwrap_or(layout.radius);
    let (from, to) = (
        border(from, reach(edge.from) + 1.0),
        border(to, reach(edge.to) + 3.0),
    );
    match bend == 0.0 {
        true => vec![from, to],
        false => curve(from, control, to),
    }
}

fn curve(from: Point, control: Point, to: Point) -> Vec<Point> {
    let shares = (0..=20).map(|step| f64::from(step) / 20.0);
    let point = |t: f64| between(between(from, control, t), between(control, to, t), t);
    shares.map(point).collect()
}

/// From a node to itself, above it.
fn own_loop((x, y): Point, radius: f64) -> Vec<Point> {
    let angles = (0..=20).map(|step| 0.75 + 4.8 * f64::from(step) / 20.0 + 1.57);
    let (top, size) = (y - 1.25 * radius, 0.55 * radius);
    angles
        .map(|angle| (x + size * angle.cos(), top + size * angle.sin()))
        .collect()
}

/// The point at a share of a way, counted in its points.
fn at(way: &[Point], share: f64) -> Option<Point> {
    let place = share * (way.len().checked_sub(1)? as f64);
    let (from, to) = (way.get(place as usize)?, way.get(place.ceil() as usize)?);
    Some(between(*from, *to, place.fract()))
}

/// Draws the arrows.
pub(super) fn draw(ways: &[Way]) -> Vec<Primitive> {
    // Of many the widths are smaller.
    let scale = (40.0 / ways.len().max(1) as f64).sqrt().clamp(0.4, 1.0);
    let mut drawn = Vec::new();
    for Way { edge, points } in ways {
        let pen = match edge.strength_shown() {
            None if edge.chosen => Pen::new(2.5, INK),
            None => Pen::new(1.6, "#555555"),
            Some(strength) => {
                let pale = 0.65 * (1.0 - strength.abs());
                let width = 0.9 + 4.0 * scale * strength.abs();
                Pen::new(width, signed(strength, pale)).dashed(strength < 0.0)
            }
        };
        if edge.chosen {
            // As if it was marked with a broad pen.
            drawn.extend(Pen::new(pen.width + 12.0, "#c4c4c4").line(points));
        }
        drawn.extend(pen.arrow(points));
    }
    drawn
}

/// Draws the labels on a white ground, each where it hides least.
pub(super) fn labels(ways: &[Way], layout: &Layout) -> Vec<Primitive> {
    let mut taken: Vec<Ground> = Vec::new();
    let mut drawn = Vec::new();
    for (number, Way { edge, points }) in ways.iter().enumerate() {
        if edge.label.is_empty() {
            continue;
        }
        let half = (width(&edge.label, SIZE) / 2.0 + 2.0, 0.6 * f64::from(SIZE));
        let hidden = |middle: Point| {
            let ground = (middle, half.0, half.1);
            let labels = taken
                .iter()
                .filter(|other| overlap(ground, **other))
                .count();
            let (near, nodes) = (layout.radius, layout.places.iter().flatten());
            let nodes = nodes
                .filter(|node| overlap(ground, (**node, near, near)))
                .count();
            let others = ways[..number].iter().chain(&ways[number + 1..]);
            20 * (labels + nodes) + others.filter(|way| way.passes(ground)).count()
        };
        let places = SHARES.iter().filter_map(|share| at(points, *share));
        let Some(middle) = places.min_by_key(|place| hidden(*place)) else {
            continue;
        };
        taken.push((middle, half.0, half.1));
        drawn.push(ground(middle, half));
        drawn.push(words(literal(&edge.label), middle, SIZE, INK));
    }
    drawn
}

/// A white rectangle.
pub(super) fn ground((x, y): Point, half: (f64, f64)) -> Primitive {
    Primitive::Rect {
        x: x - half.0,
        y: y - half.1,
        width: 2.0 * half.0,
        height: 2.0 * half.1,
        fill: WHITE.into(),
        stroke: None,
        stroke_width: None,
        opacity: Some(0.9),
    }
}

fn overlap((one, wide, high): Ground, (other, width, height): Ground) -> bool {
    (one.0 - other.0).abs() < wide + width && (one.1 - other.1).abs() < high + height
}

impl Way<'_> {
    /// Whether it passes through a rectangle, at one of the points in which it is looked at.
    pub(super) fn passes(&self, ground: Ground) -> bool {
        let looks = (0..=40).filter_map(|step| at(&self.points, f64::from(step) / 40.0));
        looks
            .into_iter()
            .any(|point| overlap((point, 0.0, 0.0), ground))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Node;
    use super::*;

    fn layout(places: &[Point]) -> Layout {
        let nodes = places.iter().map(|place| Node::at(*place, ""));
        Layout::of(&nodes.collect::<Vec<_>>())
    }

    #[test]
    fn an_edge_goes_around_a_node_that_lies_between() {
        let layout = layout(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]);
        let edges = [Edge::between(0, 1), Edge::between(0, 2)];
        let ways = ways(&edges, &layout);
        assert_eq!(ways[0].points.len(), 2);
        let nearest = ways[1].points.iter();
        let nearest = nearest.map(|point| distance(*point, layout.places[1].unwrap()));
        assert!(nearest.fold(f64::INFINITY, f64::min) > layout.radius + 2.0);
    }

    #[test]
    fn edges_to_and_fro_go_beside_each_other() {
        let layout = layout(&[(0.0, 0.0), (1.0, 0.0)]);
        let edges = [Edge::between(0, 1), Edge::between(1, 0)];
        let ways = ways(&edges, &layout);
        let [one, other] = [0, 1].map(|number: usize| at(&ways[number].points, 0.5).unwrap());
        assert!(distance(one, other) > 8.0, "{one:?} {other:?}");
    }

    #[test]
    fn labels_of_crossing_edges_do_not_cover_each_other() {
        let layout = layout(&[(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]);
        let edges = [Edge::between(0, 3), Edge::between(1, 2)].map(|edge| edge.label("0.25"));
        let drawn = labels(&ways(&edges, &layout), &layout);
        let middles = drawn.iter().filter_map(|it| match it {
            Primitive::Rect { x, y, .. } => Some((*x, *y)),
            _ => None,
        });
        let middles: Vec<Point> = middles.collect();
        assert_eq!(middles.len(), 2);
        assert!(distance(middles[0], middles[1]) > 16.0, "{middles:?}");
    }

    #[test]
    fn edges_without_nodes_are_left_out() {
        let layout = layout(&[(0.0, 0.0), (f64::NAN, 0.0)]);
        let edges = [(0, 1), (0, 7), (9, 9)].map(|(from, to)| Edge::between(from, to));
        assert!(ways(&edges, &layout).is_empty());
        assert_eq!(ways(&[Edge::between(0, 0)], &layout).len(), 1);
    }
}
