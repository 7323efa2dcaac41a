//! What there is of each data set: `data list` by names, `data verify` by content.

use crate::data::embedded;
use crate::data::full::{Cache, Catalogue, FullSet, State};
use crate::error::{Error, Result};
use indicatif::DecimalBytes;

#[allow(clippy::print_stdout, reason = "the list is the result")]
pub(super) fn list(catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    println!("Built in, always there:");
    let mut entries = embedded::entries()?;
    while let Some(first) = entries.first() {
        let files = entries
            .iter()
            .take_while(|entry| entry.set == first.set)
            .count();
        let (of_set, rest) = entries.split_at(files);
        let bytes = of_set.iter().map(|entry| entry.bytes as u64).sum();
        row(
            &first.set,
            &size(bytes, false),
            "",
            &first.what,
            &first.licence,
        );
        entries = rest;
    }
    println!("\nFull, fetched once into {}:", cache.folder().display());
    for set in &catalogue.sets {
        let (bytes, more) = set.bytes();
        let state = presence(cache, set);
        row(
            &set.name,
            &size(bytes, more),
            state,
            &set.what,
            &set.licence,
        );
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "the list is the result")]
fn row(set: &str, size: &str, state: &str, what: &str, licence: &str) {
    println!("  {set:<17}{size:>10}  {state:<9} {licence}\n      {what}");
}

/// Whether a set is there, by the names of its files alone: `verify` reads them.
fn presence(cache: &Cache, set: &FullSet) -> &'static str {
    let is_there = |content| !cache.copies(set, content).is_empty();
    match set.contents().filter(|content| is_there(content)).count() {
        0 => "not here",
        count if count == set.contents().count() => "here",
        _ => "partly",
    }
}

/// What is to be fetched, with a sign if it is more than anybody states.
pub(super) fn size(bytes: u64, more: bool) -> String {
    match (bytes, more) {
        (0, true) => "unknown".into(),
        (bytes, true) => format!("> {}", DecimalBytes(bytes)),
        (bytes, false) => DecimalBytes(bytes).to_string(),
    }
}

#[allow(clippy::print_stdout, reason = "the states are the result")]
pub(super) fn verify(names: &[String], catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let sets: Vec<&FullSet> = if names.is_empty() {
        let there = |set: &&FullSet| presence(cache, set) != "not here";
        catalogue.sets.iter().filter(there).collect()
    } else {
        let found = names.iter().map(|name| catalogue.find(name));
        found.collect::<Result<_>>()?
    };
    if sets.is_empty() {
        println!("there is no full data set in {}", cache.folder().display());
    }
    let mut wrong = Vec::new();
    for set in sets {
        let mut intact = true;
        for content in set.contents() {
            let state = cache.state(set, content)?;
            let (word, path) = match &state {
                State::Ok(path) => ("ok", Some(path)),
                State::Missing => ("missing", None),
                State::Damaged(path) => ("damaged", Some(path)),
            };
            let path = path
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            let line = format!("{:<18}{:<28}{word:<10}{path}", set.name, content.name);
            println!("{}", line.trim_end());
            intact &= word == "ok";
        }
        if !intact {
            wrong.push(set.name.as_str());
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong = wrong.join(" ");
    Err(Error::Data(format!(
        "not whole and intact: {wrong}.\nRepair it:\n  {}",
        cache.command("fetch", &wrong)
    )))
}
