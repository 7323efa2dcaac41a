//! The files of `datasets/`, built into the program and checked before each use.

use crate::checksum::sha256;
use crate::error::{Error, Result};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::fmt::Display;
use std::io::Read;
use std::sync::LazyLock;

/// What `datasets/manifest.toml` says of one file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The data set that the file belongs to.
    pub set: String,
    /// The file's name in `datasets/`.
    pub file: String,
    /// The file's length in bytes.
    pub bytes: usize,
    /// The file's SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What it holds, in one line.
    pub what: String,
    /// The licence, and where its text is.
    pub licence: String,
    /// Where it comes from, and whom to credit.
    pub source: String,
}

#[derive(Deserialize)]
struct Manifest {
    file: Vec<Entry>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../datasets/", $name)).as_slice())),*]
    };
}

static FILES: [(&str, &[u8]); 20] = files![
    "cora.cites.gz",
    "cora.content.gz",
    "digits8x8.csv.gz",
    "fashion-test-images-idx3-ubyte.gz",
    "fashion-test-labels-idx1-ubyte.gz",
    "fashion-train-images-idx3-ubyte.gz",
    "fashion-train-labels-idx1-ubyte.gz",
    "generator-emoji.safetensors",
    "generator-faces.safetensors",
    "iris.csv.gz",
    "judge-mnist.safetensors",
    "karate.txt",
    "mnist-test-images-idx3-ubyte.gz",
    "mnist-test-labels-idx1-ubyte.gz",
    "mnist-train-images-idx3-ubyte.gz",
    "mnist-train-labels-idx1-ubyte.gz",
    "noto-emoji-32.png",
    "noto-emoji-32.tsv",
    "orl-faces-64.png",
    "shakespeare.txt.gz",
];

static MANIFEST: LazyLock<Result<Manifest, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../datasets/manifest.toml")));

/// The embedded files, in the manifest's order.
///
/// # Errors
/// [`Error::Data`] if the manifest itself is damaged.
pub fn entries() -> Result<&'static [Entry]> {
    let manifest = MANIFEST.as_ref();
    let manifest = manifest.map_err(|error| damaged("manifest.toml", error))?;
    Ok(&manifest.file)
}

/// The content of an embedded file, checked against the manifest and unpacked if it is a `.gz`.
///
/// # Errors
/// [`Error::Data`] with the command that repairs the file.
pub fn read(file: &str) -> Result<Vec<u8>> {
    let entry = entries()?.iter().find(|entry| entry.file == file);
    let entry = entry.ok_or_else(|| damaged("manifest.toml", format!("no entry for '{file}'")))?;
    let content = FILES.iter().find(|(name, _)| *name == file);
    let (_, bytes) = content.ok_or_else(|| damaged(file, "it is not in the program"))?;
    verify(entry, bytes)?;
    if file.ends_with(".gz") {
        gunzip(bytes).map_err(|error| damaged(file, error))
    } else {
        Ok(bytes.to_vec())
    }
}

/// The content of an embedded text file.
pub(super) fn read_text(file: &str) -> Result<String> {
    String::from_utf8(read(file)?).map_err(|error| damaged(file, error))
}

/// Checks `bytes` against what the manifest says of the file.
///
/// # Errors
/// [`Error::Data`] with the command that repairs the file.
pub fn verify(entry: &Entry, bytes: &[u8]) -> Result<()> {
    if bytes.len() != entry.bytes {
        let reason = format!("it has {} bytes instead of {}", bytes.len(), entry.bytes);
        return Err(damaged(&entry.file, reason));
    }
    if sha256(bytes) != entry.sha256 {
        let reason = "its SHA-256 is not that of the manifest";
        return Err(damaged(&entry.file, reason));
    }
    Ok(())
}

/// Unpacks gzip; an error if the bytes are damaged or end early.
pub(super) fn gunzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

/// What to say, and to advise, when an embedded file is not as it was published.
pub(super) fn damaged(file: &str, reason: impl Display) -> Error {
    Error::Data(format!(
        "the embedded file datasets/{file} is damaged: {reason}.\n\
         Repair it, then build again:\n  git checkout datasets/{file}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_lists_exactly_the_embedded_files() {
        let mut listed: Vec<_> = entries()
            .unwrap()
            .iter()
            .map(|entry| entry.file.as_str())
            .collect();
        listed.sort_unstable();
        assert_eq!(listed, FILES.map(|(name, _)| name));
    }

    #[test]
    fn every_embedded_file_is_intact() {
        for entry in entries().unwrap() {
            assert!(!read(&entry.file).unwrap().is_empty(), "{}", entry.file);
        }
    }

    #[test]
    fn damaged_gzip_is_an_error() {
        assert!(gunzip(b"no gzip").is_err());
        let (_, bytes) = FILES[0];
        assert!(gunzip(&bytes[..bytes.len() / 2]).is_err());
    }
}
