//! `summary.html`: the totals of a class, and what it made of each item.

use common::figures::Plot;
use common::statistics::{Summary, median};
use common::table::decimals;

use super::analysis::{self, ItemAnalysis};
use super::class::Class;
use super::html::{self, escape};
use super::score;
use super::text::points;
use crate::grading::State;

/// The page of a class.
pub fn page(class: &Class<'_>) -> String {
    let (totals, items) = (analysis::totals(class), analysis::items(class));
    let max = class.catalogue.items.total();
    let mut body = head(class, &totals, max);
    body += &figure(&histogram(&totals, max));
    body += "<h2>Items</h2>\n<p>Of those who handed something in. <b>Mean share</b>: how much of the \
             item's points they have on average; open points do not count. <b>Discrimination</b>: the \
             correlation of the item's points with the rest of the total; near or below 0 the item does not \
             tell strong from weak submissions, or its check is at fault.</p>\n";
    body += &table(&items);
    body += &figure(&shares(&items));
    body += "<h2>Most frequent reasons</h2>\n";
    let reasons = items
        .iter()
        .filter(|item| !item.reasons.is_empty())
        .map(|item| {
            let lines = item.reasons.iter();
            let lines = lines.map(|(words, count)| format!("{count} × {}", escape(words)));
            [escape(&item.id), lines.collect::<Vec<_>>().join("<br>")]
        });
    body += &html::table(["item", "first reasons"], &reasons.collect::<Vec<_>>());
    html::page(
        &format!("{}: summary of the class", class.catalogue.assignment),
        &body,
    )
}

fn head(class: &Class<'_>, totals: &[f64], max: u32) -> String {
    let (students, handed_in) = (class.graded.len(), totals.len());
    let missing = students - handed_in;
    let mut text = format!(
        "<p class=\"big\">{students} students, {handed_in} submissions, {missing} not handed in</p>\n"
    );
    let open = class
        .graded
        .iter()
        .filter(|one| !one.submission.is_empty() && score::open(one) > 0)
        .count();
    if open > 0 {
        text += &format!(
            "<p>{open} submissions have points that people have yet to say; these are not in the totals.</p>\n"
        );
    }
    if let Some(middle) = median(totals) {
        let Summary {
            mean,
            standard_deviation,
            min,
            max: best,
        } = Summary::of(totals);
        let numbers = [mean, standard_deviation, middle].map(|number| decimals(number, 1));
        let [mean, deviation, middle] = numbers;
        let (lowest, highest) = (points(min), points(best));
        text += &format!(
            "<p>Of {max} points: mean {mean}, standard deviation {deviation}, median {middle}, lowest \
             {lowest}, highest {highest}.</p>\n"
        );
    }
    text
}

/// The SVG inside of a page, which knows the element without its name space.
fn figure(figure: &common::figures::Figure) -> String {
    let svg = figure.svg();
    let svg = &svg[svg.find("<svg").unwrap_or_default()..];
    let svg = svg.replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1);
    format!("<figure>{svg}</figure>\n")
}

/// How many totals lie in each tenth of the points, as the outline of columns.
fn histogram(totals: &[f64], max: u32) -> common::figures::Figure {
    let width = max.div_ceil(10).max(1);
    let bins = max.div_ceil(width).max(1) as usize;
    let mut counts = vec![0_u32; bins];
    for total in totals {
        // All points belong to the last column.
        counts[((total / f64::from(width)) as usize).min(bins - 1)] += 1;
    }
    let outline = counts.iter().enumerate().flat_map(|(bin, count)| {
        let [left, right] = [bin, bin + 1].map(|side| side as f64 * f64::from(width));
        let top = f64::from(*count);
        [(left, 0.0), (left, top), (right, top), (right, 0.0)]
    });
    let plot = Plot::new("Totals")
        .x("points")
        .y("students")
        .line("students", outline);
    let plot = plot.note(format!(
        "columns of {width} points; the last one holds full marks"
    ));
    match median(totals) {
        Some(median) => plot.mark("median", median).figure(),
        None => plot.figure(),
    }
}

fn shares(items: &[ItemAnalysis]) -> common::figures::Figure {
    let shares = items
        .iter()
        .filter_map(|item| Some((item.id.clone(), item.mean_share?.into())));
    let plot = Plot::new("Mean share of the points").x("share");
    plot.bars("mean share", shares).figure()
}

fn table(items: &[ItemAnalysis]) -> String {
    let rows = items.iter().map(|item| {
        let number = |value: Option<f64>| value.map_or("-".into(), |value| decimals(value, 2));
        let all: usize = item.states.values().sum();
        let states = item
            .states
            .iter()
            .map(|(state, count)| share(*state, *count, all));
        [
            escape(&item.id),
            item.max.to_string(),
            number(item.mean_share),
            number(item.discrimination),
            states.collect::<Vec<_>>().join(" "),
        ]
    });
    let headings = [
        "item",
        "#points",
        "#mean share",
        "#discrimination",
        "states",
    ];
    html::table(headings, &rows.collect::<Vec<_>>())
}

/// `pass 80 %`, with the state's colour.
fn share(state: State, count: usize, all: usize) -> String {
    let (colour, name) = (score::colour(state), state.name());
    let percent = 100.0 * count as f64 / all.max(1) as f64;
    format!("<span class=\"state {colour}\">{name} {percent:.0} %</span>")
}
