//! Whether markup is well formed.

/// The elements of a document in their order; panics where one does not end.
pub fn elements(text: &str) -> Vec<String> {
    const NEVER_CLOSED: [&str; 3] = ["meta", "br", "img"];
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        assert!(!tag.contains('<'), "a tag begins inside of `{tag}`");
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next();
        let name = name.unwrap_or_default().to_owned();
        if tag.starts_with('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(&*name),
                "`<{tag}>` closes what is open"
            );
        } else if !tag.starts_with(['!', '?']) {
            assert!(
                name.starts_with(|c: char| c.is_ascii_alphabetic()),
                "`<{tag}>` has a name"
            );
            let closed = tag.ends_with('/') || NEVER_CLOSED.contains(&&*name);
            found.push(name.clone());
            open.extend((!closed).then_some(name));
        }
    }
    assert_eq!(open, [""; 0], "all that is open is closed");
    found
}

/// What no document holds: controls but the line end, marks of direction, what XML does not allow.
pub fn has_hidden(text: &str) -> bool {
    let is_hidden = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().any(is_hidden)
}

#[test]
fn what_is_not_well_formed_is_refused() {
    assert_eq!(
        elements("<!doctype html><p>a<br>b</p><g/>"),
        ["p", "br", "g"]
    );
    for wrong in ["<p>", "<p></q>", "<p", "a < b</p>", "<p<q></p>"] {
        assert!(
            std::panic::catch_unwind(|| elements(wrong)).is_err(),
            "{wrong}"
        );
    }
    assert!(has_hidden("\u{1b}[0m") && has_hidden("\r") && !has_hidden("a\nb 李"));
}
