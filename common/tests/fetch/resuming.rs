//! Transfers that go on where an earlier one ended.

use super::server::{Behaviour, Server};
use super::{Course, set_of_one, text};
use common::error::Error;
use std::fs;

#[test]
fn a_broken_transfer_goes_on_where_it_was() {
    let server = Server::start(Behaviour::BreaksAfter(2000), &[("a", &text())]);
    let mut course = Course::new();
    course.fetch(&set_of_one(&[&server], &text())).unwrap();
    assert_eq!(server.starts(), [0, 2000, 4000]);
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
}

#[test]
fn a_mirror_that_always_breaks_is_given_up_and_the_next_one_goes_on() {
    let breaking = Server::start(Behaviour::BreaksAfter(500), &[("a", &text())]);
    let good = Server::start(Behaviour::Good, &[("a", &text())]);
    let mut course = Course::new();
    course
        .fetch(&set_of_one(&[&breaking, &good], &text()))
        .unwrap();
    assert_eq!(breaking.starts(), [0, 500, 1000, 1500]);
    assert_eq!(good.starts(), [2000]);
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
}

#[test]
fn another_mirror_goes_on_where_one_stalled() {
    let stalling = Server::start(Behaviour::StallsAfter(1200), &[("a", &text())]);
    let good = Server::start(Behaviour::Good, &[("a", &text())]);
    let mut course = Course::new();
    course
        .fetch(&set_of_one(&[&stalling, &good], &text()))
        .unwrap();
    assert_eq!((stalling.starts(), good.starts()), (vec![0], vec![1200]));
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
}

#[test]
fn a_server_without_ranges_sends_everything_again() {
    let server = Server::start(Behaviour::KnowsNoRanges, &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &text()[..1000]);
    course.fetch(&set_of_one(&[&server], &text())).unwrap();
    assert_eq!(server.starts(), [1000], "one request was enough");
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
}

#[test]
fn bytes_of_an_earlier_transfer_that_are_wrong_are_not_the_mirror_s_fault() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    for (wrong, starts) in [(vec![7; 1000], vec![1000, 0]), (vec![7; 6000], vec![0])] {
        let before = server.starts().len();
        let mut course = Course::new();
        course.put("a.part", &wrong);
        course.fetch(&set_of_one(&[&server], &text())).unwrap();
        assert_eq!(server.starts()[before..], starts);
        assert!(!course.told().contains(&server.url()), "{}", course.told());
        assert_eq!(fs::read(course.path("a")).unwrap(), text());
    }
}

#[test]
fn what_has_come_wholly_is_only_given_its_name() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &text());
    course.fetch(&set_of_one(&[&server], &text())).unwrap();
    assert!(server.requests().is_empty());
    assert_eq!(course.files(), ["a"]);
}

#[test]
fn two_programs_do_not_write_one_file() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of_one(&[&server], &text());
    let mut course = Course::new();
    course.put("a.part", &text()[..1000]);
    let other = fs::File::open(course.path("a.part")).unwrap();
    other.lock().unwrap();
    let error = course.fetch(&set).unwrap_err();
    assert!(
        matches!(&error, Error::Failed(text) if text.contains("another program")),
        "{error}"
    );
    assert!(server.requests().is_empty());
    drop(other);
    course.fetch(&set).unwrap();
}
