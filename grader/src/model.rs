//! The result of one submission, from which every document is made.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One graded submission. The same submission, edition and machine give the same value: no times stand in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// `assignment1`.
    pub assignment: String,
    /// Who handed it in: the number in the roster, or the file's name where there is no roster.
    pub student: String,
    /// What was taken of the submission, as SHA-256 in hexadecimal digits; empty where nothing was handed in.
    pub submission: String,
    /// The probes, the recorded answers and the grader that judged it, as SHA-256 in hexadecimal digits.
    pub edition: String,
    /// How it ran.
    pub confinement: Confinement,
    /// What a reader must know before the items: nothing handed in, handed in late, two files of one student.
    pub headlines: Vec<Headline>,
    /// Graded items in the order of `exercises.toml`.
    pub items: Vec<GradedItem>,
    /// Exercises without points, in the order of files and lines.
    pub practice: Vec<GradedItem>,
    /// What was handed in and not graded, with file and line.
    pub not_graded: Vec<Finding>,
}

/// How much of the [sandbox] held while the submission ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confinement {
    /// Limits on time, memory and output alone.
    Limits,
    /// Landlock and seccomp as well.
    Confined,
}

/// Something that concerns the submission as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// Whether staff must look at it before marks are published.
    pub attention: bool,
    /// One sentence.
    pub words: String,
}

/// One item of a submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GradedItem {
    /// `a1.linear.backward`.
    pub id: String,
    /// The part's number: `II`; empty for practice.
    pub part: String,
    /// `code`, `result`, `figure`, `question` or `practice`.
    pub kind: String,
    /// What was to be done, in one line: the text behind the tag, or the question.
    pub asked: String,
    /// What it is worth; 0 for practice.
    pub max: u32,
    /// What was earned; `None` where a person has to say.
    pub points: Option<f64>,
    /// How it ended.
    pub state: State,
    /// Why it is not a pass.
    pub reason: Option<Reason>,
    /// The exercises whose solution stood in for the student's, where only that earned the points.
    pub carried: Vec<String>,
}

/// How an item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Right on every hidden input.
    Pass,
    /// Some of what it gives is right on every hidden input.
    Partial,
    /// It answers, and the answer is wrong.
    Fail,
    /// It panicked, or ended without an answer.
    Error,
    /// The body is still `todo!`, or the file was not handed in.
    NotWritten,
    /// It needed longer than the limit.
    Timeout,
    /// It took more memory than the limit.
    OutOfMemory,
    /// It did what a submission may not do, such as opening a socket, and was stopped.
    Blocked,
    /// It names what the exercise is not to be written with.
    Policy,
    /// The body does not compile.
    NotBuilt,
    /// It needs another exercise, which is not written.
    Skipped,
    /// The grader is at fault; it never costs points, and staff must look.
    InternalError,
    /// A person marks it, and has not yet.
    Open,
    /// A person has marked it.
    Marked,
}

/// Why an item is not a pass.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reason {
    /// What happened, in one sentence, for the student.
    pub words: String,
    /// What the compiler or the student's own panic said, cut and without control characters; may have lines.
    pub said: String,
    /// The smallest case that is not right.
    pub case: Option<Case>,
    /// The first hint of the exercise's public tests, if there is one.
    pub hint: String,
    /// Where in the student's file, if that is known.
    pub place: Option<Place>,
    /// How many cases there were, and how many of them were right.
    pub right_of: (usize, usize),
}

/// A case that is not right.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Case {
    /// The probe: `linear_backward`.
    pub probe: String,
    /// Its number: the first ones are the smallest.
    pub number: usize,
    /// What it drew, whole where it is small.
    pub asked: Vec<Shown>,
    /// The value that is wrong.
    pub got: Option<Shown>,
    /// The value of the same name that the solution gives.
    pub expected: Option<Shown>,
    /// Where the first element stands that differs, one index for each dimension.
    pub first: Option<Vec<usize>>,
}

/// A tensor as it is shown. One with more than 20 numbers has only its shape.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Shown {
    /// What the probe calls it.
    pub name: String,
    /// A size for each dimension; none for a number.
    pub shape: Vec<usize>,
    /// Row by row; `None` stands for a number that JSON does not have: a NaN or an infinity.
    pub values: Vec<Option<f64>>,
}

/// A place in what a student handed in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// As the submission calls it.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
}

/// Something in a submission that is not graded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The path as the submission has it; escaped where it is no text.
    pub file: String,
    /// The line, where it is part of a file.
    pub line: Option<usize>,
    /// Why it is not graded, in one sentence.
    pub words: String,
}

/// The body that a student wrote for one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// `a1.linear.backward`.
    pub id: String,
    /// With both braces, as it stands in the file.
    pub body: String,
    /// Where its opening brace stands.
    pub place: Place,
    /// Names that the exercise's file may not use, in words with file and line; empty where there are none.
    pub faults: Vec<String>,
}

impl Graded {
    /// The points earned so far: `None` counts as 0.
    pub fn points(&self) -> f64 {
        self.items.iter().filter_map(|item| item.points).sum()
    }

    /// What all items together are worth.
    pub fn max(&self) -> u32 {
        self.items.iter().map(|item| item.max).sum()
    }
}

impl State {
    /// The state of this [name](Self::name).
    pub fn named(name: &str) -> Option<Self> {
        let name = serde_json::Value::String(name.into());
        serde_json::from_value(name).ok()
    }

    /// As documents write it: `not-written`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Partial => "partial",
            Self::Fail => "fail",
            Self::Error => "error",
            Self::NotWritten => "not-written",
            Self::Timeout => "timeout",
            Self::OutOfMemory => "out-of-memory",
            Self::Blocked => "blocked",
            Self::Policy => "policy",
            Self::NotBuilt => "not-built",
            Self::Skipped => "skipped",
            Self::InternalError => "internal-error",
            Self::Open => "open",
            Self::Marked => "marked",
        }
    }
}
