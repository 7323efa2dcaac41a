//! Archives, good and hostile.

use super::server::{Behaviour, Server};
use super::{Course, content, file, gzip, is_data_error, set_of, text};
use common::data::full::FullSet;
use common::error::Result;
use std::fs;
use tar::{EntryType, Header};

const ONE: &[u8] = b"one";

/// The bytes of a `.tar.gz` with these entries, whatever their names are.
fn archive(entries: &[(&str, EntryType, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, kind, bytes) in entries {
        let mut header = Header::new_old();
        // `set_path` would refuse what an attacker would not.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    gzip(&tar.into_inner().unwrap())
}

/// A set whose contents `one` and `two` are in the archive `set.tar.gz`.
fn set(server: &Server, packed: &[u8]) -> FullSet {
    let files = [
        file("set.tar.gz", packed),
        "packed = 'tar-gz'\n".into(),
        content("one", Some("folder/one"), ONE),
        content("two", Some("folder/two"), &text()),
    ];
    set_of(&[server.url()], &files.concat())
}

fn fetch(course: &mut Course, packed: &[u8]) -> Result<()> {
    let server = Server::start(Behaviour::Good, &[("set.tar.gz", packed)]);
    course.fetch(&set(&server, packed))
}

#[test]
fn the_members_come_out_and_the_archive_goes() {
    let packed = archive(&[
        ("folder/", EntryType::Directory, b""),
        ("folder/two", EntryType::Regular, &text()),
        ("folder/readme", EntryType::Regular, b"not wanted"),
        ("folder/one", EntryType::Regular, ONE),
    ]);
    let mut course = Course::new();
    fetch(&mut course, &packed).unwrap();
    assert_eq!(course.files(), ["one", "two"]);
    assert_eq!(fs::read(course.path("one")).unwrap(), ONE);
    assert_eq!(fs::read(course.path("two")).unwrap(), text());
}

#[test]
fn a_path_that_leads_out_is_refused() {
    for name in [
        "../evil",
        "folder/../../evil",
        "/tmp/evil-of-a-test",
        "C:\\evil",
        "..\\evil",
    ] {
        let packed = archive(&[
            (name, EntryType::Regular, b"evil"),
            ("folder/one", EntryType::Regular, ONE),
            ("folder/two", EntryType::Regular, &text()),
        ]);
        let mut course = Course::new();
        is_data_error(fetch(&mut course, &packed), &["wants to write", name]);
        assert_eq!(course.files(), ["set.tar.gz.part"]);
        assert!(!course.path("../evil").exists() && !course.path("../../evil").exists());
    }
}

#[test]
fn members_that_are_not_what_they_should_be_are_refused() {
    let two = ("folder/two", EntryType::Regular, &text()[..]);
    for (one, reason) in [
        (
            ("folder/one", EntryType::Regular, &b"two"[..]),
            "one in it is not",
        ),
        (
            ("folder/one", EntryType::Regular, b"one and more"),
            "one in it is not",
        ),
        (("folder/one", EntryType::Symlink, b""), "it has no one"),
        (("other/one", EntryType::Regular, ONE), "it has no one"),
    ] {
        let mut course = Course::new();
        is_data_error(fetch(&mut course, &archive(&[two, one])), &[reason]);
        assert!(!course.path("one").exists() && !course.path("one.tmp").exists());
    }
    let mut course = Course::new();
    let whole = archive(&[two]);
    is_data_error(
        fetch(&mut course, &whole[..whole.len() / 2]),
        &["cannot be used"],
    );
}

#[test]
fn an_archive_or_its_members_may_lie_in_a_folder() {
    let packed = archive(&[
        ("folder/one", EntryType::Regular, ONE),
        ("folder/two", EntryType::Regular, &text()),
    ]);
    let server = Server::start(Behaviour::Status(404), &[]);
    let set = set(&server, &packed);
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("downloaded.tgz"), &packed).unwrap();
    let mut course = Course::new();
    course
        .with(&set, |fetcher| fetcher.import(from.path()))
        .unwrap();
    assert_eq!(course.files(), ["one", "two"]);

    let mut other = Course::new();
    other
        .with(&set, |fetcher| fetcher.import(&course.path("")))
        .unwrap();
    assert_eq!(other.files(), ["one", "two"]);
    fs::write(other.path("one"), b"damaged").unwrap();
    other
        .with(&set, |fetcher| fetcher.import(&course.path("")))
        .unwrap();
    assert_eq!(fs::read(other.path("one")).unwrap(), ONE);
}
