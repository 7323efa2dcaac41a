//! The hand-out's manifest: the workspace's, restricted to the packages that students get.
//!
//! Edited by byte ranges, because `toml_edit` turns on features of crates that Burn stands on (decision 5).

use std::collections::BTreeMap;

use common::error::{Error, Result};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::splice::replace;

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
/// shared dependencies on packages that are left out.
pub fn restrict(text: &str, packages: &[String]) -> Result<String> {
    let failed = |fault: String| Error::Failed(format!("Cargo.toml: {fault}"));
    let manifest: Manifest = toml::from_str(text).map_err(|error| failed(error.to_string()))?;
    let shared = manifest.workspace;
    let mut edits = Vec::new();
    let lists = [Some(shared.members), shared.default_members];
    for list in lists.into_iter().flatten() {
        let members = list.get_ref().iter();
        let kept: Vec<_> = members.filter(|member| packages.contains(member)).collect();
        edits.push((list.span(), format!("{kept:?}")));
    }
    for (name, value) in shared.dependencies {
        let path = value.get_ref().get("path").and_then(Value::as_str);
        if path.is_none_or(|path| packages.iter().any(|package| package == path)) {
            continue;
        }
        let (start, end) = (name.span().start, value.span().end);
        let name = name.get_ref();
        if !text[value.span()].starts_with('{') {
            return Err(failed(format!(
                "write the dependency `{name}` in one line, `{name} = {{ path = \"...\" }}`: it is left out of the hand-out."
            )));
        }
        let start = text[..start].rfind('\n').map_or(0, |before| before + 1);
        let end = text[end..]
            .find('\n')
            .map_or(text.len(), |rest| end + rest + 1);
        edits.push((start..end, String::new()));
    }
    Ok(replace(text, edits))
}
