//! A case shown whole for an appeal.

use grader::documents::replay;
use grader::worker::ask::Answer;
use probe::{Given, Named, Rule, Told};

fn named(name: &str, shape: &[usize], values: &[f64]) -> Named {
    Named {
        name: name.into(),
        shape: shape.to_vec(),
        values: values.to_vec(),
    }
}

/// A case that gives a matrix, each element within 1 % of the largest, and a number that is 0 or more.
fn told() -> Told {
    let (close, at_least) = (
        Rule::Close {
            relative: 0.01,
            absolute: 0.0,
        },
        Rule::AtLeast(0.0),
    );
    Told {
        asked: vec![named("input", &[5, 5], &[0.125; 25])],
        given: vec![
            Given {
                value: named("gradient", &[2, 2], &[1.0, 2.0, 3.0, 4.0]),
                rule: close,
            },
            Given {
                value: named("loss", &[], &[0.5]),
                rule: at_least,
            },
        ],
        reached: Vec::new(),
    }
}

fn gave(gradient: &[f64], loss: f64) -> Answer {
    let gradient = (vec![2, gradient.len() / 2], gradient.to_vec());
    Answer::Gave(vec![gradient, (Vec::new(), vec![loss])])
}

#[test]
fn every_element_stands_beside_the_solutions_with_difference_and_tolerance() {
    let text = replay::case(&told(), Some(&gave(&[1.03, 2.0, 3.5, 4.0], 7.0)));
    assert_eq!(text.matches("0.125").count(), 25, "{text}");
    assert!(text.contains("1 of 2 values are right"), "{text}");
    assert!(text.contains("may differ by 0.04, which is 0.01 of the largest one"));
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.trim_start().starts_with('['))
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0], ["[0,", "0]", "1.03", "1", "0.03"]);
    assert_eq!(rows[2], ["[1,", "0]", "3.5", "3", "0.5", "wrong"]);
    assert_eq!(
        rows[4],
        ["[]", "7", "0.5", "6.5"],
        "a bound is kept: {text}"
    );
    let below = replay::case(&told(), Some(&gave(&[1.0, 2.0, 3.0, f64::NAN], -1.0)));
    assert_eq!(below.matches("wrong").count(), 2, "{below}");
    assert!(below.contains("not finite") && below.contains("0 of 2 values"));
}

#[test]
fn an_answer_of_another_shape_or_without_values_says_so() {
    let text = replay::case(&told(), Some(&gave(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 0.0)));
    assert!(
        text.contains("the shape is [2, 3], and [2, 2] is right"),
        "{text}"
    );
    let panicked = Answer::Panicked {
        message: "index\u{1b}[31m out of bounds".into(),
        place: "library/linear.rs:4:9".into(),
    };
    let text = replay::case(&told(), Some(&panicked));
    assert!(
        text.contains("it panicked") && text.contains("linear.rs:4:9"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}') && text.contains("right:"));
    let text = replay::case(&told(), None);
    assert!(
        text.contains("no values came") && text.contains("right:"),
        "{text}"
    );
}
