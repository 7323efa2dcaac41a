//! Taking files that are on this machine already.

use super::offers::{Offer, Offers};
use super::{Fetcher, archive};
use crate::data::full::{Packed, quoted, storage};
use crate::error::{Error, Result};
use crate::files;
use std::fs;
use std::path::Path;

impl Fetcher<'_> {
    /// Copies what is missing of the set out of `folder` and the folders in it, or out of one file.
    ///
    /// Files count by what they hold, packed or not, not by their names; an archive counts if it is
    /// the published one. No connection is opened.
    ///
    /// # Errors
    /// [`Error::Data`] with what is not there, [`Error::Failed`] if the cache cannot be written.
    pub fn import(&mut self, folder: &Path) -> Result<()> {
        let set = self.set;
        let offers = Offers::of(set, folder)?;
        let place = self.cache.folder_of(set);
        let resume = format!("{} --from {}", set.name, quoted(folder));
        let mut missing = Vec::new();
        for file in &set.files {
            if !self.is_wanted(file, &resume)? {
                continue;
            }
            fs::create_dir_all(&place).map_err(storage("create the folder", &place))?;
            let is_published = |offer: &&Offer| offer.sha256[0] == file.sha256;
            let published = offers.files.iter().find(is_published);
            if let Some(offer) = published.filter(|_| file.packed == Packed::TarGz) {
                self.note(&file.name, offer.path.display());
                archive::unpack(&offer.path, file, &place)?;
                continue;
            }
            for content in &file.contents {
                if self.has([content])? {
                    continue;
                }
                let holds = |offer: &&Offer| offer.sha256.contains(&content.sha256);
                let Some(Offer { path, sha256, .. }) = offers.files.iter().find(holds) else {
                    missing.push(format!("  {}{}", content.name, offers.unfit(file, content)));
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
                let bytes = fs::read(path).map_err(storage("read", path))?;
                files::write_whole(&to, &bytes).map_err(storage("write", &to))?;
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::Data(format!(
            "{} has no file that holds:\n{}\n{}\n\
             A file counts by its content, raw or as .gz; each SHA-256 is in datasets/full.toml. \
             Fetch the rest:\n  {}",
            folder.display(),
            missing.join("\n"),
            offers.searched(),
            self.cache.fetch_command(&set.name)
        )))
    }
}
