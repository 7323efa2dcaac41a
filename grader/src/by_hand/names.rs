//! What a file with exercises names beyond its class, in words.

use std::path::Path;

use super::allowed::{READY_MADE, crates};
use super::{Files, module_of};
use crate::items::Class;
use crate::outline::{self, Named, Outline, VEILS};
use crate::source::at;

/// How many imports may lead from a name to what it stands for.
const LONGEST_WAY: usize = 6;

/// What a file names that its class does not allow, with file and line.
pub(super) fn faults(source: &str, file: &Path, files: &Files) -> Vec<String> {
    let outline = match outline::read(source, file) {
        Ok(outline) => outline,
        Err(problem) => return vec![problem],
    };
    let class = files.get(file).copied().unwrap_or(Class::ByHand);
    let names = Names {
        class,
        files,
        aliases: aliases(&outline),
    };
    let veils = outline.veils.iter().map(|(line, veil)| {
        let fault = format!("`{veil}` hides what the file uses: leave it out");
        at(file, *line, &fault)
    });
    let mut problems: Vec<String> = veils.collect();
    if let [module, ..] = &*outline.modules {
        let fault = format!(
            "`mod {module};` is another file, which nobody reads here: write it into this one"
        );
        problems.push(format!("{}: {fault}", file.display()));
    }
    for named in &outline.paths {
        let paths = names.resolve(&named.path, LONGEST_WAY);
        let faults = paths.iter().filter_map(|path| names.fault(path, named));
        problems.extend(faults.map(|fault| at(file, named.line, &fault)));
    }
    problems.dedup();
    problems
}

/// The names that imports give to paths, wherever in the file they stand.
fn aliases(outline: &Outline) -> Vec<(String, Vec<String>)> {
    let named = outline.paths.iter().filter_map(|named| {
        let name = named.import.clone()?;
        match name.as_str() {
            // Burn's prelude brings the module `nn`.
            "*" if named.path == ["burn", "prelude"] => {
                Some(("nn".into(), vec!["burn".into(), "nn".into()]))
            }
            "*" => None,
            _ => Some((name, named.path.clone())),
        }
    });
    named.collect()
}

struct Names<'a> {
    class: Class,
    files: &'a Files,
    aliases: Vec<(String, Vec<String>)>,
}

impl Names<'_> {
    /// What a path may stand for: its first word may be the name of an import, or of several in different
    /// scopes.
    fn resolve(&self, path: &[String], steps: usize) -> Vec<Vec<String>> {
        let Some((first, rest)) = path.split_first() else {
            return Vec::new();
        };
        let fixed = [
            "burn", "common", "std", "core", "alloc", "crate", "self", "super",
        ];
        let own = self.aliases.iter().filter(|(name, target)| {
            name == first && target[0] != *first && !fixed.contains(&first.as_str())
        });
        let targets: Vec<_> = own.map(|(_, target)| [target, rest].concat()).collect();
        match targets.is_empty() || steps == 0 {
            true => vec![path.to_vec()],
            false => {
                let targets = targets.iter();
                targets
                    .flat_map(|path| self.resolve(path, steps - 1))
                    .collect()
            }
        }
    }

    /// What is wrong with naming a path.
    fn fault(&self, path: &[String], named: &Named) -> Option<String> {
        // `self::super` is `super`.
        let own = path.iter().take_while(|word| *word == "self").count();
        let path = path
            .get(own..)
            .filter(|rest| rest.first().is_some_and(|word| word == "super"))
            .unwrap_or(path);
        let glob = named.import.as_deref() == Some("*");
        let (first, rest) = path.split_first()?;
        let allowed = crates(self.class);
        let fault = match first.as_str() {
            "std" | "core" | "alloc" => {
                let veil = rest.iter().find(|word| VEILS.contains(&word.as_str()))?;
                format!("`{veil}` hides what the file uses: leave it out")
            }
            "self" => return None,
            "super" => {
                let above = path.iter().take_while(|word| *word == "super").count();
                if above <= named.inside.len() {
                    return None;
                }
                "begin with `crate` what stands in another file".into()
            }
            "crate" => self.fault_of_own(rest)?,
            name => match allowed.iter().find(|(own, _)| *own == name) {
                Some((_, modules)) => self.fault_of_crate((name, modules), rest, glob)?,
                None if name == "burn" => {
                    format!(
                        "a file of the class `{}` does not use Burn",
                        self.class.name()
                    )
                }
                // In code, a type or a module of the file's own.
                None if named.import.is_none() => return None,
                None => {
                    let names = allowed.iter().map(|(name, _)| format!("`{name}`"));
                    let names: Vec<String> = names.collect();
                    format!(
                        "beside the standard library a file of the class `{}` imports from {}, from other files with \
                         exercises (`crate::...`) and from itself (`self::...`)",
                        self.class.name(),
                        names.join(" and ")
                    )
                }
            },
        };
        let shown = path.join("::") + if glob { "::*" } else { "" };
        Some(format!("`{shown}`: {fault}"))
    }

    /// What is wrong with a path behind `crate`.
    fn fault_of_own(&self, rest: &[String]) -> Option<String> {
        let wanted = rest.first().map(String::as_str);
        let usable = |class: Class| self.class == Class::Burn || class == Class::ByHand;
        let mut files = self.files.iter();
        match files.any(|(file, class)| usable(*class) && Some(&*module_of(file)) == wanted) {
            true => None,
            false => Some(match self.class {
                Class::ByHand => "that is no file of the class `by_hand`".into(),
                Class::Burn => "that is no file with exercises".into(),
            }),
        }
    }

    /// What is wrong with a path in a crate of which some modules are allowed.
    fn fault_of_crate(
        &self,
        (name, modules): (&str, &[&str]),
        rest: &[String],
        glob: bool,
    ) -> Option<String> {
        let Some((module, inside)) = rest.split_first() else {
            let example = modules[0];
            return Some(format!(
                "a whole crate hides what is used of it: import `{name}::{example}` and the like"
            ));
        };
        if !modules.contains(&module.as_str()) {
            let (class, modules) = (self.class.name(), modules.join(", "));
            return Some(format!(
                "of `{name}` a file of the class `{class}` may use {modules}"
            ));
        }
        if name != "burn" {
            return None;
        }
        if glob && module == "nn" && inside.is_empty() {
            return Some("all of it hides ready-made cells: import what is used by name".into());
        }
        let ready = inside
            .iter()
            .find(|word| READY_MADE.contains(&word.as_str()))?;
        Some(format!("`{ready}` would be the exercise itself: write it"))
    }
}
