//! The paths that a source file names: in imports, in code and inside of macros. Code of tests alone does
//! not count.

use proc_macro2::{TokenStream, TokenTree};
use syn::UseTree;
use syn::visit::{self, Visit};

use crate::source::is_test;

/// A path of more than one word, or an import.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its words: `crate`, `linear`, `Linear`.
    pub path: Vec<String>,
    /// The line, counted from 1.
    pub line: usize,
    /// What an import calls it; `*` stands for everything in it.
    pub import: Option<String>,
    /// The modules of the same file that it stands in, the outermost first.
    pub inside: Vec<String>,
}

/// All paths of a file, in the order in which they stand there.
pub fn paths(syntax: &syn::File) -> Vec<Named> {
    let mut finder = Finder::default();
    finder.visit_file(syntax);
    finder.found
}

#[derive(Default)]
struct Finder {
    inside: Vec<String>,
    found: Vec<Named>,
}

impl Finder {
    fn add(&mut self, path: Vec<String>, line: usize, import: Option<String>) {
        let inside = self.inside.clone();
        self.found.push(Named {
            path,
            line,
            import,
            inside,
        });
    }

    fn import(&mut self, tree: &UseTree, mut path: Vec<String>) {
        let (last, name) = match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                return self.import(&tree.tree, path);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.import(tree, path.clone()));
            }
            UseTree::Name(tree) => (&tree.ident, tree.ident.to_string()),
            UseTree::Rename(tree) => (&tree.ident, tree.rename.to_string()),
            UseTree::Glob(tree) => {
                let line = tree.star_token.spans[0].start().line;
                return self.add(path, line, Some("*".into()));
            }
        };
        // `use linear::{self}` is `use linear`.
        let name = match last == "self" {
            true => path.last().cloned().unwrap_or_default(),
            false => {
                path.push(last.to_string());
                name
            }
        };
        self.add(path, last.span().start().line, Some(name));
    }

    /// Words between double colons among the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons, mut line) = (Vec::new(), 0, 0);
        for token in tokens.into_iter().map(Some).chain([None]) {
            match token {
                Some(TokenTree::Ident(word)) if path.is_empty() || colons == 2 => {
                    line = word.span().start().line;
                    path.push(word.to_string());
                    colons = 0;
                    continue;
                }
                Some(TokenTree::Punct(mark)) if mark.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                Some(TokenTree::Group(group)) => self.tokens(group.stream()),
                Some(TokenTree::Ident(word)) => {
                    self.end(&mut path, line);
                    path.push(word.to_string());
                    colons = 0;
                    continue;
                }
                _ => {}
            }
            self.end(&mut path, line);
            colons = 0;
        }
    }

    fn end(&mut self, path: &mut Vec<String>, line: usize) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.add(path, line, None);
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, Vec::new());
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module.attrs.iter().any(is_test) {
            self.inside.push(module.ident.to_string());
            visit::visit_item_mod(self, module);
            self.inside.pop();
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let words = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let line = path.segments[0].ident.span().start().line;
            self.add(words.collect(), line, None);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }
}
