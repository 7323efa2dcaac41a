//! Where the lines of a new topic come in files that are there: beside those of the topics before it, or
//! where there are none, in the place of the first.

use syn::spanned::Spanned;
use syn::{Expr, Item, UseTree};

/// The import that a table with entries needs, and the one of a table without.
const IMPORTS: [&str; 2] = [
    "use common::program::{Assignment, Entry};",
    "use common::program::Assignment;",
];

/// How many characters rustfmt puts into one line of a list.
const WIDEST: usize = 60;

/// Puts `pub mod topic;` among the modules, which are sorted as rustfmt has them; where there are none,
/// before everything else. Modules with attributes keep theirs.
pub fn module(text: &str, line: &str) -> Result<String, String> {
    let syntax = syn::parse_file(text).map_err(|error| error.to_string())?;
    let place = |item: &Item| {
        let span = item.span();
        (span.start().line - 1, span.end().line)
    };
    let plain = syntax.items.iter().filter(|item| match item {
        Item::Mod(module) => module.attrs.is_empty() && module.content.is_none(),
        _ => false,
    });
    let plain: Vec<_> = plain.map(place).collect();
    let lines: Vec<&str> = text.lines().collect();
    let behind = plain.iter().find(|(start, _)| lines[*start] > line);
    let at = match (behind, plain.last(), syntax.items.first()) {
        (Some((start, _)), ..) => *start,
        (None, Some((_, end)), _) => *end,
        (None, None, Some(first)) => {
            return Ok(with(text, place(first).0, &format!("{line}\n")));
        }
        (None, None, None) => lines.len(),
    };
    Ok(with(text, at, line))
}

/// Puts `Entry::program::<topic::Topic>(),` behind the last line of the assignment's table of programs.
pub fn entry(text: &str, line: &str) -> Result<String, String> {
    let syntax = syn::parse_file(text).map_err(|error| error.to_string())?;
    let table = syntax.items.iter().find_map(programs);
    let table = table.ok_or("there is no static `Assignment` with a list `programs: &[...]`")?;
    let brackets = table.bracket_token.span;
    let (open, close) = (brackets.open().byte_range(), brackets.close().byte_range());
    let own = text[open.end..close.start].trim_end();
    // As rustfmt lays out a list in a field of a static.
    let list = match own.contains('\n') {
        true if table.elems.trailing_punct() => format!("{own}\n        {line}\n    "),
        true => format!("{own},\n        {line}\n    "),
        false => {
            let entries = own.split(", ").chain([line.trim_end_matches(',')]);
            let entries: Vec<&str> = entries.filter(|entry| !entry.is_empty()).collect();
            match entries.join(", ") {
                list if list.len() <= WIDEST => list,
                _ => format!("\n        {},\n    ", entries.join(",\n        ")),
            }
        }
    };
    let changed = [&text[..open.end], &list, &text[close.start..]].concat();
    let imported = syntax.items.iter().any(|item| match item {
        Item::Use(import) => names_entry(&import.tree),
        _ => false,
    });
    let [wanted, without] = IMPORTS;
    match (imported, changed.contains(without)) {
        (true, _) => Ok(changed),
        (false, true) => Ok(changed.replacen(without, wanted, 1)),
        (false, false) => Err(format!("it does not import `Entry`: write `{wanted}`")),
    }
}

/// The list of programs in the static of an assignment.
fn programs(item: &Item) -> Option<&syn::ExprArray> {
    let Item::Static(table) = item else {
        return None;
    };
    let Expr::Struct(table) = &*table.expr else {
        return None;
    };
    let field = table.fields.iter().find(|field| match &field.member {
        syn::Member::Named(name) => name == "programs",
        syn::Member::Unnamed(_) => false,
    })?;
    let Expr::Reference(list) = &field.expr else {
        return None;
    };
    match &*list.expr {
        Expr::Array(list) => Some(list),
        _ => None,
    }
}

fn names_entry(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => names_entry(&path.tree),
        UseTree::Name(name) => name.ident == "Entry",
        UseTree::Group(group) => group.items.iter().any(names_entry),
        UseTree::Rename(_) | UseTree::Glob(_) => false,
    }
}

/// Puts `"src/topic.rs" = "by_hand"` among the classes, which are sorted.
pub fn class(text: &str, line: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().position(|own| own.trim() == "[files]");
    let head = head.ok_or("there is no table `[files]`: write it above the first `[[part]]`")?;
    let own = lines[head + 1..].iter();
    let end = own
        .clone()
        .position(|own| own.trim().is_empty() || own.starts_with('['));
    let end = end.map_or(lines.len(), |length| head + 1 + length);
    let behind = lines[head + 1..end].iter().position(|own| *own > line);
    Ok(with(
        text,
        behind.map_or(end, |place| head + 1 + place),
        line,
    ))
}

/// Puts text at the end.
pub fn last(text: &str, more: &str) -> Result<String, String> {
    Ok(with(text, text.lines().count(), more.trim_end()))
}

/// A text with another line at a place, counted from 0.
fn with(text: &str, at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(at, line);
    lines.join("\n") + "\n"
}
