//! `data check FILE.csv`: what a program sees in a table, before anything is trained.

use crate::console;
use crate::data::{Table, open_csv};
use crate::error::Result;
use std::path::Path;

/// How many features or classes are shown.
const MOST: usize = 20;

pub(super) fn check(path: &Path, label: Option<&str>) -> Result<()> {
    let table = open_csv(path, label)?;
    console::print(format_args!("{}: {}", path.display(), described(&table)))
}

/// Numbers of rows, features and classes, a line for each of them, and what there is to say.
fn described(table: &Table) -> String {
    let (rows, width) = (table.labels.len(), table.names.len());
    let mut lines = vec![format!(
        "{rows} rows, features: {width}, classes: {}",
        table.classes.len()
    )];
    let features = table.names.iter().enumerate().map(|(column, name)| {
        let values = || table.values.iter().skip(column).step_by(width);
        let least = values().copied().fold(f64::INFINITY, f64::min);
        let most = values().copied().fold(f64::NEG_INFINITY, f64::max);
        match least == most {
            true => format!("  feature  {name:<24} always {least}, which tells nothing"),
            false => format!("  feature  {name:<24} {least} to {most}"),
        }
    });
    let classes = table.classes.iter().enumerate().map(|(class, name)| {
        let rows = table.labels.iter().filter(|label| **label == class);
        format!("  class    {name:<24} {} rows", rows.count())
    });
    add(&mut lines, features);
    add(&mut lines, classes);
    lines.extend(table.remarks.iter().map(|remark| format!("note: {remark}")));
    lines.join("\n")
}

fn add(lines: &mut Vec<String>, more: impl ExactSizeIterator<Item = String>) {
    let left = more.len().saturating_sub(MOST);
    lines.extend(more.take(MOST));
    if left > 0 {
        lines.push(format!("  … and {left} more"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::read_csv;

    #[test]
    fn a_table_is_described() {
        let names: Vec<String> = (0..30).map(|number| format!("x{number}")).collect();
        let row = |value: u8, class| format!("7;{}{class}\n", format!("{value};").repeat(29));
        let rows = [row(1, "a"), row(2, "b"), row(3, "a"), row(4, "b")].concat();
        let text = format!("{};label\n{rows}", names.join(";"));
        let table = read_csv(text.as_bytes(), "t.csv", None).unwrap();
        let lines = described(&table);
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(lines[0], "4 rows, features: 30, classes: 2");
        assert!(lines[1].contains("x0 ") && lines[1].contains("always 7"));
        assert!(lines[2].contains("x1 ") && lines[2].ends_with("1 to 4"));
        assert_eq!(lines[21], "  … and 10 more");
        assert!(lines[22].contains("class    a ") && lines[22].ends_with("2 rows"));
        assert_eq!(
            lines[24],
            "note: t.csv: its cells are separated by semicolons"
        );
    }
}
