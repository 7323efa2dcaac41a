//! What a submission is compared with: the exercises' files and the other files of the hand-out.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use common::error::{Error, Result};
use toml::Table;

use super::scan::{self, Token};
use crate::catalogue::Catalogue;
use crate::{handout, labs, manifest, splice, students_page, workspace};

/// Files that cargo writes by itself.
const WRITTEN: [&str; 2] = ["Cargo.lock", "workbook.toml"];

/// One of our files with exercises.
#[derive(Debug)]
pub struct OurFile {
    /// Its text, with the solution's bodies.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its exercises and where their bodies stand.
    pub bodies: Vec<(String, Range<usize>)>,
}

/// The staff's workspace, as far as it is handed out.
pub struct Ours<'a> {
    /// The assignment.
    pub catalogue: &'a Catalogue,
    /// The files with exercises, by their paths in the workspace with slashes.
    pub files: BTreeMap<String, OurFile>,
    root: &'a Path,
}

impl<'a> Ours<'a> {
    /// Reads the exercises' files of an assignment.
    pub fn read(catalogue: &'a Catalogue, root: &'a Path) -> Result<Self> {
        let mut files: BTreeMap<String, OurFile> = BTreeMap::new();
        for entry in &catalogue.entries {
            let exercise = &entry.exercise;
            let name = slashed(&exercise.file);
            if !files.contains_key(&name) {
                let path = root.join(&exercise.file);
                let text = std::fs::read_to_string(&path).map_err(Error::io("read", &path))?;
                let tokens = scan::tokens(&text);
                let bodies = Vec::new();
                files.insert(
                    name.clone(),
                    OurFile {
                        text,
                        tokens,
                        bodies,
                    },
                );
            }
            if let Some(file) = files.get_mut(&name) {
                if file.text.get(exercise.body.clone()) != Some(exercise.text.as_str()) {
                    return Err(Error::Failed(format!(
                        "{name} was changed while the grader ran: start it again."
                    )));
                }
                file.bodies
                    .push((exercise.id.clone(), exercise.body.clone()));
            }
        }
        Ok(Self {
            catalogue,
            files,
            root,
        })
    }

    /// The file of an exercise, in the workspace.
    pub fn file_of(&self, id: &str) -> Option<String> {
        Some(slashed(&self.catalogue.entry(id)?.exercise.file))
    }

    /// Whether a file of the hand-out is as it was handed out; `None` where the hand-out has no such file.
    /// Line ends of another system are no change.
    pub fn is_unchanged(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        let assignment = &self.catalogue.assignment;
        let first = path.split('/').next().unwrap_or_default();
        let is_of_root = !path.contains('/')
            || [".cargo/config.toml"].contains(&path)
            || first.starts_with("LICENSE");
        let folders = [
            assignment.as_str(),
            "common",
            "datasets",
            "labs",
            "workbook",
        ];
        if WRITTEN.contains(&path) {
            return Some(true);
        }
        if !is_of_root && !folders.contains(&first) || Path::new(path) == self.catalogue.items.file
        {
            return None;
        }
        let ours = match path {
            "README.md" => self.page()?.into_bytes(),
            "Cargo.toml" => self.manifest(bytes)?.into_bytes(),
            _ => labs::restrict(Path::new(path), self.bytes(path)?, assignment).ok()?,
        };
        let same = |ours: &[u8]| plain(ours).eq(plain(bytes));
        // Students delete the attribute for unwritten bodies when they have written all of them.
        let with_attribute = || {
            let text = String::from_utf8(ours.clone()).ok()?;
            splice::allow_unused(&text).ok()
        };
        let is_library = Path::new(path) == workspace::library(assignment);
        Some(
            same(&ours) || is_library && with_attribute().is_some_and(|text| same(text.as_bytes())),
        )
    }

    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.root.join(path);
        path.is_file().then(|| std::fs::read(path).ok())?
    }

    fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.bytes(path)?).ok()
    }

    /// The hand-out's page.
    fn page(&self) -> Option<String> {
        let page = self.text(&format!(
            "{}/{}",
            self.catalogue.assignment,
            handout::STUDENTS_PAGE
        ))?;
        let with_workbook = self.root.join("workbook").is_dir();
        students_page::write_into(&page, self.catalogue, with_workbook).ok()
    }

    /// The hand-out's manifest, with the members that this one has: which packages there are changes nothing.
    fn manifest(&self, bytes: &[u8]) -> Option<String> {
        let table: Option<Table> = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| text.parse().ok());
        let members = table.as_ref().and_then(|table| {
            let members = table.get("workspace")?.get("members")?.as_array()?;
            let members = members.iter().filter_map(|member| member.as_str());
            Some(members.map(str::to_owned).collect::<Vec<_>>())
        });
        manifest::restrict(&self.text("Cargo.toml")?, &members.unwrap_or_default()).ok()
    }
}

/// Bytes without carriage returns.
fn plain(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().copied().filter(|byte| *byte != b'\r')
}

/// A path with slashes.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
