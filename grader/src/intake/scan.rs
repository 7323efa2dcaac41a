//! The tokens of a text that means to be Rust, told apart without recursion and without ever failing.
//!
//! A lexer that knows Rust stops at the first fault of a file. This one goes on, so that a bracket that
//! somebody forgot costs the body that it stands in and no other.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of `(`, `[` and `{`.
    Open,
    /// One of `)`, `]` and `}`.
    Close,
    /// A word, raw or not.
    Word,
    /// A line of documentation, `/// …`.
    Doc,
    /// A string, a character, a number or a lifetime.
    Literal,
    /// Any other single character.
    Mark,
}

/// A token and the bytes that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The tokens of a text; comments and white space are left out. What is not closed reaches to the end.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            '/' if rest.starts_with("//") => {
                let is_doc = rest.starts_with("///") && !rest.starts_with("////");
                let length = rest.find('\n').unwrap_or(rest.len());
                (is_doc.then_some(Kind::Doc), length)
            }
            '/' if rest.starts_with("/*") => (None, block_comment(rest)),
            '"' => (Some(Kind::Literal), string(rest, 0)),
            '\'' => (Some(Kind::Literal), quote(rest)),
            '(' | '[' | '{' => (Some(Kind::Open), 1),
            ')' | ']' | '}' => (Some(Kind::Close), 1),
            _ if first.is_ascii_digit() => (Some(Kind::Literal), word(rest)),
            _ if is_of_word(first) => {
                let (kind, length) = word_or_string(rest);
                (Some(kind), length)
            }
            _ => (Some(Kind::Mark), first.len_utf8()),
        };
        let end = at + length;
        found.extend(kind.map(|kind| Token {
            kind,
            range: at..end,
        }));
        at = end;
    }
    found
}

fn is_of_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The length of the letters and digits that a text begins with.
fn word(text: &str) -> usize {
    text.find(|c| !is_of_word(c)).unwrap_or(text.len())
}

/// A word, or the string whose prefix it is: `r#"…"#`, `b"…"`, `b'…'`, `cr"…"`.
fn word_or_string(text: &str) -> (Kind, usize) {
    let length = word(text);
    let (prefix, rest) = text.split_at(length);
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let is_raw = matches!(prefix, "r" | "br" | "cr");
    match rest.as_bytes().get(hashes) {
        Some(b'"') if is_raw => {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = &rest[hashes + 1..];
            let inside = inside.find(&end).map_or(inside.len(), |at| at + end.len());
            (Kind::Literal, length + hashes + 1 + inside)
        }
        Some(b'"') if hashes == 0 && matches!(prefix, "b" | "c") => {
            (Kind::Literal, string(text, length))
        }
        Some(b'\'') if hashes == 0 && prefix == "b" => (Kind::Literal, length + quote(rest)),
        Some(_) if hashes == 1 && prefix == "r" => (Kind::Word, 2 + word(&rest[1..])),
        _ => (Kind::Word, length),
    }
}

/// The length of a string whose quotation mark stands behind `before` bytes.
fn string(text: &str, before: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = before + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// The length of a character or of a lifetime.
fn quote(text: &str) -> usize {
    let inside = &text[1..];
    let Some(first) = inside.chars().next() else {
        return text.len();
    };
    if first == '\\' {
        // The sign behind the backslash may be the quotation mark itself.
        let escaped = inside[1..].chars().next().map_or(0, char::len_utf8);
        let rest = &inside[1 + escaped..];
        let end = rest.find(['\'', '\n']).map_or(rest.len(), |at| at + 1);
        return 2 + escaped + end;
    }
    match inside[first.len_utf8()..].starts_with('\'') {
        true => 2 + first.len_utf8(),
        false => 1 + word(inside),
    }
}

/// The length of a comment, and of those inside of it.
fn block_comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> String {
        let kinds = tokens(text).into_iter().map(|token| match token.kind {
            Kind::Open => 'o',
            Kind::Close => 'c',
            Kind::Word => 'w',
            Kind::Doc => 'd',
            Kind::Literal => 'l',
            Kind::Mark => 'm',
        });
        kinds.collect()
    }

    #[test]
    fn brackets_in_strings_characters_and_comments_are_none() {
        for (text, wanted) in [
            ("a(\"}\\\"}\")", "wolc"),
            ("r#\"}\"}\"# b\"}\" br##\"}\"# }\"## c\"}\"", "llll"),
            ("'}' '\\'' '\\u{7d}' b'}' b'\\''", "lllll"),
            ("'a 'static: 'b'", "llml"),
            ("/* } /* } */ } */ x // }\n/// }\n//! }\n//// }", "wd"),
            ("r#fn 1.5e3 é ∇", "wlmlwm"),
            ("'", "l"),
            ("\"abc", "l"),
            ("r#\"abc", "l"),
            ("/* /* */", ""),
            ("'\\", "l"),
            ("'\\é'x", "lw"),
            ("\"\\", "l"),
        ] {
            assert_eq!(kinds(text), wanted, "{text}");
        }
    }
}
