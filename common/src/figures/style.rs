//! What figures are made of: colours, markers, words.

use kuva::prelude::{Layout, LinePlot, MarkerShape};
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{Primitive, TextAnchor};

/// A place: x and y, on axes or in pixels.
pub(super) type Point = (f64, f64);

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

/// Colour of a class or series, with a share of white.
pub(super) fn colour(index: usize, white: f64) -> String {
    mixed(COLOURS[index % COLOURS.len()], white)
}

/// The hue of positive numbers, or the one of negative numbers, with a share of white.
pub(super) fn signed(value: f64, white: f64) -> String {
    colour(usize::from(value < 0.0), white)
}

/// The colour of words on a ground in the hue of a number, so full (from 0 to 1). Only on full blue is
/// white read more easily than ink.
pub(super) fn ink_on(value: f64, fullness: f64) -> &'static str {
    match value > 0.0 && fullness > 0.85 {
        true => WHITE,
        false => INK,
    }
}

/// A colour with a share of white.
pub(super) fn mixed(colour: u32, white: f64) -> String {
    let mix = |part: u8| (f64::from(part) * (1.0 - white) + 255.0 * white).round() as u8;
    let [_, red, green, blue] = colour.to_be_bytes().map(mix);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Marker of a class or series.
pub(super) fn marker(index: usize) -> MarkerShape {
    MARKERS[index % MARKERS.len()]
}

/// A line of a class or series.
pub(super) fn stroke(index: usize, points: impl IntoIterator<Item = Point>) -> LinePlot {
    let line = LinePlot::new().with_data(points).with_stroke_width(2.5);
    line.with_color(colour(index, 0.0))
}

/// Text as it stands: the plotting crate would typeset what lies between two dollar signs, and
/// XML forbids control characters.
pub(super) fn literal(text: &str) -> String {
    text.replace(char::is_control, " ").replace('$', "\\$")
}

/// The names of categories as an axis has room for them.
pub(super) fn shortened(name: &str) -> String {
    const MOST: usize = 32;
    let rest = name.char_indices().nth(MOST);
    rest.map_or(literal(name), |(end, _)| literal(&name[..end]) + "…")
}

/// The fonts of all text, in the order in which they are looked for.
pub(super) fn font() -> Option<String> {
    ComputedLayout::from_layout(&Layout::new((0.0, 1.0), (0.0, 1.0))).font_family
}

/// A line of text with its middle at this pixel.
pub(super) fn words(content: String, (x, y): Point, size: u32, colour: &str) -> Primitive {
    Primitive::Text {
        x,
        y: y + f64::from(size) * 0.36,
        content,
        size,
        anchor: TextAnchor::Middle,
        rotate: None,
        bold: false,
        color: Some(colour.into()),
    }
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
