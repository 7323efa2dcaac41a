//! What a student wrote outside of bodies: it compiles here, and is not graded.

use std::path::Path;

use crate::book::{Book, File, digest};
use crate::handout::Sources;
use crate::pieces::Piece;
use crate::source::{self, Source};

/// What is not graded in the files with exercises and beside them, with file and line.
pub fn find(book: &Book, sources: &Sources, root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in &book.files {
        if let Some(Ok(own)) = sources.get(&file.path) {
            found.extend(in_file(file, own));
        }
    }
    for (path, expected) in &book.others {
        let fault = match std::fs::read(root.join(path)) {
            Ok(bytes) if expected.is_empty() || digest(&bytes) == *expected => continue,
            Ok(_) => "was changed; it is graded as it was handed out",
            Err(_) => "is missing; take it from the hand-out again",
        };
        found.push(format!("{path}: this file {fault}"));
    }
    found
}

fn in_file(file: &File, own: &Source) -> Vec<String> {
    let path = &file.path;
    let Ok(original) = source::read(&file.text) else {
        return Vec::new();
    };
    let mut before: Vec<&Piece> = original.pieces.iter().collect();
    let mut now: Vec<&Piece> = own.pieces.iter().collect();
    now.retain(|piece| {
        let same = |other: &&Piece| (&other.name, &other.tokens) == (&piece.name, &piece.tokens);
        let found = before.iter().position(same);
        found.map(|place| before.remove(place)).is_none()
    });
    let mut found = Vec::new();
    for piece in now {
        let (name, line) = (&piece.name, piece.line);
        let words = match before.iter().position(|other| other.name == piece.name) {
            Some(place) => {
                let signature = before.remove(place).signature.clone();
                let signature = signature.map_or(String::new(), |text| format!(" (`{text}`)"));
                format!("{name} is not as it was handed out: put it back{signature}")
            }
            None => format!("{name} was added: write it inside the body that needs it"),
        };
        found.push(format!("{path}:{line}: {words}"));
    }
    found.extend(before.iter().map(|piece| {
        let Piece { name, line, .. } = piece;
        format!("{path}: {name} is missing, which stood in line {line}: put it back")
    }));
    let ids = own.bodies.iter().map(|body| &body.id).collect::<Vec<_>>();
    let lost = original
        .bodies
        .iter()
        .filter(|body| !ids.contains(&&body.id));
    found.extend(lost.map(|body| {
        let id = &body.id;
        format!(
            "{path}: no function has the line `**Exercise {id}** …` above it any more: put it back"
        )
    }));
    found
}
