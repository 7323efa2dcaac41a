//! Made-up results: of every state, and of students whose names and messages attack the documents.

use std::path::PathBuf;

use grader::catalogue::Catalogue;
use grader::grading::{
    Case, Confinement, Finding, Graded, GradedItem, Headline, Place, Reason, Shown, State,
};
use grader::items::{Bound, Item, Items, Part, Run, Task};

/// Every state, in the order of the items of [`catalogue`].
pub const STATES: [State; 14] = [
    State::Pass,
    State::Partial,
    State::Fail,
    State::Error,
    State::NotWritten,
    State::Timeout,
    State::OutOfMemory,
    State::Blocked,
    State::Policy,
    State::NotBuilt,
    State::Skipped,
    State::InternalError,
    State::Open,
    State::Marked,
];

/// What would do harm in some format: formulas, markup, escapes of terminals, marks of direction.
pub const HOSTILE: [&str; 12] = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}bell\u{0}",
    "\u{202e}gnp.exe\u{2066}x\u{200b}",
    "| a | b |\n|---|---|\n# heading\n```\n</pre>",
    "+1\r\n@SUM(1)",
    "[link](http://evil.example) ![](x) www.evil.example @everyone",
    "]]> <!-- &lt; \" ' onerror=alert(1)",
    "/home/ta/secret/answers/linear.rs:3",
    "\u{ffff}\u{fffe}not characters\u{85}\u{2028}",
    "－1 and a wide sign",
    "李雷 émile ∇",
];

/// 12 items of code, a figure and a question: 14 items worth 4 points each in two parts.
pub fn catalogue() -> Catalogue {
    let item = |number: usize| {
        let task = match number {
            0 => Task::Result(vec![Run {
                command: "mlp".into(),
                metric: "test_accuracy".into(),
                bound: Bound::AtLeast(0.9),
            }]),
            12 => Task::Figure {
                command: "mlp --noise 0.2".into(),
                figure: "loss".into(),
            },
            13 => Task::Question {
                question: "Why does 1 < 2 hold?".into(),
                answer: "MODEL ANSWER (one point for <the order>)".into(),
            },
            _ => Task::Code,
        };
        Item {
            id: format!("a1.topic.item_{number}"),
            points: 4,
            line: number + 1,
            task,
        }
    };
    let part = |name: &str, numbers: std::ops::Range<usize>| Part {
        name: name.into(),
        title: format!("part {name}"),
        points: 4 * numbers.len() as u32,
        line: 1,
        items: numbers.map(item).collect(),
    };
    let items = Items {
        file: PathBuf::from("assignment1/exercises.toml"),
        partial: None,
        classes: Vec::new(),
        parts: vec![part("I", 0..5), part("II", 5..14)],
    };
    let (entries, other_tests) = (Vec::new(), Vec::new());
    Catalogue {
        assignment: "assignment1".into(),
        items,
        entries,
        other_tests,
    }
}

/// A tensor.
pub fn tensor(name: &str, shape: &[usize], values: &[f64]) -> Shown {
    let values = values.iter().map(|value| Some(*value)).collect();
    Shown {
        name: name.into(),
        shape: shape.to_vec(),
        values,
    }
}

/// Why an item is not whole: a wrong element in a matrix, and these words.
pub fn reason(words: &str) -> Reason {
    Reason {
        words: words.into(),
        said: format!("{words}\nthread panicked"),
        case: Some(Case {
            probe: "linear_backward".into(),
            number: 2,
            asked: vec![tensor("input", &[1, 2], &[0.5, -1.5])],
            got: Some(tensor("weight gradient", &[2, 2], &[1.0, 2.0, 1.25, 4.0])),
            expected: Some(tensor("weight gradient", &[2, 2], &[1.0, 2.0, 3.0, 4.0])),
            first: Some(vec![1, 0]),
        }),
        hint: "divide by the batch once".into(),
        place: Some(Place {
            file: "src/linear.rs".into(),
            line: 12,
        }),
        right_of: (3, 5),
    }
}

