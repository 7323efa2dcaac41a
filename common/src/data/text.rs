//! Text as a sequence of characters out of a vocabulary.

use super::embedded;
use super::full::{Cache, Catalogue};
use crate::error::{Error, Result};
use std::path::Path;

/// A text and the characters that occur in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The whole text.
    pub text: String,
    /// Every character that occurs, once, in ascending order.
    pub vocabulary: Vec<char>,
}

impl Text {
    /// A text with its own vocabulary.
    pub fn new(text: String) -> Self {
        let mut vocabulary: Vec<char> = text.chars().collect();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        Self { text, vocabulary }
    }

    /// The place in the vocabulary of each character.
    ///
    /// # Errors
    /// [`Error::Usage`] if a character is not in the vocabulary.
    pub fn encode(&self, text: &str) -> Result<Vec<usize>> {
        let place = |character: char| {
            self.vocabulary.binary_search(&character).map_err(|_| {
                Error::Usage(format!(
                    "the character {character:?} never occurs in the text that was learned from.\n\
                     Leave it out; known are: {}",
                    self.vocabulary
                        .iter()
                        .filter(|known| !known.is_whitespace())
                        .collect::<String>()
                ))
            })
        };
        text.chars().map(place).collect()
    }

    /// The characters at these places in the vocabulary: the inverse of [`encode`](Self::encode).
    ///
    /// # Panics
    /// If a place is not below the length of the vocabulary.
    pub fn decode(&self, places: &[usize]) -> String {
        places.iter().map(|&place| self.vocabulary[place]).collect()
    }
}

/// Nine plays of William Shakespeare: 1,222,648 characters, 80 different ones.
///
/// # Errors
/// [`Error::Data`] if the embedded file is damaged.
pub fn shakespeare() -> Result<Text> {
    embedded::read_text("shakespeare.txt.gz").map(Text::new)
}

/// Tiny Shakespeare, by whose numbers models of characters are compared (A. Karpathy, 2015):
/// 1,115,394 characters, 65 different ones, from `folder` or else from this user's data sets.
///
/// # Errors
/// [`Error::Data`] if it has not been fetched or is damaged, with the command that brings it.
pub fn tiny_shakespeare(folder: Option<&Path>) -> Result<Text> {
    let cache = Cache::named(folder)?;
    let set = Catalogue::built_in()?.find("tiny-shakespeare")?;
    let text = String::from_utf8(cache.read(set, "input.txt")?);
    let text = text.map_err(|error| Error::Data(format!("input.txt is no text: {error}")))?;
    Ok(Text::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decode_is_the_inverse_of_encode() {
        let text = Text::new("banana\n".into());
        assert_eq!(text.vocabulary, ['\n', 'a', 'b', 'n']);
        assert_eq!(text.encode("nab").unwrap(), [3, 1, 2]);
        assert_eq!(text.decode(&[3, 1, 2]), "nab");
    }

    #[test]
    fn a_foreign_character_is_named() {
        let error = Text::new("abc".into())
            .encode("aé")
            .unwrap_err()
            .to_string();
        assert!(error.contains("'é'") && error.contains("abc"), "{error}");
    }
}
