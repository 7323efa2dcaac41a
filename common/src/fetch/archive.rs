//! Taking the members that are wanted out of a `.tar.gz`.

use super::MOST;
use crate::checksum::sha256;
use crate::data::full::{Content, PublishedFile, storage};
use crate::error::{Error, Result};
use crate::files;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Writes each content of `file` out of the archive at `path` into `folder`, checked.
///
/// The names are those of the table, never those of the archive; an archive with a path that
/// leads out of its folder is refused all the same.
pub(super) fn unpack(path: &Path, file: &PublishedFile, folder: &Path) -> Result<()> {
    let damaged =
        |reason: io::Error| Error::Data(format!("{} cannot be used: {reason}", path.display()));
    let refused = |reason: String| Err(damaged(io::Error::other(reason)));
    let opened = File::open(path).map_err(storage("read", path))?;
    let mut archive = tar::Archive::new(MultiGzDecoder::new(opened));
    let mut missing: Vec<&Content> = file.contents.iter().collect();
    for entry in archive.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if leads_out(&name) {
            return refused(format!("it wants to write to '{name}'"));
        }
        let is_wanted = |content: &&Content| content.member.as_ref() == Some(&name);
        let wanted = missing.iter().position(is_wanted);
        let Some(wanted) = wanted.filter(|_| entry.header().entry_type().is_file()) else {
            continue;
        };
        let content = missing.remove(wanted);
        // An archive may promise anything; the table says how long a member is.
        let mut bytes = Vec::new();
        let mut member = entry.take(content.bytes.unwrap_or(MOST) + 1);
        member.read_to_end(&mut bytes).map_err(damaged)?;
        if sha256(&bytes) != content.sha256 {
            return refused(format!("{} in it is not the published one", content.name));
        }
        let path = folder.join(&content.name);
        files::write_whole(&path, &bytes).map_err(storage("write", &path))?;
    }
    match missing.first() {
        None => Ok(()),
        Some(content) => refused(format!("it has no {}", content.name)),
    }
}

/// Whether a path is absolute or climbs, on any system.
fn leads_out(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', ':'])
        || name.split('/').any(|component| component == "..")
}
