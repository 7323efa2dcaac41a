//! Paths and texts of students: whether they are harmless, and how a message repeats them.

use super::limits;

/// Whether a path names a Rust file.
pub fn is_rust(path: &str) -> bool {
    path.len() > 3 && path.to_lowercase().ends_with(".rs")
}

/// Why a path of an archive is not one that leads into a folder, where it is not.
pub fn fault_of_path(path: &str) -> Option<&'static str> {
    let parts = path.strip_suffix('/').unwrap_or(path);
    let is_drive = |part: &str| part.as_bytes().get(1) == Some(&b':');
    if path.contains('\0') || path.chars().any(char::is_control) {
        Some("its name has a character that cannot be shown: it is not read")
    } else if path.contains('\\') {
        Some("its name has a backslash: it is not read; pack again with `cargo workbook pack`")
    } else if path.starts_with('/') || parts.split('/').any(is_drive) {
        Some("its path begins at the root of a disk: it is not read")
    } else if parts.split('/').any(|part| part == "..") {
        Some("its path leads out of the archive: it is not read")
    } else if parts.split('/').any(|part| part.is_empty() || part == ".") {
        Some("its path has an empty part: it is not read")
    } else if path.len() > limits::PATH || parts.split('/').count() > limits::FOLDERS {
        Some("its path is too long: it is not read")
    } else {
        None
    }
}

/// What a student wrote, as a message repeats it: in one line, short, without signs that nobody sees.
pub fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters
        .by_ref()
        .take(limits::SHOWN)
        .map(visible)
        .collect();
    match characters.next() {
        Some(_) => start + "…",
        None => start,
    }
}

/// The same for a sentence that somebody else wrote, which may be longer.
pub fn cut(text: &str) -> String {
    text.chars().take(4 * limits::SHOWN).map(visible).collect()
}

/// A character, or a question mark for one that controls how the others are shown.
fn visible(c: char) -> char {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    match c {
        '\n' | '\r' | '\t' => ' ',
        _ if c.is_control() || hidden => '?',
        _ => c,
    }
}
