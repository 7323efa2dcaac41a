//! `reset`: puts back what was handed out, and keeps what the student wrote.

use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::console::{print, progress};
use crate::error::{Error, Result};
use crate::handout::Handout;
use crate::source;

/// What to put back.
#[derive(Debug, Clone, clap::Args)]
pub struct Reset {
    /// The exercise, such as a1.linear.forward, or a part of its name
    id: String,
    /// Do not ask first
    #[arg(long, short)]
    yes: bool,
    /// Put the exercise's whole file back, with all that stands in it
    #[arg(long)]
    file: bool,
}

impl Reset {
    /// Carries it out.
    pub fn run(&self, handout: &Handout) -> Result<()> {
        let exercise = handout.one(&self.id)?;
        let (id, name) = (&exercise.id, &exercise.file);
        let path = handout.root.join(name);
        let original = handout.book.file(name).map_or("", |file| &file.text);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(_) if self.file => String::new(),
            Err(error) => return Err(Error::io("read", &path)(error)),
        };
        let newline = ["\n", "\r\n"][usize::from(text.contains("\r\n"))];
        let (kept, changed, what) = match self.file {
            true => (text.clone(), original.to_owned(), name.clone()),
            false => {
                let (kept, changed) = exchange(id, name, &text, original)?;
                (kept, changed, format!("the body of {id}"))
            }
        };
        let changed = changed.replace("\r\n", "\n").replace('\n', newline);
        if changed == text {
            print(&format!(
                "{what} is as it was handed out: there is nothing to put back"
            ));
            return Ok(());
        }
        if !self.yes && !asked(&format!("Put {what} back as it was handed out? [y/N]"))? {
            print("nothing was changed");
            return Ok(());
        }
        let place = keep(&handout.root, id, &kept)?;
        fs::write(&path, changed).map_err(Error::io("write", &path))?;
        let place = place.display();
        print(&format!(
            "{what} is as it was handed out; what you had written is kept in {place}"
        ));
        Ok(())
    }
}

/// The student's body, and the file with the one that was handed out.
fn exchange(id: &str, name: &str, text: &str, original: &str) -> Result<(String, String)> {
    let whole =
        format!("`cargo workbook reset --file {id}` puts the whole file back and keeps yours");
    let read = source::read(text).map_err(|fault| {
        let (line, message) = (fault.line, fault.message);
        Error::Failed(format!(
            "{name}:{line}: this is no Rust: {message}\nMend it, or: {whole}."
        ))
    })?;
    let own = read.bodies.into_iter().find(|body| body.id == id);
    let handed_out = source::read(original).ok();
    let handed_out =
        handed_out.and_then(|source| source.bodies.into_iter().find(|body| body.id == id));
    let (Some(own), Some(handed_out)) = (own, handed_out) else {
        return Err(Error::Failed(format!(
            "{name}: no function has the line `**Exercise {id}** …` above it any more.\nPut the line back, or: {whole}."
        )));
    };
    let mut changed = text.to_owned();
    changed.replace_range(own.range, &handed_out.text);
    Ok((own.text, changed))
}

/// Asks, and takes everything but yes for a no.
fn asked(question: &str) -> Result<bool> {
    progress(question);
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(Error::io("read the answer from", Path::new("the terminal")))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Writes what is put away into a file of its own.
fn keep(root: &Path, id: &str, text: &str) -> Result<PathBuf> {
    let inside = Path::new("target").join("workbook-kept");
    let folder = root.join(&inside);
    fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
    let names = (1..).map(|number: u32| format!("{id}-{number}.rs"));
    let mut free = names.filter(|name| !folder.join(name).exists());
    let name = free.next().unwrap_or_default();
    let path = folder.join(&name);
    fs::write(&path, text).map_err(Error::io("write", &path))?;
    Ok(inside.join(name))
}
