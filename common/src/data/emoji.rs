//! Colour drawings: Google's Noto emoji, and which of them are variants of one another.

use super::images::{decode_png, tiles};
use super::{Data, ExampleSet, Source, embedded, partition};
use crate::error::Result;
use serde::Deserialize;
use std::collections::HashMap;
use std::iter::repeat_n;

const SHEET: &str = "noto-emoji-32.png";
const NAMES: &str = "noto-emoji-32.tsv";

/// Words that tell the variants of one drawing apart: who is drawn.
const GENDERS: &str = "man men mans male merman woman women womans female mermaid boy girl prince \
                       princess mrs mx two";
/// More such words, but names with them also begin new concepts: anybody, and which way they face.
const ANYBODY: &str = "person people adult left right up down leftwards rightwards facing probing \
                       white";

/// Noto emoji, 32x32 pixels in colour on white: drawings, not photographs, in nine categories.
///
/// The variants of one concept ("man running", "woman running") are nearly the same picture, so
/// they stay on one side of the division.
pub(super) fn emoji(source: &Source) -> Result<Data<4>> {
    let rows = rows()?;
    let (mut classes, mut labels): (Vec<&str>, _) = (Vec::new(), Vec::new());
    // The emoji of a category follow one another.
    for of_category in rows.chunk_by(|a, b| a.category == b.category) {
        labels.extend(repeat_n(classes.len(), of_category.len()));
        classes.push(&of_category[0].category);
    }
    let values = tiles(&decode_png(SHEET)?.to_rgb8(), 32, rows.len() as u32)
        .ok_or_else(|| embedded::damaged(SHEET, "it has fewer pictures than names"))?;
    let partition = partition::grouped(&labels, &concepts(&rows), &source.streams);
    let images = ExampleSet::from_bytes(values, 255, &[3, 32, 32], labels, source.device);
    Ok(Data::of(source, partition.divide(&images), classes))
}

#[derive(Deserialize)]
struct Row {
    category: String,
    subcategory: String,
    name: String,
}

fn rows() -> Result<Vec<Row>> {
    let text = embedded::read(NAMES)?;
    let mut reader = csv::ReaderBuilder::new();
    let rows = reader.delimiter(b'\t').from_reader(&text[..]);
    let rows = rows.into_deserialize().collect::<Result<_, _>>();
    rows.map_err(|error| embedded::damaged(NAMES, error))
}

/// The number of the concept of each emoji.
///
/// Two emoji of a subcategory share a concept if their names agree but for the words above and a
/// final number. The list puts variants right after the general form, so a name with a gender
/// that matches nothing (female-doctor after health_worker) belongs to the concept before it.
fn concepts(rows: &[Row]) -> Vec<usize> {
    let mut known = HashMap::new();
    let mut concepts: Vec<usize> = Vec::with_capacity(rows.len());
    let mut count = 0;
    for (index, row) in rows.iter().enumerate() {
        let words: Vec<&str> = row.name.split(['-', '_']).collect();
        let has_gender = words.iter().any(|word| is_one_of(GENDERS, word));
        let essence = essence(&words);
        let follows = index > 0 && rows[index - 1].subcategory == row.subcategory;
        let before = concepts
            .last()
            .filter(|_| follows && (has_gender || essence.is_empty()));
        let key = (&row.category, &row.subcategory, essence);
        let concept = *known.get(&key).or(before).unwrap_or(&count);
        count = count.max(concept + 1);
        if !key.2.is_empty() {
            known.entry(key).or_insert(concept);
        }
        concepts.push(concept);
    }
    concepts
}

/// What is left of a name without the words that tell variants apart, and without final digits.
fn essence(words: &[&str]) -> String {
    let tells = |word: &&&str| !is_one_of(GENDERS, word) && !is_one_of(ANYBODY, word);
    let bare = |word: &&str| {
        word.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let words: Vec<String> = words.iter().filter(tells).map(bare).collect();
    words.join(" ").trim().to_owned()
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn with_concepts<T>(check: impl FnOnce(&[Row], &dyn Fn(&str) -> usize) -> T) -> T {
        let rows = rows().unwrap();
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
            let count = rows.iter().map(|row| concept(&row.name)).max().unwrap() + 1;
            assert!((1400..1800).contains(&count), "{count} concepts");
        });
    }

    #[test]
    fn no_concept_is_on_both_sides() {
        let rows = rows().unwrap();
        let concepts = concepts(&rows);
        let names: Vec<&str> = rows.iter().map(|row| row.category.as_str()).collect();
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
