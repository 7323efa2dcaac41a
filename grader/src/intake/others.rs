//! Files that hold no body: what is kept of them for the marking sheet, and what is said of the rest.

use super::layout::Layout;
use super::ours::Ours;

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is as it was handed out, or of no interest.
    Silent,
    /// It is kept beside the code.
    Kept,
    /// It is not graded; a sentence says why.
    Left(&'static str),
}

/// What becomes of a file without exercises.
pub fn fate(path: &str, bytes: &[u8], (layout, ours): (&Layout, &Ours<'_>)) -> Fate {
    let place = layout.place(path);
    let changed = place
        .as_deref()
        .and_then(|place| ours.is_unchanged(place, bytes));
    let lower = place.as_deref().unwrap_or(path).to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let in_folder = |folder: &str| lower.split('/').rev().skip(1).any(|part| part == folder);
    match changed {
        Some(true) => return Fate::Silent,
        Some(false) if in_folder("tests") => {
            return Fate::Left(
                "the tests differ from the hand-out's: the grader has its own, and these are not run",
            );
        }
        Some(false) if name == "cargo.toml" => {}
        Some(false) => {
            return Fate::Left(
                "the file differs from the hand-out's, which is the one that is used",
            );
        }
        None => {}
    }
    // What `pack` made stands in the folder that it packed. An archive in an archive is not this.
    let is_pack = || {
        let (number, rest) = stem.split_at(stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(0));
        let assignment = format!("_{}", ours.catalogue.assignment);
        !number.is_empty() && rest.starts_with(&assignment) && place.as_deref() == Some(name)
    };
    match (stem, extension) {
        (_, "zip") if is_pack() => Fate::Silent,
        (_, "png" | "svg") => Fate::Kept,
        (_, "md" | "pdf" | "txt") if stem.contains("report") => Fate::Kept,
        (_, "md" | "toml") if stem.contains("answers") => Fate::Kept,
        // A run's own files; its figures are kept above.
        _ if in_folder("runs") => Fate::Left(
            "a run's files are not graded but for its figures: the grader makes its own runs",
        ),
        ("cargo", "toml") => Fate::Left(
            "the manifest is not used: no dependency, feature or profile of a submission is",
        ),
        ("build", "rs") => Fate::Left("a build script is never run"),
        _ if in_folder(".cargo") => Fate::Left("settings of cargo are not used"),
        _ if name.starts_with("rust-toolchain") => {
            Fate::Left("the choice of a toolchain is not used")
        }
        (_, "zip" | "7z" | "rar" | "tar" | "gz" | "tgz" | "xz" | "bz2" | "zst") => {
            Fate::Left("an archive inside of the submission is not opened")
        }
        (_, "rs") if in_folder("tests") => Fate::Left("a test of the student's own is not run"),
        (_, "rs") => Fate::Left(
            "the file holds no exercise of the hand-out: what a body needs stands inside of it",
        ),
        _ => Fate::Left("the file is not part of the hand-out and is not graded"),
    }
}
