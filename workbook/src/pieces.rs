//! What stands outside of bodies, item by item, so that two files can be compared.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{ImplItem, Item, Signature};

/// One item outside of bodies; of a function that is an exercise, all but the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is: `fn forward` of `impl Layer for Linear`.
    pub name: String,
    /// Where it stands.
    pub line: usize,
    /// Its words, without white space, comments and bodies of exercises.
    pub tokens: String,
    /// A function's signature as it is written.
    pub signature: Option<String>,
}

/// What stands in a file, but for the bodies at these places.
pub(crate) fn of(syntax: &syn::File, text: &str, bodies: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Pieces {
        text,
        bodies,
        found: Vec::new(),
    };
    for attribute in &syntax.attrs {
        pieces.add("an attribute of the file".into(), attribute, None);
    }
    pieces.take(&syntax.items, "");
    pieces.found
}

/// A text whose words stand one space apart.
pub(crate) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Pieces<'a> {
    text: &'a str,
    bodies: &'a [Range<usize>],
    found: Vec<Piece>,
}

impl Pieces<'_> {
    fn take(&mut self, items: &[Item], of: &str) {
        for item in items {
            match item {
                Item::Impl(block) => {
                    let open = block.brace_token.span.open();
                    let head = block.impl_token.span.byte_range().start..open.byte_range().start;
                    let name = spaced(self.text.get(head).unwrap_or_default());
                    let start = item.span().byte_range().start;
                    self.add_range(
                        name.clone(),
                        item.span(),
                        start..open.byte_range().start,
                        None,
                    );
                    for inner in &block.items {
                        self.take_inner(inner, &format!("{of} of `{name}`"));
                    }
                }
                Item::Mod(module) if module.content.is_some() => {
                    let name = format!("{of} of `mod {}`", module.ident);
                    let content = module.content.iter();
                    content.for_each(|(_, items)| self.take(items, &name));
                }
                _ => {
                    let signature = match item {
                        Item::Fn(function) => Some(&function.sig),
                        _ => None,
                    };
                    self.add(format!("`{}`{of}", self.describe(item)), item, signature);
                }
            }
        }
    }

    fn take_inner(&mut self, item: &ImplItem, of: &str) {
        let (name, signature) = match item {
            ImplItem::Fn(method) => (format!("fn {}", method.sig.ident), Some(&method.sig)),
            ImplItem::Const(constant) => (format!("const {}", constant.ident), None),
            ImplItem::Type(name) => (format!("type {}", name.ident), None),
            other => (self.first_line(other), None),
        };
        self.add(format!("`{name}`{of}"), item, signature);
    }

    fn describe(&self, item: &Item) -> String {
        match item {
            Item::Const(it) => format!("const {}", it.ident),
            Item::Enum(it) => format!("enum {}", it.ident),
            Item::Fn(it) => format!("fn {}", it.sig.ident),
            Item::Static(it) => format!("static {}", it.ident),
            Item::Struct(it) => format!("struct {}", it.ident),
            Item::Trait(it) => format!("trait {}", it.ident),
            Item::Type(it) => format!("type {}", it.ident),
            Item::Mod(it) => format!("mod {}", it.ident),
            other => self.first_line(other),
        }
    }

    /// An import and the like is its own name.
    fn first_line(&self, item: &impl Spanned) -> String {
        spaced(self.text.get(item.span().byte_range()).unwrap_or_default())
    }

    fn add(&mut self, name: String, item: &impl Spanned, signature: Option<&Signature>) {
        let line = signature.map_or(item.span(), Spanned::span);
        let signature = signature.map(|signature| self.first_line(signature));
        self.add_range(name, line, item.span().byte_range(), signature);
    }

    fn add_range(
        &mut self,
        name: String,
        span: Span,
        range: Range<usize>,
        signature: Option<String>,
    ) {
        let mut text = String::new();
        let mut start = range.start;
        for body in self.bodies {
            if range.contains(&body.start) {
                text.push_str(self.text.get(start..body.start).unwrap_or_default());
                text.push_str("{}");
                start = body.end;
            }
        }
        text.push_str(self.text.get(start..range.end).unwrap_or_default());
        let tokens: TokenStream = text.parse().unwrap_or_default();
        let tokens = without_documentation(tokens);
        // The documentation of the file is an attribute, of which nothing is left.
        if !tokens.is_empty() {
            self.found.push(Piece {
                name,
                line: span.start().line,
                tokens,
                signature,
            });
        }
    }
}

/// The words of a text, its documentation left out.
fn without_documentation(tokens: TokenStream) -> String {
    let mut words = Vec::new();
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [token, behind @ ..] = rest {
        rest = match behind {
            [TokenTree::Group(group), behind @ ..] if is_documentation(token, group) => behind,
            [mark, TokenTree::Group(group), behind @ ..]
                if mark.to_string() == "!" && is_documentation(token, group) =>
            {
                behind
            }
            _ => {
                words.push(match token {
                    TokenTree::Group(group) => {
                        let inside = without_documentation(group.stream());
                        format!("{:?} {inside} end", group.delimiter())
                    }
                    other => other.to_string(),
                });
                behind
            }
        };
    }
    words.join(" ")
}

fn is_documentation(token: &TokenTree, group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    token.to_string() == "#"
        && group.delimiter() == Delimiter::Bracket
        && first.is_some_and(|word| word.to_string() == "doc")
}
