//! The nodes of a graph: circles with their words.

use super::Node;
use super::edges::{Way, ground};
use super::layout::{BELOW, Layout, Words};
use crate::figures::pen::{Pen, disc};
use crate::figures::sheet::width;
use crate::figures::style::{INK, Point, WHITE, ink_on, literal, signed, words};
use kuva::render::render::Primitive;

/// Draws the nodes that have a place.
pub(super) fn draw(nodes: &[Node], layout: &Layout, ways: &[Way]) -> Vec<Primitive> {
    let placed = nodes.iter().zip(&layout.places);
    let placed = placed.filter_map(|(node, place)| Some((node, (*place)?)));
    placed
        .flat_map(|(node, place)| draw_one(node, place, (layout, ways)))
        .collect()
}

fn draw_one(node: &Node, place: Point, (layout, ways): (&Layout, &[Way])) -> Vec<Primitive> {
    let strength = node.strength.filter(|it| it.is_finite());
    let strength = strength.map_or(0.0, |it| it.clamp(-1.0, 1.0));
    let (outline, radius) = (Pen::new(1.6, INK), layout.radius);
    let none = Pen::new(0.0, "none");
    let mut drawn = Vec::new();
    if node.chosen {
        drawn.push(disc(place, radius + node.ring(), INK, &none));
        drawn.push(disc(place, radius + 2.5, WHITE, &none));
    }
    drawn.push(disc(
        place,
        radius,
        &signed(strength, 1.0 - strength.abs()),
        &none,
    ));
    drawn.extend(outline.dashed(strength < 0.0).circle(place, radius));
    let colour = ink_on(strength, strength.abs());
    let line = |text: &str, down: f64, size: u32| {
        words(literal(text), (place.0, place.1 + down), size, colour)
    };
    let mut beside: Vec<&str> = Vec::new();
    match layout.words {
        Words::Inside(size) if !node.value.is_empty() => {
            let [up, down] = Words::aside(size);
            drawn.push(line(&node.label, up, size));
            drawn.push(line(&node.value, down, size - 1));
        }
        Words::Inside(size) => drawn.push(line(&node.label, 0.0, size)),
        Words::ValuesBelow(size) => {
            drawn.push(line(&node.label, 0.0, size));
            beside.push(&node.value);
        }
        Words::Below => beside.extend([node.label.as_str(), &node.value]),
    }
    beside.retain(|text| !text.is_empty());
    let height = 1.25 * f64::from(BELOW);
    let wide = beside
        .iter()
        .map(|text| width(text, BELOW))
        .fold(0.0, f64::max)
        / 2.0;
    let high = height * beside.len() as f64 / 2.0;
    let away = radius + node.ring() + 3.0 + high;
    // Below, or above if fewer edges pass there.
    let hidden = |down: f64| {
        let ground = ((place.0, place.1 + down), wide, high);
        ways.iter().filter(|way| way.passes(ground)).count()
    };
    let middle = match hidden(-away) < hidden(away) {
        true => place.1 - away,
        false => place.1 + away,
    };
    for (number, text) in beside.into_iter().enumerate() {
        let middle = (place.0, middle - high + height * (number as f64 + 0.5));
        drawn.push(ground(middle, (width(text, BELOW) / 2.0, height / 2.0)));
        drawn.push(words(literal(text), middle, BELOW, INK));
    }
    // Empty lines are nothing to draw.
    drawn.retain(|it| !matches!(it, Primitive::Text { content, .. } if content.is_empty()));
    drawn
}
