//! The columns of a table: which one is the label, and which are no measurements.

use super::cells;
use super::file::{listed, shown};
use csv::StringRecord;

/// The names that mark the label column, in any case; the clearest first.
pub(super) const LABELS: [&str; 4] = ["label", "class", "target", "y"];

/// Names of columns that count or identify the rows, in lower case.
const IDENTIFIERS: &[&str] = &[
    "",
    "#",
    "id",
    "index",
    "idx",
    "key",
    "n",
    "no",
    "no.",
    "nr",
    "nr.",
    "number",
    "obs",
    "record",
    "row",
    "rowid",
    "rownames",
    "row names",
    "row number",
    "row_number",
    "s.no",
    "s.no.",
    "sl no",
    "sno",
    "sr no",
    "serial",
    "serial no",
    "serial number",
    "序号",
    "编号",
    "行号",
    "序號",
];

/// The names of the columns, without the nameless ones at the end, and without the sign of a comment
/// before the first.
pub(super) fn names(header: &StringRecord) -> Vec<String> {
    let mut names: Vec<String> = header.iter().map(Into::into).collect();
    while names.len() > 1 && names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    if let Some(first) = names.first_mut()
        && let Some(name) = first.strip_prefix(['#', '%'])
        && !name.trim().is_empty()
    {
        *first = name.trim().into();
    }
    names
}

/// A column's name for the user.
pub(super) fn title(names: &[String], column: usize) -> String {
    match names[column].as_str() {
        "" => format!("column {} (without a name)", column + 1),
        name => format!("column '{}'", shown(name)),
    }
}

/// The label column: the one that the user names, or the one with the clearest name.
///
/// # Errors
/// In words, with a repair.
pub(super) fn find_label(names: &[String], wanted: Option<&str>) -> Result<usize, String> {
    let all = || listed(names.iter().map(String::as_str));
    let named = |name: &str| -> Vec<usize> {
        let places = |same: &dyn Fn(&str) -> bool| {
            let places = (0..names.len()).filter(|&at| same(&names[at]));
            places.collect::<Vec<_>>()
        };
        match places(&|other| other == name) {
            // Names that differ by case alone are told apart where they are written so.
            exact if wanted.is_some() && !exact.is_empty() => exact,
            _ => places(&|other| other.to_lowercase() == name.to_lowercase()),
        }
    };
    let columns = match wanted {
        Some(wanted) => named(wanted.trim()),
        None => {
            let named = LABELS.iter().map(|label| named(label));
            named
                .into_iter()
                .find(|columns| !columns.is_empty())
                .unwrap_or_default()
        }
    };
    match columns[..] {
        [column] if names.len() > 1 => Ok(column),
        [_] => Err("there is no column besides the label.\nAdd columns of numbers.".into()),
        [] if names.is_empty() => Err("the file is empty.\nWrite a header and rows.".into()),
        [] => Err(match (wanted, names) {
            (Some(wanted), _) => format!(
                "there is no column '{wanted}' for --label; the columns are: {}.\nName one of them.",
                all()
            ),
            (None, [line]) if let Some(seems) = other_separator(line) => {
                format!("'{}' is one cell: {seems}.", shown(line))
            }
            (None, _) if let Some(value) = names.iter().find(|it| cells::number(it).is_ok()) => {
                format!(
                    "the first line should name the columns, but holds the number {value}: {}.\n\
                     Put a line of names above it, such as x1,x2,label.",
                    all()
                )
            }
            (None, _) => format!(
                "no column holds the label; the columns are: {}.\nName the one that does 'label', \
                 'class', 'target' or 'y', or choose it with --label NAME.",
                all()
            ),
        }),
        [first, second, ..] => Err(format!(
            "both '{}' and '{}' could be the label.\nRename or delete one of them.",
            names[first], names[second]
        )),
    }
}

/// The columns that could be the label as well, by their names.
pub(super) fn other_labels(names: &[String], label: usize) -> Vec<usize> {
    let could_be = |at: &usize| {
        LABELS
            .iter()
            .any(|label| names[*at].eq_ignore_ascii_case(label))
    };
    (0..names.len())
        .filter(|at| *at != label)
        .filter(could_be)
        .collect()
}

/// Whether a column's name says that it counts or identifies the rows.
pub(super) fn identifies(name: &str) -> bool {
    let lower = name.to_lowercase();
    IDENTIFIERS.contains(&lower.as_str())
        || lower.starts_with("unnamed:")
        || ["_id", " id", "-id"].iter().any(|end| lower.ends_with(end))
        // `PassengerId`, but neither `Valid` nor `GRID`.
        || ["Id", "ID"].iter().any(|end| {
            let before = name.strip_suffix(end);
            before.is_some_and(|before| before.ends_with(char::is_lowercase))
        })
}

/// Whether all values are whole numbers, and no two alike.
pub(super) fn are_distinct_numbers(values: impl Iterator<Item = f64>) -> bool {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.iter().all(|value| value.fract() == 0.0) && values.windows(2).all(|two| two[0] < two[1])
}

/// Whether the values are 0, 1, 2, … or 1, 2, 3, … in this order.
pub(super) fn count_rows(mut values: impl Iterator<Item = f64>) -> bool {
    // Few rows do so by chance.
    const LEAST: usize = 20;
    let first = values.next().unwrap_or(f64::NAN);
    let mut rows = 1;
    let all = values.all(|value| {
        rows += 1;
        value == first + (rows - 1) as f64
    });
    all && rows >= LEAST && (first == 0.0 || first == 1.0)
}

/// What else seems to separate the cells of a line that is one cell.
fn other_separator(line: &str) -> Option<&'static str> {
    let seems = |sign: char| line.contains(sign);
    match line {
        _ if seems('，') || seems('；') || seems('、') => {
            Some("the cells seem to be separated by full-width commas; separate them by ','")
        }
        _ if seems(' ') => {
            Some("the cells seem to be separated by spaces; separate them by commas")
        }
        _ if seems(':') => Some("the cells seem to be separated by ':'; separate them by commas"),
        _ => None,
    }
}
