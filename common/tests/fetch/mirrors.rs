//! One mirror after the other.

use super::server::{Behaviour, Server};
use super::{Course, content, file, gzip, is_data_error, set_of, set_of_one, text};
use common::error::Error;
use std::fs;
use std::net::TcpListener;

#[test]
fn a_file_comes_is_checked_and_gets_its_name() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of_one(&[&server], &text());
    let mut course = Course::new();
    course.fetch(&set).unwrap();
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
    assert_eq!(course.files(), ["a"]);
    course.fetch(&set).unwrap();
    assert_eq!(server.starts(), [0], "what is there is not asked for again");
}

#[test]
fn a_mirror_that_fails_is_named_and_the_next_one_asked() {
    for (behaviour, reason) in [
        (Behaviour::Status(404), "404: there is no such file"),
        (Behaviour::Status(503), "503: the server has a problem"),
        (Behaviour::Corrupts, "another file: the SHA-256 is"),
        (Behaviour::Page, "another file: 26 bytes instead of 5000"),
        (Behaviour::StallsAfter(0), "stalled"),
        (Behaviour::StallsAfter(150), "stalled"),
        (Behaviour::Drips, "stalled"),
        (Behaviour::BreaksAfter(0), "broke after 0 of 5000 bytes"),
    ] {
        let bad = Server::start(behaviour, &[("a", &text())]);
        let good = Server::start(Behaviour::Good, &[("a", &text())]);
        let mut course = Course::new();
        course.fetch(&set_of_one(&[&bad, &good], &text())).unwrap();
        assert_eq!(fs::read(course.path("a")).unwrap(), text());
        let told = course.told();
        assert!(
            told.contains(&bad.url()) && told.contains(reason),
            "{behaviour:?}: {told}"
        );
        assert!(!told.contains(&good.url()), "{behaviour:?}: {told}");
        assert_eq!(course.files(), ["a"]);
    }
}

#[test]
fn a_server_that_is_not_there_is_passed_over() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let good = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of(
        &[format!("http://{closed}"), good.url()],
        &file("a", &text()),
    );
    let mut course = Course::new();
    course.fetch(&set).unwrap();
    assert!(course.told().contains("no connection"), "{}", course.told());
}

#[test]
fn a_wrong_file_everywhere_leaves_nothing_and_gives_advice() {
    let one = Server::start(Behaviour::Corrupts, &[("a", &text())]);
    let two = Server::start(Behaviour::Corrupts, &[("a", &text())]);
    let mut course = Course::new();
    let result = course.fetch(&set_of_one(&[&one, &two], &text()));
    let words = [
        &one.url(),
        &two.url(),
        "SHA-256",
        "data fetch set",
        "--mirror",
        "--from",
    ];
    is_data_error(result, &words.map(|word| word as &str));
    assert!(course.files().is_empty(), "{:?}", course.files());
}

#[test]
fn a_page_instead_of_the_file_costs_nothing_that_has_come() {
    let page = Server::start(Behaviour::Page, &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &text()[..1000]);
    is_data_error(course.fetch(&set_of_one(&[&page], &text())), &["26 bytes"]);
    assert_eq!(fs::read(course.path("a.part")).unwrap(), text()[..1000]);
    // And nothing of it stays where nothing had come.
    for behaviour in [Behaviour::Page, Behaviour::ChunkedPage] {
        let page = Server::start(behaviour, &[("a", &text())]);
        let mut course = Course::new();
        is_data_error(course.fetch(&set_of_one(&[&page], &text())), &["26 bytes"]);
        assert!(course.files().is_empty(), "{:?}", course.files());
    }
}

#[test]
fn a_mirror_of_one_s_own_comes_first_and_has_a_folder_for_each_set() {
    let own = Server::start(Behaviour::Good, &[("data/set/a", &text())]);
    let published = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of_one(&[&published], &text());
    let mut course = Course::new();
    let mirror = format!("{}/data/", own.url());
    course
        .with(&set, |fetcher| {
            fetcher.mirror = Some(mirror);
            fetcher.fetch()
        })
        .unwrap();
    assert_eq!(own.requests()[0].path, "/data/set/a");
    assert!(published.requests().is_empty());
}

#[test]
fn offline_opens_no_connection() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of_one(&[&server], &text());
    let mut course = Course::new();
    let offline = |course: &mut Course| {
        course.with(&set, |fetcher| {
            fetcher.offline = true;
            fetcher.fetch()
        })
    };
    is_data_error(
        offline(&mut course),
        &["--offline", "data fetch set", "--from"],
    );
    assert!(!course.path("").exists(), "nothing was made");
    assert!(server.requests().is_empty());
    course.fetch(&set).unwrap();
    offline(&mut course).unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_damaged_file_is_fetched_again_under_whatever_name_it_stands() {
    let packed = gzip(&text());
    let server = Server::start(Behaviour::Good, &[("a.gz", &packed)]);
    let files = format!(
        "{}packed = 'gzip'\n{}",
        file("a.gz", &packed),
        content("a", None, &text())
    );
    let set = set_of(&[server.url()], &files);
    let mut course = Course::new();
    course.put("a", b"damaged");
    course.fetch(&set).unwrap();
    assert_eq!(
        course.files(),
        ["a.gz"],
        "as published, and nothing beside it"
    );
    assert_eq!(course.cache().read(&set, "a").unwrap(), text());
}

#[test]
fn a_table_that_contradicts_itself_is_found_out() {
    let packed = gzip(&text());
    let server = Server::start(Behaviour::Good, &[("a.gz", &packed)]);
    let files = format!(
        "{}packed = 'gzip'\n{}",
        file("a.gz", &packed),
        content("a", None, b"other")
    );
    let mut course = Course::new();
    let error = course.fetch(&set_of(&[server.url()], &files)).unwrap_err();
    assert!(
        matches!(&error, Error::Failed(text) if text.contains("report")),
        "{error}"
    );
}

#[test]
fn a_file_of_unknown_length_is_known_by_its_checksum() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let lines = file("a", &text()).replace("bytes = 5000\n", "");
    let set = set_of(&[server.url()], &lines);
    let mut course = Course::new();
    // Longer than the file: the server has nothing from there on, and is asked for all of it.
    course.put("a.part", &[text(), text()].concat());
    course.fetch(&set).unwrap();
    assert_eq!(server.starts(), [10_000, 0]);
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
}
