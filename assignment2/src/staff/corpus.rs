//! A text to learn from and to be tested on.

use crate::language::Windows;
use common::checksum::sha256;
use common::data::text::Text;
use common::error::{Error, Result};
use common::settings::BatchSize;

/// The share of the text, at its end, that is held out to test on.
const TESTED: f64 = 0.1;
/// The fewest characters of which a tenth has a pair.
pub const FEWEST: usize = 20;

/// A text in two parts, both as windows of streams.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// The whole text, whose characters are the vocabulary.
    pub text: Text,
    /// Its first nine tenths.
    pub train: Windows,
    /// The rest.
    pub test: Windows,
}

impl Corpus {
    /// A text in so many streams of windows of so many characters. A number of streams that was not typed gives
    /// way to a short text.
    ///
    /// # Errors
    /// [`Error::Data`] for a text in which there is nothing to predict, [`Error::Usage`] for one that is too short
    /// for these windows.
    pub fn new(text: Text, parallel: BatchSize, window: usize) -> Result<Self> {
        let characters = text.encode(&text.text)?;
        let count = characters.len();
        if count < FEWEST {
            return Err(Error::Data(format!(
                "the text has {count} characters, and at least {FEWEST} are needed to learn from and to test on. \
                 Name a longer one: --text FILE."
            )));
        }
        if let [only] = text.vocabulary[..] {
            return Err(Error::Data(format!(
                "the text is the character {only:?} {count} times: there is nothing to predict. Name another one: \
                 --text FILE."
            )));
        }
        let learned = (count as f64 * (1.0 - TESTED)) as usize;
        let (train, test) = characters.split_at(learned);
        let windows = (learned - 1) / window;
        if windows == 0 {
            return Err(Error::Usage(format!(
                "--window {window}: of the text's {count} characters {learned} are learned from, and a window needs one \
                 more than it is long. Choose --window {} or less, or a longer text.",
                learned - 1
            )));
        }
        let parallel = parallel.resolve(windows).map_err(|_| {
            Error::Usage(format!(
                "--batch-size {parallel}: the part to learn from, {learned} characters, has {windows} windows of {window}, \
                 so at most as many streams. Choose a smaller --batch-size or --window."
            ))
        })?;
        let tested = (test.len() - 1) / window;
        let windows = |part: &[usize], parallel| Windows {
            text: part.into(),
            parallel,
            steps: window,
        };
        Ok(Self {
            train: windows(train, parallel),
            test: windows(test, tested.clamp(1, parallel)),
            text,
        })
    }

    /// What the text is known by.
    pub fn checksum(&self) -> String {
        sha256(self.text.text.as_bytes())
    }

    /// Where a text that is written begins if nothing else is asked for: behind the end of a line, or behind
    /// the character with which this one begins.
    pub fn beginning(&self) -> Vec<usize> {
        let line_end = self.text.encode("\n");
        line_end.unwrap_or_else(|_| self.train.text[..1].to_vec())
    }
}
