//! A compiler in the sandbox: it compiles and links, and reads nothing that it is not given.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandbox::{Ended, How, Orders};

use crate::harness::{Test, launcher, orders};

pub const ALL: &[Test] = &[
    ("compiler_compiles_and_links", compiles_and_links),
    ("compiler_includes_nothing_from_outside", includes_nothing),
];

fn sysroot() -> PathBuf {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().into()
}

/// What a compiler needs: its toolchain, the system's linker and libraries, and a folder for what it makes.
fn compile(sysroot: &Path, folder: &Path, text: &str) -> Ended {
    fs::write(folder.join("main.rs"), text).unwrap();
    let system = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache"].map(PathBuf::from);
    let mut orders = Orders {
        program: sysroot.join("bin/rustc"),
        arguments: ["main.rs", "--edition=2024"].map(Into::into).into(),
        environment: vec![
            ("PATH".into(), "/usr/bin:/bin".into()),
            ("TMPDIR".into(), folder.to_str().unwrap().into()),
        ],
        execute: system.into_iter().chain([sysroot.into()]).collect(),
        write: vec![folder.into()],
        may_fork: true,
        ..orders(&[], folder)
    };
    orders.limits.memory = 2 << 30;
    orders.limits.file = 256 << 20;
    launcher().run(&orders).unwrap()
}

/// Ordinary users may be kept from the folder in which root keeps its toolchain.
fn toolchain() -> Option<PathBuf> {
    let found = Command::new("rustc")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    found.then(sysroot)
}

fn compiles_and_links() {
    let Some(sysroot) = toolchain() else { return };
    let folder = tempfile::tempdir().unwrap();
    let ended = compile(
        &sysroot,
        folder.path(),
        "fn main() { std::process::exit(3) }",
    );
    assert_eq!(
        ended.how,
        How::Exited(0),
        "{}",
        String::from_utf8_lossy(&ended.errors)
    );
    assert!(ended.memory > 10 << 20 && !ended.cpu.is_zero(), "{ended:?}");
    // What it made runs, confined.
    let mut orders = orders(&[], folder.path());
    orders.program = folder.path().join("main");
    assert_eq!(launcher().run(&orders).unwrap().how, How::Exited(3));
}

fn includes_nothing() {
    let Some(sysroot) = toolchain() else { return };
    let outside = tempfile::tempdir().unwrap();
    let canary = outside.path().join("canary");
    fs::write(&canary, "the canary sings").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "const TEXT: &str = include_str!({canary:?}); fn main() {{ assert_eq!(TEXT.len(), 1) }}"
    );
    let ended = compile(&sysroot, folder.path(), &text);
    let errors = String::from_utf8_lossy(&ended.errors);
    assert_eq!(ended.how, How::Exited(1), "{errors}");
    assert!(errors.contains("Permission denied"), "{errors}");
    assert!(!errors.contains("sings"), "{errors}");
}
