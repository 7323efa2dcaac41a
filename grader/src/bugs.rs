//! Reads the typical mistakes of students: `grader/bugs/assignment1/linear.rs`.
//!
//! Each is a function whose documentation says which exercise it is of and what is wrong:
//!
//! ```text
//! /// a1.linear.forward: forgets the bias
//! fn linear_forward_1() {
//!     self.input = Some(input.clone());
//!     input.matmul(self.weight.value.clone())
//! }
//! ```
//!
//! Only the body counts: it stands in for that of the exercise, and may use what the exercise may use.
//! The files are compiled nowhere else, and never handed out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::Result;
use syn::spanned::Spanned;

use crate::catalogue::Catalogue;
use crate::exercises::test_prefix;
use crate::source::{self, at};

/// Where the fixtures of all assignments are.
const FOLDER: &str = "grader/bugs";

/// Where bodies are that are right, and not the solution.
const VARIANTS: &str = "grader/variants";

/// Where bodies are that know the numbers of the public tests, and nothing else.
const LOOKUPS: &str = "grader/lookups";

const ONLY_FUNCTIONS: &str =
    "only functions stand here; what a bug imports, its body names in full";

/// How many bugs an exercise has at least.
const AT_LEAST: usize = 3;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bug {
    /// The function's name: `linear_forward_1`.
    pub name: String,
    /// The exercise: `a1.linear.forward`.
    pub exercise: String,
    /// What is wrong: `forgets the bias`.
    pub description: String,
    /// The fixture's file, relative to the workspace; a mutant's is that of the solution.
    pub file: PathBuf,
    /// The line of the body's opening brace, counted from 1; a mutant's is that of the change.
    pub line: usize,
    /// The body with both braces.
    pub body: String,
}

impl Bug {
    /// A message with the bug's place.
    pub fn at(&self, fault: &str) -> String {
        at(&self.file, self.line, &format!("{}: {fault}", self.name))
    }
}

/// The bugs of an assignment in the order of files and lines, and what is wrong in the files.
pub fn read(root: &Path, assignment: &str, problems: &mut Vec<String>) -> Result<Vec<Bug>> {
    let folder = Path::new(FOLDER).join(assignment);
    source::find_all(root, &folder, problems, find)
}

/// Bodies in the same form that are right, written as differently as students write.
pub fn variants(root: &Path, assignment: &str, problems: &mut Vec<String>) -> Result<Vec<Bug>> {
    let folder = Path::new(VARIANTS).join(assignment);
    source::find_all(root, &folder, problems, find)
}

/// Bodies in the same form that are tables of the public tests' numbers.
pub fn lookups(root: &Path, assignment: &str, problems: &mut Vec<String>) -> Result<Vec<Bug>> {
    let folder = Path::new(LOOKUPS).join(assignment);
    source::find_all(root, &folder, problems, find)
}

/// The bugs in one file, and what is wrong there.
pub fn find(source: &str, file: &Path, problems: &mut Vec<String>) -> Vec<Bug> {
    let mut bugs = Vec::new();
    let syntax = source::parse(source, file, problems);
    for item in syntax.into_iter().flat_map(|syntax| syntax.items) {
        let found = match &item {
            syn::Item::Fn(function) => bug(function, source, file),
            _ => Err(ONLY_FUNCTIONS.into()),
        };
        match found {
            Ok(bug) => bugs.push(bug),
            Err(fault) => problems.push(at(file, item.span().start().line, &fault)),
        }
    }
    bugs
}

fn bug(function: &syn::ItemFn, source: &str, file: &Path) -> Result<Bug, String> {
    let name = function.sig.ident.to_string();
    let lines = source::documentation(&function.attrs).into_iter();
    let lines: Vec<String> = lines.map(|(_, line)| line.trim().to_owned()).collect();
    let text = lines.join(" ");
    let (id, description) = text
        .split_once(": ")
        .ok_or_else(|| format!("{name}: document it as `/// aN.topic.name: what is wrong`"))?;
    let (prefix, number) = name.rsplit_once('_').unwrap_or_default();
    let wanted = test_prefix(id);
    if prefix != wanted || number.parse::<usize>().is_err() {
        return Err(format!(
            "{name}: a bug of {id} is called {wanted}_1, {wanted}_2, ..."
        ));
    }
    let (_, body) = source::body(&function.block, source)?;
    Ok(Bug {
        exercise: id.into(),
        description: description.into(),
        file: file.into(),
        line: function.block.brace_token.span.open().start().line,
        body,
        name,
    })
}

/// What is wrong with the bugs of an assignment, taken together. That there are enough is asked of the
/// exercises whose identifier contains `filter`.
pub fn check(bugs: &[Bug], catalogue: &Catalogue, filter: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut names = BTreeMap::new();
    let mut bodies = BTreeMap::new();
    for bug in bugs {
        let id = &bug.exercise;
        if let Some(first) = names.insert(&bug.name, bug) {
            let place = at(&first.file, first.line, "");
            problems.push(bug.at(&format!("this name stands at {place} already")));
        }
        let Some(entry) = catalogue.entry(id) else {
            problems.push(bug.at(&format!("there is no exercise {id}")));
            continue;
        };
        if tokens(&bug.body) == tokens(&entry.exercise.text) {
            problems.push(bug.at("this is the solution"));
        }
        if let Some(first) = bodies.insert((id, tokens(&bug.body)), bug) {
            problems.push(bug.at(&format!("the same as {}", first.name)));
        }
    }
    for exercise in catalogue.matching(filter).map(|entry| &entry.exercise) {
        let own = bugs.iter().filter(|bug| bug.exercise == exercise.id);
        let (count, assignment) = (own.count(), &catalogue.assignment);
        if count < AT_LEAST {
            problems.push(exercise.at(&format!(
                "{count} typical mistakes in {FOLDER}/{assignment}, at least {AT_LEAST} are wanted"
            )));
        }
    }
    problems
}

/// A body without comments and layout.
pub(crate) fn tokens(body: &str) -> String {
    let tokens = body.parse::<proc_macro2::TokenStream>();
    tokens.map_or_else(|_| body.to_owned(), |tokens| tokens.to_string())
}
