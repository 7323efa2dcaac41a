//! Reads the tag of an exercise: `**Exercise a1.linear.backward** (6 points): ...`.

/// Whether a line of documentation means to be a tag: spelled a little wrong, it is still an error.
pub(crate) fn is_tag(text: &str) -> bool {
    text.trim_start().to_lowercase().starts_with("**exercise")
}

/// Identifier and points of `**Exercise a1.linear.backward** (6 points): ...`.
pub(crate) fn parse(text: &str) -> Result<(String, Option<u32>), String> {
    let malformed = || {
        format!(
            "malformed tag `{}`: write `/// **Exercise a1.topic.name** (6 points): what to do`, or `(practice)`",
            text.trim()
        )
    };
    let tag = text
        .trim()
        .strip_prefix("**Exercise ")
        .ok_or_else(malformed)?;
    let (id, rest) = tag.split_once("** (").ok_or_else(malformed)?;
    let (worth, _) = rest.split_once("):").ok_or_else(malformed)?;
    if !is_id(id) {
        return Err(format!(
            "malformed identifier `{id}`: write a1.topic.name in lower case, digits and underscores"
        ));
    }
    let points = match worth {
        "practice" => None,
        _ => {
            let number = worth
                .strip_suffix(" points")
                .or(worth.strip_suffix(" point"));
            let points = number
                .and_then(|number| number.parse().ok())
                .ok_or_else(malformed)?;
            if points == 0 {
                return Err("0 points: write `(practice)` for what is not graded".into());
            }
            Some(points)
        }
    };
    Ok((id.to_owned(), points))
}

/// Whether this names an item: `a1.linear.backward`.
pub(crate) fn is_id(id: &str) -> bool {
    let parts: Vec<&str> = id.split('.').collect();
    let number = parts[0]
        .strip_prefix('a')
        .is_some_and(|number| number.parse::<u32>().is_ok());
    let word = |part: &&str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    parts.len() == 3 && number && parts[1..].iter().all(word)
}
