//! Looks for the solution and the model answers in what students get.

use crate::files::Tree;

/// Shorter texts say what anybody would write, and are found everywhere.
const SHORTEST: usize = 40;

/// Something that students must not get.
#[derive(Debug)]
pub struct Secret {
    /// What it is, and what to do where it is found.
    name: String,
    advice: &'static str,
    /// The texts that give it away, as [`normalise`] leaves them.
    needles: Vec<String>,
}

impl Secret {
    /// An exercise's body, with and without its comments.
    pub fn solution(id: &str, body: &str) -> Self {
        let inside = body.trim_start_matches('{').trim_end_matches('}');
        Self {
            name: format!("the solution of {id}"),
            advice: "remove it, or let both call one function",
            needles: long(vec![normalise(inside, false), normalise(inside, true)]),
        }
    }

    /// A question's model answer, of which every sentence is secret.
    pub fn answer(id: &str, answer: &str) -> Self {
        let words: Vec<&str> = answer.split_whitespace().collect();
        let text = words.join(" ");
        let sentences = text.split_inclusive(['.', '?', '!', ':']);
        // A point inside a number or a name ends no sentence.
        let mut needles = vec![String::new()];
        for piece in sentences {
            match needles.last_mut() {
                Some(last) if !piece.starts_with(' ') => last.push_str(piece),
                _ => needles.push(piece.to_owned()),
            }
        }
        let needles = needles.iter().map(|needle| normalise(needle, false));
        Self {
            name: format!("the model answer to {id}"),
            advice: "remove it, or say it in other words",
            needles: long(needles.collect()),
        }
    }
}

fn long(mut needles: Vec<String>) -> Vec<String> {
    needles.retain(|needle| needle.chars().count() > SHORTEST);
    needles
}

/// Every place where a secret stands, as messages.
///
/// White space and the markers of comments and quotations do not count, so that a body that was
/// reformatted or copied into documentation is found as well.
pub fn find(tree: &Tree, secrets: &[Secret]) -> Vec<String> {
    let texts = tree.iter().filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some((path.display(), normalise(text, false)))
    });
    let texts: Vec<_> = texts.collect();
    let mut leaks = Vec::new();
    for secret in secrets {
        let (name, advice) = (&secret.name, secret.advice);
        let has = |text: &str| secret.needles.iter().any(|needle| text.contains(needle));
        let leaking = texts.iter().filter(|(_, text)| has(text));
        leaks.extend(leaking.map(|(path, _)| format!("{path}: {name} stands here: {advice}")));
    }
    leaks
}

fn normalise(text: &str, without_comments: bool) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !(without_comments && line.starts_with("//")))
        .map(|line| line.trim_start_matches(['/', '!', '>']))
        .flat_map(str::chars)
        .filter(|character| !character.is_whitespace())
        .collect()
}
