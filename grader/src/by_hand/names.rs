//! What a file with exercises names beyond its class, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::allowed::{OF_THE_SYSTEM, READY_MADE, crates};
use super::{Files, module_of};
use crate::items::Class;
use crate::outline::{self, Named, Outline, VEILS};
use crate::source::at;

/// How many imports may lead from a name to what it stands for.
const LONGEST_WAY: usize = 6;

/// How many things one path may stand for: as many as a file has imports of one name in different scopes.
const MOST_MEANINGS: usize = 64;

/// What a file names that its class does not allow, with file and line.
pub(super) fn faults(source: &str, file: &Path, files: &Files) -> Vec<String> {
    let found = found(source, file, files).into_iter();
    let problems = found.map(|(line, fault)| match line {
        Some(line) => at(file, line, &fault),
        None => fault,
    });
    let mut problems: Vec<String> = problems.collect();
    problems.dedup();
    problems
}

/// The same, with the lines apart; where there is none, the words name the file.
pub(crate) fn found(source: &str, file: &Path, files: &Files) -> Vec<(Option<usize>, String)> {
    let outline = match outline::read(source, file) {
        Ok(outline) => outline,
        Err(problem) => return vec![(None, problem)],
    };
    let class = files.get(file).copied().unwrap_or(Class::ByHand);
    let names = Names {
        class,
        files,
        aliases: aliases(&outline),
    };
    let veils = outline.veils.iter();
    let veils = veils.map(|(line, veil)| (Some(*line), of_veil(veil)));
    let mut problems: Vec<_> = veils.collect();
    if let [module, ..] = &*outline.modules {
        let fault = format!(
            "`mod {module};` is another file, which nobody reads here: write it into this one"
        );
        problems.push((None, format!("{}: {fault}", file.display())));
    }
    for named in &outline.paths {
        let line = Some(named.line);
        let Some(paths) = names.resolve(&named.path) else {
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
    problems
}

/// What is wrong with a veil.
fn of_veil(veil: &str) -> String {
    match veil {
        "include_str" | "include_bytes" => {
            format!("`{veil}!` reads a file into the program: an exercise needs none, leave it out")
        }
        "env" | "option_env" => {
            format!(
                "`{veil}!` reads the compiler's surroundings: an exercise needs none, leave it out"
            )
        }
        "asm" | "global_asm" | "naked_asm" => format!("`{veil}!` is not Rust: write it in Rust"),
        "unsafe" => {
            "`unsafe` switches the compiler's checks off: no exercise needs it, write it without"
                .into()
        }
        "extern" => {
            "`extern` names what is not written in Rust: no exercise needs it, leave it out".into()
        }
        "path" => {
            "`#[path]` brings another file, which nobody reads here: write it into this one".into()
        }
        _ => format!("`{veil}` hides what the file uses: leave it out"),
    }
}

/// What imports call paths, wherever in the file they stand.
type Aliases = BTreeMap<String, BTreeSet<Vec<String>>>;

/// The names that imports give to paths.
fn aliases(outline: &Outline) -> Aliases {
    let mut aliases = Aliases::new();
    for named in &outline.paths {
        let (name, path) = match named.import.as_deref() {
            // Burn's prelude brings the module `nn`.
            Some("*") if named.path == ["burn", "prelude"] => {
                ("nn", vec!["burn".into(), "nn".into()])
            }
            None | Some("*") => continue,
            Some(name) => (name, named.path.clone()),
        };
        aliases.entry(name.to_owned()).or_default().insert(path);
    }
    aliases
}

struct Names<'a> {
    class: Class,
    files: &'a Files,
    aliases: Aliases,
}

impl Names<'_> {
    /// What a path may stand for: its first word may be the name of an import, or of several in different
    /// scopes. `None` where that is more than anybody can follow.
    fn resolve(&self, path: &[String]) -> Option<BTreeSet<Vec<String>>> {
        let fixed = [
            "burn", "common", "std", "core", "alloc", "crate", "self", "super",
        ];
        let mut open = BTreeSet::from([path.to_vec()]);
        let mut found = BTreeSet::new();
        for _ in 0..LONGEST_WAY {
            let mut next = BTreeSet::new();
            for path in open {
                let Some((first, rest)) = path.split_first() else {
                    continue;
                };
                let targets = self.aliases.get(first).into_iter().flatten();
                let targets = targets
                    .filter(|target| target[0] != *first && !fixed.contains(&first.as_str()));
                let before = next.len();
                next.extend(
                    targets
                        .map(|target| [target, rest].concat())
                        .take(MOST_MEANINGS),
                );
                if next.len() == before {
                    found.insert(path);
                }
            }
            if next.len() + found.len() >= MOST_MEANINGS {
                return None;
            }
            open = next;
        }
        found.extend(open);
        Some(found)
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
                match rest.iter().find(|word| VEILS.contains(&word.as_str())) {
                    Some(veil) => of_veil(veil),
                    None => fault_of_std(first, rest, named)?,
                }
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

/// What is wrong with a path in the standard library.
fn fault_of_std(name: &str, rest: &[String], named: &Named) -> Option<String> {
    let glob = named.import.as_deref() == Some("*");
    match rest.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] if named.import.is_some() => Some(format!(
            "a whole crate hides what is used of it: import `{name}::fmt` and the like"
        )),
        ["io"] if glob => Some("all of it hides what is used of it: import by name".into()),
        ["io", "stdin", ..] => Some("an exercise reads nothing but its arguments".into()),
        [module, ..] if OF_THE_SYSTEM.contains(&module) => Some(format!(
            "an exercise computes and nothing else: `{module}` reaches the system around it, leave it out"
        )),
        _ => None,
    }
}
