//! `marking.csv`, which people fill in. What stands in it is never changed: rows are only added.

use std::collections::BTreeSet;

use common::error::Result;

use super::super::class::Class;
use super::super::clean::one_line;
use super::super::csv_text::{self, guard};
use super::super::marks::{HEADER, Sheet};
use super::super::score;
use super::super::text::points;
use super::by_hand;

/// The table with a row for every item that people mark; `None` where there is nothing to add.
/// `existing` is the table so far.
pub fn extended(class: &Class<'_>, existing: Option<&Sheet>) -> Result<Option<Vec<u8>>> {
    let known: BTreeSet<(&str, &str)> = existing.iter().flat_map(|sheet| sheet.keys()).collect();
    let items = class.graded.iter();
    let items = items.flat_map(|graded| by_hand(graded).map(move |item| (graded, item)));
    let missing =
        items.filter(|(graded, item)| !known.contains(&(&*one_line(&graded.student), &*item.id)));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (graded, item) in missing {
        let earned = score::earned(item).map(points).unwrap_or_default();
        let (student, max) = (guard(&graded.student), item.max.to_string());
        rows.push(vec![student, item.id.clone(), earned, max, String::new()]);
    }
    if rows.is_empty() && (existing.is_some() || !super::is_needed(class)) {
        return Ok(None);
    }
    let Some(sheet) = existing else {
        let header = std::iter::once(HEADER.map(String::from).to_vec());
        return Ok(Some(
            csv_text::write(b',', header.chain(rows))?.into_bytes(),
        ));
    };
    let rows = rows.into_iter().map(|row| sheet.in_order(&row));
    let added = csv_text::write(sheet.delimiter, rows.collect::<Vec<_>>())?;
    let mut text = sheet.text.clone();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(Some((text + &added).into_bytes()))
}
