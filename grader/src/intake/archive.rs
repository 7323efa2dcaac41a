//! Zip archives, entry by entry. Nothing is ever written to a disk.

use std::io::{Cursor, ErrorKind};

use common::error::{Error, Result};
use zip::result::ZipError;
use zip::{ZipArchive, read::ZipFile};

use super::basket::Basket;
use super::limits;
use super::words::{cut, fault_of_path, shown};

/// What an entry of the table of contents begins with.
const ENTRY: [u8; 4] = *b"PK\x01\x02";

/// The file's kind in the mode that Unix systems keep, and the kind of regular files.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// Reads an archive.
pub fn read(bytes: &[u8], basket: &mut Basket) -> Result<()> {
    let no_archive = |error: &ZipError| {
        Error::Failed(format!(
            "this is no zip archive that can be read ({}): pack it again with `cargo workbook pack`.",
            cut(&error.to_string())
        ))
    };
    // The crate keeps the whole table of contents, however long it is.
    let entries = bytes.windows(4).filter(|window| *window == ENTRY).count();
    if entries > 2 * limits::ENTRIES {
        return Err(Error::Failed(format!(
            "the archive has more than {} files: pack it again with `cargo workbook pack`.",
            limits::ENTRIES
        )));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| no_archive(&error))?;
    if archive.has_duplicate_names() {
        return Err(Error::Failed(
            "the archive has two files of one name, so that nobody can say which one is meant: \
             pack it again with `cargo workbook pack`."
                .into(),
        ));
    }
    for index in 0..archive.len() {
        basket.count()?;
        let name = archive.name_for_index(index);
        let name = name.and_then(|name| Some(shown(&name.ok()?)));
        match archive.by_index(index) {
            Ok(entry) => take(entry, basket)?,
            Err(error) => {
                let name = name.unwrap_or_else(|| format!("entry {}", index + 1));
                basket.leave(&name, &fault(&error));
            }
        }
        // By what was really unpacked, whatever the table of contents says.
        if basket.bytes > 1 << 20 && basket.bytes / limits::RATIO > bytes.len() as u64 {
            return Err(Error::Failed(format!(
                "the archive unpacks to more than {} times its size, as no files of an assignment do: it is not read.",
                limits::RATIO
            )));
        }
    }
    Ok(())
}

/// Reads an entry, or says why not.
fn take<R: std::io::Read>(entry: ZipFile<'_, R>, basket: &mut Basket) -> Result<()> {
    let Ok(path) = std::str::from_utf8(entry.name_raw()) else {
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        basket.leave(
            &name,
            "its name is no UTF-8 text: it is not read; pack again with `cargo workbook pack`",
        );
        return Ok(());
    };
    let path = path.to_owned();
    if let Some(fault) = fault_of_path(&path) {
        basket.leave(&path, fault);
        return Ok(());
    }
    if basket.passes_over(path.trim_end_matches('/')) || entry.is_dir() {
        return Ok(());
    }
    match entry.unix_mode().map_or(REGULAR, |mode| mode & KIND) {
        0 | REGULAR => basket.read(&path, entry.size(), entry),
        0o120_000 => {
            basket.leave(
                &path,
                "a symbolic link is not followed: hand in the file itself",
            );
            Ok(())
        }
        _ => {
            basket.leave(&path, "this is no regular file: it is not read");
            Ok(())
        }
    }
}

/// Why an entry cannot be opened.
fn fault(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "the file is encrypted and cannot be read: pack it again without a password".into()
        }
        ZipError::CompressionMethodNotSupported(_) => {
            "the file is packed in a way that is not read: pack it again with `cargo workbook pack`"
                .into()
        }
        ZipError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            "the file ends too early: the archive is damaged".into()
        }
        error => format!("the file cannot be unpacked: {}", cut(&error.to_string())),
    }
}
