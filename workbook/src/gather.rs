//! What is graded, and therefore handed in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use crate::error::{Error, Result};
use crate::handout::Handout;

/// What the intake accepts: bytes of a source file, and of all files together.
const LARGEST_SOURCE: u64 = 256 * 1024;
const LARGEST_ARCHIVE: u64 = 32 * 1024 * 1024;

/// The names of reports, and of answers beside them.
const REPORTS: [&str; 2] = ["report.md", "report.pdf"];
const ANSWERS: &str = "answers.md";
const PICTURES: [&str; 4] = ["png", "svg", "jpg", "jpeg"];

/// What is graded, by name in the archive.
pub fn files(handout: &Handout, warnings: &mut Vec<String>) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let take = |name: &str| {
        let path = handout.root.join(name);
        fs::read(&path).map_err(Error::io("read", &path))
    };
    for file in &handout.book.files {
        let bytes = take(&file.path)?;
        if bytes.len() as u64 > LARGEST_SOURCE {
            return Err(Error::Failed(format!(
                "{} has {} bytes; a source file may have {LARGEST_SOURCE}: remove what does not belong there.",
                file.path,
                bytes.len()
            )));
        }
        files.insert(file.path.clone(), bytes);
    }
    let reports = REPORTS
        .iter()
        .filter(|name| handout.root.join(name).is_file());
    let reports: Vec<&&str> = reports.collect();
    if reports.is_empty() {
        return Err(Error::Failed(format!(
            "there is no report: write {}, in {}.",
            REPORTS.join(" or "),
            handout.root.display()
        )));
    }
    for name in reports {
        files.insert((*name).to_string(), take(name)?);
    }
    match take(ANSWERS) {
        Ok(bytes) => drop(files.insert(ANSWERS.into(), bytes)),
        Err(_) => warnings.push(format!(
            "there is no {ANSWERS}: the questions must be answered in the report"
        )),
    }
    for name in [REPORTS[0], ANSWERS] {
        let text = files
            .get(name)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        for picture in pictures(&text.unwrap_or_default()) {
            match is_own_picture(&picture).then(|| take(&picture).ok()).flatten() {
                Some(bytes) => drop(files.insert(picture, bytes)),
                None => warnings.push(format!(
                    "{name} shows {picture}, which will not be there: it must be a picture ({}) inside this folder, named from here",
                    PICTURES.join(", ")
                )),
            }
        }
    }
    let size: usize = files.values().map(Vec::len).sum();
    match size as u64 > LARGEST_ARCHIVE {
        true => Err(Error::Failed(format!(
            "the files have {size} bytes together; {LARGEST_ARCHIVE} are accepted: make the report's pictures smaller."
        ))),
        false => Ok(files),
    }
}

/// The pictures that a page of Markdown shows: `![loss](runs/…/loss.svg)`.
fn pictures(page: &str) -> Vec<String> {
    let places = page.split("![").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once("](")?;
        let (place, _) = rest.split_once(')')?;
        // A title may stand behind the place, which may stand between angle brackets.
        let place = place.split(" \"").next().unwrap_or(place).trim();
        Some(
            place
                .trim_start_matches('<')
                .trim_end_matches('>')
                .trim_start_matches("./")
                .replace("%20", " "),
        )
    });
    places.filter(|place| !place.is_empty()).collect()
}

fn is_own_picture(place: &str) -> bool {
    let extension = place.rsplit('.').next().unwrap_or_default().to_lowercase();
    let parts = Path::new(place).components();
    let inside = parts
        .into_iter()
        .all(|part| matches!(part, Component::Normal(_)));
    inside && !place.contains('\\') && PICTURES.contains(&extension.as_str())
}
