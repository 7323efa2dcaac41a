//! Fetching from servers on this machine, and importing from folders.

mod archives;
mod catalogue;
mod local;
mod mirrors;
mod resuming;
mod server;

use common::checksum::sha256;
use common::data::full::{Cache, Catalogue, FullSet};
use common::error::{Error, Result};
use common::fetch::{Fetcher, Limits, Listener};
use common::signals::Signals;
use server::Server;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Keeps what the user would be told.
#[derive(Default)]
struct Recorder {
    notes: Vec<String>,
}

impl Listener for Recorder {
    fn note(&mut self, text: &str) {
        self.notes.push(text.into());
    }

    fn progress(&mut self, _: &str, have: u64, bytes: Option<u64>) {
        assert!(have <= bytes.unwrap_or(u64::MAX), "{have} of {bytes:?}");
    }
}

/// A cache of the test's own, and what is told of fetching into it.
struct Course {
    folder: tempfile::TempDir,
    told: Recorder,
}

impl Course {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            told: Recorder::default(),
        }
    }

    fn cache(&self) -> Cache {
        Cache::at(self.folder.path().join("cache"))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("cache/set").join(file)
    }

    /// Puts a file where an earlier fetch would have left it.
    fn put(&self, file: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path("")).unwrap();
        fs::write(self.path(file), bytes).unwrap();
    }

    fn with<T>(&mut self, set: &FullSet, act: impl FnOnce(&mut Fetcher) -> T) -> T {
        let cache = self.cache();
        let signals = Signals::default();
        act(&mut Fetcher {
            set,
            cache: &cache,
            mirror: None,
            offline: false,
            limits: Limits {
                connect: Duration::from_secs(5),
                stall: Duration::from_millis(800),
                least: 200,
            },
            signals: &signals,
            listener: &mut self.told,
        })
    }

    fn fetch(&mut self, set: &FullSet) -> Result<()> {
        self.with(set, |fetcher| fetcher.fetch())
    }

    fn told(&self) -> String {
        self.told.notes.join("\n")
    }

    /// The names of all files that are there.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).into_iter().flatten();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort_unstable();
        names
    }
}

/// 5,000 bytes that are not all alike.
fn text() -> Vec<u8> {
    (0..5000_u32).map(|i| (i * i % 251) as u8).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A table of the one set `set` with these mirrors and files.
fn set_of(mirrors: &[String], files: &str) -> FullSet {
    let mirrors: Vec<String> = mirrors
        .iter()
        .map(|url| format!("'{url}/{{file}}'"))
        .collect();
    let table = format!(
        "[[set]]\nname = 'set'\nwhat = 'a set'\nlicence = 'none'\ncredit = 'nobody'\n\
         homepage = 'http://localhost'\nmirrors = [{}]\n{files}",
        mirrors.join(", ")
    );
    Catalogue::parse(&table).unwrap().sets.remove(0)
}

/// The set `set` with the one file `a`, which holds these bytes.
fn set_of_one(servers: &[&Server], bytes: &[u8]) -> FullSet {
    let mirrors: Vec<String> = servers.iter().map(|server| server.url()).collect();
    set_of(&mirrors, &file("a", bytes))
}

/// The lines of the table for a file that is its own content.
fn file(name: &str, bytes: &[u8]) -> String {
    let (bytes, sha256) = (bytes.len(), sha256(bytes));
    format!("[[set.file]]\nname = '{name}'\nbytes = {bytes}\nsha256 = '{sha256}'\n")
}

/// The lines of the table for a content of the file before.
fn content(name: &str, member: Option<&str>, bytes: &[u8]) -> String {
    let (bytes, sha256) = (bytes.len(), sha256(bytes));
    let member = member
        .map(|path| format!("member = '{path}'\n"))
        .unwrap_or_default();
    format!("[[set.file.content]]\nname = '{name}'\n{member}bytes = {bytes}\nsha256 = '{sha256}'\n")
}

#[track_caller]
fn is_data_error(result: Result<()>, words: &[&str]) {
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Data(_)), "{error:?}");
    let text = error.to_string();
    for word in words {
        assert!(text.contains(word), "no `{word}` in: {text}");
    }
}
