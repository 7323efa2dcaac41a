//! What figures are made of: colours, markers, lines of the legend, rectangles, text.

use super::chart::Layer;
use kuva::prelude::{LegendEntry, LegendShape, MarkerShape, ScatterPlot};
use kuva::render::render::Primitive;

/// Okabe and Ito without yellow, which vanishes on white, then three of Tol's muted scheme.
const COLOURS: [u32; 10] = [
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x882255, 0x999933,
    0x888888,
];
const MARKERS: [MarkerShape; 8] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Triangle,
    MarkerShape::Diamond,
    MarkerShape::TriangleDown,
    MarkerShape::Star,
    MarkerShape::Pentagon,
    MarkerShape::Hexagon,
];
pub(super) const WHITE: &str = "#ffffff";
pub(super) const INK: &str = "#222222";

/// Colour of a class or curve, with a share of white.
pub(super) fn colour(index: usize, white: f64) -> String {
    mixed(COLOURS[index % COLOURS.len()], white)
}

/// A colour with a share of white.
pub(super) fn mixed(colour: u32, white: f64) -> String {
    let mix = |part: u8| (f64::from(part) * (1.0 - white) + 255.0 * white).round() as u8;
    let [_, red, green, blue] = colour.to_be_bytes().map(mix);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn marker(index: usize) -> MarkerShape {
    MARKERS[index % MARKERS.len()]
}

/// The points of one class or curve, on a white rim that lifts them off what lies below.
pub(super) fn markers(points: Vec<(f64, f64)>, index: usize, hollow: bool) -> Vec<Layer> {
    let size = 6.0;
    let (rim, hole) = ((size + 1.2, WHITE.into()), (0.5 * size, WHITE.into()));
    let layers = [rim, (size, colour(index, 0.0)), hole];
    layers
        .into_iter()
        .take(if hollow { 3 } else { 2 })
        .filter(|_| !points.is_empty())
        .map(|(size, colour)| {
            let plot = ScatterPlot::new().with_data(points.clone()).with_size(size);
            Layer::Points(plot.with_marker(marker(index)).with_color(colour))
        })
        .collect()
}

/// The legend's line for a class or curve.
pub(super) fn key(name: &str, index: usize) -> LegendEntry {
    let shape = LegendShape::Marker(marker(index));
    entry(name, colour(index, 0.0), shape)
}

/// [`key`] for each of several names.
pub(super) fn keys<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<LegendEntry> {
    let names = names.into_iter().enumerate();
    names.map(|(index, name)| key(name, index)).collect()
}

/// A line of the legend.
pub(super) fn entry(name: &str, color: String, shape: LegendShape) -> LegendEntry {
    LegendEntry {
        label: literal(name),
        color,
        shape,
        dasharray: None,
    }
}

/// A filled rectangle between two corners, in pixels.
pub(super) fn rectangle(
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
    fill: &str,
) -> Primitive {
    Primitive::Rect {
        x: left,
        y: top,
        // A pixel of overlap hides the seams that smoothing leaves between neighbours.
        width: right - left + 1.0,
        height: bottom - top + 1.0,
        fill: fill.into(),
        stroke: None,
        stroke_width: None,
        opacity: None,
    }
}

/// A name of at most so many characters.
pub(super) fn shortened(name: &str, most: usize) -> String {
    let short: String = name.chars().take(most).collect();
    if short == name { short } else { short + "…" }
}

/// Text as it stands: the plotting crate would typeset what lies between two dollar signs, and
/// XML forbids control characters.
pub(super) fn literal(text: &str) -> String {
    text.replace(char::is_control, " ").replace('$', "\\$")
}

#[cfg(test)]
mod tests {
    use crate::figures::confusion;

    #[test]
    fn labels_stand_as_they_are_written() {
        let names = ["a < b & c".to_owned(), "$x$ and $y$\u{7}".to_owned()];
        let figure = confusion("from $1 to $2", &names, &[vec![1, 0], vec![0, 1]]);
        for text in ["a &lt; b &amp; c", "$x$ and $y$ ", "from $1 to $2"] {
            assert!(
                figure.svg().contains(&format!(">{text}<")),
                "{text}: {}",
                figure.svg()
            );
        }
    }
}
