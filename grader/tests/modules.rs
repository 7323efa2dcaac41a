//! No two modules that stand side by side know each other, directly or through others.
//!
//! A circle of modules is one module in several files: none can be read, tested or moved alone. What a
//! module and its own submodules name of each other does not count, nor does code of tests.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use grader::outline::{self, Module, Named};
use grader::workspace::Workspace;

/// A crate's modules: the file of each, and what it names.
type Crate = BTreeMap<Module, (PathBuf, Vec<Named>)>;

/// The modules of a folder, whom each knows, and where it says so.
type Siblings = BTreeMap<String, BTreeMap<String, String>>;

fn read(root: &Path) -> Crate {
    let mut found = Crate::new();
    for (module, (file, outline)) in outline::of_crate(root).expect("Rust") {
        // A file may name nothing, and is a module all the same.
        found.insert(module.clone(), (file.clone(), Vec::new()));
        for named in outline.paths {
            let inside = [module.as_slice(), &named.inside].concat();
            let entry = found.entry(inside).or_insert((file.clone(), Vec::new()));
            entry.1.push(named);
        }
    }
    found
}

/// The module that a path leads to, seen from another; none for a path into another crate.
fn target(all: &Crate, from: &[String], path: &[String]) -> Option<Module> {
    let mut module = from.to_vec();
    for (place, word) in path.iter().enumerate() {
        let inner = [module.as_slice(), std::slice::from_ref(word)].concat();
        match word.as_str() {
            "crate" => module.clear(),
            "super" => drop(module.pop()),
            "self" => {}
            _ if all.contains_key(&inner) => module = inner,
            _ if place == 0 => return None,
            // What a module imports it may pass on: the path goes on where that leads.
            _ => match all[&module]
                .1
                .iter()
                .find(|named| named.import.as_ref() == Some(word))
            {
                Some(named) if named.path != path => module = target(all, &module, &named.path)?,
                _ => break,
            },
        }
    }
    Some(module)
}

/// Who knows whom, by the folder in which both stand.
fn siblings(all: &Crate) -> BTreeMap<Module, Siblings> {
    let mut found: BTreeMap<Module, Siblings> = BTreeMap::new();
    for (from, (file, named)) in all {
        for named in named {
            let Some(to) = target(all, from, &named.path) else {
                continue;
            };
            let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
                let place = format!("{}:{} names {}", file.display(), named.line, to.join("::"));
                let siblings = found.entry(from[..shared].to_vec()).or_default();
                let known = siblings.entry(one.clone()).or_default();
                known.entry(other.clone()).or_insert(place);
            }
        }
    }
    found
}

/// A shortest circle through each module that is in one, as the places that make it.
fn circles(siblings: &Siblings) -> BTreeSet<Vec<String>> {
    let mut found = BTreeMap::new();
    for start in siblings.keys() {
        let mut ways = VecDeque::from([(start, Vec::new())]);
        let mut seen = BTreeSet::new();
        while let Some((at, way)) = ways.pop_front() {
            for (next, place) in siblings.get(at).into_iter().flatten() {
                let way: Vec<String> = [way.as_slice(), std::slice::from_ref(place)].concat();
                if next == start {
                    let members: BTreeSet<String> = way.iter().cloned().collect();
                    found.entry(members).or_insert(way);
                } else if seen.insert(next) {
                    ways.push_back((next, way));
                }
            }
        }
    }
    found.into_values().collect()
}

/// The circles of the crate with this root file.
fn circles_of(root: &Path) -> Vec<String> {
    let circles = siblings(&read(root))
        .into_values()
        .flat_map(|own| circles(&own));
    circles.map(|circle| circle.join("\n  ")).collect()
}

#[test]
fn modules_that_stand_side_by_side_form_no_circle() {
    let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a workspace");
    let packages = workspace.packages.iter();
    let targets = packages.flat_map(|package| package.targets("lib").chain(package.targets("bin")));
    let circles = targets.flat_map(|target| circles_of(&target.source));
    let circles: Vec<String> = circles.collect();
    let (count, text) = (circles.len(), circles.join("\n\n  "));
    assert_eq!(count, 0, "{count} circles:\n\n  {text}\n");
}

#[test]
fn a_circle_is_found_through_what_is_passed_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let circles = |last: &str| {
        let root = "mod a;\nmod b;\npub use b::c::C;\n";
        let files = [
            ("lib.rs", root),
            ("a.rs", "use super::C;\n"),
            ("b.rs", "pub mod c;\n"),
        ];
        fs::create_dir_all(folder.path().join("b")).expect("a folder");
        for (name, text) in files.into_iter().chain([("b/c.rs", last)]) {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        circles_of(&folder.path().join("lib.rs"))
    };
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}\n";
    assert_eq!(circles(tests), [""; 0]);
    let [circle] = &*circles("fn c() {\n    m!(crate::a::A)\n}\n") else {
        panic!("one circle");
    };
    assert!(
        circle.contains("a.rs:1 names b::c") && circle.contains("c.rs:2 names a"),
        "{circle}"
    );
}
