//! Length and SHA-256 of files, and of what is packed in them.

use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// Length and SHA-256: what a file is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The length in bytes.
    pub bytes: u64,
    /// The SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.digest()
    }

    /// The digest of all that is left to read.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = Hasher::default();
        hasher.read_all(&mut reader)?;
        Ok(hasher.digest())
    }
}

/// The digest of bytes that come piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Hasher {
    bytes: u64,
    sha: Sha256,
}

impl Hasher {
    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.sha.update(bytes);
    }

    /// Takes in all that is left to read.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read_all(&mut self, reader: &mut impl Read) -> io::Result<()> {
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => self.update(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// How many bytes it has taken in.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of all bytes so far.
    pub fn digest(&self) -> Digest {
        let sha = self.sha.clone().finalize();
        Digest {
            bytes: self.bytes,
            sha256: sha.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// The digests by which a file on the disk can be recognised, whether it is packed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// Of the file as it is.
    pub plain: Digest,
    /// Of what it unpacks to, if it is an intact gzip file.
    ///
    /// Names do not tell: browsers unpack a `.gz` and keep its name.
    pub unpacked: Option<Digest>,
}

impl Digests {
    /// # Errors
    /// If the file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
        let plain = Digest::of_reader(&mut file)?;
        file.rewind()?;
        // Whatever is no gzip file fails in its first bytes.
        let unpacked = Digest::of_reader(MultiGzDecoder::new(file)).ok();
        Ok(Self { plain, unpacked })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn pieces_make_the_digest_of_the_whole() {
        let mut hasher = Hasher::default();
        hasher.update(b"a");
        hasher.read_all(&mut &b"bc"[..]).unwrap();
        assert_eq!(hasher.digest(), Digest::of(b"abc"));
        assert_eq!((hasher.bytes(), hasher.digest().sha256.as_str()), (3, ABC));
    }

    #[test]
    fn a_file_is_known_by_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gz");
        std::fs::write(&path, b"abc").unwrap();
        let digests = Digests::of_file(&path).unwrap();
        assert_eq!(
            (digests.plain, digests.unpacked),
            (Digest::of(b"abc"), None)
        );

        let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        packed.write_all(b"abc").unwrap();
        let packed = packed.finish().unwrap();
        std::fs::write(&path, &packed).unwrap();
        let digests = Digests::of_file(&path).unwrap();
        assert_eq!(digests.plain, Digest::of(&packed));
        assert_eq!(digests.unpacked, Some(Digest::of(b"abc")));

        std::fs::write(&path, &packed[..packed.len() - 1]).unwrap();
        assert_eq!(Digests::of_file(&path).unwrap().unpacked, None);
    }
}
