//! Finds the exercises: functions whose documentation has the line
//! `**Exercise a1.linear.backward** (6 points): ...`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Signature};

pub use workbook::book::test_prefix;

use crate::outline;
use crate::source::{self, at};

/// One function that students write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Its name: `a1.linear.backward`.
    pub id: String,
    /// What it is worth; `None` is practice.
    pub points: Option<u32>,
    /// What is to be done: the rest of the tag's paragraph.
    pub asked: String,
    /// The source file, relative to the workspace.
    pub file: PathBuf,
    /// The line of the function's name, counted from 1.
    pub line: usize,
    /// The line of the body's opening brace.
    pub body_line: usize,
    /// Where the body stands in the file, in bytes, with both braces.
    pub body: Range<usize>,
    /// The body itself.
    pub text: String,
}

impl Exercise {
    /// A message with the exercise's place.
    pub fn at(&self, fault: &str) -> String {
        at(&self.file, self.line, &format!("{}: {fault}", self.id))
    }
}

/// The exercises in one source file, in the order in which they stand there, and what is wrong.
///
/// `file` is what [`Exercise::file`] and the messages say.
pub fn find(source: &str, file: &Path, problems: &mut Vec<String>) -> Vec<Exercise> {
    let Some(syntax) = source::parse(source, file, problems) else {
        return Vec::new();
    };
    let mut finder = Finder {
        source,
        file,
        exercises: Vec::new(),
        problems,
        tag_lines: BTreeSet::new(),
    };
    finder.visit_file(&syntax);
    finder.refuse_tags_elsewhere();
    if let Ok(outline) = outline::read(source, file)
        && let (Some(line), [_, ..]) = (outline.test_line, &*finder.exercises)
    {
        // They would be handed out where students write, and show the solution.
        let fault = "a file with exercises holds no test code: move the tests to tests/";
        finder.problem(line, fault);
    }
    finder.exercises
}

struct Finder<'a> {
    source: &'a str,
    file: &'a Path,
    exercises: Vec<Exercise>,
    problems: &'a mut Vec<String>,
    /// Lines whose tag stands on a function.
    tag_lines: BTreeSet<usize>,
}

impl Finder<'_> {
    fn problem(&mut self, line: usize, message: &str) {
        self.problems.push(at(self.file, line, message));
    }

    /// Takes a tagged function in; says whether it was one.
    fn take(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) -> bool {
        let documentation = source::documentation(attributes);
        let tags = documentation.iter().filter(|(_, text)| is_tag(text));
        let tags: Vec<&(usize, String)> = tags.collect();
        let Some((line, _)) = tags.first() else {
            return false;
        };
        // The tag's paragraph: what is asked may go on in the lines below it.
        let paragraph = documentation.iter().skip_while(|(_, text)| !is_tag(text));
        let paragraph = paragraph.take_while(|(_, text)| !text.trim().is_empty());
        let paragraph: Vec<&str> = paragraph.map(|(_, text)| text.trim()).collect();
        let tag = paragraph.join(" ");
        self.tag_lines.extend(tags.iter().map(|(line, _)| *line));
        let source = self.source;
        let output = source.get(signature.output.span().byte_range());
        let mut words = output
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric() && c != '_');
        if tags.len() > 1 {
            let fault = "a second tag on the same function: one function is one exercise";
            self.problem(*line, fault);
        }
        if signature.constness.is_some() {
            let fault = "an exercise cannot be a `const fn`: its `todo!` would be evaluated by the compiler";
            self.problem(*line, fault);
        }
        if words.any(|word| word == "impl") {
            let fault = "an exercise cannot return `impl Trait`: `todo!` gives the compiler no type for it; name the type";
            self.problem(*line, fault);
        }
        match read_tag(&tag).and_then(|tag| Ok((tag, source::body(block, source)?))) {
            Ok(((id, points, asked), (body, text))) => self.exercises.push(Exercise {
                id,
                points,
                asked,
                file: self.file.to_path_buf(),
                line: signature.ident.span().start().line,
                body_line: block.brace_token.span.open().start().line,
                body,
                text,
            }),
            Err(message) => self.problem(*line, &message),
        }
        true
    }

    /// A tag that is on no function, or that only a macro sees, would silently hand out a solution.
    fn refuse_tags_elsewhere(&mut self) {
        for (index, text) in self.source.lines().enumerate() {
            let text = text.trim_start();
            let starts = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
            if starts(&["/**", "*", "#[doc"]) && text.to_lowercase().contains("**exercise ") {
                let fault = "write the tag in a line of its own that begins with `///`";
                self.problem(index + 1, fault);
            }
            let tagged = text.strip_prefix("///").is_some_and(is_tag);
            if tagged && !self.tag_lines.contains(&(index + 1)) {
                self.problem(index + 1, "this tag stands on no function that can be emptied: tag a free function, \
                     an inherent method or a method of a trait implementation, outside of macros and of other exercises");
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !self.take(&function.attrs, &function.sig, &function.block) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !self.take(&method.attrs, &method.sig, &method.block) {
            visit::visit_impl_item_fn(self, method);
        }
    }
}

/// Whether a line of documentation means to be a tag: spelled a little wrong, it is still an error.
fn is_tag(text: &str) -> bool {
    text.trim_start().to_lowercase().starts_with("**exercise")
}

/// Identifier, points and what is to be done of `**Exercise a1.linear.backward** (6 points): ...`.
fn read_tag(text: &str) -> Result<(String, Option<u32>, String), String> {
    let text = text.trim();
    let read = || {
        let (id, rest) = text.strip_prefix("**Exercise ")?.split_once("** (")?;
        let (worth, asked) = rest.split_once("):")?;
        let asked = asked.trim().to_owned();
        if worth == "practice" {
            return Some((id, None, asked));
        }
        let number = worth.strip_suffix(" points");
        let points: u32 = number.or(worth.strip_suffix(" point"))?.parse().ok()?;
        Some((id, Some(points), asked))
    };
    match read() {
        None => Err(format!(
            "malformed tag `{text}`: write `/// **Exercise aN.topic.name** (6 points): what to do`, or `(practice)`"
        )),
        Some((id, ..)) if !is_id(id) => Err(format!(
            "malformed identifier `{id}`: write aN.topic.name in lower case, digits and underscores"
        )),
        Some((_, Some(0), _)) => Err("0 points: write `(practice)` for what is not graded".into()),
        Some((id, points, asked)) => Ok((id.to_owned(), points, asked)),
    }
}

/// Whether this names an item: `a1.linear.backward`.
pub fn is_id(id: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word
                .chars()
                .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
    };
    match *id.split('.').collect::<Vec<_>>() {
        [assignment, topic, name] => {
            let number = assignment.strip_prefix('a');
            let numbered = number.is_some_and(|number| number.parse::<u32>().is_ok());
            numbered && is_word(topic) && is_word(name)
        }
        _ => false,
    }
}
