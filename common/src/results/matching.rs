//! From a row's command to its settings, and from the settings of a run to its row.

use super::{Expected, Results};
use crate::error::Result;
use crate::settings::{Line, Settings};

/// What is documented of a run with these settings: nothing, unless they are exactly those of a row.
///
/// A row whose command is not one of this program matches nothing; `bench results --check` names it.
///
/// # Errors
/// Those of writing settings.
pub(crate) fn expected<S: Settings>(
    results: Results,
    line: &Line<S>,
) -> Result<Vec<(String, Expected)>> {
    let table = line.table()?;
    let seeds = table.get("seeds").and_then(toml::Value::as_integer);
    let wanted = deciding(table);
    let row = results.rows.into_iter().find(|row| {
        row.program() == S::NAME
            && Line::<S>::parse(row.words())
                .and_then(|line| line.table())
                .is_ok_and(|settings| deciding(settings) == wanted)
    });
    let seeds = seeds.map_or(1, |seeds| seeds as usize);
    Ok(row.map(|row| row.expected(seeds)).unwrap_or_default())
}

/// Of settings those that decide a result: without seed and device, without how many seeds and what run it
/// is set beside, and of the place of the data only whether there is one. The preset stays: programs may choose the data by it.
pub fn deciding(mut settings: toml::Table) -> toml::Table {
    for name in ["seed", "seeds", "device", "beside"] {
        settings.remove(name);
    }
    if let Some(place) = settings.get_mut("data-dir") {
        *place = true.into();
    }
    settings
}

#[cfg(test)]
mod tests;
