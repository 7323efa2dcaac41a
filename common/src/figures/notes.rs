//! Words below figures: sentences, lines as they are, tables.

use super::figure::Figure;
use super::sheet::MARGIN;
use super::style::{INK, font, literal};
use crate::table::Table;
use kuva::render::render::{Primitive, Scene, TextAnchor, TextSpan};
use kuva::render::render_utils::wrap_text;

/// The size of all words.
const SIZE: u32 = 17;
/// From one line to the next.
const LINE: f64 = 1.35 * SIZE as f64;
/// The width of a letter where all are equally wide.
const LETTER: f64 = 0.602 * SIZE as f64;
/// The least width.
const LEAST: f64 = 480.0;

/// Words that stand below each other.
#[derive(Default)]
pub(crate) struct Notes {
    parts: Vec<Part>,
}

enum Part {
    /// What stands in bold before a sentence, and the sentence.
    Sentence(String, String),
    /// Letters of equal width.
    Lines(Vec<String>),
}

impl Notes {
    /// Adds a sentence behind a word in bold.
    pub(crate) fn sentence(&mut self, head: &str, words: &str) {
        self.parts
            .push(Part::Sentence(literal(head), literal(words)));
    }

    /// Adds lines as they are, in letters of equal width, behind a line in bold unless that is empty.
    pub(crate) fn lines(&mut self, head: &str, text: &str) {
        if !head.is_empty() {
            self.sentence(head, "");
        }
        self.parts
            .push(Part::Lines(text.lines().map(literal).collect()));
    }

    /// Adds a table, behind a line in bold unless that is empty.
    pub(crate) fn table(&mut self, head: &str, table: &Table) {
        self.lines(head, &table.to_string());
    }

    /// The words as a figure of a width, or wider where a line needs it.
    pub(crate) fn figure(&self, width: f64) -> Figure {
        let width = width.max(LEAST);
        let mut scene = Scene::new(width, MARGIN);
        scene.font_family = font();
        let room = width - 2.0 * MARGIN;
        for part in &self.parts {
            match part {
                Part::Sentence(head, words) => {
                    let whole = format!("{head}  {words}");
                    // Most letters are narrower than the widest.
                    let lines = wrap_text(whole.trim(), (room / (0.56 * f64::from(SIZE))) as usize);
                    for line in lines {
                        let (head, rest) = match line.strip_prefix(head.as_str()) {
                            Some(rest) => (head.as_str(), rest),
                            None => ("", line.as_str()),
                        };
                        let bold = TextSpan {
                            bold: true,
                            ..TextSpan::plain(head)
                        };
                        add(&mut scene, vec![bold, TextSpan::plain(rest)]);
                    }
                }
                Part::Lines(lines) => {
                    for line in lines {
                        let end = LETTER * line.chars().count() as f64 + 2.0 * MARGIN;
                        scene.width = scene.width.max(end);
                        // Else spaces beside each other would become one.
                        let code = TextSpan {
                            code: true,
                            ..TextSpan::plain(line.replace(' ', "\u{a0}"))
                        };
                        add(&mut scene, vec![code]);
                    }
                }
            }
            // What only heads something stands close to it.
            let is_head = matches!(part, Part::Sentence(_, words) if words.is_empty());
            scene.height += if is_head { 0.0 } else { 0.4 * LINE };
        }
        scene.height += MARGIN;
        Figure::with_pictures(scene, Vec::new())
    }
}

/// Adds a line below the others.
fn add(scene: &mut Scene, mut spans: Vec<TextSpan>) {
    spans.retain(|span| !span.text.is_empty());
    scene.add(Primitive::RichText {
        x: MARGIN,
        y: scene.height + 0.75 * LINE,
        spans,
        size: SIZE,
        anchor: TextAnchor::Start,
        color: Some(INK.into()),
    });
    scene.height += LINE;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};

    fn notes() -> Notes {
        let mut notes = Notes::default();
        notes.sentence("DIVERGED", &"a number is not finite any more ".repeat(9));
        let mut table = Table::new(["number", "A", "B"]);
        table.row(["loss", "0.25", "12.5"]);
        notes.table("Numbers", &table);
        notes.lines("", "one  two\nthree");
        notes
    }

    #[test]
    fn sentences_wrap_and_tables_stay_in_columns() {
        assert_reproducible(|| notes().figure(600.0));
        let figure = notes().figure(600.0);
        let count = |text: &str| figure.svg().matches(text).count();
        assert_eq!(count("font-weight=\"bold\">DIVERGED<"), 1);
        assert_eq!((count("DIVERGED"), count(">Numbers<")), (1, 1));
        let row = "loss    0.25  12.5".replace(' ', "\u{a0}");
        assert_eq!(count(&format!(">{row}<")), 1, "{}", figure.svg());
        assert_eq!(count(">one\u{a0}\u{a0}two<"), 1);
        // Nine times four words and more fill several lines.
        assert!(count("<text") > 8, "{}", count("<text"));
        assert_eq!(figure.width(), 600.0);
    }

    #[test]
    fn a_long_line_widens_the_figure_and_odd_words_are_drawn() {
        let mut notes = Notes::default();
        notes.lines("", &"x".repeat(200));
        assert!(notes.figure(0.0).width() > 1900.0);
        let mut notes = Notes::default();
        notes.sentence("", "");
        notes.sentence("$x$", "\u{7}<&>");
        notes.lines("", "");
        notes.table("", &Table::default());
        saved(&notes.figure(f64::NAN));
        saved(&Notes::default().figure(-1.0));
    }
}
