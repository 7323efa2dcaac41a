//! `pack`: the archive that is handed in.

use std::fs;

use crate::console::{count, print, table};
use crate::error::{Error, Result};
use crate::handout::{Handout, Sources};
use crate::state::Standing;
use crate::{archive, gather, outside};

/// What to pack.
#[derive(Debug, Clone, clap::Args)]
pub struct Pack {
    /// Your student number; it is remembered
    #[arg(long, value_parser = number)]
    number: Option<String>,
}

fn number(text: &str) -> Result<String, String> {
    let digits = (4..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match digits {
        true => Ok(text.to_owned()),
        false => Err("a student number has 4 to 12 digits, such as 12110001".into()),
    }
}

impl Pack {
    /// Writes the archive and says what is in it.
    pub fn run(&self, handout: &mut Handout) -> Result<()> {
        let remembered = handout.state.number.clone();
        let remembered = remembered.filter(|text| number(text).is_ok());
        let number = self.number.clone().or(remembered);
        let number = number.ok_or_else(|| {
            Error::Usage(
                "say your student number once: `cargo workbook pack --number 12110001`.".into(),
            )
        })?;
        handout.state.number = Some(number.clone());
        handout.state.write(&handout.root)?;
        let mut warnings = Vec::new();
        let files = gather::files(handout, &mut warnings)?;
        let path = archive::free_name(
            &handout.root,
            &format!("{number}_{}", handout.book.assignment),
        );
        archive::write(&path, &files)?;

        let sources = handout.sources();
        warnings.splice(0..0, unready(handout, &sources));
        let rows = files.iter();
        let rows: Vec<_> = rows
            .map(|(name, bytes)| [name.clone(), format!("{} bytes", bytes.len())])
            .collect();
        let size = fs::metadata(&path).map_err(Error::io("read", &path))?.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        print(&format!(
            "{}\n\n{}{name}: {}, {size} bytes\n{}",
            table(&rows),
            warned(&warnings),
            count(files.len(), "file"),
            stand(handout, &sources)
        ));
        Ok(())
    }
}

/// What a student should know before it is handed in.
fn unready(handout: &Handout, sources: &Sources) -> Vec<String> {
    let graded = handout
        .book
        .exercises
        .iter()
        .filter(|it| it.points.is_some());
    let empty = graded.filter(|exercise| {
        let standing = handout.standing(exercise, sources);
        matches!(standing, Standing::NotWritten | Standing::Missing)
    });
    let empty: Vec<&str> = empty.map(|exercise| exercise.id.as_str()).collect();
    let mut found = Vec::new();
    if !empty.is_empty() {
        let ids = empty.join(", ");
        found.push(format!("not written ({}): {ids}", empty.len()));
    }
    let unreadable = sources.values().filter_map(|source| source.as_ref().err());
    found.extend(unreadable.cloned());
    let outside = outside::find(&handout.book, sources, &handout.root);
    found.extend(
        outside
            .into_iter()
            .map(|line| format!("not graded: {line}")),
    );
    found.extend(
        added(handout)
            .into_iter()
            .map(|path| format!("not taken: {path}")),
    );
    found
}

/// Files in the assignment's folder that were not handed out.
fn added(handout: &Handout) -> Vec<String> {
    let (root, book) = (&handout.root, &handout.book);
    let mut found = Vec::new();
    let mut open = vec![root.join(&book.assignment)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                if entry.file_name() != "target" && entry.file_name() != "runs" {
                    open.push(path);
                }
            } else if book.file(&name).is_none() && !book.others.contains_key(&name) {
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

fn warned(warnings: &[String]) -> String {
    match warnings.is_empty() {
        true => String::new(),
        false => format!(
            "look at this before you hand it in:\n  - {}\n\n",
            warnings.join("\n  - ")
        ),
    }
}

/// How many exercises are written and how many pass.
fn stand(handout: &Handout, sources: &Sources) -> String {
    let standings = handout
        .book
        .exercises
        .iter()
        .filter(|it| it.points.is_some());
    let standings: Vec<Standing> = standings.map(|it| handout.standing(it, sources)).collect();
    let count =
        |wanted: &dyn Fn(&Standing) -> bool| standings.iter().filter(|it| wanted(it)).count();
    let written = count(&|it| !matches!(it, Standing::NotWritten | Standing::Missing));
    let passing = count(&|it| *it == Standing::Passes);
    let old = count(&|it| matches!(it, Standing::Written | Standing::Changed));
    let all = standings.len();
    let old = match old {
        0 => String::new(),
        _ => format!("; {old} not checked since they were changed: `cargo workbook check`"),
    };
    format!(
        "{written} of {all} graded exercises written, {passing} passed their public tests in the last check{old}"
    )
}
