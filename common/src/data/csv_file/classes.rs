//! From the labels' texts to classes: which spellings are one class, and what is no class at all.

use super::cells::{is_missing, number};
use super::file::{File, shown};
use crate::error::Result;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::collections::BTreeMap;

/// So many classes that are numbers are more likely measured values.
const MANY: usize = 20;

/// A label as it stands in a cell, with the position of its row.
pub(super) type Label = (String, usize);

/// The classes of a table.
pub(super) struct Classes {
    /// The class of each row.
    pub(super) labels: Vec<usize>,
    /// Their names, in their order: as numbers if all of them are numbers, else as text.
    pub(super) names: Vec<String>,
    /// What the user should know of them.
    pub(super) remarks: Vec<String>,
}

impl Classes {
    /// `column` is how the user knows the label column.
    ///
    /// # Errors
    /// If there are no two classes of two rows, a label says that it is missing, or these are measured
    /// values.
    pub(super) fn of(file: &File, column: &str, labels: &[Label]) -> Result<Self> {
        let mut meanings: BTreeMap<&str, String> = BTreeMap::new();
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for (label, _) in labels {
            meanings.entry(label).or_insert_with(|| meaning(label));
            *rows.entry(label).or_default() += 1;
        }
        // The cells themselves were looked at; these have something in them that cannot be seen.
        let missing = |(label, _): &&Label| is_missing(&meanings[label.as_str()]);
        if let Some((label, start)) = labels.iter().find(missing) {
            let what = format!(
                "{column}: a value is missing ({}).\nFill it in or delete such rows; a class of that \
                 name needs another one.",
                visible(label)
            );
            return Err(file.error(*start, what));
        }
        let mut found: BTreeMap<&str, Class> = BTreeMap::new();
        for (label, meaning) in &meanings {
            let class = found.entry(meaning).or_default();
            class.spellings.push(label);
            class.rows += rows[label];
        }
        refuse(
            file,
            column,
            labels,
            |label| &found[meanings[label].as_str()],
            &found,
        )?;

        let remarks = found.iter().filter_map(|(name, class)| {
            let spellings = class.spellings.iter().map(|it| visible(it));
            let spellings: Vec<String> = spellings.collect();
            (spellings.len() > 1).then(|| {
                let spellings = spellings.join(", ");
                format!(
                    "{column} writes the class '{name}' in several ways, taken for one: {spellings}"
                )
            })
        });
        let mut remarks: Vec<String> = remarks.collect();
        let mut classes: Vec<&str> = found.keys().copied().collect();
        if classes.iter().all(|class| number(class).is_ok()) {
            // As text, 10 would come before 2.
            let value = |class: &str| number(class).unwrap_or_default();
            classes.sort_by(|a, b| value(a).total_cmp(&value(b)));
            if classes.len() > MANY {
                let count = classes.len();
                remarks.push(format!(
                    "{column} has {count} classes, all of them numbers; a measured quantity has none"
                ));
            }
        } else {
            classes.sort_by_key(|class| found[class].name(class));
        }
        remarks.extend(alike(column, &classes));
        let places: BTreeMap<&str, usize> = classes.iter().copied().zip(0..).collect();
        let place = |(label, _): &Label| places[meanings[label.as_str()].as_str()];
        let names = classes
            .iter()
            .map(|class| found[class].name(class).to_owned());
        Ok(Self {
            labels: labels.iter().map(place).collect(),
            names: names.collect(),
            remarks,
        })
    }
}

/// What a class is written as, and how often.
#[derive(Default)]
struct Class<'a> {
    spellings: Vec<&'a str>,
    rows: usize,
}

impl Class<'_> {
    /// Its spelling where it has but one, else what these mean.
    fn name<'a>(&'a self, meaning: &'a str) -> &'a str {
        match self.spellings[..] {
            [only] => only,
            _ => meaning,
        }
    }
}

