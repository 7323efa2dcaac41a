//! What a network takes for the next character while a text goes on.

use super::language::Language;
use super::writing::Writing;
use common::data::text::Text;
use common::figures::Heat;

/// Characters that are shown, those that were expected most.
const ROWS: usize = 14;

/// Characters of a text, and how probable each of the vocabulary was in the place of each.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    came: Vec<usize>,
    probabilities: Vec<Vec<f64>>,
}

impl Expected {
    /// What a network in evaluation mode expects behind the first character of this, and so on to its last.
    pub fn reading(network: &Language, text: &[usize]) -> Self {
        let mut expected = Self::default();
        let mut carried = Writing::behind(network, &text[..1]);
        for &character in &text[1..] {
            expected.add(character, carried.next(1.0));
            carried.read(network, character);
        }
        expected
    }

    /// Adds a character, and how probable each was in its place.
    pub fn add(&mut self, came: usize, probabilities: Vec<f64>) {
        self.came.push(came);
        self.probabilities.push(probabilities);
    }

    /// The probabilities of the characters that were expected most, a column for each character of the text.
    pub fn heat(&self, text: &Text, title: &str) -> Heat {
        let sum =
            |character: usize| -> f64 { self.probabilities.iter().map(|of| of[character]).sum() };
        let mut most: Vec<usize> = (0..text.vocabulary.len()).collect();
        most.sort_by(|one, other| sum(*other).total_cmp(&sum(*one)));
        most.truncate(ROWS);
        let name = |character: &usize| shown(text.vocabulary[*character]);
        let heat = Heat::new(title, self.came.iter().map(name))
            .note("a column: how probable each was in this place; · space, ¶ end of a line")
            .x("the text as it goes on")
            .y("characters expected most")
            .limit(1.0);
        most.iter().fold(heat, |heat, character| {
            let row = self.probabilities.iter().map(|of| of[*character]);
            heat.row(name(character), row)
        })
    }
}

/// A character that can be seen.
pub fn shown(character: char) -> String {
    match character {
        ' ' => "·".into(),
        '\n' => "¶".into(),
        other if other.is_control() => other.escape_default().to_string(),
        other => other.to_string(),
    }
}
