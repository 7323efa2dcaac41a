//! A source file with exercises: their bodies, and what stands outside of them.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Lit, Meta, Signature};

use crate::book::digest;
use crate::pieces::{self, Piece, spaced};

/// What a file holds.
#[derive(Debug)]
pub struct Source {
    /// The whole text.
    pub text: String,
    /// The bodies of its exercises.
    pub bodies: Vec<Body>,
    /// What stands outside of them.
    pub pieces: Vec<Piece>,
}

/// An exercise's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// The exercise.
    pub id: String,
    /// What its tag says behind the points.
    pub sentence: String,
    /// The line of the function's name, counted from 1.
    pub line: usize,
    /// The lines from its name to its closing brace.
    pub lines: Range<usize>,
    /// Where it stands in the text, in bytes, with both braces.
    pub range: Range<usize>,
    /// Itself.
    pub text: String,
}

/// Where a file is no Rust, and why.
#[derive(Debug)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What the parser says.
    pub message: String,
}

/// Reads a source file.
///
/// # Errors
/// If it is no Rust.
pub fn read(text: &str) -> Result<Source, Fault> {
    // The parser does not count a byte order mark.
    let plain = text.trim_start_matches('\u{feff}');
    let start = text.len() - plain.len();
    let syntax = syn::parse_file(plain).map_err(|error| Fault {
        line: error.span().start().line,
        message: error.to_string(),
    })?;
    let mut finder = Finder {
        text: plain,
        bodies: Vec::new(),
    };
    finder.visit_file(&syntax);
    let mut bodies = finder.bodies;
    let ranges = bodies.iter().map(|body| body.range.clone());
    let pieces = pieces::of(&syntax, plain, &ranges.collect::<Vec<_>>());
    for body in &mut bodies {
        body.range = body.range.start + start..body.range.end + start;
    }
    Ok(Source {
        text: text.to_owned(),
        bodies,
        pieces,
    })
}

impl Body {
    /// Whether there is nothing left to write: no `todo!` stands in it.
    pub fn is_written(&self) -> bool {
        let tokens: TokenStream = self.text.parse().unwrap_or_default();
        !has_todo(tokens)
    }

    /// What tells this body from another one.
    pub fn digest(&self) -> String {
        digest(self.text.as_bytes())
    }
}

fn has_todo(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut pairs = tokens.windows(2);
    let own = pairs.any(|pair| {
        matches!(pair[0].to_string().as_str(), "todo" | "unimplemented")
            && pair[1].to_string() == "!"
    });
    own || tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_todo(group.stream()),
        _ => false,
    })
}

struct Finder<'a> {
    text: &'a str,
    bodies: Vec<Body>,
}

impl Finder<'_> {
    fn take(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) -> bool {
        let documentation = documentation(attributes).join("\n");
        let tag = documentation.split_once("**Exercise ");
        let read = tag.and_then(|(_, rest)| {
            let (id, rest) = rest.split_once("** (")?;
            let (_, sentence) = rest.split_once("):")?;
            Some((id, sentence.split("\n\n").next().unwrap_or_default()))
        });
        let Some((id, sentence)) = read else {
            return false;
        };
        let braces = block.brace_token.span.join();
        let line = signature.ident.span().start().line;
        self.bodies.push(Body {
            id: id.into(),
            sentence: spaced(sentence),
            line,
            lines: line..braces.end().line + 1,
            range: braces.byte_range(),
            text: self
                .text
                .get(braces.byte_range())
                .unwrap_or_default()
                .into(),
        });
        true
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

/// The lines of documentation among attributes; an empty line stays one.
fn documentation(attributes: &[Attribute]) -> Vec<String> {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(written) if written.path.is_ident("doc") => match &written.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value().trim().to_owned()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
    lines.collect()
}
