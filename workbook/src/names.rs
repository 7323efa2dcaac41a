//! What bodies name that they must not.

use proc_macro2::{TokenStream, TokenTree};

use crate::book::File;
use crate::source::Body;

/// Macros that bring in, or hide, what cannot be read here.
const VEILS: [&str; 8] = [
    "include",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "macro_rules",
    "cfg_select",
    "asm",
];

/// A path, its line in the file, and whether it is an import.
struct Named {
    path: Vec<String>,
    line: usize,
    import: bool,
}

/// What is not allowed in a body, with file and line.
pub fn faults(body: &Body, file: &File, text: &str) -> Vec<String> {
    let before = text.get(..body.range.start).unwrap_or_default();
    // Lines of the body are counted from its first.
    let first = before.matches('\n').count();
    let mut named = Vec::new();
    let mut found = Vec::new();
    let tokens: TokenStream = body.text.parse().unwrap_or_default();
    scan(tokens, &mut named, &mut found);
    found.extend(named.iter().filter_map(|named| {
        let fault = fault(named, file)?;
        let path = named.path.join("::");
        Some((named.line, format!("`{path}`: {fault}")))
    }));
    found.sort();
    found.dedup();
    let path = &file.path;
    let found = found.into_iter();
    found
        .map(|(line, fault)| format!("{path}:{}: {fault}", first + line))
        .collect()
}

fn scan(tokens: TokenStream, named: &mut Vec<Named>, found: &mut Vec<(usize, String)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [token, behind @ ..] = rest {
        rest = behind;
        let (line, word) = (token.span().start().line, token.to_string());
        let next = behind.first().map(|token| token.to_string());
        match token {
            TokenTree::Group(group) => scan(group.stream(), named, found),
            TokenTree::Ident(_) if word == "use" => {
                let end = behind.iter().position(|token| token.to_string() == ";");
                let (tree, behind) = behind.split_at(end.unwrap_or(behind.len()));
                imports(tree, &[], line, named);
                rest = behind;
            }
            TokenTree::Ident(_) if matches!(&*word, "unsafe" | "extern") => {
                found.push((line, format!("`{word}` is not accepted: write it without")));
            }
            TokenTree::Ident(_) if next.as_deref() == Some("!") && VEILS.contains(&&*word) => {
                found.push((
                    line,
                    format!("`{word}!` hides what the code uses: leave it out"),
                ));
            }
            TokenTree::Ident(_) => {
                let mut path = vec![word];
                while let [
                    TokenTree::Punct(a),
                    TokenTree::Punct(b),
                    TokenTree::Ident(word),
                    behind @ ..,
                ] = rest
                    && (a.as_char(), b.as_char()) == (':', ':')
                {
                    path.push(word.to_string());
                    rest = behind;
                }
                if path.len() > 1 {
                    named.push(Named {
                        path,
                        line,
                        import: false,
                    });
                }
            }
            _ => {}
        }
    }
}

/// Trees of imports between commas: `a::{b, c as d}, e::*`.
fn imports(trees: &[TokenTree], before: &[String], line: usize, named: &mut Vec<Named>) {
    for tree in trees.split(|token| token.to_string() == ",") {
        let mut path = before.to_vec();
        for token in tree {
            match token {
                TokenTree::Group(group) => {
                    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                    imports(&inside, &path, line, named);
                    path.clear();
                }
                TokenTree::Ident(word) if word == "as" => break,
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == '*' => path.push("*".into()),
                _ => {}
            }
        }
        if !path.is_empty() {
            named.push(Named {
                path,
                line,
                import: true,
            });
        }
    }
}

/// What is wrong with naming a path.
fn fault(named: &Named, file: &File) -> Option<String> {
    let (first, rest) = named.path.split_first()?;
    let second = rest.first()?.as_str();
    match first.as_str() {
        "std" | "core" | "alloc" | "self" | "super" | "Self" => None,
        "crate" if file.own.iter().any(|module| module == second) => None,
        "crate" => Some("this is no file with exercises that this one may use".into()),
        name => match file.crates.get(name) {
            Some(modules) if !modules.iter().any(|module| module == second) => {
                let modules = modules.join(", ");
                Some(format!("of `{name}` this file may use {modules}"))
            }
            Some(_) => {
                let ready = rest.iter().find(|word| file.ready_made.contains(word))?;
                Some(format!("`{ready}` would be the exercise itself: write it"))
            }
            None if name == "burn" => Some("what is written by hand does not use Burn".into()),
            // In code, a type of the file's own; in an import, perhaps an `enum`.
            None if !named.import || name.starts_with(char::is_uppercase) => None,
            None => {
                let names: Vec<String> = file.crates.keys().map(|it| format!("`{it}`")).collect();
                let names = names.join(" and ");
                Some(format!(
                    "beside the standard library this file may import from {names}"
                ))
            }
        },
    }
}
