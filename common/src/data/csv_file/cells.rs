//! One cell: a number, nothing, or something that was meant otherwise.

use super::file::shown;

/// How tables say that a value is missing, in lower case; an empty cell says so too.
const MISSING: [&str; 14] = [
    "?", "na", "n/a", "nan", "null", "none", "nil", "<na>", "#n/a", "#na", "missing", "#value!",
    "#div/0!", "#ref!",
];

/// Whether a cell says that there is no value.
pub(super) fn is_missing(cell: &str) -> bool {
    cell.is_empty() || MISSING.contains(&cell.to_ascii_lowercase().as_str())
}

/// The same of a cell with a number, for which a dash or dots may stand as well.
pub(super) fn is_missing_number(cell: &str) -> bool {
    is_missing(cell) || matches!(cell, "-" | "--" | "–" | "—" | "." | ".." | "...")
}

/// A number that single precision can hold.
///
/// # Errors
/// What is wrong with it, and what to do.
pub(super) fn number(cell: &str) -> Result<f64, String> {
    let named = shown(cell);
    match cell.parse::<f64>() {
        Ok(0.0) if has_other_digits_than_0(cell) => Err(format!(
            "'{named}' is too near to 0 to be told from it (below 5e-324).\n\
             Give the column a smaller unit."
        )),
        // Tensors are in single precision unless a program asks for more.
        Ok(value) if (value as f32).is_finite() => Ok(value),
        Ok(_) => Err(format!(
            "'{named}' is not a finite number (up to 3.4e38).\nReplace it or delete the row."
        )),
        Err(_) => Err(format!("'{named}' is not a number.\n{}", meant(cell))),
    }
}

fn has_other_digits_than_0(cell: &str) -> bool {
    let digits = cell.split(['e', 'E']).next().unwrap_or_default();
    digits.contains(|c: char| matches!(c, '1'..='9'))
}

/// What to do about a cell that is nearly a number, or none.
fn meant(cell: &str) -> &'static str {
    let is_number = |text: &str| text.trim().parse::<f64>().is_ok();
    let ascii: String = cell.chars().map(narrow).collect();
    if is_number(&cell.replacen(',', ".", 1)) {
        return "This is a decimal comma, or one between thousands: write 1.5 and 1500.";
    }
    if is_number(&cell.replace([',', ' ', '\'', '_', '\u{a0}', '\u{202f}'], "")) {
        return "Write numbers without signs between the thousands: 1500.";
    }
    if is_number(&ascii) {
        return "It is written in other signs than 0-9, point and hyphen; write numbers like -1.5.";
    }
    let unit = cell.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-'));
    if is_number(unit.trim_end_matches(|c: char| !c.is_ascii_digit())) {
        return "Write the number alone, and its unit into the name of the column.";
    }
    "Write numbers like 1.5, encode text as numbers, or delete the column."
}

/// Signs that look like those of ASCII, from Chinese and Japanese keyboards or a word processor.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}'..='\u{2013}' => '-',
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_number_is_recognised() {
        for (cell, word) in [
            ("1,5", "decimal comma"),
            ("-0,677", "decimal comma"),
            ("1,234,567.5", "thousands"),
            ("1 500", "thousands"),
            ("１２", "0-9"),
            ("\u{2212}5", "hyphen"),
            ("12%", "the number alone"),
            ("$3.5", "the number alone"),
            ("5 cm", "the number alone"),
            ("red", "encode text"),
            ("P001", "encode text"),
            ("1e39", "finite"),
            ("1e-400", "too near to 0"),
        ] {
            let error = number(cell).unwrap_err();
            assert!(error.contains(word), "{cell}: {error}");
        }
        for (cell, value) in [
            ("0e-400", 0.0),
            ("-0.0", 0.0),
            ("+1", 1.0),
            ("1e-320", 1e-320),
        ] {
            assert_eq!(number(cell).unwrap(), value, "{cell}");
        }
    }

    #[test]
    fn a_dash_is_a_class_but_no_number() {
        assert!(is_missing_number("-") && !is_missing("-"));
        assert!(
            ["", "NaN", "NA", "Null", "?", "#N/A"]
                .iter()
                .all(|cell| is_missing(cell))
        );
        assert!(!is_missing("no"));
    }
}
