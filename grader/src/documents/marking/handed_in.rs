//! What students handed in beside code, for those who mark.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use common::error::Result;
use common::files;

use super::{Answer, Answers};
use crate::documents::text::file_name;

/// The folder inside the folder of results.
const FOLDER: &str = "handed-in";

/// Keeps the files of a student in `handed-in/<id>/`, and finds the answers to `items`: in `answers.md` the
/// text under a heading that names the item, else all of what was handed in.
///
/// # Errors
/// Where a file cannot be written.
pub fn keep<'a>(
    out: &Path,
    (student, items): (&str, impl Iterator<Item = &'a str>),
    handed_in: &BTreeMap<PathBuf, Vec<u8>>,
) -> Result<Answers> {
    let folder = Path::new(FOLDER).join(file_name(student));
    let mut names = Vec::new();
    for (path, bytes) in handed_in {
        // The intake takes no other paths; this is where one would do harm.
        if !path
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            continue;
        }
        let path = folder.join(path);
        let whole = out.join(&path);
        files::create_folder(whole.parent().unwrap_or(out))?;
        if std::fs::read(&whole).ok().as_ref() != Some(bytes) {
            files::write_atomic(&whole, bytes)?;
        }
        names.push(path.display().to_string().replace('\\', "/"));
    }
    let written = handed_in.get(Path::new("answers.md"));
    let written = written.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut answers = Answers::new();
    for item in items {
        let own = written.as_deref().and_then(|text| under(text, item));
        let answer = match own {
            Some(text) => Answer::Text(text),
            None if names.is_empty() => continue,
            None => Answer::Elsewhere(names.join(", ")),
        };
        answers.insert((student.to_owned(), item.to_owned()), answer);
    }
    Ok(answers)
}

/// The text under the heading that names an item.
fn under(text: &str, item: &str) -> Option<String> {
    let is_heading = |line: &str| line.trim_start().starts_with('#');
    let names_it = |line: &str| {
        let mut words = line.split(|letter: char| letter.is_whitespace() || "#`:".contains(letter));
        is_heading(line) && words.any(|word| word == item)
    };
    let mut lines = text.lines().skip_while(|line| !names_it(line));
    lines.next()?;
    let own: Vec<&str> = lines.take_while(|line| !is_heading(line)).collect();
    Some(own.join("\n").trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_under_the_heading_of_its_item() {
        let text = "# Answers\n\n## a1.mlp.zeros\n\nAll units stay equal.\n\n## `a1.mlp.plateau`: why\nSlow.\n";
        assert_eq!(
            under(text, "a1.mlp.zeros").as_deref(),
            Some("All units stay equal.")
        );
        assert_eq!(under(text, "a1.mlp.plateau").as_deref(), Some("Slow."));
        assert_eq!(under(text, "a1.mlp"), None);
    }

    #[test]
    fn files_are_kept_and_named_where_no_heading_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let handed_in = BTreeMap::from([
            (PathBuf::from("report.md"), b"# Report".to_vec()),
            (PathBuf::from("../outside.md"), b"no".to_vec()),
        ]);
        let items = ["a1.mlp.zeros"].into_iter();
        let answers = keep(folder.path(), ("12110001", items), &handed_in).expect("kept");
        let key = ("12110001".to_owned(), "a1.mlp.zeros".to_owned());
        let named = Answer::Elsewhere("handed-in/12110001/report.md".into());
        assert_eq!(answers.get(&key), Some(&named));
        let kept = folder.path().join("handed-in/12110001/report.md");
        assert_eq!(std::fs::read(kept).expect("the report"), b"# Report");
        assert!(!folder.path().join("handed-in/outside.md").exists());
    }
}
