//! What a file with exercises names beyond its class, in words.

use std::path::Path;

use super::allowed::{READY_MADE, crates};
use super::meanings::Aliases;
use super::outward::{fault_of_std, of_veil};
use super::{Files, module_of};
use crate::items::Class;
use crate::outline::{self, Named, VEILS};
use crate::source::at;

/// What a file names that its class does not allow, with file and line.
pub(super) fn faults(source: &str, file: &Path, files: &Files) -> Vec<String> {
    let found = match found(source, file, files) {
        Ok(found) => found.into_iter(),
        Err(problem) => return vec![problem],
    };
    let problems = found.map(|(line, fault)| match line {
        Some(line) => at(file, line, &fault),
        None => format!("{}: {fault}", file.display()),
    });
    let mut problems: Vec<String> = problems.collect();
    problems.dedup();
    problems
}

/// The same with the lines apart, where there are lines; an error is that of a text that is not Rust.
pub(crate) fn found(
    source: &str,
    file: &Path,
    files: &Files,
) -> Result<Vec<(Option<usize>, String)>, String> {
    let outline = outline::read(source, file)?;
    let class = files.get(file).copied().unwrap_or(Class::ByHand);
    let names = Names {
        class,
        files,
        aliases: Aliases::of(&outline),
    };
    let veils = outline.veils.iter();
    let veils = veils.map(|(line, veil)| (Some(*line), of_veil(veil)));
    let mut problems: Vec<_> = veils.collect();
    if let [module, ..] = &*outline.modules {
        let fault = format!(
            "`mod {module};` is another file, which nobody reads here: write it into this one"
        );
        problems.push((None, fault));
    }
    for named in &outline.paths {
        let line = Some(named.line);
        let Some(paths) = names.aliases.resolve(&named.path) else {
            let fault = format!(
                "`{}` stands for too many things: give each import a name of its own",
                named.path.join("::")
            );
            problems.push((line, fault));
            continue;
        };
        let faults = paths.iter().filter_map(|path| names.fault(path, named));
        problems.extend(faults.map(|fault| (line, fault)));
    }
    Ok(problems)
}

struct Names<'a> {
    class: Class,
    files: &'a Files,
    aliases: Aliases,
}

impl Names<'_> {
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
                let veil = rest.iter().find(|word| VEILS.contains(&word.as_str()));
                let fault = fault_of_std(first, rest, named);
                fault.or_else(|| veil.map(|veil| of_veil(veil)))?
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
