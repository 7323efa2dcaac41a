//! What there is of each data set: `data list` by names, `data verify` by content.

use crate::console;
use crate::data::embedded;
use crate::data::full::{Cache, Catalogue, FullSet, State};
use crate::error::{Error, Result};
use indicatif::DecimalBytes;

pub(super) fn list(catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let row = |set: &str, size: String, state: &str, licence: &str, what: &str| {
        let line = format_args!("  {set:<17}{size:>10}  {state:<9} {licence}\n      {what}");
        console::print(line)
    };
    console::print("Built in, always there:")?;
    for files in embedded::entries()?.chunk_by(|a, b| a.set == b.set) {
        let size = size((files.iter().map(|file| file.bytes as u64).sum(), false));
        let first = &files[0];
        row(&first.set, size, "", &first.licence, &first.what)?;
    }
    let folder = cache.folder().display();
    console::print(format_args!("\nFull, fetched once into {folder}:"))?;
    for set in &catalogue.sets {
        let state = presence(cache, set);
        row(&set.name, size(set.bytes()), state, &set.licence, &set.what)?;
    }
    Ok(())
}

/// Whether a set is there, by the names of its files alone: `verify` reads them.
fn presence(cache: &Cache, set: &FullSet) -> &'static str {
    let is_there = |content: &_| !cache.copies(set, content).is_empty();
    match set.contents().filter(|content| is_there(content)).count() {
        0 => "not here",
        count if count == set.contents().count() => "here",
        _ => "partly",
    }
}

/// What is to be fetched, with a sign if it is more than anybody states.
pub(super) fn size(bytes: (u64, bool)) -> String {
    match bytes {
        (0, true) => "unknown".into(),
        (bytes, true) => format!("> {}", DecimalBytes(bytes)),
        (bytes, false) => DecimalBytes(bytes).to_string(),
    }
}

pub(super) fn verify(names: &[String], catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let mut sets = catalogue.find_all(names)?;
    if names.is_empty() {
        let there = |set: &&FullSet| presence(cache, set) != "not here";
        sets = catalogue.sets.iter().filter(there).collect();
        if sets.is_empty() {
            let folder = cache.folder().display();
            console::print(format_args!("there is no full data set in {folder}"))?;
        }
    }
    let mut wrong = Vec::new();
    for set in sets {
        for content in set.contents() {
            let (word, path) = match cache.state(set, content)? {
                State::Ok(path) => ("ok", path.display().to_string()),
                State::Missing => ("missing", String::new()),
                State::Damaged(path) => ("damaged", path.display().to_string()),
            };
            let line = format!("{:<18}{:<28}{word:<10}{path}", set.name, content.name);
            console::print(line.trim_end())?;
            if word != "ok" {
                wrong.push(set.name.as_str());
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.dedup();
    let wrong = wrong.join(" ");
    Err(Error::Data(format!(
        "not whole and intact: {wrong}.\nRepair it:\n  {}",
        cache.fetch_command(&wrong)
    )))
}
