//! One number for what was taken.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::digest::of_parts;
use crate::model::Written;

/// SHA-256 of bodies and files, in hexadecimal digits. Where a file lay makes no difference, and neither does
/// the order in which they came.
pub fn digest(written: &BTreeMap<String, Written>, others: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    let mut parts: Vec<(&str, String, &[u8])> = Vec::new();
    for (id, written) in written {
        parts.push(("body", id.clone(), written.body.as_bytes()));
    }
    for (path, bytes) in others {
        let name = path.file_name().unwrap_or_default();
        parts.push(("file", name.to_string_lossy().into_owned(), bytes));
    }
    parts.sort();
    let parts = parts.iter();
    of_parts(parts.flat_map(|(kind, name, bytes)| [kind.as_bytes(), name.as_bytes(), bytes]))
}
