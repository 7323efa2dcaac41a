//! The table of full data sets, `datasets/full.toml`.

use crate::data::embedded;
use crate::error::{Error, Result};
use serde::Deserialize;
use std::sync::LazyLock;

/// All data sets that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The sets, in the order in which `data list` shows them.
    #[serde(rename = "set")]
    pub sets: Vec<FullSet>,
}

/// One data set: what it is, whom it is owed to, and its files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullSet {
    /// Its name, also that of its folder.
    pub name: String,
    /// What it holds, in one line.
    pub what: String,
    /// Under which licence, as far as one is stated.
    pub licence: String,
    /// Whom to credit.
    pub credit: String,
    /// Where it is described.
    pub homepage: String,
    /// The URLs to try, in order; `{file}` stands for the name of a file.
    pub mirrors: Vec<String>,
    /// The files, as they are published.
    #[serde(rename = "file")]
    pub files: Vec<PublishedFile>,
}

/// One file as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFile {
    /// Its name.
    pub name: String,
    /// Its length, where a publisher states it.
    pub bytes: Option<u64>,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// How its contents are packed.
    #[serde(default)]
    pub packed: Packed,
    /// What programs read in it; never empty.
    #[serde(default, rename = "content")]
    pub contents: Vec<Content>,
}

/// How contents are packed into a published file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Packed {
    /// The file is its own content.
    #[default]
    No,
    /// One content, whose name is that of the file without `.gz`.
    Gzip,
    /// One content for each member that is wanted.
    TarGz,
}

/// One unpacked file: what programs read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its name in the folder of the set.
    pub name: String,
    /// Its path inside the archive.
    pub member: Option<String>,
    /// Its length, where it is known.
    pub bytes: Option<u64>,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
}

static BUILT_IN: LazyLock<Result<Catalogue>> =
    LazyLock::new(|| Catalogue::parse(include_str!("../../../../datasets/full.toml")));

impl Catalogue {
    /// The table that is built into the program.
    ///
    /// # Errors
    /// [`Error::Data`] if that table is damaged.
    pub fn built_in() -> Result<&'static Self> {
        let table = BUILT_IN.as_ref();
        table.map_err(|reason| embedded::damaged("full.toml", reason))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`Error::Data`] if it is no such table: a key that is missing or unknown, a name that is no
    /// plain file name, an address that is not http, a checksum that is none.
    pub fn parse(text: &str) -> Result<Self> {
        let table = toml::from_str(text).map_err(|error| Error::Data(error.to_string()));
        let mut catalogue: Self = table?;
        for set in &mut catalogue.sets {
            if let Err(reason) = set.complete() {
                return Err(Error::Data(format!(
                    "the data set '{}': {reason}",
                    set.name
                )));
            }
        }
        Ok(catalogue)
    }

    /// The set of this name, if there is one.
    pub fn get(&self, name: &str) -> Option<&FullSet> {
        self.sets.iter().find(|set| set.name == name)
    }

    /// The set of this name.
    ///
    /// # Errors
    /// [`Error::Usage`] with the names that there are.
    pub fn find(&self, name: &str) -> Result<&FullSet> {
        if let Some(set) = self.get(name) {
            return Ok(set);
        }
        if embedded::entries()?.iter().any(|entry| entry.set == name) {
            return Err(Error::Usage(format!(
                "'{name}' is built into the program, which checks it at each use: there is nothing \
                 to fetch."
            )));
        }
        let names: Vec<&str> = self.sets.iter().map(|set| set.name.as_str()).collect();
        Err(Error::Usage(format!(
            "there is no full data set '{name}'.\nChoose from: {}",
            names.join(", ")
        )))
    }

    /// The sets of these names.
    pub(crate) fn find_all(&self, names: &[String]) -> Result<Vec<&FullSet>> {
        names.iter().map(|name| self.find(name)).collect()
    }
}

impl FullSet {
    /// Everything that programs read of this set.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.files.iter().flat_map(|file| &file.contents)
    }

    /// What there is to fetch, in bytes, without the files whose length nobody states; and whether
    /// there are such files.
    pub fn bytes(&self) -> (u64, bool) {
        let known = self.files.iter().filter_map(|file| file.bytes);
        let known = known.fold(0, u64::saturating_add);
        (known, self.files.iter().any(|file| file.bytes.is_none()))
    }

    /// Checks everything that serde cannot, and gives files that are not packed their content.
    fn complete(&mut self) -> Result<(), String> {
        plain_name(&self.name)?;
        let is_http = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        if let Some(mirror) = self.mirrors.iter().find(|url| !is_http(url)) {
            return Err(format!("the mirror '{mirror}' is no http address"));
        }
        if self.mirrors.is_empty() || self.files.is_empty() {
            return Err("it has no mirror or no file".into());
        }
        self.files.iter_mut().try_for_each(PublishedFile::complete)
    }
}

impl PublishedFile {
    fn complete(&mut self) -> Result<(), String> {
        plain_name(&self.name)?;
        checksum(&self.sha256)?;
        let fits = match (self.packed, &self.contents[..]) {
            (Packed::No, contents) => contents.is_empty(),
            (Packed::Gzip, [content]) => {
                content.member.is_none() && self.name == format!("{}.gz", content.name)
            }
            (Packed::Gzip, _) => false,
            (Packed::TarGz, contents) => {
                !contents.is_empty() && contents.iter().all(|content| content.member.is_some())
            }
        };
        if !fits {
            let name = &self.name;
            return Err(format!(
                "the contents of '{name}' do not fit how it is packed"
            ));
        }
        if self.packed == Packed::No {
            self.contents.push(Content {
                name: self.name.clone(),
                member: None,
                bytes: self.bytes,
                sha256: self.sha256.clone(),
            });
        }
        self.contents.iter().try_for_each(|content| {
            plain_name(&content.name)?;
            checksum(&content.sha256)
        })
    }
}

/// Names become parts of paths: none may lead out of its folder, on any system.
fn plain_name(name: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !name.is_empty() && !name.starts_with('.') && name.chars().all(allowed) {
        true => Ok(()),
        false => Err(format!("'{name}' is no plain file name")),
    }
}

fn checksum(text: &str) -> Result<(), String> {
    let digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    match text.len() == 64 && text.chars().all(digit) {
        true => Ok(()),
        false => Err(format!(
            "'{text}' is no SHA-256 in lower-case hexadecimal digits"
        )),
    }
}
