//! What staff read of a class.

use grader::documents::{Class, staff, summary, terminal};
use grader::grading::State;

use super::made_up::{HOSTILE, catalogue, class, result};
use super::markup::{elements, has_hidden};

#[test]
fn staff_read_what_needs_attention_and_everyone_once() {
    let (roster, graded) = class();
    let catalogue = catalogue();
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let (markdown, page) = (staff::markdown(&class), staff::page(&class));
    for text in [&markdown, &page] {
        assert!(!has_hidden(text));
        let attention = text.split("Other headlines").next().expect("a chapter");
        for state in [State::InternalError, State::Blocked, State::Policy] {
            let count = attention.matches(&format!(" {}", state.name())).count();
            assert_eq!(count, HOSTILE.len(), "{}", state.name());
        }
        assert!(!attention.contains("12110200"), "whose result is sound");
        assert!(text.contains("40 students, 39 submissions."));
    }
    assert!(!elements(&page).contains(&"script".into()));
    assert!(!markdown.contains("<script"));
}

#[test]
fn points_beyond_an_items_worth_are_cut_and_shown_to_staff() {
    let mut graded = vec![result("1")];
    for (item, points) in graded[0]
        .items
        .iter_mut()
        .zip([9.0, f64::NAN, -3.0, f64::INFINITY])
    {
        (item.points, item.state) = (Some(points), State::Pass);
    }
    let report = terminal::report(&graded[0]);
    assert!(
        report.starts_with("assignment1 of 1: 4 of 56 points, 8 points still open\n"),
        "{report}"
    );
    let (roster, catalogue) = ([("1".into(), String::new())], catalogue());
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let staff = staff::markdown(&class);
    for words in ["9 of 4 points", "NaN of 4", "\\-3 of 4", "inf of 4"] {
        assert!(
            staff.contains(&words.replace('\\', "")),
            "{words} in {staff}"
        );
    }
}

#[test]
fn the_summary_counts_those_who_handed_in() {
    let (roster, graded) = class();
    let catalogue = catalogue();
    let class = Class {
        roster: &roster,
        graded: &graded,
        catalogue: &catalogue,
    };
    let page = summary::page(&class);
    assert!(page.contains("40 students, 39 submissions, 1 not handed in"));
    assert!(page.contains("12 submissions have points"));
    let elements = elements(&page);
    assert_eq!(elements.iter().filter(|name| *name == "svg").count(), 2);
    assert!(
        !elements.contains(&"script".into()) && !page.contains("http://") && !has_hidden(&page)
    );
    let (nobody, nothing) = ([], []);
    let empty = summary::page(&Class {
        roster: &nobody,
        graded: &nothing,
        ..class
    });
    assert!(empty.contains("0 students, 0 submissions, 0 not handed in"));
}
