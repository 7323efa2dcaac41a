//! All files that are made of the rows.

use super::rows::{self, Book};
use super::{excerpt, page};
use common::error::{Error, Result};
use common::files;
use common::results::Results;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The files and what they should say: what was measured, the page, the README.
pub fn all(root: &Path, books: &[Book]) -> Result<Vec<(PathBuf, String)>> {
    let mut documents = Vec::new();
    for book in books {
        let file = root
            .join(book.assignment.name)
            .join("results.measured.toml");
        documents.push((file, measured(&book.results)?));
    }
    documents.push((root.join("docs/results.md"), page::of(books)?));
    let readme = root.join(excerpt::README);
    let excerpts = excerpt::all_anew(&rows::read_text(&readme)?, books)?;
    documents.push((readme, excerpts));
    Ok(documents)
}

/// Those that are not what they should be.
pub fn stale(root: &Path, books: &[Book]) -> Result<Vec<(PathBuf, String)>> {
    let mut documents = all(root, books)?;
    documents.retain(|(path, text)| rows::read_text(path).ok().as_ref() != Some(text));
    Ok(documents)
}

/// Writes the documents that have changed.
pub fn write(root: &Path, books: &[Book]) -> Result<()> {
    for (path, text) in stale(root, books)? {
        files::write_atomic(&path, text.as_bytes())?;
    }
    Ok(())
}

/// A `results.measured.toml`: a line for each metric, all digits.
fn measured(results: &Results) -> Result<String> {
    let failed = |error| Error::Failed(format!("results.measured.toml: {error}"));
    let mut text = String::from(
        "# Written by `cargo run -p bench -- results`: what came out for the rows of results.toml.\n",
    );
    for measurement in results.rows.iter().filter_map(|row| row.measured.as_ref()) {
        let mut table = toml::Table::try_from(measurement).map_err(failed)?;
        let metrics = table.remove("metrics");
        let _ = write!(text, "\n[[measured]]\n{table}\n[measured.metrics]\n");
        let metrics = metrics.as_ref().and_then(toml::Value::as_table);
        for (name, measure) in metrics.into_iter().flatten() {
            let _ = writeln!(text, "{name} = {measure}");
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignments::ASSIGNMENTS;
    use common::results::Measurements;

    #[test]
    fn what_is_stored_comes_back_and_is_written_the_same() {
        for assignment in ASSIGNMENTS {
            let [_, stored] = assignment.results;
            let results = assignment.results().unwrap();
            assert_eq!(measured(&results).unwrap(), stored, "{}", assignment.name);
        }
        let number = 0.1_f64 + 0.2;
        let metrics = format!(
            "a = {{ mean = {number:?}, standard_deviation = 1e-300, min = -3.0, max = 1e20, \
             median = 0.0, trainings = 19 }}\n"
        );
        let stored = format!(
            "[[measured]]\ncommand = \"mlp\"\nseeds = 20\nseconds = 0.5\n[measured.metrics]\n{metrics}"
        );
        let stored = Measurements::parse(&stored).unwrap();
        let row = "[[result]]\ncommand = \"mlp\"\nseeds = 20\n";
        let text = measured(&Results::parse(row, &stored).unwrap()).unwrap();
        assert_eq!(Measurements::parse(&text).unwrap(), stored, "{text}");
    }

    #[test]
    fn the_number_of_a_row_that_is_gone_goes_too() {
        let stored = Measurements::parse(ASSIGNMENTS[0].results[1]).unwrap();
        let row = "[[result]]\ncommand = \"mlp\"\nseeds = 20\n";
        let text = measured(&Results::parse(row, &stored).unwrap()).unwrap();
        assert_eq!(Measurements::parse(&text).unwrap().rows.len(), 1);
    }
}
