//! The hand-out's manifest: the workspace's, restricted to the packages that students get.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use common::error::{Error, Result};
use toml::de::{DeTable, DeValue};

use crate::splice::replace;
use crate::workspace::read;

/// The packages that an assignment needs, as folders relative to the root: itself and what it depends on
/// by path, in the order of the workspace's members.
pub fn packages(root: &Path, assignment: &str) -> Result<Vec<String>> {
    let manifest_path = root.join("Cargo.toml");
    let text = read(&manifest_path)?;
    let manifest = parse(&text, &manifest_path)?;
    let shared = table(&manifest, &["workspace", "dependencies"]);
    let mut found = vec![PathBuf::from(assignment)];
    let mut next = 0;
    while let Some(package) = found.get(next).cloned() {
        next += 1;
        let path = root.join(&package).join("Cargo.toml");
        let text = read(&path)?;
        let manifest = parse(&text, &path)?;
        for (name, dependency) in dependencies(&manifest) {
            let inherited = get(dependency, "workspace").is_some();
            let folder = match inherited {
                true => shared
                    .and_then(|shared| entry(shared, name))
                    .and_then(path_of)
                    .map(PathBuf::from),
                false => path_of(dependency).map(|path| package.join(path)),
            };
            let Some(folder) = folder.map(|folder| clean(&folder)) else {
                continue;
            };
            if !folder.starts_with("common") && folder != Path::new(assignment) {
                return Err(Error::Failed(format!(
                    "{} depends on {name}, which is not handed out: students get the assignment and common alone. \
                     Remove that dependency.",
                    package.display()
                )));
            }
            if !found.contains(&folder) {
                found.push(folder);
            }
        }
    }
    let mut found: Vec<String> = found
        .iter()
        .map(|folder| folder.to_string_lossy().replace('\\', "/"))
        .collect();
    let members = strings(&manifest, "members");
    found.sort_by_key(|package| {
        (
            members
                .iter()
                .position(|member| member == package)
                .unwrap_or(usize::MAX),
            package.clone(),
        )
    });
    Ok(found)
}

/// The workspace's manifest with these packages as its only members. Every other byte stays, except for
/// shared dependencies on packages that are left out.
pub fn restrict(text: &str, packages: &[String]) -> Result<String> {
    let path = Path::new("Cargo.toml");
    let manifest = parse(text, path)?;
    let mut edits = Vec::new();
    for key in ["members", "default-members"] {
        if let Some(list) =
            table(&manifest, &["workspace"]).and_then(|workspace| workspace.get(key))
        {
            let kept = packages
                .iter()
                .filter(|package| key == "members" || strings(&manifest, key).contains(package));
            let names: Vec<String> = kept.map(|package| format!("\"{package}\"")).collect();
            edits.push((list.span(), format!("[{}]", names.join(", "))));
        }
    }
    let left_out = |value: &DeValue<'_>| {
        path_of(value).is_some_and(|path| {
            !packages
                .iter()
                .any(|package| Path::new(package) == clean(Path::new(path)))
        })
    };
    for (name, value) in table(&manifest, &["workspace", "dependencies"])
        .into_iter()
        .flatten()
    {
        if left_out(value.get_ref()) {
            edits.push((
                whole_lines(text, name.span().start..value.span().end),
                String::new(),
            ));
        }
    }
    let result = replace(text, edits);
    let restricted = parse(&result, path)?;
    match table(&restricted, &["workspace", "dependencies"])
        .into_iter()
        .flatten()
        .find(|(_, value)| left_out(value.get_ref()))
    {
        None => Ok(result),
        Some((name, _)) => Err(Error::Failed(format!(
            "Cargo.toml: write the dependency `{0}` in one line, `{0} = {{ path = \"...\" }}`: it is left out of the hand-out.",
            name.get_ref()
        ))),
    }
}

/// The name of a package.
pub fn package_name(folder: &Path) -> Result<String> {
    let path = folder.join("Cargo.toml");
    let text = read(&path)?;
    let manifest = parse(&text, &path)?;
    let name = table(&manifest, &["package"])
        .and_then(|package| entry(package, "name"))
        .and_then(string);
    name.map(str::to_owned)
        .ok_or_else(|| Error::Failed(format!("{} names no package.", path.display())))
}

/// Every dependency of a package: all kinds, all targets.
fn dependencies<'a>(manifest: &'a DeTable<'a>) -> Vec<(&'a str, &'a DeValue<'a>)> {
    let targets = table(manifest, &["target"]).into_iter().flatten();
    let tables = targets
        .filter_map(|(_, target)| as_table(target.get_ref()))
        .chain([manifest]);
    tables
        .flat_map(|table| {
            ["dependencies", "dev-dependencies", "build-dependencies"]
                .map(|kind| entry(table, kind))
        })
        .filter_map(|kind| as_table(kind?))
        .flatten()
        .map(|(name, value)| (name.get_ref().as_ref(), value.get_ref()))
        .collect()
}

fn parse<'a>(text: &'a str, path: &Path) -> Result<DeTable<'a>> {
    DeTable::parse(text)
        .map(|manifest| manifest.into_inner())
        .map_err(|error| Error::Failed(format!("{} is not valid TOML: {error}", path.display())))
}

fn as_table<'a>(value: &'a DeValue<'a>) -> Option<&'a DeTable<'a>> {
    match value {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn string<'a>(value: &'a DeValue<'a>) -> Option<&'a str> {
    match value {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

fn entry<'a>(table: &'a DeTable<'a>, key: &str) -> Option<&'a DeValue<'a>> {
    table.get(key).map(|value| value.get_ref())
}

fn get<'a>(value: &'a DeValue<'a>, key: &str) -> Option<&'a DeValue<'a>> {
    entry(as_table(value)?, key)
}

fn path_of<'a>(dependency: &'a DeValue<'a>) -> Option<&'a str> {
    string(get(dependency, "path")?)
}

fn table<'a>(manifest: &'a DeTable<'a>, path: &[&str]) -> Option<&'a DeTable<'a>> {
    path.iter()
        .try_fold(manifest, |table, key| as_table(entry(table, key)?))
}

fn strings(manifest: &DeTable<'_>, key: &str) -> Vec<String> {
    match table(manifest, &["workspace"]).and_then(|workspace| entry(workspace, key)) {
        Some(DeValue::Array(items)) => items
            .iter()
            .filter_map(|item| string(item.get_ref()))
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// Resolves `.` and `..` by name alone.
fn clean(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(result.pop()),
            Component::CurDir => {}
            other => result.push(other),
        }
    }
    result
}

fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |length| range.end + length + 1);
    start..end
}
