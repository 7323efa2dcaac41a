//! `data` as a user meets it: fetching that is killed, stopped, without a network or without space.
//!
//! One file, though a long one: every test needs the same table, server and cache.

use super::{Place, fails, place, succeeds};
use common::checksum::sha256;
use server::{Behaviour, Server};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

#[allow(
    dead_code,
    reason = "shared with the tests of `common`, which use all of it"
)]
#[path = "../../../common/tests/fetch/server.rs"]
mod server;

/// 300,000 bytes that are not all alike.
fn text() -> Vec<u8> {
    (0..300_000_u32)
        .map(|i| (i.wrapping_mul(i) % 251) as u8)
        .collect()
}

/// A program with a table of the one set `plays`, whose one file this server has, and a cache of
/// its own.
struct Course {
    program: Place<'static>,
}

impl Course {
    fn new(server: &Server) -> Self {
        let course = Self { program: place() };
        let (bytes, sha256) = (text().len(), sha256(&text()));
        let table = format!(
            "[[set]]\nname = 'plays'\nwhat = 'plays'\nlicence = 'public domain'\n\
             credit = 'W. Shakespeare'\nhomepage = 'http://localhost'\n\
             mirrors = ['{}/{{file}}']\n\
             [[set.file]]\nname = 'plays.txt'\nbytes = {bytes}\nsha256 = '{sha256}'\n",
            server.url()
        );
        fs::write(course.program.path("table.toml"), table).unwrap();
        course
    }

    fn command(&self, arguments: &str) -> Command {
        let arguments = format!("data --catalogue table.toml {arguments}");
        let mut command = self.program.command(&arguments);
        command.env("CS324_DATA", self.cache());
        command
    }

    fn run(&self, arguments: &str) -> std::process::Output {
        self.command(arguments).output().unwrap()
    }

    fn cache(&self) -> PathBuf {
        self.program.path("cache")
    }

    fn path(&self, file: &str) -> PathBuf {
        self.cache().join("plays").join(file)
    }

    /// Starts to fetch, and waits until the first bytes are on the disk.
    fn begin(&self, bytes: u64) -> Child {
        let mut command = self.command("fetch plays");
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let path = self.path("plays.txt.part");
        while fs::metadata(&path).map_or(0, |part| part.len()) != bytes {
            if child.try_wait().unwrap().is_some() {
                let told = child.wait_with_output().unwrap().stderr;
                panic!("no {bytes} bytes: {}", String::from_utf8_lossy(&told));
            }
            std::thread::yield_now();
        }
        child
    }
}

fn serve(behaviour: Behaviour) -> (Server, Course) {
    let server = Server::start(behaviour, &[("plays.txt", &text())]);
    let course = Course::new(&server);
    (server, course)
}

