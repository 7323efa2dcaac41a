//! Bringing full data sets to this machine: from mirrors, or out of a folder.
//!
//! This is the only part of the project that opens a connection, and only
//! [`Fetcher::fetch`] does. A file comes under the name `<file>.part`, is checked by length and
//! SHA-256 while it comes, and gets its own name when it is whole and right. Whatever stops the
//! transfer, a broken connection, Ctrl-C, a crash or a full disk, the next one goes on where it was.
//!
//! ```text
//! <cache>/mnist/train-images-idx3-ubyte.gz     as published; so the folder can serve as a mirror
//! <cache>/cifar10/data_batch_1.bin  …          out of an archive, which is not kept
//! ```

mod answer;
mod archive;
mod check;
mod client;
mod command;
mod download;
mod import;
mod offers;
mod part;
mod progress;
mod proxy;
mod states;

pub use client::Limits;
pub use command::{DataArgs, run};
pub use progress::{Listener, Terminal};

use crate::data::full::{Cache, Content, FullSet, Packed, PublishedFile, State, storage};
use crate::error::{Error, Result};
use crate::signals::Signals;
use part::Part;
use std::fmt::Display;
use std::fs;

/// The most that is taken of a file whose length nobody states.
const MOST: u64 = 1 << 30;

/// Who brings a data set into a cache.
pub struct Fetcher<'a> {
    /// What is to come.
    pub set: &'a FullSet,
    /// Where it is to lie.
    pub cache: &'a Cache,
    /// A server to ask before all others: it has `<mirror>/<set>/<file>`.
    pub mirror: Option<String>,
    /// Whether no connection may be opened.
    pub offline: bool,
    /// How long to wait for a server.
    pub limits: Limits,
    /// What may stop a transfer.
    pub signals: &'a Signals,
    /// Who is told how it goes.
    pub listener: &'a mut dyn Listener,
}

impl Fetcher<'_> {
    /// Brings what is missing or damaged of the set; afterwards all of it is there and right.
    ///
    /// # Errors
    /// [`Error::Data`] if no mirror has a right file, or none may be asked; [`Error::Failed`] if
    /// the cache cannot be written; [`Error::FetchInterrupted`] after a signal. Each with the
    /// command that repairs it or goes on.
    pub fn fetch(&mut self) -> Result<()> {
        let set = self.set;
        let resume = self.resume();
        for file in &set.files {
            if self.is_wanted(file, &resume)? {
                self.bring(file)?;
            }
        }
        Ok(())
    }

    /// Puts a file that is missing or damaged where programs find it.
    fn bring(&mut self, file: &PublishedFile) -> Result<()> {
        let folder = self.cache.folder_of(self.set);
        if self.offline {
            let fetch = self.cache.fetch_command(&self.set.name);
            return Err(Error::Data(format!(
                "{} of {} is not in {}, and --offline forbids to fetch it.\n\
                 Fetch it where there is a network:\n  {fetch}\n\
                 or take it out of a folder that has it:\n  {fetch} --from FOLDER",
                file.name,
                self.set.name,
                folder.display(),
            )));
        }
        fs::create_dir_all(&folder).map_err(storage("create the folder", &folder))?;
        let mut part = Part::open(folder.join(format!("{}.part", file.name)), file)?;
        if part.sha256()? != file.sha256 {
            if file.bytes == Some(part.len()) {
                // There is no rest to ask for.
                part.go_back(0)?;
            }
            self.download(file, &mut part)?;
        }
        for content in &file.contents {
            self.remove_damaged(content)?;
        }
        if file.packed == Packed::TarGz {
            self.note(&file.name, "unpacking");
            archive::unpack(&part.path, file, &folder)?;
            part.delete()?;
        } else {
            part.finish(&folder.join(&file.name))?;
        }
        if self.has(&file.contents)? {
            return Ok(());
        }
        Err(Error::Failed(format!(
            "{} came as it was published, but what it holds is not what the table of data sets \
             says. Please report this.",
            file.name
        )))
    }

    fn note(&mut self, file: &str, state: impl Display) {
        self.listener.note(&format!("  {file:<32}{state}"));
    }

    /// Whether a file has yet to come; what follows `data fetch` to go on is for who stops here.
    fn is_wanted(&mut self, file: &PublishedFile, resume: &str) -> Result<bool> {
        if let Some(signal) = self.signals.received() {
            return Err(Error::FetchInterrupted {
                signal,
                kept: "what is there".into(),
                resume: self.cache.fetch_command(resume),
            });
        }
        let is_there = self.has(&file.contents)?;
        if is_there {
            self.note(&file.name, "is there");
        }
        Ok(!is_there)
    }

    /// What follows `data fetch` to go on.
    fn resume(&self) -> String {
        match &self.mirror {
            Some(url) => format!("{} --mirror {url}", self.set.name),
            None => self.set.name.clone(),
        }
    }

    /// Whether all of this, which programs read, is there and right.
    fn has<'a>(&self, contents: impl IntoIterator<Item = &'a Content>) -> Result<bool> {
        for content in contents {
            if !matches!(self.cache.state(self.set, content)?, State::Ok(_)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes files in the set's folder that should hold a content and do not: programs would
    /// meet them first.
    fn remove_damaged(&self, content: &Content) -> Result<()> {
        if self.has([content])? {
            return Ok(());
        }
        let folder = self.cache.folder_of(self.set);
        for copy in self.cache.copies(self.set, content) {
            if copy.parent() == Some(&folder) {
                fs::remove_file(&copy).map_err(storage("remove", &copy))?;
            }
        }
        Ok(())
    }
}
