//! The archive that is handed in.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::{Error, Result};

/// `NAME.zip`, or with the next number that no file has.
pub fn free_name(root: &Path, name: &str) -> PathBuf {
    let later = (2..).map(|number: u32| format!("{name}_v{number}.zip"));
    let names = std::iter::once(format!("{name}.zip")).chain(later);
    let mut free = names
        .map(|name| root.join(name))
        .filter(|path| !path.exists());
    free.next().unwrap_or_default()
}

/// Writes an archive that holds nothing but names and bytes: the same files make the same archive.
pub fn write(path: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let failed = |error: String| Error::Failed(format!("cannot write {}: {error}", path.display()));
    // Not there when it was looked for: whoever is quicker is not overwritten.
    let file = File::create_new(path).map_err(Error::io("create", path))?;
    let mut archive = ZipWriter::new(file);
    for (name, bytes) in files {
        let started = archive.start_file(name.as_str(), options);
        started.map_err(|error| failed(error.to_string()))?;
        archive
            .write_all(bytes)
            .map_err(|error| failed(error.to_string()))?;
    }
    let finished = archive.finish();
    finished
        .map(drop)
        .map_err(|error| failed(error.to_string()))
}
