//! What is taken of a submission: the bodies of tagged functions, and nothing else.

use crate::grading::{Finding, Written};
use std::collections::BTreeMap;
/// What was taken of one submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// By exercise.
    pub written: BTreeMap<String, Written>,
    /// What is not graded.
    pub findings: Vec<Finding>,
    /// SHA-256.
    pub digest: String,
}

/// stub
pub fn take(
    path: &std::path::Path,
    catalogue: &crate::catalogue::Catalogue,
    _: &std::path::Path,
) -> common::error::Result<Submission> {
    let mut written = BTreeMap::new();
    for e in &catalogue.entries {
        let file = path.join(&e.exercise.file);
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        for x in crate::exercises::find(&text, &e.exercise.file, &mut Vec::new()) {
            let line = text[..x.body.start].matches('\n').count() + 1;
            written.insert(
                x.id.clone(),
                Written {
                    id: x.id,
                    body: x.text,
                    place: crate::grading::Place { file: x.file, line },
                    faults: vec![],
                },
            );
        }
    }
    Ok(Submission {
        written,
        findings: vec![],
        digest: "d".into(),
    })
}
