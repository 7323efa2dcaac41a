//! Text for documents: what students' code says is hostile until it has come through here.

use std::iter::Peekable;
use std::str::Chars;

use common::checksum::sha256;

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

/// A text whose absolute paths are their last parts alone: where staff keep their files concerns nobody else.
pub fn without_paths(text: &str) -> String {
    let ends_word = |letter: char| letter.is_whitespace() || "\"'`()<>,;".contains(letter);
    let words = text.split_inclusive(ends_word);
    words.map(without_path).collect()
}

fn without_path(word: &str) -> String {
    let begins = |at: usize| {
        let (before, after) = (&word[..at], &word[at + 1..]);
        let is_first = before.is_empty() || before.ends_with(['=', ':', '/', '@']);
        is_first && after.starts_with(|c: char| c.is_alphanumeric() || "._~-".contains(c))
    };
    let unix = word
        .match_indices('/')
        .map(|(at, _)| at)
        .find(|at| begins(*at));
    let windows = word.find(":\\").map(|at| at.saturating_sub(1));
    let windows = windows.filter(|at| word.is_char_boundary(*at));
    match (unix, windows) {
        (Some(at), _) | (None, Some(at)) => {
            let last = word[at..].rsplit(['/', '\\']).next();
            format!("{}{}", &word[..at], last.unwrap_or_default())
        }
        (None, None) => word.to_owned(),
    }
}

/// The words of a text on lines of at most so many characters; a longer word is cut into pieces.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = width;
    for word in text.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        let pieces = letters
            .chunks(width.max(1))
            .map(|piece| piece.iter().collect());
        for piece in pieces.collect::<Vec<String>>() {
            let length = piece.chars().count();
            let last = lines
                .last_mut()
                .filter(|last| last.is_empty() || length < room);
            match last {
                Some(last) if last.is_empty() => *last = piece,
                Some(last) => {
                    last.push(' ');
                    last.push_str(&piece);
                    room -= 1;
                }
                None => {
                    lines.push(piece);
                    room = width;
                }
            }
            room = room.saturating_sub(length);
        }
    }
    lines
}

/// Rows of equally many cells as columns of text.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = width(column).unwrap_or_default();
            format!("{cell:width$}  ")
        });
        text.extend([cells.collect::<String>().trim_end(), "\n"]);
    }
    text
}

/// Points, with at most two decimals and none that say nothing: `3.5`, `4`.
pub fn points(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" => "0".into(),
        text => text.into(),
    }
}

/// `1 point`, `3.5 points`.
pub fn points_words(value: f64) -> String {
    let (number, plural) = (points(value), if value == 1.0 { "" } else { "s" });
    format!("{number} point{plural}")
}

/// The beginning of a checksum, by which people compare it.
pub fn short(checksum: &str) -> String {
    one_line(checksum).chars().take(12).collect()
}

/// What the files of a student are called: the identifier, where it is fit for the name of a file.
pub fn file_name(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let name: String = id
        .chars()
        .take(60)
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    // Another identifier may come to the same letters.
    match name == id && !name.is_empty() {
        true => name,
        false => format!("{name}-{}", &sha256(id.as_bytes())[..8]),
    }
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

    #[test]
    fn lines_are_wrapped_and_long_words_cut() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("ab c", 4), ["ab c"]);
    }

    #[test]
    fn absolute_paths_lose_their_folders_and_nothing_else_changes() {
        let said = "--> /tmp/slot 3/src/linear.rs:3:5 `/home/ta/a.rs` x=/a/b C:\\staff\\a.rs";
        let expected = "--> slot 3/src/linear.rs:3:5 `a.rs` x=b a.rs";
        assert_eq!(without_paths(said), expected);
        for same in [
            "src/linear.rs:3",
            "// 1/2/3 and a / b",
            "/// ¾ é/ü",
            "::std:\\",
        ] {
            let is_same = without_paths(same) == same;
            assert!(is_same || same.ends_with('\\'), "{same}");
        }
    }

    #[test]
    fn points_are_short_and_names_of_files_differ() {
        let shown = [3.5, 4.0, -0.0, 0.25, 10.0, 100.0].map(points);
        assert_eq!(shown, ["3.5", "4", "0", "0.25", "10", "100"]);
        assert_eq!(file_name("12110101"), "12110101");
        let names = ["../x", ".._x", "", "a b", "a_b"].map(file_name);
        let different: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
        assert!(names.iter().all(|name| !name.contains(['/', '.', ' '])));
    }
}
