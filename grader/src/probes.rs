//! Finds the probes: `grader/probes/assignment1/linear.rs`.
//!
//! Each is a public function whose documentation says what it is of, and how it is run:
//!
//! ```text
//! /// a1.linear.backward
//! pub fn linear_backward(case: &mut Case) { ... }
//!
//! /// a1.softmax.forward (f32)
//! /// a1.mlp.moons (result)
//! /// a2.rnn.palindromes (result, burn)
//! ```
//!
//! `f32` computes in f32, for overflow and stability; `result` trains, so it runs once and may take longer;
//! `burn` needs the worker that has Burn's modules, as all probes of the same file then do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::Result;
use syn::spanned::Spanned;

use crate::catalogue::Catalogue;
use crate::exercises::test_prefix;
use crate::items::{Class, Task};
use crate::source::{self, at};

/// Where the probes of all assignments are.
const FOLDER: &str = "grader/probes";

/// How many cases a probe has, and one more that only this submission has.
const CASES: usize = 5;
/// The same of a probe in f32.
const CASES_IN_F32: usize = 2;

/// A function that asks one exercise or result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The function's name: `linear_backward`.
    pub name: String,
    /// What is asked: `a1.linear.backward`.
    pub item: String,
    /// Whether it computes in f32.
    pub in_f32: bool,
    /// Whether it trains.
    pub result: bool,
    /// Whether it says itself that it needs Burn's modules.
    burn: bool,
    /// The file, relative to the workspace.
    pub file: PathBuf,
    /// The line of its name, counted from 1.
    pub line: usize,
}

impl Probe {
    /// A message with the probe's place.
    fn at(&self, fault: &str) -> String {
        at(&self.file, self.line, &format!("{}: {fault}", self.name))
    }

    /// How many cases every submission has.
    pub fn cases(&self) -> usize {
        match (self.result, self.in_f32) {
            (true, _) => 1,
            (_, true) => CASES_IN_F32,
            _ => CASES,
        }
    }
}

/// The probes of an assignment in the order of files and lines; everything that is wrong is one error.
pub fn read(root: &Path, catalogue: &Catalogue) -> Result<Vec<Probe>> {
    let mut problems = Vec::new();
    let folder = Path::new(FOLDER).join(&catalogue.assignment);
    let probes = source::find_all(root, &folder, &mut problems, find)?;
    if problems.is_empty() {
        problems = check(&probes, catalogue);
    }
    source::refuse(&problems, "the probes are at fault").map(|()| probes)
}

/// How many checks each submission is put to, by exercise; none where there are no probes.
pub fn counts(root: &Path, catalogue: &Catalogue) -> Result<BTreeMap<String, usize>> {
    let mut counts = BTreeMap::new();
    if root.join(FOLDER).join(&catalogue.assignment).is_dir() {
        for probe in read(root, catalogue)? {
            // One more has inputs that only this submission has.
            *counts.entry(probe.item.clone()).or_default() += probe.cases() + 1;
        }
    }
    Ok(counts)
}

/// The worker that asks the probes of a file: the one with Burn's modules if one of them needs these.
pub fn class_of(file: &Path, probes: &[Probe], catalogue: &Catalogue) -> Class {
    let mut own = probes.iter().filter(|probe| probe.file == file);
    let needs_burn = own.any(|probe| {
        let entry = catalogue.entry(&probe.item);
        let class = entry.and_then(|entry| catalogue.items.class_of(&entry.exercise.file));
        probe.burn || class == Some(Class::Burn)
    });
    match needs_burn {
        true => Class::Burn,
        false => Class::ByHand,
    }
}

/// The probes in one file, and what is wrong there.
fn find(source: &str, file: &Path, problems: &mut Vec<String>) -> Vec<Probe> {
    let mut probes = Vec::new();
    let syntax = source::parse(source, file, problems);
    for item in syntax.into_iter().flat_map(|syntax| syntax.items) {
        let syn::Item::Fn(function) = &item else {
            continue;
        };
        let lines = source::documentation(&function.attrs).into_iter();
        let lines: Vec<String> = lines.map(|(_, line)| line.trim().to_owned()).collect();
        if !matches!(function.vis, syn::Visibility::Public(_)) {
            continue;
        }
        let text = lines.first().map_or("", String::as_str);
        let (id, words) = text.split_once(" (").unwrap_or((text, ")"));
        let words = words.trim_end_matches(')').split(", ");
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let known = ["f32", "result", "burn"];
        let line = function.sig.ident.span().start().line;
        let name = function.sig.ident.to_string();
        if words.iter().any(|word| !known.contains(word)) {
            let fault = "document it as `/// aN.topic.name`, with `(f32)`, `(result)` or `(result, burn)` behind it";
            problems.push(at(
                file,
                item.span().start().line,
                &format!("{name}: {fault}"),
            ));
            continue;
        }
        let has = |word: &str| words.contains(&word);
        probes.push(Probe {
            name,
            item: id.into(),
            in_f32: has("f32"),
            result: has("result"),
            burn: has("burn"),
            file: file.into(),
            line,
        });
    }
    probes
}

/// What is wrong with the probes of an assignment, taken together.
fn check(probes: &[Probe], catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    for (index, probe) in probes.iter().enumerate() {
        let items = catalogue.items.all();
        let mut results = items.filter(|item| matches!(item.task, Task::Result(_)));
        let known = match probe.result {
            true => results.any(|item| item.id == probe.item),
            false => catalogue.entry(&probe.item).is_some(),
        };
        if !known {
            let kind = if probe.result { "result" } else { "exercise" };
            problems.push(probe.at(&format!("there is no {kind} {}", probe.item)));
        }
        if !probe.name.starts_with(&test_prefix(&probe.item)) {
            let wanted = test_prefix(&probe.item);
            problems.push(probe.at(&format!("a probe of {} is called {wanted}_...", probe.item)));
        }
        if probes[..index].iter().any(|other| other.name == probe.name) {
            problems.push(probe.at("another probe has this name"));
        }
    }
    for entry in &catalogue.entries {
        if !probes.iter().any(|probe| probe.item == entry.exercise.id) {
            let folder = Path::new(FOLDER).join(&catalogue.assignment);
            let fault = format!("no probe in {} asks it", folder.display());
            problems.push(entry.exercise.at(&fault));
        }
    }
    problems
}
