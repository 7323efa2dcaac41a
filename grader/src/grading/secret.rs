//! The secret of a course, from which all hidden inputs follow.

use std::io::Write;
use std::path::{Path, PathBuf};

use common::checksum::sha256;
use common::error::{Error, Result};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::digest::hexadecimal;

/// How many bytes a secret has.
const LENGTH: usize = 32;

/// A secret and where it stands.
#[derive(Clone)]
pub struct Secret {
    key: [u8; LENGTH],
    /// Where it stands; what follows from it stands beside it.
    pub path: PathBuf,
}

impl Secret {
    /// Where the secret is looked for if nobody says: outside of the course's tree.
    pub fn usual_place() -> Result<PathBuf> {
        use etcetera::BaseStrategy;
        let places = etcetera::choose_base_strategy();
        let places = places.map_err(|_| {
            Error::Usage(
                "no home folder is known: say with --secret FILE where the secret is.".into(),
            )
        })?;
        Ok(places.config_dir().join("cs324").join("secret"))
    }

    /// Makes a new secret; never in the place of another, and never inside the course's tree.
    pub fn new(path: &Path, root: &Path) -> Result<Self> {
        let path = std::path::absolute(path).map_err(Error::io("find", path))?;
        if path.starts_with(root) {
            return Err(Error::Usage(format!(
                "{} lies in the course's repository, where it would be handed on: choose a place outside, \
                 or leave --secret out.",
                path.display()
            )));
        }
        let mut key = [0; LENGTH];
        for byte in key.chunks_mut(8) {
            use std::hash::BuildHasher;
            // The keys of the standard hash come from the system.
            let drawn = std::hash::RandomState::new().hash_one(std::process::id());
            byte.copy_from_slice(&drawn.to_le_bytes());
        }
        if let Some(folder) = path.parent() {
            common::files::create_folder(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path);
        if matches!(&file, Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists) {
            return Err(Error::Usage(format!(
                "{} holds a secret already. Another one would ask other inputs of the same class: \
                 use --secret FILE for a second one.",
                path.display()
            )));
        }
        let mut file = file.map_err(Error::io("create", &path))?;
        let text = hexadecimal(&key) + "\n";
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(Error::io("write", &path))?;
        Ok(Self { key, path })
    }

    /// A secret that everybody knows, for tests of the grader itself; what follows from it is kept in `folder`.
    pub fn of_test(folder: &Path) -> Self {
        Self {
            key: [0x5c; LENGTH],
            path: folder.join("secret-of-tests"),
        }
    }

    /// Reads a secret.
    pub fn read(path: &Path) -> Result<Self> {
        let path = std::path::absolute(path).map_err(Error::io("find", path))?;
        if !path.exists() {
            return Err(Error::Usage(format!(
                "there is no secret at {}: make one with `cargo run -p grader -- secret new`, or say with \
                 --secret FILE where it is.",
                path.display()
            )));
        }
        let text = crate::source::read(&path)?;
        let key = from_hexadecimal(text.trim()).ok_or_else(|| {
            Error::Usage(format!(
                "{} holds no secret: 64 hexadecimal digits are wanted.",
                path.display()
            ))
        })?;
        Ok(Self { key, path })
    }

    /// What the inputs of one case follow from.
    pub fn seed(&self, words: &[&str]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("a key of any length will do");
        for word in words {
            mac.update(&(word.len() as u64).to_le_bytes());
            mac.update(word.as_bytes());
        }
        hexadecimal(&mac.finalize().into_bytes())
    }

    /// What the secret is known by in documents, which tells nothing of it.
    pub fn name(&self) -> String {
        sha256(self.seed(&["name"]).as_bytes())[..8].to_owned()
    }
}

fn from_hexadecimal(text: &str) -> Option<[u8; LENGTH]> {
    let mut key = [0; LENGTH];
    if text.len() != 2 * LENGTH || !text.is_ascii() {
        return None;
    }
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings").join("secret");
        let root = folder.path().join("course");
        let made = Secret::new(&path, &root).expect("a new secret");
        let read = Secret::read(&path).expect("the same secret");
        assert_eq!(made.seed(&["probe", "1"]), read.seed(&["probe", "1"]));
        assert_ne!(made.seed(&["probe", "1"]), made.seed(&["probe", "2"]));
        assert_ne!(made.seed(&["ab", "c"]), made.seed(&["a", "bc"]));
        let again = Secret::new(&path, &root).err().expect("it exists");
        assert!(
            again.to_string().contains("holds a secret already"),
            "{again}"
        );
    }

    #[test]
    fn a_secret_inside_of_the_course_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Secret::new(&folder.path().join("secret"), folder.path());
        let error = error.err().expect("it would be handed on").to_string();
        assert!(error.contains("lies in the course's repository"), "{error}");
    }

    #[test]
    fn a_missing_and_a_damaged_secret_say_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        let error = Secret::read(&path).err().expect("missing").to_string();
        assert!(error.contains("secret new"), "{error}");
        std::fs::write(&path, "abc").expect("a file");
        let error = Secret::read(&path).err().expect("damaged").to_string();
        assert!(error.contains("64 hexadecimal digits"), "{error}");
    }

    #[test]
    fn seeds_are_those_of_the_published_function() {
        // HMAC-SHA-256 of the lengths and words, computed with Python's hmac module.
        let secret = Secret::of_test(Path::new(""));
        assert_eq!(secret.seed(&["a", "bc"]), SEED);
    }

    const SEED: &str = "767650974a88f0eb7aa401108fa2bbc117da953469ca9bebc467da2c3136f5a8";
}
