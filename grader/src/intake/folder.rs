//! Folders and single files. A link is never followed, and what is no regular file never opened.

use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use super::basket::Basket;
use super::limits;
use super::words::fault_of_path;

/// Reads every file of a folder and of the folders in it.
pub fn read(folder: &Path, basket: &mut Basket) -> Result<()> {
    let mut open = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, inside)) = open.pop() {
        let failed = || Error::io("read the folder", &folder);
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed())? {
            basket.count()?;
            entries.push(entry.map_err(failed())?);
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let name = format!("{inside}{}", name.to_string_lossy());
                basket.leave(&name, "its name is no UTF-8 text: it is not read");
                continue;
            };
            let name = format!("{inside}{name}");
            if let Some(fault) = fault_of_path(&name) {
                basket.leave(&name, fault);
                continue;
            }
            if basket.passes_over(&name) {
                continue;
            }
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_dir() => open.push((path, name + "/")),
                Ok(metadata) => read_file(&path, (&name, &metadata), basket)?,
                Err(error) => basket.leave(&name, &format!("it cannot be read: {error}")),
            }
        }
    }
    Ok(())
}

/// Reads single files; each is called by its own name.
pub fn read_files(paths: &[PathBuf], basket: &mut Basket) -> Result<()> {
    for path in paths {
        basket.count()?;
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let metadata = fs::metadata(path).map_err(Error::io("read", path))?;
        read_file(path, (&name, &metadata), basket)?;
    }
    Ok(())
}

/// Reads a file, or says why not.
fn read_file(path: &Path, named: (&str, &Metadata), basket: &mut Basket) -> Result<()> {
    let (name, metadata) = named;
    let kind = metadata.file_type();
    if kind.is_symlink() {
        basket.leave(
            name,
            "a symbolic link is not followed: hand in the file itself",
        );
    } else if !kind.is_file() {
        basket.leave(name, "this is no regular file: it is not opened");
    } else if links(metadata) > 1 {
        basket.leave(name, "the file has a second name elsewhere on the disk (a hard link), and may be anything: hand in a copy");
    } else {
        match File::open(path) {
            // Between the two looks somebody may have put another file there.
            Ok(file) if is_same(metadata, &file) => basket.read(name, metadata.len(), file)?,
            Ok(_) => basket.leave(
                name,
                "the file was exchanged while it was read: it is not taken",
            ),
            Err(error) => basket.leave(name, &format!("it cannot be read: {error}")),
        }
    }
    Ok(())
}

/// Reads an archive's bytes, as many as an archive may have.
pub fn archive(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path).map_err(Error::io("read", path))?.len();
    if size > limits::ARCHIVE {
        return Err(Error::Failed(format!(
            "{}: the archive has {} MB, and no more than {} are read: pack it again with \
             `cargo workbook pack`, which leaves out what is not graded.",
            path.display(),
            size >> 20,
            limits::ARCHIVE >> 20
        )));
    }
    common::files::read(path)
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn is_same(seen: &Metadata, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: &Metadata| (metadata.dev(), metadata.ino());
    file.metadata()
        .is_ok_and(|opened| place(&opened) == place(seen))
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &File) -> bool {
    true
}
