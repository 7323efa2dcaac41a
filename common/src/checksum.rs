//! SHA-256, in lower-case hexadecimal digits: what a file is known by.

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// The checksum of these bytes.
pub fn sha256(bytes: &[u8]) -> String {
    sha256_of(bytes).expect("memory can be read")
}

/// The checksum of all that is left to read.
///
/// # Errors
/// Those of the reader.
pub fn sha256_of(mut reader: impl Read) -> io::Result<String> {
    let (mut hasher, mut piece) = (Sha256::new(), Vec::new());
    while reader.by_ref().take(1 << 16).read_to_end(&mut piece)? > 0 {
        hasher.update(&piece);
        piece.clear();
    }
    let digest = hasher.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The checksum of a file as it is, then of what it unpacks to if it is an intact gzip file.
///
/// Names do not tell: browsers unpack a `.gz` and keep its name.
///
/// # Errors
/// If the file cannot be read.
pub fn of_file(path: &Path) -> io::Result<Vec<String>> {
    let mut file = File::open(path)?;
    let plain = sha256_of(&file)?;
    file.rewind()?;
    // Whatever is no gzip file fails in its first bytes.
    let unpacked = sha256_of(MultiGzDecoder::new(file)).ok();
    Ok([plain].into_iter().chain(unpacked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn pieces_make_the_checksum_of_the_whole() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
        assert_eq!(sha256_of(b"a".chain(&b"bc"[..])).unwrap(), abc);
    }

    #[test]
    fn a_file_is_known_by_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gz");
        std::fs::write(&path, b"abc").unwrap();
        assert_eq!(of_file(&path).unwrap(), [sha256(b"abc")]);

        let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        packed.write_all(b"abc").unwrap();
        let packed = packed.finish().unwrap();
        std::fs::write(&path, &packed).unwrap();
        assert_eq!(of_file(&path).unwrap(), [sha256(&packed), sha256(b"abc")]);

        let half = &packed[..packed.len() - 1];
        std::fs::write(&path, half).unwrap();
        assert_eq!(of_file(&path).unwrap(), [sha256(half)]);
    }
}
