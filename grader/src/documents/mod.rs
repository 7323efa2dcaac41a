//! What is written of results: for staff, for students, for other platforms.
//!
//! Every document is a pure function of [`Graded`](crate::grading::Graded) values and the roster: the same
//! input gives the same bytes. What students' code says is hostile: `clean` takes control characters
//! out and cuts it, and each format escapes the rest in its own way.
//!
//! | file | for whom |
//! |---|---|
//! | `reports/<id>.md`, `.html` | the student: points, and for each item that is not whole why |
//! | `marking/<id>.html`, `marking.csv` | those who mark figures and answers |
//! | `staff.md`, `.html` | what to look at before marks are published |
//! | `grades.csv`, `items.csv` | tables of students and of their items |
//! | `summary.html` | the class: totals, difficulty and discrimination of each item |

mod analysis;
mod class;
mod clean;
mod csv_text;
pub mod difference;
mod explain;
pub mod export;
mod html;
pub mod marking;
pub mod marks;
pub mod replay;
mod score;
pub mod staff;
pub mod student;
pub mod summary;
pub mod tables;
mod tensor;
pub mod terminal;
mod text;

use std::path::Path;

use common::error::Result;
use common::files;

pub use class::Class;
use marking::Answers;
use marks::Sheet;

/// Whether staff must look at a result before marks are published.
pub fn needs_attention(graded: &crate::grading::Graded) -> bool {
    !score::attention(graded).is_empty()
}

/// Writes every document of a class into a folder, each file whole or not at all, `grades.csv` last. A file
/// that holds these bytes already is left alone, and so is what people filled into `marking.csv`.
///
/// The answers to figures and questions are not shown beside the tasks: [`write_class_with`] does.
///
/// # Errors
/// [`Error::Failed`](common::error::Error::Failed) if roster, results and catalogue do not fit together or
/// `marking.csv` cannot be read, before anything is written; [`Error::Io`](common::error::Error::Io) with
/// the path.
pub fn write_class(folder: &Path, class: &Class<'_>) -> Result<()> {
    write_class_with(folder, class, &Answers::new())
}

/// [`write_class`], with what students answered on the pages for those who mark.
///
/// # Errors
/// Those of [`write_class`].
pub fn write_class_with(folder: &Path, class: &Class<'_>, answers: &Answers) -> Result<()> {
    class.check()?;
    let sheet = Sheet::read(&folder.join(marks::FILE))?;
    let sheet = marking::extended(class, sheet.as_ref())?;
    let (grades, items) = (tables::grades(class)?, tables::items(class)?);
    let write = |name: &str, bytes: &[u8]| write_changed(&folder.join(name), bytes);
    for name in ["reports", "marking"] {
        files::create_folder(&folder.join(name))?;
    }
    for (name, graded) in class.students() {
        let file = text::file_name(&graded.student);
        let markdown = student::markdown(graded, name);
        write(&format!("reports/{file}.md"), markdown.as_bytes())?;
        let page = student::page(graded, name);
        write(&format!("reports/{file}.html"), page.as_bytes())?;
        if marking::by_hand(graded).next().is_some() {
            let page = marking::page(class, graded, answers);
            write(&format!("marking/{file}.html"), page.as_bytes())?;
        }
    }
    if let Some(sheet) = sheet {
        write(marks::FILE, &sheet)?;
    }
    write("staff.md", staff::markdown(class).as_bytes())?;
    write("staff.html", staff::page(class).as_bytes())?;
    write("summary.html", summary::page(class).as_bytes())?;
    write("items.csv", items.as_bytes())?;
    write("grades.csv", grades.as_bytes())
}

/// Writes a file, unless it holds these bytes already.
fn write_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    match std::fs::read(path) {
        Ok(old) if old == bytes => Ok(()),
        _ => files::write_atomic(path, bytes),
    }
}
