//! Colour drawings: Google's Noto emoji, and which of them are variants of one another.

use super::images::{Images, cut_tiles, decode_png};
use super::{Data, Source, embedded, partition};
use crate::error::Result;
use std::collections::HashMap;

const SHEET: &str = "noto-emoji-32.png";
const NAMES: &str = "noto-emoji-32.tsv";

/// Words that tell the variants of one drawing apart: who is drawn.
const GENDERS: [&str; 17] = [
    "man", "men", "mans", "male", "merman", "woman", "women", "womans", "female", "mermaid", "boy",
    "girl", "prince", "princess", "mrs", "mx", "two",
];
/// More such words, but names with them also begin new concepts: anybody, and which way they face.
const ANYBODY: [&str; 12] = [
    "person",
    "people",
    "adult",
    "left",
    "right",
    "up",
    "down",
    "leftwards",
    "rightwards",
    "facing",
    "probing",
    "white",
];

/// Noto emoji, 32x32 pixels in colour on white: drawings, not photographs, in nine categories.
///
/// The variants of one concept ("man running", "woman running") are nearly the same picture, so
/// they stay on one side of the division.
pub(super) fn emoji(source: &Source) -> Result<Data<4>> {
    let text = embedded::read_text(NAMES)?;
    let rows = parse(&text).ok_or_else(|| embedded::damaged(NAMES, "a line has no three cells"))?;
    let mut classes: Vec<String> = Vec::new();
    let mut labels = Vec::with_capacity(rows.len());
    for row in &rows {
        let known = classes.iter().position(|class| class == row.category);
        labels.push(known.unwrap_or_else(|| {
            classes.push(row.category.into());
            classes.len() - 1
        }));
    }
    let sheet = decode_png(SHEET)?.to_rgb8();
    let values = cut_tiles(sheet.as_raw(), sheet.width() as usize, 3, 32, rows.len())
        .ok_or_else(|| embedded::damaged(SHEET, "it has fewer pictures than names"))?;
    let images = Images {
        values,
        white: 255,
        item: [3, 32, 32],
        labels,
    };
    let partition = partition::grouped(&images.labels, &concepts(&rows), &source.streams);
    Ok(images.into_data(partition, classes, source))
}

struct Row<'a> {
    category: &'a str,
    subcategory: &'a str,
    name: &'a str,
}

fn parse(text: &str) -> Option<Vec<Row<'_>>> {
    text.lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            Some(Row {
                category: cells.next()?,
                subcategory: cells.next()?,
                name: cells.next()?,
            })
        })
        .collect()
}

/// The number of the concept of each emoji.
///
/// Two emoji of a subcategory share a concept if their names agree but for the words above and a
/// final number. The list puts variants right after the general form, so a name with a gender
/// that matches nothing (female-doctor after health_worker) belongs to the concept before it.
fn concepts(rows: &[Row]) -> Vec<usize> {
    let mut known: HashMap<(&str, &str, String), usize> = HashMap::new();
    let mut concepts: Vec<usize> = Vec::with_capacity(rows.len());
    let mut count = 0;
    for (index, row) in rows.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .filter(|before| rows[*before].subcategory == row.subcategory);
        let words: Vec<&str> = row.name.split(['-', '_']).collect();
        let has_gender = words.iter().any(|word| GENDERS.contains(word));
        let key = (row.category, row.subcategory, essence(&words));
        let by_name = known.get(&key).copied();
        let by_place = before
            .filter(|_| has_gender || key.2.is_empty())
            .map(|before| concepts[before]);
        let concept = by_name.or(by_place).unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        if !key.2.is_empty() {
            known.entry(key).or_insert(concept);
        }
        concepts.push(concept);
    }
    concepts
}

fn essence(words: &[&str]) -> String {
    let words = words
        .iter()
        .filter(|word| !GENDERS.contains(word) && !ANYBODY.contains(word));
    let words: Vec<&str> = words
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn with_concepts<T>(check: impl FnOnce(&[Row], &dyn Fn(&str) -> usize) -> T) -> T {
        let text = embedded::read_text(NAMES).unwrap();
        let rows = parse(&text).unwrap();
        let concepts = concepts(&rows);
        let concept = |name: &str| concepts[rows.iter().position(|row| row.name == name).unwrap()];
        check(&rows, &concept)
    }

    #[test]
    fn variants_share_a_concept() {
        with_concepts(|_, concept| {
            for (a, b) in [
                ("health_worker", "female-doctor"),
                ("cop", "male-police-officer"),
                ("runner", "woman_running_facing_right"),
                (
                    "man_with_probing_cane",
                    "person_with_white_cane_facing_right",
                ),
                ("santa", "mx_claus"),
                ("merperson", "mermaid"),
                ("person_with_crown", "princess"),
                ("point_left", "point_up_2"),
                ("+1", "-1"),
                ("man-woman-boy", "woman-girl-girl"),
                ("clock1", "clock1230"),
            ] {
                assert_eq!(concept(a), concept(b), "{a} and {b}");
            }
        });
    }

    #[test]
    fn other_things_do_not() {
        with_concepts(|rows, concept| {
            for (a, b) in [
                ("cop", "sleuth_or_spy"),
                ("cat", "dog"),
                ("flag-at", "flag-be"),
                ("heart", "couple_with_heart"),
            ] {
                assert_ne!(concept(a), concept(b), "{a} and {b}");
            }
            let count = rows.iter().map(|row| concept(row.name)).max().unwrap() + 1;
            assert!((1400..1800).contains(&count), "{count} concepts");
        });
    }

    #[test]
    fn no_concept_is_on_both_sides() {
        let text = embedded::read_text(NAMES).unwrap();
        let rows = parse(&text).unwrap();
        let concepts = concepts(&rows);
        let names: Vec<&str> = rows.iter().map(|row| row.category).collect();
        let category = |row: &Row| names.iter().position(|name| *name == row.category).unwrap();
        let labels: Vec<usize> = rows.iter().map(category).collect();
        let partition = partition::grouped(&labels, &concepts, &by_hand::Streams::new(1));
        let train: HashSet<usize> = partition.train.iter().map(|&row| concepts[row]).collect();
        assert!(
            partition
                .test
                .iter()
                .all(|&row| !train.contains(&concepts[row]))
        );
    }
}
