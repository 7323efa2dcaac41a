//! The measured part of a `results.toml`: lines that are replaced while all others stay.

use common::error::{Error, Result};
use common::results::{Measured, Results};

const ROW: &str = "[[result]]";
const MEASURED: &str = "[result.measured]";

/// The text with other numbers in the row of this command; comments, references, notes and order
/// stay as they are.
///
/// # Errors
/// [`Error::Data`] if there is no such row or the layout is not the one that is written here.
pub fn with_measured(text: &str, command: &str, measured: &Measured) -> Result<String> {
    let results = Results::parse(text)?;
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |line: &&str| line.trim() == ROW;
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| is_row(&lines[at])).collect();
    if starts.len() != results.rows.len() {
        return Err(Error::Data(format!(
            "results.toml: each row must begin with a line `{ROW}`"
        )));
    }
    let row = results.rows.iter().position(|row| row.command == command);
    let row =
        row.ok_or_else(|| Error::Data(format!("results.toml: the row `{command}` is gone")))?;
    let end = starts.get(row + 1).copied().unwrap_or(lines.len());
    let block = starts[row]..end;

    // What stands above the next row, after the last line of this one, belongs to the next.
    let is_content = |&at: &usize| !is_space(lines[at]);
    let after = block.clone().rev().find(is_content).expect("it has a head") + 1;
    let header = block.clone().find(|&at| lines[at].trim() == MEASURED);
    let (first, rest) = match header {
        Some(header) => {
            let is_end = |&at: &usize| is_space(lines[at]) || lines[at].starts_with('[');
            (header, (header + 1..end).find(is_end).unwrap_or(end))
        }
        None if results.rows[row].measured.is_some() => {
            return Err(Error::Data(format!(
                "results.toml, row `{command}`: the measured part must begin with a line `{MEASURED}`"
            )));
        }
        None => (after, after),
    };
    let mut new: Vec<String> = lines[..first].iter().map(ToString::to_string).collect();
    if header.is_none() {
        new.push(String::new());
    }
    new.push(MEASURED.into());
    new.extend(entries(measured));
    new.extend(lines[rest..].iter().map(ToString::to_string));
    Ok(new.join("\n") + "\n")
}

fn is_space(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

fn entries(measured: &Measured) -> impl Iterator<Item = String> {
    let seconds = measured
        .seconds
        .map(|seconds| format!("seconds = {seconds:?}"));
    let metrics = measured.metrics.iter().map(|(name, it)| {
        // A key of other characters needs quotes.
        let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        let key = match name.chars().all(is_bare) {
            true => name.clone(),
            false => format!("{name:?}"),
        };
        format!(
            "{key} = {{ mean = {:?}, standard_deviation = {:?}, min = {:?}, max = {:?} }}",
            it.mean, it.standard_deviation, it.min, it.max
        )
    });
    seconds.into_iter().chain(metrics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use common::statistics::Summary;
    use std::collections::BTreeMap;

    const TEXT: &str = r#"# What the programs reach.

# The sheet's settings.
[[result]]
command = "mlp" # full batch
seeds = 20
reference = "[1] says # 0.88"
note = "a note"

[result.measured]
seconds = 0.5
test_accuracy = { mean = 0.1, standard_deviation = 0.0, min = 0.1, max = 0.1 }

# Another data set.
[[result]]
command = "mlp --dataset iris"
seeds = 5
"#;

    fn measured(mean: f64) -> Measured {
        let summary = Summary {
            mean,
            standard_deviation: 0.02,
            min: 0.8,
            max: 1.0,
        };
        Measured {
            seconds: Some(0.25),
            metrics: BTreeMap::from([
                ("test_accuracy".into(), summary),
                ("test_loss".into(), summary),
            ]),
        }
    }

    const NEW: &str = "seconds = 0.25
test_accuracy = { mean = 1.0, standard_deviation = 0.02, min = 0.8, max = 1.0 }
test_loss = { mean = 1.0, standard_deviation = 0.02, min = 0.8, max = 1.0 }
";

    #[test]
    fn new_numbers_leave_comments_references_notes_and_order() {
        let old = "seconds = 0.5\n\
                   test_accuracy = { mean = 0.1, standard_deviation = 0.0, min = 0.1, max = 0.1 }\n";
        let new = with_measured(TEXT, "mlp", &measured(1.0)).unwrap();
        assert_eq!(new, TEXT.replace(old, NEW));
        let again = with_measured(&new, "mlp", &measured(1.0)).unwrap();
        assert_eq!(again, new);
    }

    #[test]
    fn a_row_without_numbers_gets_them() {
        let new = with_measured(TEXT, "mlp --dataset iris", &measured(1.0)).unwrap();
        assert_eq!(new, format!("{TEXT}\n[result.measured]\n{NEW}"));
        let first = "command = \"a\"\nseeds = 1\n";
        let text = format!(
            "[[result]]\n{first}\n# Above the next.\n[[result]]\ncommand = \"b\"\nseeds = 1\n"
        );
        let new = with_measured(&text, "a", &measured(1.0)).unwrap();
        let wanted = format!("{first}\n[result.measured]\n{NEW}");
        assert_eq!(new, text.replace(first, &wanted));
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for mean in [1.0, 0.123457, 1.5e-7, -3.0, 1e20, 0.0] {
            let mut measured = measured(mean);
            let summary = measured.metrics["test_loss"];
            measured.metrics.insert("ε = 0.1".into(), summary);
            let text = with_measured(TEXT, "mlp", &measured).unwrap();
            let rows = Results::parse(&text).unwrap().rows;
            assert_eq!(rows[0].measured, Some(measured), "{text}");
            assert_eq!(rows[1].measured, None);
        }
    }

    #[test]
    fn a_layout_that_cannot_be_kept_is_refused() {
        let gone = with_measured(TEXT, "mlp --lr 1", &measured(1.0)).unwrap_err();
        assert!(gone.to_string().contains("`mlp --lr 1` is gone"), "{gone}");
        let inline = "result = [{ command = \"mlp\", seeds = 5 }]\n";
        assert!(with_measured(inline, "mlp", &measured(1.0)).is_err());
        let inline = "[[result]]\ncommand = \"mlp\"\nseeds = 5\nmeasured = { seconds = 1.0 }\n";
        assert!(with_measured(inline, "mlp", &measured(1.0)).is_err());
    }
}
