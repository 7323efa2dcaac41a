//! `grades.csv`, a row per student, and `items.csv`, a row per student and item.

use common::error::Result;

use super::class::Class;
use super::csv_text::{self, guard};
use super::score;
use super::text::{points, without_paths};

/// A row per student in the roster's order. What a part is worth stands in the name of its column,
/// `II (of 65)`: a row of maxima would count as a student in every sum and mean.
pub fn grades(class: &Class<'_>) -> Result<String> {
    let parts = &class.catalogue.items.parts;
    let mut header = vec!["id".to_owned(), "name".into()];
    header.extend(
        parts
            .iter()
            .map(|part| format!("{} (of {})", part.name, part.points)),
    );
    header.extend(["total", "max", "state", "attention"].map(String::from));
    let rows = class.students().map(|(name, graded)| {
        let mut row = vec![guard(&graded.student), guard(name)];
        row.extend(
            parts
                .iter()
                .map(|part| points(score::of_part(graded, &part.name))),
        );
        let attention = if score::attention(graded).is_empty() {
            "no"
        } else {
            "yes"
        };
        row.push(points(score::total(graded)));
        row.push(graded.max().to_string());
        row.extend([score::state(graded), attention].map(String::from));
        row
    });
    csv_text::write(b',', std::iter::once(header).chain(rows))
}

/// A row per student and item. Points are empty where a person has to say; `right` and `of` count the
/// hidden checks where they are known.
pub fn items(class: &Class<'_>) -> Result<String> {
    let header = [
        "id", "item", "kind", "state", "points", "max", "right", "of", "reason",
    ];
    let rows = class.graded.iter().flat_map(|graded| {
        graded.items.iter().map(|item| {
            let earned = score::earned(item).map(points).unwrap_or_default();
            let (right, of) = match score::checks(item) {
                Some((right, of)) => (right.to_string(), of.to_string()),
                None => Default::default(),
            };
            let reason = item
                .reason
                .as_ref()
                .map(|reason| without_paths(&reason.words));
            let (id, state) = (guard(&graded.student), item.state.name().to_owned());
            let (kind, max) = (item.kind.clone(), item.max.to_string());
            let reason = guard(&reason.unwrap_or_default());
            vec![
                id,
                item.id.clone(),
                kind,
                state,
                earned,
                max,
                right,
                of,
                reason,
            ]
        })
    });
    let header = header.map(String::from).to_vec();
    csv_text::write(b',', std::iter::once(header).chain(rows))
}
