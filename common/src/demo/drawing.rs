//! A sight as one figure: panels and curves, and below them what is said in words. Of two sides the
//! panels stand side by side and the curves in one chart.

use super::{Cause, Curve, Entry, Panel, Show, SideSight, Sight};
use crate::error::Result;
use crate::figures::{Figure, Notes, Plot, column, pairs, panels};
use crate::table::Table;

impl Show {
    /// What is to be seen now, as a figure.
    ///
    /// # Errors
    /// Those of the demo.
    pub fn figure(&mut self) -> Result<Figure> {
        let sight = self.sight()?;
        let curves = self.curves(&sight);
        let words = self.entry().words;
        let seed = self.scene().seed;
        let title = format!("{}, step {}, seed {seed}", words.title, sight.step);
        let (heads, mut notes) = (heads(self.entry(), &sight), Notes::default());
        let numbers = numbers(&sight);
        // For each panel its figure on every side.
        let mut drawn: Vec<[Option<Figure>; 2]> = Vec::new();
        for (number, (side, head)) in sight.sides.into_iter().zip(&heads).enumerate() {
            let name = head.split(':').next().unwrap_or_default();
            for remark in side.frame.remarks {
                let cause = [name, remark.cause.word()].join(" ");
                notes.sentence(cause.trim(), &remark.words);
            }
            for (place, panel) in side.frame.panels.into_iter().enumerate() {
                drawn.resize_with(drawn.len().max(place + 1), Default::default);
                let figure = match head.is_empty() {
                    true => panel.figure((name, &mut notes)),
                    false => panel.headed(head).figure((name, &mut notes)),
                };
                drawn[place][number] = figure;
            }
        }
        if let Some(numbers) = numbers {
            notes.table("", &numbers);
        }
        drawn.retain(|figures| figures.iter().any(Option::is_some));
        let mut rows = arranged(drawn, curves, heads.len());
        let width = rows.iter().map(Figure::width).fold(0.0, f64::max);
        rows.push(notes.figure(width));
        Ok(panels(&title, 1, &rows))
    }

    /// The curves of both sides.
    fn curves(&self, sight: &Sight) -> Vec<Figure> {
        let histories: Vec<_> = self.players().map(|player| player.history()).collect();
        let plot = |curve: &Curve| {
            let plot = Plot::new(curve.title).x("step");
            let plot = if curve.log { plot.log_y() } else { plot };
            let plot = plot.each(curve.numbers, |plot, name| {
                let (points, shown) = (|side: usize| histories[side].curve(name), spaced(name));
                match histories.len() {
                    1 => plot.line(shown, points(0)),
                    _ => plot
                        .line(format!("A: {shown}"), points(0))
                        .rival(format!("B: {shown}"), points(1)),
                }
            });
            // Whoever has gone back sees what is to come.
            match sight.step < sight.furthest {
                true => plot.mark(format!("step {}", sight.step), sight.step as f64),
                false => plot,
            }
        };
        let curves = self.entry().curves.iter();
        curves.map(|curve| plot(curve).figure()).collect()
    }
}

/// Rows of figures: of one side the only panel beside its curves, or all in two columns; of two sides
/// each panel in a row.
fn arranged(drawn: Vec<[Option<Figure>; 2]>, curves: Vec<Figure>, sides: usize) -> Vec<Figure> {
    if sides > 1 {
        let mut rows = Vec::new();
        if !drawn.is_empty() {
            let nothing = || panels("", 1, &[]);
            let both = |pair: [Option<Figure>; 2]| pair.map(|it| it.unwrap_or_else(nothing));
            rows.push(pairs(drawn.into_iter().map(both).collect()));
        }
        rows.extend((!curves.is_empty()).then(|| panels("", 2, &curves)));
        return rows;
    }
    let mut figures: Vec<Figure> = drawn.into_iter().flatten().flatten().collect();
    if figures.len() == 1 && !curves.is_empty() {
        // As large as it is alone.
        let alone = panels("", 1, &figures);
        return vec![panels("", 2, &[alone, column(&curves)])];
    }
    figures.extend(curves);
    match figures.is_empty() {
        true => Vec::new(),
        false => vec![panels("", 2, &figures)],
    }
}

/// What stands above each side: nothing for one, "A: depth 2" and "B: depth 0" for two.
fn heads(entry: &Entry, sight: &Sight) -> Vec<String> {
    /// Knobs that are named.
    const MOST: usize = 4;
    let [a, b] = &sight.sides[..] else {
        return vec![String::new()];
    };
    let knobs = (entry.knobs)();
    let names = knobs.iter().map(|knob| knob.name);
    let differ = names.filter(|name| a.values.text(name) != b.values.text(name));
    let differ: Vec<&str> = differ.collect();
    let head = |(name, side): (&str, &SideSight)| {
        let shown = differ.iter().take(MOST);
        let shown = shown.map(|name| format!("{name} {}", side.values.text(name)));
        let shown: Vec<String> = shown.collect();
        let rest = if differ.len() > MOST { ", …" } else { "" };
        match shown.is_empty() {
            true => name.into(),
            false => format!("{name}: {}{rest}", shown.join(", ")),
        }
    };
    [("A", a), ("B", b)].map(head).into()
}

/// The numbers of the step, a column for each side; none of a demo that has none.
fn numbers(sight: &Sight) -> Option<Table> {
    let step = format!("step {}", sight.step);
    let header = match sight.sides.len() {
        1 => vec![step, String::new()],
        _ => vec![step, "A".into(), "B".into()],
    };
    let mut table = Table::new(header);
    let first = sight
        .sides
        .first()
        .filter(|side| !side.numbers.is_empty())?;
    for (place, (name, _)) in first.numbers.iter().enumerate() {
        let of_side = |side: &SideSight| side.numbers.get(place).map(|number| written(number.1));
        let values = sight
            .sides
            .iter()
            .map(|side| of_side(side).unwrap_or_default());
        table.row(std::iter::once(spaced(name)).chain(values));
    }
    Some(table)
}

/// A number with four digits that count.
fn written(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        size @ 1e-3..1e5 => {
            let digits = (3 - size.log10().floor() as i32).clamp(0, 6);
            format!("{value:.*}", digits as usize)
        }
        _ => format!("{value:.3e}"),
    }
}

/// A name as it is read.
fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

impl Cause {
    /// The cause in a word.
    fn word(self) -> &'static str {
        match self {
            Self::Note => "NOTE",
            Self::Diverged => "DIVERGED",
            Self::Saturated => "SATURATED",
            Self::Collapsed => "COLLAPSED",
            Self::Dead => "DEAD",
        }
    }
}

impl Panel {
    /// The panel as a figure; words are added to the notes of a side instead.
    fn figure(self, (side, notes): (&str, &mut Notes)) -> Option<Figure> {
        match self {
            Self::Plot(plot) => return Some(plot.figure()),
            Self::Pictures(pictures) => return Some(pictures.figure()),
            Self::Graph(graph) => return Some(graph.figure()),
            Self::Heat(heat) => return Some(heat.figure()),
            Self::Table(table) => notes.table(side, &table),
            Self::Text(text) => notes.lines(side, &text),
        }
        None
    }

    /// The panel below another title.
    fn headed(self, title: &str) -> Self {
        match self {
            Self::Plot(plot) => plot.headed(title).into(),
            Self::Pictures(pictures) => pictures.headed(title).into(),
            Self::Graph(graph) => graph.headed(title).into(),
            Self::Heat(heat) => heat.headed(title).into(),
            words => words,
        }
    }
}

#[cfg(test)]
mod tests;
