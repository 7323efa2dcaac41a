//! Disks that are full, read-only or not there.

use super::resuming::{TRAINING, uninterrupted};
use super::{fails, place, succeeds};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = place();
    fs::write(place.path("file"), "").unwrap();
    let output = place.run("mlp --preset quick --out-dir file/runs");
    fails(&output, 1, &["file/runs", "could not create the folder"]);
}

/// A file system of its own of this size, unmounted at the end.
#[cfg(target_os = "linux")]
pub(super) struct SmallDisk(pub(super) PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    /// `None` where mounting is not allowed, which continuous integration does not accept.
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    pub(super) fn mount(folder: &Path, options: &str) -> Option<Self> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder)
            .output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder.to_path_buf()));
        }
        assert!(std::env::var_os("CI").is_none(), "CI runs as root");
        eprintln!("skipped: mounting a small disk needs root");
        None
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let expected = uninterrupted(TRAINING);
    let place = place();
    fs::create_dir(place.out_dir()).unwrap();
    let Some(disk) = SmallDisk::mount(&place.out_dir(), "size=256k") else {
        return;
    };
    let filler = disk.0.join("filler");
    fs::write(&filler, vec![0; 220 * 1024]).unwrap();
    fails(
        &place.run(TRAINING),
        1,
        &["The disk is full", "runs/assignment1/mlp/"],
    );
    fs::remove_file(filler).unwrap();
    succeeds(&place.run("mlp --resume --no-figures --progress none"));
    assert_eq!(place.metrics_of("mlp"), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_named() {
    let place = place();
    fs::create_dir(place.out_dir()).unwrap();
    let Some(_disk) = SmallDisk::mount(&place.out_dir(), "ro,size=64k") else {
        return;
    };
    let output = place.run("mlp --preset quick");
    fails(&output, 1, &["runs/assignment1", "--out-dir"]);
}
