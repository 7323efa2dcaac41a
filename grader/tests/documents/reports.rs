//! The report on the terminal and the student's own, and what staff read.

use grader::documents::{student, terminal};
use grader::grading::{Confinement, State};

use super::made_up::{HOSTILE, STATES, every_state, reason, result};
use super::markup::{elements, has_hidden};

const GOLDEN: &str = "\
assignment1 of 12110101: 5.75 of 12 points, 4 points still open
submission 5ab05ab05ab0, edition ed17ed17ed17, ran with limits on time, memory and output alone

part  item             kind    points     state
I     a1.topic.item_0  result  4 of 4     pass
I     a1.topic.item_1  code    1.75 of 4  partial
I     a1.topic.item_2  code    open of 4  open

a1.topic.item_1 (part I): 1.75 of 4 points, partly right
  asked: the gradients of equations (4) to (6).
  why: the weight gradient is wrong
  where: src/linear.rs:12
  hidden checks: 3 of 5 right
  smallest wrong case: number 2 of linear_backward
  given input [1, 2]
        0.5   -1.5
  yours: weight gradient [2, 2]
          1      2
      >1.25<     4
  right: weight gradient [2, 2]
       1   2
      >3<  4
  first difference: at [1, 0]: 3 is right, 1.25 is yours
  it said
      the weight gradient is wrong
      thread panicked
  hint: divide by the batch once
";

#[test]
fn a_small_submission_on_the_terminal() {
    let mut graded = result("12110101");
    graded.items.truncate(3);
    graded.confinement = Confinement::Limits;
    let states = [
        (State::Pass, Some(4.0)),
        (State::Partial, Some(1.75)),
        (State::Open, None),
    ];
    for (item, (state, points)) in graded.items.iter_mut().zip(states) {
        (item.state, item.points) = (state, points);
    }
    graded.items[1].reason = Some(reason("the weight gradient is wrong"));
    assert_eq!(terminal::report(&graded), GOLDEN);
}

#[test]
fn no_line_of_the_terminal_is_long_and_none_commands_it() {
    let huge = "x".repeat(10_000_000);
    let words = "word ".repeat(100_000);
    for words in HOSTILE.into_iter().chain([&*huge, &*words]) {
        let text = terminal::report(&every_state(words, words));
        assert!(!has_hidden(&text), "{text:?}");
        let long = text.lines().find(|line| line.chars().count() >= 100);
        assert_eq!(long, None, "{words:.40}");
        assert!(
            text.lines().count() < 1500,
            "it is cut: {}",
            text.lines().count()
        );
        assert!(STATES.iter().all(|state| text.contains(state.name())));
    }
}

#[test]
fn the_students_documents_hold_nothing_of_others_or_of_the_staff() {
    let words = "at /home/ta/slot-3/src/linear.rs:3, C:\\staff\\answers.rs";
    let mut graded = every_state("12110101", words);
    graded.items[1]
        .reason
        .as_mut()
        .expect("a reason")
        .place
        .as_mut()
        .expect("a place")
        .file = "/tmp/intake/12110101/src/linear.rs".into();
    for text in [
        student::markdown(&graded, "Li Lei"),
        student::page(&graded, "Li Lei"),
    ] {
        for secret in [
            "ANOTHER-STUDENT",
            "/home",
            "slot-3",
            "staff",
            "/tmp",
            "intake",
            "MODEL ANSWER",
        ] {
            let beside = text.replace("the staff look at it", "");
            assert!(!beside.contains(secret), "{secret} in {text}");
        }
        for said in [
            "Li Lei",
            "linear.rs:3",
            "8.25 of 56",
            "Still open: 8 points",
            "2 hours late",
        ] {
            assert!(text.contains(said), "{said} in {text}");
        }
        let right_of = (3 * 12, 5 * 12);
        assert!(
            text.contains(&format!("{} of {} were right", right_of.0, right_of.1)),
            "{text}"
        );
    }
    let staff = terminal::report(&graded);
    assert!(staff.contains("ANOTHER-STUDENT") && staff.contains("/home/ta/slot-3"));
}

#[test]
fn nothing_that_students_write_becomes_markup() {
    let tame = {
        let graded = every_state("a", "b");
        elements(&student::page(&graded, "c"))
    };
    for words in HOSTILE {
        let graded = every_state(words, words);
        let page = student::page(&graded, words);
        // Lines of the message are lines of one `pre`: the elements are those of harmless words.
        assert_eq!(elements(&page), tame, "{words}");
        let markdown = student::markdown(&graded, words);
        assert!(!has_hidden(&page) && !has_hidden(&markdown), "{words}");
        for line in markdown.lines().filter(|line| !line.starts_with("    ")) {
            assert!(
                !line.contains("<script") && !line.replace("\\[", "").contains('['),
                "{line}"
            );
            assert!(
                !line.starts_with("```") && !line.contains(" @everyone"),
                "{line}"
            );
            let is_ours =
                !line.starts_with('#') || line.starts_with("# assign") || line.starts_with("## ");
            assert!(is_ours && !line.starts_with("# heading"), "{line}");
        }
    }
}