/// A submission of which nothing is right yet.
pub fn result(student: &str) -> Graded {
    let catalogue = catalogue();
    let parts = catalogue.items.parts.iter();
    let items = parts.flat_map(|part| part.items.iter().map(move |item| (part, item)));
    let items = items.map(|(part, item)| GradedItem {
        id: item.id.clone(),
        part: part.name.clone(),
        kind: item.task.kind().into(),
        asked: "the gradients of equations (4) to (6).".into(),
        max: item.points,
        points: Some(0.0),
        state: State::NotWritten,
        reason: None,
        carried: Vec::new(),
    });
    Graded {
        assignment: "assignment1".into(),
        student: student.into(),
        submission: "5ab0".repeat(16),
        edition: "ed17".repeat(16),
        confinement: Confinement::Confined,
        headlines: Vec::new(),
        items: items.collect(),
        practice: Vec::new(),
        not_graded: Vec::new(),
    }
}

/// A submission with an item in every state; every text that is the student's is `words`.
pub fn every_state(student: &str, words: &str) -> Graded {
    let mut graded = result(student);
    for (item, state) in graded.items.iter_mut().zip(STATES) {
        (item.state, item.points) = match state {
            State::Pass => (state, Some(4.0)),
            State::Partial => (state, Some(1.75)),
            State::Open | State::InternalError => (state, None),
            State::Marked => (state, Some(2.5)),
            _ => (state, Some(0.0)),
        };
        if !matches!(state, State::Pass | State::Open) {
            item.reason = Some(reason(words));
        }
    }
    graded.items[1].carried = vec!["a1.topic.item_0".into()];
    graded.practice = vec![GradedItem {
        id: "a1.topic.practice".into(),
        part: String::new(),
        kind: "practice".into(),
        max: 0,
        points: None,
        state: State::Fail,
        reason: Some(reason(words)),
        ..graded.items[0].clone()
    }];
    graded.headlines = vec![
        Headline {
            attention: true,
            words: format!("looks like ANOTHER-STUDENT {words}"),
        },
        Headline {
            attention: false,
            words: "handed in 2 hours late".into(),
        },
    ];
    let (file, line) = ("src/linear.rs".into(), Some(3));
    graded.not_graded = vec![Finding {
        file,
        line,
        words: words.into(),
    }];
    graded
}

/// Who handed nothing in.
pub fn missing(student: &str) -> Graded {
    let headline = Headline {
        attention: false,
        words: "nothing was handed in".into(),
    };
    Graded {
        submission: String::new(),
        headlines: vec![headline],
        ..result(student)
    }
}

/// Some 40 students: of every state, hostile ones, missing ones, and of different strength.
pub fn class() -> (Vec<(String, String)>, Vec<Graded>) {
    let mut graded: Vec<Graded> = Vec::new();
    for (number, words) in HOSTILE.iter().enumerate() {
        graded.push(every_state(&format!("{words}{number}"), words));
    }
    graded.push(missing("12110100"));
    for number in 0..27_usize {
        let mut one = result(&format!("121102{number:02}"));
        for (place, item) in one.items.iter_mut().enumerate() {
            // Strong students have the more difficult items too; one item is a lottery.
            let has = if place == 3 {
                number % 2 == 0
            } else {
                number > 2 * place
            };
            if has {
                (item.state, item.points) = (State::Pass, Some(4.0));
            } else {
                (item.state, item.points) = (State::Partial, Some(0.25 * (number % 4) as f64));
                item.reason = Some(reason("the bias is not added"));
            }
        }
        graded.push(one);
    }
    let names = graded.iter().enumerate();
    let names = names.map(|(number, one)| {
        let name = HOSTILE.get(number).unwrap_or(&"Han Meimei");
        (one.student.clone(), (*name).to_owned())
    });
    (names.collect(), graded)
}
