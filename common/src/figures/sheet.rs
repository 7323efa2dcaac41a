//! How pictures, their labels and their captions are laid out.

use super::picture::Picture;
use super::style::{INK, literal, words};
use kuva::render::render::{Primitive, Scene, TextAnchor};
use kuva::render::render_utils::wrap_text;

/// Between the pictures of a row, and above and below their captions.
pub(super) const GAP: f64 = 4.0;
/// Between a label and its pictures.
pub(super) const LABEL_GAP: f64 = 12.0;
pub(super) const LABEL_SIZE: u32 = 18;
const CAPTION_SIZE: u32 = 15;
/// From one line of text to the next, in sizes of the text.
pub(super) const LINE: f64 = 1.25;

/// A figure that grows downwards.
pub(super) struct Sheet {
    pub(super) scene: Scene,
    pub(super) pictures: Vec<Picture>,
    /// Where the first cell of a row begins.
    pub(super) left: f64,
    /// The width of a cell, which is that of the widest picture.
    pub(super) cell: f64,
}

impl Sheet {
    fn column(&self, number: usize) -> f64 {
        self.left + (self.cell + GAP) * number as f64
    }

    /// Adds pictures side by side, and the lines of a label to their left.
    pub(super) fn add_row(&mut self, row: &[Option<Picture>], label: &[String]) {
        let line_height = LINE * f64::from(LABEL_SIZE);
        let mut height = line_height * label.len() as f64;
        for (number, picture) in row.iter().enumerate() {
            let Some(picture) = picture else { continue };
            let (width, own_height) = picture.size();
            let aside = ((self.cell - width) / 2.0).floor();
            let place = (self.column(number) + aside, self.scene.height);
            self.pictures.push(picture.clone().shifted(place));
            height = height.max(own_height);
        }
        let above = (label.len() as f64 - 1.0) / 2.0;
        for (number, line) in label.iter().enumerate() {
            let down = line_height * (number as f64 - above) + height / 2.0;
            let end = (self.left - LABEL_GAP, self.scene.height + down);
            let mut text = words(line.clone(), end, LABEL_SIZE, INK);
            if let Primitive::Text { anchor, .. } = &mut text {
                *anchor = TextAnchor::End;
            }
            self.scene.add(text);
        }
        self.scene.height += height + GAP;
    }

    /// Adds a caption below each picture of the last row, if there are any.
    pub(super) fn add_captions<'a>(&mut self, captions: impl Iterator<Item = &'a String>) {
        let line_height = LINE * f64::from(CAPTION_SIZE);
        let (top, mut most) = (self.scene.height + line_height / 2.0, 0);
        for (number, caption) in captions.enumerate() {
            let letters = (self.cell + GAP) / width("x", CAPTION_SIZE);
            let lines = wrap_text(&literal(caption), letters as usize);
            most = most.max(lines.len());
            let middle = self.column(number) + self.cell / 2.0;
            for (line, text) in lines.into_iter().enumerate() {
                let place = (middle, top + line_height * line as f64);
                self.scene.add(words(text, place, CAPTION_SIZE, INK));
            }
        }
        if most > 0 {
            self.scene.height += line_height * most as f64 + 2.0 * GAP;
        }
    }
}

/// Around everything.
pub(super) const MARGIN: f64 = 16.0;

/// Adds a title and the line below it to a scene that grows downwards.
pub(super) fn write_head(scene: &mut Scene, title: &str, note: &str) {
    for (text, size, colour) in [(title, 25, "black"), (note, 18, "#555555")] {
        if text.is_empty() {
            continue;
        }
        let most = (scene.width - 2.0 * MARGIN) / width("x", size);
        for line in wrap_text(&literal(text), most as usize) {
            let middle = scene.height + 0.62 * f64::from(size);
            let middle = (scene.width / 2.0, middle);
            scene.add(words(line, middle, size, colour));
            scene.height += LINE * f64::from(size);
        }
        scene.height += 0.4 * f64::from(size);
    }
}

/// A title and the note below it that say what a title and a note said, below another title.
pub(super) fn headed(head: &str, (title, note): (String, String)) -> (String, String) {
    let said = [title, note].into_iter().filter(|it| !it.is_empty());
    (head.into(), said.collect::<Vec<_>>().join("; "))
}

/// The width of a line of text, about.
pub(super) fn width(line: &str, size: u32) -> f64 {
    0.6 * f64::from(size) * line.chars().count() as f64
}
