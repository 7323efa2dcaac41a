//! Taking files that are on this machine already.

use super::{Fetcher, archive};
use crate::data::full::{Content, Digests, FullSet, Packed, PublishedFile, quoted, storage};
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A file that may hold something of a set.
struct Offer {
    path: PathBuf,
    digests: Digests,
}

impl Fetcher<'_> {
    /// Copies what is missing of a set out of `folder`, or out of the set's folder in it.
    ///
    /// Files count by what they hold, packed or not, not by their names; an archive counts if it is
    /// the published one. No connection is opened.
    ///
    /// # Errors
    /// [`Error::Data`] with what is not there, [`Error::Failed`] if the cache cannot be written.
    pub fn import(&mut self, set: &FullSet, folder: &Path) -> Result<()> {
        let offers = offers(set, folder)?;
        let place = self.cache.folder_of(set);
        let mut missing = Vec::new();
        for file in &set.files {
            self.stop_if_asked(&format!("{} --from {}", set.name, quoted(folder)))?;
            if self.has(set, file)? {
                self.listener.note(&format!("  {:<32}is there", file.name));
                continue;
            }
            fs::create_dir_all(&place).map_err(storage("create the folder", &place))?;
            let published = offers.iter().find(|offer| file.is(&offer.digests.plain));
            if let Some(offer) = published.filter(|_| file.packed == Packed::TarGz) {
                self.listener
                    .note(&format!("  {:<32}{}", file.name, offer.path.display()));
                archive::unpack(&offer.path, file, &place)?;
                continue;
            }
            for content in &file.contents {
                if self.has_content(set, content)? {
                    continue;
                }
                let Some(offer) = offers.iter().find(|offer| content.is_in(&offer.digests)) else {
                    missing.push(format!("  {}", content.name));
                    continue;
                };
                let path = offer.path.display();
                self.listener.note(&format!("  {:<32}{path}", content.name));
                self.remove_damaged(set, content)?;
                copy(offer, content, &place)?;
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::Data(format!(
            "{} has no file that holds:\n{}\n\
             A file counts by its content, raw or as .gz; each SHA-256 is in datasets/full.toml. \
             Fetch the rest:\n  {}",
            folder.display(),
            missing.join("\n"),
            self.cache.command("fetch", &set.name)
        )))
    }
}

/// The files in `folder`, and in the set's folder in it, that may be of this set.
fn offers(set: &FullSet, folder: &Path) -> Result<Vec<Offer>> {
    if !folder.is_dir() {
        return Err(Error::Data(format!(
            "there is no folder {}.\nCheck the name and the folder that you are in.",
            folder.display()
        )));
    }
    let mut offers = Vec::new();
    for place in [folder.join(&set.name), folder.to_path_buf()] {
        if !place.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&place).map_err(storage("read", &place))?;
        for entry in entries {
            let path = entry.map_err(storage("read", &place))?.path();
            if path.is_file() && may_be_of(set, &path).map_err(storage("read", &path))? {
                let digests = Digests::of_file(&path).map_err(storage("read", &path))?;
                offers.push(Offer { path, digests });
            }
        }
    }
    Ok(offers)
}

/// Whether a file has a name of the set, or a length: cheap, because a folder of downloads may hold
/// anything.
fn may_be_of(set: &FullSet, path: &Path) -> std::io::Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let length = path.metadata()?.len();
    let unpacked = unpacked_length(path)?;
    let content = |content: &Content| {
        let fits = |length: u64| content.bytes == Some(length);
        fits(length)
            || unpacked.is_some_and(fits)
            || name.strip_suffix(".gz").unwrap_or(&name) == content.name
    };
    let published = |file: &PublishedFile| file.bytes == Some(length) || name == file.name;
    Ok(set.contents().any(content) || set.files.iter().any(published))
}

/// The length that a gzip file says it unpacks to: its last four bytes (RFC 1952).
fn unpacked_length(path: &Path) -> std::io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    let mut magic = [0; 2];
    if file.read(&mut magic)? < 2 || magic != [0x1f, 0x8b] || file.metadata()?.len() < 18 {
        return Ok(None);
    }
    let mut length = [0; 4];
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut length)?;
    Ok(Some(u32::from_le_bytes(length).into()))
}

/// Copies an offer into `place` under the name by which programs look for the content.
fn copy(offer: &Offer, content: &Content, place: &Path) -> Result<()> {
    let is_packed = !content.is(&offer.digests.plain);
    let to = place.join(format!(
        "{}{}",
        content.name,
        if is_packed { ".gz" } else { "" }
    ));
    let temporary = place.join(format!("{}.tmp", content.name));
    fs::copy(&offer.path, &temporary)
        .and_then(|_| File::open(&temporary)?.sync_all())
        .and_then(|()| fs::rename(&temporary, &to))
        .map_err(|error| {
            let _ = fs::remove_file(&temporary);
            storage("write", &to)(error)
        })
}
