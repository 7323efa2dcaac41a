//! Text as a sequence of characters out of a vocabulary.

use super::csv_file::unreadable;
use super::embedded;
use super::full::{Cache, Catalogue};
use crate::error::{Error, Result};
use crate::memory;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Characters of a vocabulary that a message lists.
const LISTED: usize = 120;

/// Bytes that a byte of a text takes when it is read and cut into windows.
const BYTES: u128 = 25;

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
        let vocabulary: BTreeSet<char> = text.chars().collect();
        let vocabulary = vocabulary.into_iter().collect();
        Self { text, vocabulary }
    }

    /// The place in the vocabulary of each character.
    ///
    /// # Errors
    /// [`Error::Usage`] if a character is not in the vocabulary.
    pub fn encode(&self, text: &str) -> Result<Vec<usize>> {
        let place =
            |character: char| {
                self.vocabulary.binary_search(&character).map_err(|_| {
                let known = self.vocabulary.iter().filter(|it| !it.is_whitespace());
                let more = if known.clone().nth(LISTED).is_some() { " …" } else { "" };
                Error::Usage(format!(
                    "the character {character:?} never occurs in the text that was learned from.\n\
                     Leave it out; known are: {}{more}",
                    known.take(LISTED).collect::<String>()
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

/// A text of one's own: a file in UTF-8. A mark of byte order at its beginning is left out, and its line ends become
/// those of Unix.
///
/// # Errors
/// [`Error::Data`] if it cannot be read, is empty, or is no UTF-8, with what to do.
pub fn read(path: &Path) -> Result<Text> {
    let place = path.display();
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_file() && !found.is_dir() {
        // Such as a pipe, which may never end.
        return Err(Error::Data(format!(
            "{place} is no file. Name a file with the text in it."
        )));
    }
    memory::refuse_beyond(
        BYTES * u128::from(found.len()),
        &format!("the text {place}"),
    )?;
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let (at, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        let advice = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                format!("It is saved as UTF-16:\n  iconv -f UTF-16 -t UTF-8 {place} > text.txt")
            }
            _ if bytes.contains(&0) => "It has bytes of zero, as no text has.".into(),
            _ => format!(
                "Save it as UTF-8 in an editor, or convert it, from GB18030 if it is Chinese, from LATIN1 if it is western \
                 European:\n  iconv -f LATIN1 -t UTF-8 {place} > text.txt"
            ),
        };
        Error::Data(format!(
            "{place} is no text in UTF-8: byte {} cannot be part of one. {advice}",
            at + 1
        ))
    })?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    match text.is_empty() {
        true => Err(Error::Data(format!(
            "{place} is empty. Name a file with some thousand characters at least."
        ))),
        false => Ok(Text::new(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_without_its_mark_and_with_plain_line_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.txt");
        std::fs::write(&path, "\u{feff}\u{4f60}\u{597d}\r\nab\n").unwrap();
        let text = read(&path).unwrap();
        assert_eq!(text.text, "\u{4f60}\u{597d}\nab\n");
        assert_eq!(text.vocabulary, ['\n', 'a', 'b', '\u{4f60}', '\u{597d}']);
    }

    #[test]
    fn what_is_no_text_is_said_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.txt");
        for (bytes, told) in [
            (&b""[..], "is empty"),
            (b"caf\xe9 noir", "byte 4 cannot"),
            (b"caf\xe9 noir", "GB18030"),
            (b"\xff\xfea\0", "iconv -f UTF-16"),
            (b"\x89PNG\0", "no text has"),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let error = read(&path).unwrap_err();
            assert_eq!(error.exit_code(), 4);
            assert!(error.to_string().contains(told), "{error}");
        }
        let error = read(&folder.path().join("none.txt")).unwrap_err();
        assert!(error.to_string().contains("Check the name"), "{error}");
        let error = read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("is a folder"), "{error}");
        if cfg!(unix) {
            let error = read(Path::new("/dev/zero")).unwrap_err().to_string();
            assert!(error.contains("is no file"), "{error}");
        }
    }

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
