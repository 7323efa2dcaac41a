//! The one place that prints: results to the standard output, progress and errors beside it.

use std::io::{self, Write};

/// Prints a result with a line break. A reader that has gone away is no error.
pub fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "{text}").and_then(|()| output.flush());
}

/// Says what is being done, or what went wrong.
pub fn progress(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Rows under one another, columns two spaces apart.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = width(column).unwrap_or_default();
            format!("{cell:width$}  ")
        });
        cells.collect::<String>().trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `1 test`, `2 tests`.
pub fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

/// Every line behind four spaces.
pub fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("    {line}"));
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}
