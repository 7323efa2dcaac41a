//! JUnit's XML of one submission: a suite per part, a case per item.

use common::error::{Error, Result};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::super::clean::one_line;
use super::super::score::{self, earned};
use super::super::text::points;
use super::output;
use crate::grading::{Graded, GradedItem, State};

/// The report of a submission. A failure is a wrong answer, an error an end without one; what people have
/// yet to mark, or what was never tried, is skipped. JUnit has no points: they are properties of a case.
///
/// # Errors
/// [`Error::Failed`] if it cannot be written.
pub fn junit(graded: &Graded) -> Result<String> {
    let mut report = Report::new(format!(
        "{} {}",
        graded.assignment,
        one_line(&graded.student)
    ));
    for (part, _) in score::parts(graded) {
        let mut suite = TestSuite::new(format!("{} part {part}", graded.assignment));
        let own = graded.items.iter().filter(|item| item.part == part);
        suite.add_test_cases(own.map(|item| case(graded, item)));
        report.add_test_suite(suite);
    }
    let failed = |error| Error::Failed(format!("could not write JUnit's XML: {error}"));
    report.to_string().map_err(failed)
}

fn case(graded: &Graded, item: &GradedItem) -> TestCase {
    let mut case = TestCase::new(item.id.clone(), status(item));
    // Identity for those who compare reports is class and name.
    case.set_classname(format!("{}.{}", graded.assignment, item.part));
    let earned = earned(item).map_or("open".into(), points);
    case.add_property(("points", earned.as_str()));
    case.add_property(("max", item.max.to_string().as_str()));
    case.add_property(("state", item.state.name()));
    case.add_property(("kind", item.kind.as_str()));
    case
}

fn status(item: &GradedItem) -> TestCaseStatus {
    let mut status = match item.state {
        State::Pass | State::Marked => return TestCaseStatus::success(),
        State::Open | State::Skipped | State::NotWritten => TestCaseStatus::skipped(),
        State::Partial | State::Fail | State::Policy => {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        }
        State::Error
        | State::Timeout
        | State::OutOfMemory
        | State::Blocked
        | State::NotBuilt
        | State::InternalError => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    status.set_message(score::words(item.state));
    status.set_type(item.state.name());
    status.set_description(output(item));
    status
}
