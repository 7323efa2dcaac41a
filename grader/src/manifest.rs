//! The hand-out's manifest: the workspace's, restricted to the packages that students get.
//!
//! Edited by byte ranges, because `toml_edit` turns on features of crates that Burn stands on (decision 5).

use std::collections::BTreeMap;

use common::error::{Error, Result};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::splice::{line_of, replace};
use crate::workspace::LABS;

#[derive(Deserialize)]
struct Manifest {
    workspace: Shared,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Shared {
    members: Spanned<Vec<String>>,
    default_members: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    dependencies: BTreeMap<Spanned<String>, Spanned<Value>>,
}

/// The workspace's manifest with these packages as its only members. Every other byte stays, except for
/// shared dependencies on packages that are left out. The labs are no default member: `cargo test` would
/// compile a server, and link it anew after every change of an exercise.
pub fn restrict(text: &str, packages: &[String]) -> Result<String> {
    let failed = |fault: String| Error::Failed(format!("Cargo.toml: {fault}"));
    let manifest: Manifest = toml::from_str(text).map_err(|error| failed(error.to_string()))?;
    let shared = manifest.workspace;
    let mut edits = Vec::new();
    let lists = [(Some(shared.members), ""), (shared.default_members, LABS)];
    for (list, left_out) in lists {
        let Some(list) = list else { continue };
        let members = list.get_ref().iter().filter(|member| *member != left_out);
        let kept: Vec<_> = members.filter(|member| packages.contains(member)).collect();
        edits.push((list.span(), format!("{kept:?}")));
    }
    for (name, value) in shared.dependencies {
        let path = value.get_ref().get("path").and_then(Value::as_str);
        if path.is_none_or(|path| packages.iter().any(|package| package == path)) {
            continue;
        }
        let line = line_of(text, name.span().start, value.span().end);
        let name = name.get_ref();
        if !text[value.span()].starts_with('{') {
            return Err(failed(format!(
                "write the dependency `{name}` in one line, `{name} = {{ path = \"...\" }}`: it is left out of the hand-out."
            )));
        }
        edits.push((line, String::new()));
    }
    Ok(replace(text, edits))
}
