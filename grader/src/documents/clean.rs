//! What of a hostile text may stand in a document: whatever students' code says comes through here.

use std::iter::Peekable;
use std::str::Chars;

/// How many characters of one line are shown.
const COLUMNS: usize = 200;

/// How much of a text is looked at, in characters.
const LOOKED_AT: usize = 1_000_000;

/// The visible part of a text: at most so many lines of at most 200 characters, with an ellipsis where
/// something is cut, without escape sequences, control characters, marks that change the direction of
/// writing and characters without width.
pub fn clean(text: &str, lines: usize) -> String {
    let mut kept = String::new();
    let (mut line, mut column) = (1, 0);
    for letter in visible(text).take(LOOKED_AT) {
        if letter == '\n' {
            kept.truncate(kept.trim_end_matches(' ').len());
            if line == lines {
                kept.push_str("\n…");
                break;
            }
            (line, column) = (line + 1, 0);
            kept.push('\n');
            continue;
        }
        match column {
            0..COLUMNS => kept.push(letter),
            COLUMNS => kept.push('…'),
            _ => {}
        }
        column += 1;
    }
    kept.trim_end().to_owned()
}

/// [`clean`] text on a single line.
pub fn one_line(text: &str) -> String {
    let words = clean(text, 10);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            match letters.next()? {
                '\u{1b}' => skip_escape(&mut letters),
                '\u{9b}' => skip_parameters(&mut letters),
                '\n' => return Some('\n'),
                '\t' | '\u{2028}' | '\u{2029}' => return Some(' '),
                letter if is_hidden(letter) => {}
                letter => return Some(letter),
            }
        }
    })
}

/// Skips the rest of an escape sequence of a terminal (ECMA-48).
fn skip_escape(letters: &mut Peekable<Chars<'_>>) {
    match letters.next() {
        Some('[') => skip_parameters(letters),
        // Strings such as the title of the window, up to their end.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(letter) = letters.next() {
                let ended = letter == '\u{1b}' && letters.next_if_eq(&'\\').is_some();
                if ended || matches!(letter, '\u{7}' | '\u{9c}' | '\n') {
                    break;
                }
            }
        }
        _ => {}
    }
}

fn skip_parameters(letters: &mut Peekable<Chars<'_>>) {
    while letters
        .next_if(|letter| (' '..='?').contains(letter))
        .is_some()
    {}
    letters.next_if(|letter| ('@'..='~').contains(letter));
}

/// Controls, marks of direction, what has no width, and what XML does not allow.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_gone() {
        let hostile = "a\u{1b}[31;1mb\u{1b}]0;title\u{7}c\u{202e}d\u{0}\r\n\te\u{9b}2Jf\u{200b}";
        assert_eq!(clean(hostile, 5), "abcd\n ef");
        assert_eq!(clean("\u{1b}]unterminated\nnext", 5), "next");
        assert_eq!(one_line("a\n  b\n"), "a b");
    }

    #[test]
    fn long_texts_are_cut_with_a_mark() {
        assert_eq!(clean("1\n2\n3\n4", 2), "1\n2\n…");
        let long = "x".repeat(10_000_000);
        assert_eq!(clean(&long, 2).chars().count(), COLUMNS + 1);
    }
}
