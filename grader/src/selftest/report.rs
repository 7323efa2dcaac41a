//! What a selftest found, as a table.

use std::collections::BTreeMap;

use super::{Found, Kind};

/// How much a probe must notice of small changes of the solution.
pub(crate) const MUTANTS_AT_LEAST: f64 = 0.99;

/// Per exercise: mistakes and changes caught of those tried, right bodies passed of those tried.
pub fn show(found: &Found) -> String {
    let mut rows: BTreeMap<&str, [[usize; 2]; 4]> = BTreeMap::new();
    for tried in &found.tried {
        let row = rows.entry(&tried.body.exercise).or_default();
        let column = match tried.kind {
            Kind::Bug => 0,
            Kind::Mutant => 1,
            Kind::Variant => 2,
            Kind::Lookup => 3,
        };
        let good = tried.caught.is_some() != (tried.kind == Kind::Variant);
        row[column][0] += usize::from(good);
        row[column][1] += 1;
    }
    let of = |[good, all]: [usize; 2]| format!("{good} of {all}");
    let heading = [
        "exercise",
        "mistakes caught",
        "changes caught",
        "variants passed",
        "lookups stopped",
    ];
    let mut table = vec![heading.map(String::from)];
    let mut sums = [[0; 2]; 4];
    for (id, row) in &rows {
        for (sum, own) in sums.iter_mut().zip(row) {
            (sum[0], sum[1]) = (sum[0] + own[0], sum[1] + own[1]);
        }
        let [bugs, mutants, variants, lookups] = row.map(of);
        table.push([(*id).to_owned(), bugs, mutants, variants, lookups]);
    }
    let [bugs, mutants, variants, lookups] = sums.map(of);
    table.push(["all".into(), bugs, mutants, variants, lookups]);
    let survivors = found
        .tried
        .iter()
        .filter(|it| it.kind == Kind::Mutant && it.caught.is_none());
    let survivors =
        survivors.map(|it| format!("not caught: {}\n", it.body.at(&it.body.description)));
    let survivors: String = survivors.collect();
    let whole = found.whole.as_ref().map(|(solution, nothing)| {
        let passed = solution
            .items
            .iter()
            .filter(|item| item.state == crate::grading::State::Pass);
        let asked = solution
            .items
            .iter()
            .filter(|item| ["code", "result"].contains(&&*item.kind));
        format!(
            "the solution passes {} of {} items of code and results; a hand-out has {} points\n",
            passed.count(),
            asked.count(),
            nothing.points()
        )
    });
    format!(
        "{}{survivors}{}",
        crate::report::table(&table),
        whole.unwrap_or_default()
    )
}

/// Says so where too many small changes go unnoticed.
pub fn too_few(found: &Found) -> Option<String> {
    let mutants = found.tried.iter().filter(|it| it.kind == Kind::Mutant);
    let (mut caught, mut all) = (0u32, 0u32);
    for mutant in mutants {
        all += 1;
        caught += u32::from(mutant.caught.is_some());
    }
    let share = f64::from(caught) / f64::from(all.max(1));
    (all > 0 && share < MUTANTS_AT_LEAST).then(|| {
        format!(
            "the probes notice {share:.3} of the changes, at least {MUTANTS_AT_LEAST} is wanted"
        )
    })
}
