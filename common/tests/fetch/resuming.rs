//! Transfers that go on where an earlier one ended.

use super::server::{Behaviour, Server};
use super::{Course, file, is_data_error, set_of, set_of_one, text};
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

#[test]
fn a_page_without_a_length_costs_nothing_that_has_come() {
    let page = Server::start(Behaviour::ChunkedPage, &[("a", &text())]);
    let good = Server::start(Behaviour::Good, &[("a", &text())]);
    for bytes in ["bytes = 5000\n", ""] {
        let lines = file("a", &text()).replace("bytes = 5000\n", bytes);
        let mut course = Course::new();
        course.put("a.part", &text()[..2000]);
        let set = set_of(&[page.url()], &lines);
        let other = ["it has a web page: 26", "it sends another file"];
        is_data_error(
            course.fetch(&set),
            &other[usize::from(bytes.is_empty())..][..1],
        );
        assert_eq!(fs::read(course.path("a.part")).unwrap(), text()[..2000]);
        assert_eq!(course.files(), ["a.part"]);
        is_data_error(Course::new().fetch(&set), &[&page.url()]);
        // The next good server sends the rest alone.
        let before = good.starts().len();
        course.fetch(&set_of(&[good.url()], &lines)).unwrap();
        assert_eq!(good.starts()[before..], [2000]);
        assert_eq!(fs::read(course.path("a")).unwrap(), text());
    }
}

#[test]
fn the_rest_that_is_called_the_whole_is_taken_or_all_of_it_asked_for() {
    for (says_range, starts) in [(true, vec![2000]), (false, vec![2000, 0])] {
        let behaviour = Behaviour::RangeAsWhole { says_range };
        let server = Server::start(behaviour, &[("a", &text())]);
        let mut course = Course::new();
        course.put("a.part", &text()[..2000]);
        course.fetch(&set_of_one(&[&server], &text())).unwrap();
        assert_eq!(server.starts(), starts);
        assert_eq!(fs::read(course.path("a")).unwrap(), text());
    }
}

#[test]
fn a_mirror_whose_rest_is_wrong_does_not_cost_what_came_from_another() {
    let wrong = Server::start(Behaviour::Corrupts, &[("a", &text())]);
    let good = Server::start(Behaviour::Good, &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &text()[..2000]);
    course
        .fetch(&set_of_one(&[&wrong, &good], &text()))
        .unwrap();
    assert_eq!((wrong.starts(), good.starts()), (vec![2000, 0], vec![2000]));
}

#[test]
fn wrong_bytes_do_not_stay_where_every_connection_breaks() {
    let server = Server::start(Behaviour::BreaksAfter(2500), &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &[7; 1000]);
    let set = set_of_one(&[&server], &text());
    let first = course.fetch(&set);
    assert!(first.is_ok() || course.fetch(&set).is_ok());
    assert_eq!(fs::read(course.path("a")).unwrap(), text());
    assert_eq!(course.files(), ["a"]);
}

#[test]
fn what_a_killed_process_was_sent_anew_is_taken_up_if_it_is_more() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    for (anew, start) in [
        (&text()[..3000], 3000),
        (&text()[..1000], 2000),
        (&[7; 3000][..], 2000),
    ] {
        let before = server.starts().len();
        let mut course = Course::new();
        course.put("a.part", &text()[..2000]);
        course.put("a.anew", anew);
        course.fetch(&set_of_one(&[&server], &text())).unwrap();
        assert_eq!(server.starts()[before..], [start]);
        assert_eq!(course.files(), ["a"]);
    }
}

#[test]
fn a_whole_file_that_is_wrong_is_fetched_again() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let mut course = Course::new();
    course.put("a.part", &[7; 5000]);
    course.fetch(&set_of_one(&[&server], &text())).unwrap();
    assert_eq!(server.starts(), [0]);
}
