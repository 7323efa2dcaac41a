//! Taking files that are on this machine already.

use super::{Fetcher, archive};
use crate::data::checksum;
use crate::data::full::{Content, FullSet, Packed, PublishedFile, quoted, storage};
use crate::error::{Error, Result};
use crate::files;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A file that may hold something of a set, and its checksums: as it is, then unpacked.
type Offer = (PathBuf, Vec<String>);

impl Fetcher<'_> {
    /// Copies what is missing of the set out of `folder`, or out of the set's folder in it.
    ///
    /// Files count by what they hold, packed or not, not by their names; an archive counts if it is
    /// the published one. No connection is opened.
    ///
    /// # Errors
    /// [`Error::Data`] with what is not there, [`Error::Failed`] if the cache cannot be written.
    pub fn import(&mut self, folder: &Path) -> Result<()> {
        let set = self.set;
        let offers = offers(set, folder)?;
        let place = self.cache.folder_of(set);
        let resume = format!("{} --from {}", set.name, quoted(folder));
        let mut missing = Vec::new();
        for file in &set.files {
            if !self.is_wanted(file, &resume)? {
                continue;
            }
            fs::create_dir_all(&place).map_err(storage("create the folder", &place))?;
            let published = offers.iter().find(|(_, sha256)| sha256[0] == file.sha256);
            if let Some((path, _)) = published.filter(|_| file.packed == Packed::TarGz) {
                self.note(&file.name, path.display());
                archive::unpack(path, file, &place)?;
                continue;
            }
            for content in &file.contents {
                if self.has([content])? {
                    continue;
                }
                let holds = |(_, sha256): &&Offer| sha256.contains(&content.sha256);
                let Some((path, sha256)) = offers.iter().find(holds) else {
                    missing.push(format!("  {}", content.name));
                    continue;
                };
                self.note(&content.name, path.display());
                self.remove_damaged(content)?;
                // Under the name by which programs look for the content.
                let end = if sha256[0] == content.sha256 {
                    ""
                } else {
                    ".gz"
                };
                let to = place.join(format!("{}{end}", content.name));
                let copied = fs::read(path).and_then(|bytes| files::write_whole(&to, &bytes));
                copied.map_err(storage("write", &to))?;
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
            self.cache.fetch_command(&set.name)
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
    let places = [folder.join(&set.name), folder.to_path_buf()];
    for place in places.iter().filter(|place| place.is_dir()) {
        for entry in fs::read_dir(place).map_err(storage("read", place))? {
            let path = entry.map_err(storage("read", place))?.path();
            if path.is_file() && may_be_of(set, &path).map_err(storage("read", &path))? {
                let sha256 = checksum::of_file(&path).map_err(storage("read", &path))?;
                offers.push((path, sha256));
            }
        }
    }
    Ok(offers)
}

/// Whether a file has a name of the set, or a length: cheap, because a folder of downloads may hold
/// anything.
fn may_be_of(set: &FullSet, path: &Path) -> io::Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unpacked_name = name.strip_suffix(".gz").unwrap_or(&name);
    let (length, unpacked) = (path.metadata()?.len(), unpacked_length(path)?);
    let content = |content: &Content| {
        let fits = |bytes| bytes == length || Some(bytes) == unpacked;
        content.bytes.is_some_and(fits) || content.name == unpacked_name
    };
    let published = |file: &PublishedFile| file.bytes == Some(length) || file.name == name;
    Ok(set.contents().any(content) || set.files.iter().any(published))
}

/// The length that a gzip file says it unpacks to: its last four bytes (RFC 1952).
fn unpacked_length(path: &Path) -> io::Result<Option<u64>> {
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
