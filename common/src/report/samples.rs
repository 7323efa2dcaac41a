//! Pictures and texts that a training filed at its evaluations, in `samples/<step>/`.

use super::escape;
use crate::error::Result;
use crate::files;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of one name, by step.
type Steps = BTreeMap<u64, PathBuf>;

/// Adds a section to the page, if there are samples: for each name the first, the middle and the
/// last step. Files that are neither PNG nor text are left out.
pub(super) fn write(page: &mut String, folder: &Path) -> Result<()> {
    let found = find(folder);
    if !found.is_empty() {
        *page += "<h2>Samples</h2>\n";
    }
    for (file, steps) in &found {
        let name = file
            .rsplit_once('.')
            .map_or(file.as_str(), |(name, _)| name);
        let _ = writeln!(page, "<h3>{}</h3>\n<div class=\"steps\">", escape(name));
        for (step, path) in shown(steps) {
            let bytes = files::read(path)?;
            let content = match is(path, "png") {
                true => image(name, &bytes),
                false => format!("<pre>{}</pre>", escape(&String::from_utf8_lossy(&bytes))),
            };
            let caption = format!("<figcaption>step {step}</figcaption>");
            let _ = writeln!(page, "<figure>{content}{caption}</figure>");
        }
        *page += "</div>\n";
    }
    Ok(())
}

/// A PNG inside the page.
pub(super) fn image(name: &str, bytes: &[u8]) -> String {
    format!(
        "<img alt=\"{}\" src=\"data:image/png;base64,{}\">",
        escape(name),
        STANDARD.encode(bytes)
    )
}

/// The samples in a folder by the names of their files; none if it does not exist.
fn find(folder: &Path) -> BTreeMap<String, Steps> {
    let mut found: BTreeMap<String, Steps> = BTreeMap::new();
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    for of_step in entries(folder) {
        let Ok(step) = of_step.file_name().to_string_lossy().parse() else {
            continue;
        };
        for file in entries(&of_step.path()).map(|file| file.path()) {
            if is(&file, "png") || is(&file, "txt") {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let steps = found.entry(name.into_owned()).or_default();
                steps.insert(step, file);
            }
        }
    }
    found
}

fn is(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == wanted)
}

/// The first, the middle and the last of some steps, each once.
fn shown(steps: &Steps) -> impl Iterator<Item = (&u64, &PathBuf)> {
    let last = steps.len().saturating_sub(1);
    let is_shown = move |place: &usize| [0, last / 2, last].contains(place);
    let numbered = steps.iter().enumerate();
    numbered
        .filter(move |(place, _)| is_shown(place))
        .map(|(_, sample)| sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The section of a folder with these files in it.
    fn section(samples: &[(&str, &[u8])]) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in samples {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let mut page = String::new();
        write(&mut page, folder.path()).unwrap();
        page
    }

    #[test]
    fn the_first_the_middle_and_the_last_step_stand_in_their_order() {
        let steps = ["1000", "90", "0", "200", "1100"];
        let names: Vec<String> = steps
            .iter()
            .map(|step| format!("{step}/digits.png"))
            .collect();
        let samples: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &b"x"[..]))
            .collect();
        let page = section(&samples);
        let captions: Vec<&str> = page
            .split("<figcaption>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap())
            .collect();
        assert_eq!(captions, ["step 0", "step 200", "step 1100"]);
        assert_eq!(
            page.matches("src=\"data:image/png;base64,eA==\"").count(),
            3
        );
        assert_eq!(page.matches("<h3>digits</h3>").count(), 1);
        assert!(!page.contains("http"), "nothing is asked of the network");
    }

    #[test]
    fn texts_are_escaped_and_every_name_has_its_own_steps() {
        let page = section(&[
            ("5/text.txt", b"a < b & \xff"),
            ("10/text.txt", b"later"),
            ("10/picture.png", b"x"),
            ("10/notes.md", b"no sample"),
            ("last/text.txt", b"no step"),
            ("7", b"no folder"),
        ]);
        for (text, count) in [
            ("<pre>a &lt; b &amp; \u{fffd}</pre><figcaption>step 5<", 1),
            ("<pre>later</pre><figcaption>step 10<", 1),
            ("<h3>", 2),
            ("<img ", 1),
            ("no s", 0),
        ] {
            assert_eq!(page.matches(text).count(), count, "{text}: {page}");
        }
    }

    #[test]
    fn without_samples_there_is_no_section() {
        assert_eq!(section(&[]), "");
        assert_eq!(section(&[("10/notes.md", b"x")]), "");
    }
}
