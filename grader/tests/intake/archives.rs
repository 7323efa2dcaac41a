//! Archives that are not what they seem.

use super::*;

/// An archive with one entry besides the exercises' file, made by `change` of the bytes of a plain one.
fn renamed(desk: &Desk, name: &str) -> Submission {
    let text = desk.sums("{ 1 }", "{ 2 }");
    let placeholder = "x".repeat(name.len());
    let files = [
        ("src/sums.rs", text.as_bytes()),
        (&*placeholder, b"evil".as_slice()),
    ];
    let bytes = zip(files);
    // In the header of the entry and in the table of contents.
    let bytes = replaced(&bytes, placeholder.as_bytes(), name.as_bytes());
    let path = desk.path("a.zip");
    fs::write(&path, bytes).expect("an archive");
    desk.take(&path).expect("a submission")
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..=bytes.len() - old.len())
        .filter(|at| bytes[*at..].starts_with(old))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + old.len()].copy_from_slice(new);
    }
    bytes
}

#[test]
fn paths_that_lead_elsewhere_are_refused_and_the_rest_is_taken() {
    let desk = Desk::new();
    for (name, words) in [
        ("../../outside.rs", "out of the archive"),
        ("a/../../outside.rs", "out of the archive"),
        ("/etc/passwd.rs", "root of a disk"),
        ("C:/windows/a.rs", "root of a disk"),
        ("a\\..\\outside.rs", "backslash"),
        ("a/./outside.rs", "empty part"),
        ("a//outside.rs", "empty part"),
        ("outside\u{7}file.rs", "cannot be shown"),
    ] {
        let submission = renamed(&desk, name);
        assert_eq!(bodies(&submission), BOTH, "{name}");
        let [finding] = &*submission.findings else {
            panic!("{name}: {:?}", submission.findings)
        };
        assert!(finding.words.contains(words), "{name}: {finding:?}");
        assert!(!finding.file.contains(char::is_control));
    }
    let parent = desk.folder.path().parent().expect("a parent");
    assert!(!parent.join("outside.rs").exists());
}

#[test]
fn names_that_are_no_text_or_that_clash() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let bytes = zip([("src/sums.rs", text.as_bytes()), ("badname.txt", b"x")]);
    let path = desk.path("a.zip");
    fs::write(&path, replaced(&bytes, b"badname", b"bad\xff\xfeme")).expect("an archive");
    let submission = desk.take(&path).expect("a submission");
    assert_eq!(bodies(&submission), BOTH);
    assert!(
        submission.findings[0].words.contains("no UTF-8 text"),
        "{:?}",
        submission.findings
    );

    let submission = desk.zipped(&[("src/sums.rs", &text), ("src/SUMS.rs", "evil")]);
    assert_eq!(bodies(&submission), BOTH);
    says(&submission, ("src/SUMS.rs", None), "capital letters alone");

    let bytes = zip([("src/sums.rs", text.as_bytes()), ("src/smus.rs", b"evil")]);
    let error = desk.refused(&replaced(&bytes, b"smus", b"sums"));
    assert!(error.contains("two files of one name"), "{error}");
}

#[test]
fn links_and_what_is_encrypted_are_not_read() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file("src/sums.rs", options).expect("an entry");
    writer.write_all(text.as_bytes()).expect("an entry");
    writer
        .add_symlink("report.md", "/etc/passwd", options)
        .expect("a link");
    let bytes = writer.finish().expect("an archive").into_inner();
    let path = desk.path("a.zip");
    fs::write(&path, &bytes).expect("an archive");
    let submission = desk.take(&path).expect("a submission");
    assert_eq!(bodies(&submission), BOTH);
    assert!(submission.others.is_empty());
    says(&submission, ("report.md", None), "symbolic link");

    // The bit that says so, in the entry and in the table of contents.
    let mut bytes = zip([("src/sums.rs", text.as_bytes())]);
    let table = bytes
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .expect("a table");
    bytes[6] |= 1;
    bytes[table + 8] |= 1;
    fs::write(&path, bytes).expect("an archive");
    let submission = desk.take(&path).expect("a submission");
    says(&submission, ("src/sums.rs", None), "encrypted");
}

#[test]
fn what_is_no_archive_is_named() {
    let desk = Desk::new();
    let bytes = zip([("src/sums.rs", desk.sums("{ 1 }", "{ 2 }").as_bytes())]);
    for broken in [&b""[..], b"hello", &bytes[..bytes.len() / 2], b"PK\x05\x06"] {
        let error = desk.refused(broken);
        assert!(error.contains("no zip archive that can be read"), "{error}");
        assert!(error.contains("workbook pack"));
    }
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let desk = Desk::new();
    let zeros = vec![0_u8; 7 << 20];
    let names: Vec<String> = (0..10).map(|number| format!("{number}.txt")).collect();
    let bytes = zip(names.iter().map(|name| (&**name, &*zeros)));
    let error = desk.refused(&bytes);
    assert!(error.contains("more than 200 times its size"), "{error}");

    // By what is unpacked: the sizes in the table of contents say 1.
    let mut lying = bytes;
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    for at in places {
        lying[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    }
    let path = desk.path("a.zip");
    fs::write(&path, &lying).expect("an archive");
    match desk.take(&path) {
        Err(error) => assert!(error.to_string().contains("200 times"), "{error}"),
        Ok(submission) => assert!(submission.written.is_empty() && submission.others.is_empty()),
    }

    let names: Vec<String> = (0..2_001).map(|number| format!("{number}.txt")).collect();
    let error = desk.refused(&zip(names.iter().map(|name| (&**name, b"x".as_slice()))));
    assert!(error.contains("more than 2000 files"), "{error}");
    let names: Vec<String> = (0..5_000).map(|number| format!("{number}.txt")).collect();
    let error = desk.refused(&zip(names.iter().map(|name| (&**name, b"x".as_slice()))));
    assert!(error.contains("more than 2000 files"), "{error}");
}

#[test]
fn a_file_beyond_its_limit_costs_itself() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let long = format!("{text}// {}", "é".repeat(150 << 10));
    let submission = desk.zipped(&[
        ("src/sums.rs", &text),
        ("src/other.rs", &long),
        ("src/bad.rs", "x"),
    ]);
    assert_eq!(bodies(&submission), BOTH);
    says(&submission, ("src/other.rs", None), "more than 256 kB");
}
