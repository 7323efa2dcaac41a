//! What is read of a source file's syntax.

use std::ops::Range;
use std::path::Path;

use syn::spanned::Spanned;

/// A message with the place that it speaks of.
pub fn at(file: &Path, line: usize, message: &str) -> String {
    format!("{}:{line}: {message}", file.display())
}

/// Parses a source file; `file` is what the message says.
///
/// # Errors
/// In words, with file and line.
pub fn parse(source: &str, file: &Path) -> Result<syn::File, String> {
    syn::parse_file(source).map_err(|error| at(file, error.span().start().line, &error.to_string()))
}

/// The documentation among attributes: numbers of lines and what they say.
pub(crate) fn documentation(attributes: &[syn::Attribute]) -> Vec<(usize, String)> {
    let lines = attributes.iter().filter_map(|attribute| {
        let syn::Meta::NameValue(meta) = &attribute.meta else {
            return None;
        };
        match &meta.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) if meta.path.is_ident("doc") => Some((attribute.span().start().line, text.value())),
            _ => None,
        }
    });
    lines.collect()
}

/// Whether an attribute makes what it stands on a test, or part of tests alone.
pub fn is_test(attribute: &syn::Attribute) -> bool {
    match &attribute.meta {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::NameValue(_) => false,
    }
}

/// A function's body as it stands in its source, with both braces, and where that is, in bytes.
///
/// # Errors
/// If the place is uncertain: the parser counts from behind what it skips at the start of a file.
pub(crate) fn body(block: &syn::Block, source: &str) -> Result<(Range<usize>, String), String> {
    let range = block.brace_token.span.join().byte_range();
    match source.get(range.clone()) {
        Some(text) if text.starts_with('{') && text.ends_with('}') => Ok((range, text.to_owned())),
        _ => Err("remove the file's byte order mark or `#!` line".into()),
    }
}
