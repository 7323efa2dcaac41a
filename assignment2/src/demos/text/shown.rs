//! A model that learns, in pictures and words.

use super::page::Page;
use crate::staff::expected::shown;
use common::data::text::Text;
use common::demo::{Cause, Frame};
use common::figures::Plot;

/// Characters whose probabilities are shown.
const ROWS: usize = 12;
/// How near to a bound counts as at it, in bits.
const NEAR: f64 = 0.15;

/// What is known of a model at one moment.
pub struct Shown<'a> {
    pub(super) page: &'a Page,
    pub(super) text: &'a Text,
    pub(super) temperature: f64,
    /// Bits per character of the test.
    pub(super) bits: f64,
    /// Bits of who knows single characters, and which stands behind which.
    pub(super) entropies: [f64; 2],
}

impl Shown<'_> {
    /// The characters between which the next one is drawn, as a number of equally probable ones.
    pub fn choices(&self) -> f64 {
        let next = self.page.next(self.temperature).into_iter();
        let entropy = next.filter(|it| *it > 0.0).map(|it| -it * it.log2());
        entropy.sum::<f64>().exp2()
    }

    /// The page, and what is expected next.
    pub fn frame(&self) -> Frame {
        let written = format!(
            "It writes, at temperature {}:\n\n{}",
            self.temperature,
            self.page.lines(self.text)
        );
        let [single, behind] = self.entropies;
        let (bits, repeats) = (self.bits, self.page.repeats(self.text));
        let [words, different] = repeats.unwrap_or_default();
        let repeated = format!(
            "Repeats itself: of the last {words} words {different} are different. What is most probable leads back to \
             itself, and a higher temperature leads out."
        );
        let guessing =
            "Guesses: it needs more bits than whoever knows how frequent each character is.";
        let frequent = "Knows how frequent each character is, and little more.";
        let pairs = "Uses more than the last character: it needs fewer bits than whoever knows which stands behind which.";
        Frame::new()
            .panel(written)
            .panel(self.expected())
            .remark_if(repeats.is_some(), Cause::Collapsed, repeated)
            .remark_if(bits > single + NEAR, Cause::Note, guessing)
            .remark_if((bits - single).abs() <= NEAR, Cause::Note, frequent)
            .remark_if(bits < behind, Cause::Note, pairs)
    }

    /// How probable the characters are that come first, at the temperature and as the model says.
    fn expected(&self) -> Plot {
        let [at, said] = [self.temperature, 1.0].map(|of| self.page.next(of));
        let mut most: Vec<usize> = (0..said.len()).collect();
        most.sort_by(|one, other| said[*other].total_cmp(&said[*one]));
        most.truncate(ROWS);
        let last: String = self.page.last(20).iter().map(|it| self.name(*it)).collect();
        let bars = |of: &[f64]| {
            let bar = |&it: &usize| (self.name(it), of[it].into());
            most.iter().map(bar).collect::<Vec<_>>()
        };
        let plot = Plot::new("The next character")
            .note(format!(
                "behind “{last}”, where · is a space and ¶ the end of a line"
            ))
            .x("probability");
        let plot = plot.bars("as the model says", bars(&said));
        let plot = plot.bars("at the temperature", bars(&at));
        plot.area((0.0, 1.0), (0.0, 1.0))
    }

    fn name(&self, character: usize) -> String {
        shown(self.text.vocabulary[character])
    }
}