/// Labels of which nothing can be learned.
fn refuse<'a>(
    file: &File,
    column: &str,
    labels: &[Label],
    class: impl Fn(&str) -> &'a Class<'a>,
    found: &'a BTreeMap<&str, Class>,
) -> Result<()> {
    let Some((first, start)) = labels.first() else {
        return Err(file.error(0, "there are no rows below the header.\nAdd some."));
    };
    if let Some(what) = measured(column, labels.len(), found.keys().copied()) {
        return Err(file.error(*start, what));
    }
    if found.len() == 1 && labels.len() > 1 {
        let what = format!(
            "from here on every row is of class '{}', so there is nothing to tell apart.\n\
             Add rows of another class.",
            shown(first)
        );
        return Err(file.error(*start, what));
    }
    let mut alone = labels.iter().filter(|(label, _)| class(label).rows < 2);
    let Some((label, start)) = alone.next() else {
        return Ok(());
    };
    let others = match alone.count() {
        0 => String::new(),
        1 => ", and there is 1 more such class".into(),
        more => format!(", and there are {more} more such classes"),
    };
    let what = format!(
        "this is the only row of class '{}', but training and test need one each{others}.\n\
         Add rows of this class or delete this one.",
        shown(label)
    );
    Err(file.error(*start, what))
}

/// What is wrong where the labels are numbers of which hardly one occurs twice: a quantity, no class.
fn measured<'a>(
    column: &str,
    rows: usize,
    classes: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let values: Vec<f64> = classes.map(number).collect::<Result<_, _>>().ok()?;
    let different = values.len();
    let has_fractions = values.iter().any(|value| value.fract() != 0.0);
    let nearly_all = different > 4 && 2 * different > rows;
    let many = different > MANY && (has_fractions || 4 * different > rows);
    (nearly_all || many).then(|| {
        format!(
            "{column} should hold classes, but has {different} different numbers in {rows} rows: \
             these are measured values and no classes.\nThis program tells classes apart. Write \
             names of ranges in their place, such as low and high, or choose another column with \
             --label NAME."
        )
    })
}

/// What a label means, whatever its spelling: the shortest form of a number; else the text without
/// what cannot be seen, composed as Unicode composes it (NFC), with single spaces.
fn meaning(label: &str) -> String {
    let seen: String = label.chars().filter(|c| !is_invisible(*c)).collect();
    let seen = ComposingNormalizerBorrowed::new_nfc()
        .normalize(&seen)
        .into_owned();
    let words: Vec<&str> = seen.split_whitespace().collect();
    match words[..] {
        [word] => match number(word) {
            // Without the sign of -0.
            Ok(value) => (value + 0.0).to_string(),
            Err(_) => word.into(),
        },
        // Of nothing but what cannot be seen there is no other form.
        [] => label.into(),
        _ => words.join(" "),
    }
}

/// Remarks on classes that may be one: they differ by case, width or a full stop alone.
fn alike(column: &str, classes: &[&str]) -> Vec<String> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for class in classes {
        let wide = DecomposingNormalizerBorrowed::new_nfkd()
            .normalize(class)
            .to_lowercase();
        let key = wide.trim_end_matches('.').to_owned();
        groups.entry(key).or_default().push(class);
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    let remark = |group: Vec<&str>| {
        let names: Vec<String> = group
            .iter()
            .map(|class| format!("'{}'", shown(class)))
            .collect();
        format!(
            "{} of {column} are taken for different classes",
            names.join(" and ")
        )
    };
    groups.map(remark).collect()
}

/// A spelling with what cannot be seen in it.
fn visible(text: &str) -> String {
    let mark = |c: char| match is_invisible(c) || (c.is_whitespace() && c != ' ') {
        true => format!("\\u{{{:x}}}", c as u32),
        false => c.into(),
    };
    let marked: String = text.chars().map(mark).collect();
    format!("'{}'", shown(&marked))
}

/// Characters without a look of their own (Unicode's default ignorable ones, and controls).
fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{e0000}'..='\u{e0fff}')
}
