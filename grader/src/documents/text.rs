//! How documents write words, points and names.

use common::checksum::sha256;

use super::clean::one_line;

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
        let is_name = after.starts_with(|c: char| c.is_alphanumeric() || "._~-".contains(c));
        // A single name behind a slash is a switch, a fraction or the end of a tag.
        is_first && is_name && after.contains('/')
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
