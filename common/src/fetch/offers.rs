//! The files on this machine that may hold something of a set.

use crate::checksum;
use crate::data::full::{Content, FullSet, PublishedFile};
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How many folders deep a file may lie: PyTorch's lie in `data/MNIST/raw`.
const DEPTH: usize = 4;

/// How many files are looked at: enough for any folder that was meant.
const MOST: usize = 10_000;

/// Of so many that cannot be looked into the user is told.
const SHOWN: usize = 12;

/// How archives begin that are not read here.
const PACKED: [&[u8]; 4] = [b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"BZh"];

/// A file that may hold something of a set.
pub(super) struct Offer {
    pub(super) path: PathBuf,
    length: u64,
    /// Its checksum as it is, then unpacked.
    pub(super) sha256: Vec<String>,
}

/// What there is in a folder.
#[derive(Default)]
pub(super) struct Offers {
    pub(super) files: Vec<Offer>,
    /// How many files were looked at.
    looked: usize,
    /// What could not be looked into, and why.
    closed: Vec<String>,
}

impl Offers {
    /// The file itself, or those in the folder and in the folders in it, the nearest first.
    ///
    /// # Errors
    /// [`Error::Data`] if there is nothing of that name, or it cannot be read.
    pub(super) fn of(set: &FullSet, from: &Path) -> Result<Self> {
        let mut offers = Self::default();
        if let Err(error) = fs::metadata(from).and_then(|found| match found.is_dir() {
            true => fs::read_dir(from).map(drop),
            false => File::open(from).map(drop),
        }) {
            return Err(Error::Data(match error.kind() {
                ErrorKind::NotFound => format!(
                    "there is no file or folder {}.\nCheck the name and the folder that you are in.",
                    from.display()
                ),
                _ => format!("{} could not be read: {error}.", from.display()),
            }));
        }
        let mut places = vec![from.to_path_buf()];
        for _ in 0..=DEPTH {
            let mut deeper = Vec::new();
            for place in places {
                match place.is_dir() {
                    true => offers.enter(&place, &mut deeper),
                    false => offers.look_at(set, place),
                }
            }
            places = deeper;
        }
        Ok(offers)
    }

    /// Adds what a folder holds to the places to look at.
    fn enter(&mut self, folder: &Path, places: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        match entries {
            Ok(entries) => {
                let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
                paths.sort_unstable();
                places.extend(paths);
            }
            Err(error) => self.close(folder, &error),
        }
    }

    /// Looks at one file; one that cannot be read is passed over.
    fn look_at(&mut self, set: &FullSet, path: PathBuf) {
        if !path.is_file() || self.looked == MOST {
            return;
        }
        self.looked += 1;
        let offer = File::open(&path).and_then(|mut file| {
            let length = file.metadata()?.len();
            if is_packed(&mut file)? {
                let why = "is packed: unpack it, then import the folder that comes out";
                self.closed.push(format!("{} {why}", path.display()));
            }
            if !may_be_of(set, &path, (length, unpacked_length(&mut file)?)) {
                return Ok(None);
            }
            let sha256 = checksum::of_file(&path)?;
            Ok(Some((length, sha256)))
        });
        match offer {
            Ok(offer) => self.files.extend(offer.map(|(length, sha256)| Offer {
                path,
                length,
                sha256,
            })),
            Err(error) => self.close(&path, &error),
        }
    }

    fn close(&mut self, path: &Path, error: &io::Error) {
        let text = format!("{} could not be read: {error}", path.display());
        self.closed.push(text);
    }

    /// Why none of the files that have the name of a content is it; a line each.
    pub(super) fn unfit(&self, file: &PublishedFile, content: &Content) -> String {
        let named = self.files.iter().filter_map(|offer| {
            let bytes = match offer.path.file_name()?.to_str()? {
                name if name == file.name => file.bytes,
                name if name == content.name => content.bytes,
                name if name.strip_suffix(".gz") == Some(&content.name) => None,
                _ => return None,
            };
            let path = offer.path.display();
            Some(match bytes {
                Some(all) if offer.length < all => {
                    format!("\n    {path} is cut off: {} of {all} bytes", offer.length)
                }
                _ if packed_by_gzip(&offer.path) && offer.sha256.len() < 2 => {
                    format!("\n    {path} is cut off or damaged: it cannot be unpacked")
                }
                _ => format!("\n    {path} is another file of that name"),
            })
        });
        named.collect()
    }

    /// Where was looked, and what could not be looked into.
    pub(super) fn searched(&self) -> String {
        let files = match self.looked {
            1 => "1 file was".into(),
            MOST => format!("the first {MOST} files were"),
            looked => format!("{looked} files were"),
        };
        let closed = self.closed.iter().take(SHOWN);
        let closed = closed.map(|line| format!("\n  {line}"));
        format!(
            "{files} looked at, up to {DEPTH} folders deep.{}",
            closed.collect::<String>()
        )
    }
}

/// Whether a file has a name of the set, or one of these lengths, as it is and unpacked: cheap,
/// because a folder of downloads may hold anything.
fn may_be_of(set: &FullSet, path: &Path, (length, unpacked): (u64, Option<u64>)) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unpacked_name = name.strip_suffix(".gz").unwrap_or(&name);
    let content = |content: &Content| {
        let fits = |bytes| bytes == length || Some(bytes) == unpacked;
        content.bytes.is_some_and(fits) || content.name == unpacked_name
    };
    let published = |file: &PublishedFile| file.bytes == Some(length) || file.name == name;
    set.contents().any(content) || set.files.iter().any(published)
}

/// The length that a gzip file says it unpacks to: its last four bytes (RFC 1952).
fn unpacked_length(file: &mut File) -> io::Result<Option<u64>> {
    if beginning(file)?[..2] != *b"\x1f\x8b" || file.metadata()?.len() < 18 {
        return Ok(None);
    }
    let mut length = [0; 4];
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut length)?;
    Ok(Some(u32::from_le_bytes(length).into()))
}

/// Whether a file is an archive that is not read here, which may hold what is looked for.
fn is_packed(file: &mut File) -> io::Result<bool> {
    let start = beginning(file)?;
    Ok(PACKED.iter().any(|magic| start.starts_with(magic)) || start[257..262] == *b"ustar")
}

fn packed_by_gzip(path: &Path) -> bool {
    let start = File::open(path).and_then(|mut file| beginning(&mut file));
    start.is_ok_and(|start| start.starts_with(b"\x1f\x8b"))
}

/// The first bytes of a file; zeros where it is shorter.
fn beginning(file: &mut File) -> io::Result<[u8; 262]> {
    let mut start = Vec::new();
    file.rewind()?;
    file.take(262).read_to_end(&mut start)?;
    start.resize(262, 0);
    Ok(start.try_into().expect("just resized"))
}
