//! Looks for the solution in what students get.

use crate::files::Tree;
use crate::splice::Bodies;

/// Shorter bodies say what anybody would write, and are found everywhere.
const SHORTEST: usize = 40;

/// Every place where a body of the solution stands, as messages.
///
/// White space and the markers of comments and quotations do not count, so that a body that was
/// reformatted or copied into documentation is found as well.
pub fn find(tree: &Tree, bodies: &Bodies) -> Vec<String> {
    let texts: Vec<_> = tree
        .iter()
        .filter_map(|(path, file)| {
            Some((
                path,
                normalise(std::str::from_utf8(&file.bytes).ok()?, false),
            ))
        })
        .collect();
    let mut leaks = Vec::new();
    for (id, body) in bodies {
        let inside = body.trim_start_matches('{').trim_end_matches('}');
        let needles: Vec<String> = [normalise(inside, false), normalise(inside, true)]
            .into_iter()
            .filter(|needle| needle.chars().count() > SHORTEST)
            .collect();
        for (path, text) in &texts {
            if needles.iter().any(|needle| text.contains(needle)) {
                leaks.push(format!(
                    "{}: the solution of {id} stands here: remove it, or let both call one function",
                    path.display()
                ));
            }
        }
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
