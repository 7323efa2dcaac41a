//! Folders with things in them that are no files.
#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::process::Command;

use super::*;

#[test]
fn nothing_is_followed_and_nothing_opened_that_is_no_file() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let secret = desk.path("secret.md");
    fs::write(&secret, "secret").expect("a file");
    let folder = desk.path("w");
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("src/sums.rs"), &text).expect("a file");
    symlink(&secret, folder.join("report.md")).expect("a link");
    symlink("/", folder.join("everything")).expect("a link");
    symlink("nowhere", folder.join("report.txt")).expect("a link");
    fs::hard_link(&secret, folder.join("answers.md")).expect("a link");
    let fifo = Command::new("mkfifo")
        .arg(folder.join("report.pdf"))
        .status();
    assert!(fifo.expect("mkfifo runs").success());
    let large = fs::File::create(folder.join("report_large.pdf")).expect("a file");
    large.set_len(2 << 30).expect("a sparse file");
    let submission = desk.take(&folder).expect("a submission");
    assert_eq!(bodies(&submission), BOTH);
    assert_eq!(submission.others, BTreeMap::new());
    says(&submission, ("report.md", None), "symbolic link");
    says(&submission, ("everything", None), "symbolic link");
    says(&submission, ("report.txt", None), "symbolic link");
    says(&submission, ("answers.md", None), "hard link");
    says(&submission, ("report.pdf", None), "no regular file");
    says(&submission, ("report_large.pdf", None), "more than 8192 kB");
    assert_eq!(submission.findings.len(), 6);

    let error = desk.take(&folder.join("report.pdf")).expect_err("a fault");
    assert!(
        error
            .to_string()
            .contains("neither an archive nor a folder"),
        "{error}"
    );
    let large = desk.path("large.zip");
    fs::File::create(&large)
        .expect("a file")
        .set_len(2 << 30)
        .expect("a sparse file");
    let error = desk.take(&large).expect_err("a fault");
    assert!(error.to_string().contains("2048 MB"), "{error}");
    let error = desk.take(&desk.path("absent.zip")).expect_err("a fault");
    assert!(error.to_string().contains("absent.zip"), "{error}");
}

#[test]
fn names_that_are_no_text_are_passed_over() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let submission = desk.in_folder("w", &[("src/sums.rs", &desk.sums("{ 1 }", "{ 2 }"))]);
    assert_eq!(submission.findings, []);
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.rs");
    fs::write(desk.path("w").join(name), "x").expect("a file");
    let submission = desk.take(&desk.path("w")).expect("a submission");
    assert_eq!(bodies(&submission), BOTH);
    says(&submission, ("bad\u{fffd}.rs", None), "no UTF-8 text");
}
