//! What is taken of a submission: the bodies of tagged functions, and nothing else.
//!
//! Everything that comes in is hostile: archives that unpack to gigabytes, links out of the folder, texts on
//! which a parser overflows its stack. Nothing of it is compiled or run here, and nothing is written. The way
//! through: `archive` and `folder` read files under caps (`limits`) into a `basket`; `layout` finds out which
//! of our files each one means; `bodies` tells the tagged functions apart (`scan` knows tokens where the
//! parser gives up, `deep` lends the parser its stack); `sorted` takes each exercise's body from the file
//! where it belongs, asks `faults` what it names beyond its class, and says of all the rest why it is not
//! graded (`outside` for what stands beside the bodies, `others` for other files).
//!
//! [`class`] says which file of a folder is whose, by the [`Roster`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::catalogue::Catalogue;
use crate::model::{Finding, Written};

mod archive;
mod basket;
mod bodies;
mod chosen;
mod class;
mod columns;
mod deep;
mod digest;
mod faults;
mod folder;
mod items;
mod layout;
mod limits;
mod lines;
mod measure;
mod others;
mod ours;
mod outside;
mod roster;
mod scan;
mod sorted;
mod words;

pub use class::{ClassFolder, HandedIn, class};
pub use columns::time;
pub use columns::{DateTime, Student};
pub use roster::Roster;

use basket::Basket;
use scan::Kind;

/// What was taken of one submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    /// The bodies, by the exercise's name. A body that is still `todo!` is among them ([`is_unwritten`]).
    pub written: BTreeMap<String, Written>,
    /// Bodies that are there and cannot be taken, by the exercise's name, each with the reason: one that is
    /// spliced into our file must stay inside of its braces. Each is among the findings as well.
    pub refused: BTreeMap<String, Finding>,
    /// Files kept beside the code, for the marking sheet: report, answers, figures. They are what students
    /// sent: an SVG may hold a script.
    pub others: BTreeMap<PathBuf, Vec<u8>>,
    /// What is not graded, by file and line; of very much the first part.
    pub findings: Vec<Finding>,
    /// SHA-256 of what was taken, in hexadecimal digits: the same bodies and files give the same, in a folder
    /// or an archive, with or without leading folders.
    pub digest: String,
}

/// Takes a submission: a `.zip`, a folder (a whole hand-out or the assignment's own) or a single `.rs` file.
/// `root` is the staff's workspace, which `catalogue` was read from.
///
/// # Errors
///
/// Where the submission as a whole cannot be read: it is no archive, too large, or of another assignment.
pub fn take(path: &Path, catalogue: &Catalogue, root: &Path) -> Result<Submission> {
    let metadata = fs::metadata(path).map_err(Error::io("read", path))?;
    let mut basket = Basket::default();
    if metadata.is_dir() {
        folder::read(path, &mut basket)?;
    } else if metadata.is_file() && words::is_rust(&path.to_string_lossy()) {
        return take_files(&[path.to_path_buf()], catalogue, root);
    } else if metadata.is_file() {
        archive::read(&folder::archive(path)?, &mut basket)?;
    } else {
        return Err(Error::Failed(format!(
            "{} is neither an archive nor a folder nor a file: hand in what `cargo workbook pack` makes.",
            path.display()
        )));
    }
    deep::on_deep_stack(|| sorted::sort(basket, false, (catalogue, root)))
}

/// Takes a submission of single files. A Rust file is known by its tags, whatever it is called.
///
/// # Errors
///
/// As [`take`].
pub fn take_files(paths: &[PathBuf], catalogue: &Catalogue, root: &Path) -> Result<Submission> {
    let mut basket = Basket::default();
    folder::read_files(paths, &mut basket)?;
    deep::on_deep_stack(|| sorted::sort(basket, true, (catalogue, root)))
}

/// Whether a body is still what the hand-out has: a `todo!` and nothing else.
pub fn is_unwritten(body: &str) -> bool {
    let tokens = scan::tokens(body).into_iter();
    let tokens = tokens.filter(|token| token.kind != Kind::Doc);
    let words: Vec<&str> = tokens.map(|token| &body[token.range]).collect();
    let inside = words.strip_prefix(&["{", "todo", "!", "("]);
    let inside = inside.and_then(|rest| rest.strip_suffix(&["}"]));
    let inside = inside.map(|rest| rest.strip_suffix(&[";"]).unwrap_or(rest));
    let inside = inside.and_then(|rest| rest.strip_suffix(&[")"]));
    inside.is_some_and(|rest| rest.len() <= 1)
}
