//! Taking the members that are wanted out of a `.tar.gz`.

use crate::data::full::{Content, Hasher, PublishedFile, storage};
use crate::error::{Error, Result};
use flate2::read::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::Path;

/// Writes each content of `file` out of the archive at `path` into `folder`, checked.
///
/// The names are those of the table, never those of the archive; an archive with a path that
/// leads out of its folder is refused all the same.
pub(super) fn unpack(path: &Path, file: &PublishedFile, folder: &Path) -> Result<()> {
    let damaged =
        |reason: String| Error::Data(format!("{} cannot be used: {reason}", path.display()));
    let opened = File::open(path).map_err(storage("read", path))?;
    let mut archive = tar::Archive::new(MultiGzDecoder::new(BufReader::new(opened)));
    let mut missing: Vec<&Content> = file.contents.iter().collect();
    let entries = archive
        .entries()
        .map_err(|error| damaged(error.to_string()))?;
    for entry in entries {
        let mut entry = entry.map_err(|error| damaged(error.to_string()))?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if leads_out(&name) {
            return Err(damaged(format!("it wants to write to '{name}'")));
        }
        let wanted = missing
            .iter()
            .position(|content| content.member.as_ref() == Some(&name));
        if let Some(wanted) = wanted.filter(|_| entry.header().entry_type().is_file()) {
            let content = missing.remove(wanted);
            write(&mut entry, content, folder, &damaged)?;
        }
    }
    match missing.first() {
        None => Ok(()),
        Some(content) => Err(damaged(format!("it has no {}", content.name))),
    }
}

/// Whether a path is absolute or climbs, on any system.
fn leads_out(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', ':'])
        || name.split('/').any(|component| component == "..")
}

fn write(
    entry: &mut impl Read,
    content: &Content,
    folder: &Path,
    damaged: &dyn Fn(String) -> Error,
) -> Result<()> {
    let path = folder.join(&content.name);
    let temporary = folder.join(format!("{}.tmp", content.name));
    let written = write_checked(entry, content, &temporary, damaged)
        .and_then(|()| fs::rename(&temporary, &path).map_err(storage("write", &path)));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_checked(
    entry: &mut impl Read,
    content: &Content,
    path: &Path,
    damaged: &dyn Fn(String) -> Error,
) -> Result<()> {
    let mut file = File::create(path).map_err(storage("write", path))?;
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = entry
            .read(&mut buffer)
            .map_err(|error| damaged(error.to_string()))?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        // An archive may promise anything; the table says how long a member is.
        if content.bytes.is_some_and(|bytes| hasher.bytes() > bytes) {
            break;
        }
        file.write_all(&buffer[..count])
            .map_err(storage("write", path))?;
    }
    file.sync_all().map_err(storage("write", path))?;
    if !content.is(&hasher.digest()) {
        return Err(damaged(format!(
            "{} in it is not the published one",
            content.name
        )));
    }
    Ok(())
}