#[test]
fn a_fetch_says_what_it_brings_first_and_verify_and_list_know_it_afterwards() {
    let (server, course) = serve(Behaviour::Good);
    fails(
        &course.run("verify plays"),
        4,
        &["plays", "data fetch plays"],
    );
    let output = course.run("fetch plays");
    succeeds(&output);
    let told = String::from_utf8(output.stderr).unwrap();
    for word in [
        "public domain",
        "W. Shakespeare",
        "300.00 kB in 1 file\n",
        "cache/plays",
    ] {
        assert!(told.contains(word), "no `{word}` in: {told}");
    }
    assert!(output.stdout.is_empty() && !told.contains('\r'));
    let output = course.run("verify");
    succeeds(&output);
    let states = String::from_utf8(output.stdout).unwrap();
    assert!(
        states.contains("plays.txt") && states.contains("ok"),
        "{states}"
    );
    let list = String::from_utf8(course.run("list").stdout).unwrap();
    assert!(
        list.contains("iris") && list.contains("300.00 kB  here      public domain"),
        "{list}"
    );
    let path = course.run("path plays").stdout;
    assert_eq!(
        String::from_utf8(path).unwrap().trim_end(),
        course.path("").display().to_string().trim_end_matches('/')
    );
    fs::write(course.path("plays.txt"), "damaged").unwrap();
    let output = course.run("verify");
    fails(
        &output,
        4,
        &["not whole and intact: plays", "data fetch plays"],
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("damaged")
    );
    succeeds(&course.run("fetch --all"));
    assert_eq!(server.requests().len(), 2);
    succeeds(&course.run("fetch plays --offline"));
    assert_eq!(server.requests().len(), 2);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn data_sets_lie_where_the_system_has_its_caches() {
    let program = place();
    for (given, expected) in [
        ("/var/cache", "/var/cache/cs324/datasets\n"),
        // The XDG base directory specification: a relative path is to be ignored.
        ("relative", "/home/a/.cache/cs324/datasets\n"),
        ("", "/home/a/.cache/cs324/datasets\n"),
    ] {
        let mut command = program.command("data path");
        command.env("HOME", "/home/a").env("XDG_CACHE_HOME", given);
        let output = command.env("CS324_DATA", "").output().unwrap();
        succeeds(&output);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    }
}

#[test]
fn a_killed_fetch_asks_only_for_the_rest() {
    let (server, course) = serve(Behaviour::StallsAfter(120_000));
    let mut child = course.begin(120_000);
    child.kill().unwrap();
    child.wait().unwrap();
    succeeds(&course.run("fetch plays"));
    assert_eq!(server.starts(), [0, 120_000]);
    assert_eq!(fs::read(course.path("plays.txt")).unwrap(), text());
    assert!(!course.path("plays.txt.part").exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_has_come_and_says_so() {
    let (server, course) = serve(Behaviour::StallsAfter(120_000));
    let child = course.begin(120_000);
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    fails(
        &output,
        130,
        &["120.00 kB of plays.txt is kept", "-- data fetch plays"],
    );
    succeeds(&course.run("fetch plays"));
    assert_eq!(server.starts(), [0, 120_000]);
}

#[test]
fn what_cannot_be_fetched_is_explained() {
    let (server, course) = serve(Behaviour::Corrupts);
    fails(
        &course.run("fetch plays --offline"),
        4,
        &["--offline", "data fetch plays"],
    );
    assert!(server.requests().is_empty() && !course.cache().exists());
    fails(
        &course.run("fetch plays"),
        4,
        &["SHA-256", &server.url(), "--from FOLDER"],
    );
    let nowhere = "fetch plays --mirror http://127.0.0.1:1";
    fails(
        &course.run(nowhere),
        4,
        &["http://127.0.0.1:1/plays/plays.txt", "no connection"],
    );
    for (arguments, words) in [
        ("fetch", &["SET"][..]),
        ("fetch play", &["no full data set 'play'", "plays"]),
        ("fetch iris", &["built into the program"]),
        ("fetch plays --mirror ftp://x", &["http://"]),
        (
            "fetch plays --from x --mirror http://x",
            &["cannot be used with"],
        ),
        ("path play", &["plays"]),
    ] {
        fails(&course.run(arguments), 2, words);
    }
    fails(
        &course.run("fetch plays --from nowhere"),
        4,
        &["no file or folder nowhere"],
    );
}

/// The set as a server of another machine has it, asked through the environment's proxy.
fn fetch_elsewhere(course: &Course, variables: &[(&str, &str)]) -> std::process::Output {
    let mut command = course.command("fetch plays --mirror http://192.0.2.1:8932");
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command.envs(variables.iter().copied()).output().unwrap()
}

#[test]
fn a_proxy_of_plain_addresses_is_asked_for_the_whole_address() {
    let proxy = Server::start(Behaviour::Good, &[("plays/plays.txt", &text())]);
    let course = Course::new(&proxy);
    let output = fetch_elsewhere(&course, &[("http_proxy", &proxy.url())]);
    succeeds(&output);
    let asked = proxy.requests().remove(0);
    assert_eq!(asked.server.as_deref(), Some("http://192.0.2.1:8932"));
    assert_eq!(asked.path, "/plays/plays.txt");
    assert_eq!(fs::read(course.path("plays.txt")).unwrap(), text());
}

#[test]
fn a_proxy_that_does_not_answer_is_named_and_only_asked_where_it_belongs() {
    let server = Server::start(Behaviour::Good, &[("plays.txt", &text())]);
    let course = Course::new(&server);
    // The mirror of one's own fails, the published one is on this machine.
    let output = fetch_elsewhere(&course, &[("http_proxy", "http://127.0.0.1:1")]);
    succeeds(&output);
    let told = String::from_utf8(output.stderr).unwrap();
    let words = "(through the proxy 127.0.0.1:1, which http_proxy names)";
    for word in ["http://192.0.2.1:8932", "no connection", words] {
        assert!(told.contains(word), "no `{word}` in: {told}");
    }
    fs::remove_file(course.path("plays.txt")).unwrap();
    let output = fetch_elsewhere(&course, &[("all_proxy", "socks5://127.0.0.1:1080")]);
    succeeds(&output);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("all_proxy names the proxy 'socks5://127.0.0.1:1080'"),
        "{told}"
    );
}

#[test]
fn a_folder_replaces_the_network() {
    let (server, course) = serve(Behaviour::Good);
    let from = course.program.path("stick");
    fs::create_dir(&from).unwrap();
    fs::write(from.join("copy of plays"), text()).unwrap();
    let data_dir = course.program.path("other place");
    let mut command = course.command("fetch plays --from stick --offline");
    succeeds(&command.arg("--data-dir").arg(&data_dir).output().unwrap());
    assert_eq!(fs::read(data_dir.join("plays/plays.txt")).unwrap(), text());
    assert!(server.requests().is_empty());
}

#[test]
fn the_paper_preset_wants_the_full_set_and_says_how_to_get_it() {
    let program = place();
    let run = |arguments: &str| {
        let mut command = program.command(arguments);
        let cache = program.path("cache");
        command.env("CS324_DATA", cache).output().unwrap()
    };
    for set in ["mnist", "fashion-mnist", "cifar10"] {
        let output = run(&format!("mlp --preset paper --dataset {set}"));
        fails(&output, 4, &[&format!("data fetch {set}\n"), "cache"]);
    }
    fails(&run("mlp --dataset cifar10"), 4, &["data fetch cifar10\n"]);
    let elsewhere = run("mlp --dataset mnist --data-dir elsewhere");
    fails(&elsewhere, 4, &["data fetch mnist --data-dir elsewhere"]);
    assert!(!program.out_dir().exists(), "nothing was written");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_has_come() {
    use super::disks::SmallDisk;
    let (server, course) = serve(Behaviour::Good);
    fs::create_dir(course.cache()).unwrap();
    let Some(disk) = SmallDisk::mount(&course.cache(), "size=400k") else {
        return;
    };
    let filler = disk.0.join("filler");
    fs::write(&filler, vec![0; 240 * 1024]).unwrap();
    let words = ["The disk is full", "plays.txt.part", "--data-dir"];
    fails(&course.run("fetch plays"), 1, &words);
    let kept = fs::metadata(course.path("plays.txt.part")).unwrap().len() as usize;
    assert!(kept > 100_000, "{kept} bytes were kept");
    fs::remove_file(filler).unwrap();
    succeeds(&course.run("fetch plays"));
    assert_eq!(server.starts(), [0, kept]);
    assert_eq!(fs::read(course.path("plays.txt")).unwrap(), text());
}

#[cfg(target_os = "linux")]
#[test]
fn a_cache_that_cannot_be_written_is_named() {
    use super::disks::SmallDisk;
    let (server, course) = serve(Behaviour::Good);
    fs::create_dir(course.cache()).unwrap();
    let Some(_disk) = SmallDisk::mount(&course.cache(), "ro,size=64k") else {
        return;
    };
    let words = ["could not create the folder", "cache/plays", "CS324_DATA"];
    fails(&course.run("fetch plays"), 1, &words);
    assert!(server.requests().is_empty());
}
