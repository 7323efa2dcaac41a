//! The lecturer's notes, `docs/labs.md`: made of the demonstrations' own words, so that they are never behind.

use crate::table::{Row, Table};
use common::demo::{Entry, Knob, Scene, Values};

/// What stands before the demonstrations.
const HEAD: &str = include_str!("notes.md");

/// The lines of the head in whose places the table of all demonstrations and that of the keys come.
const PLACES: [&str; 2] = ["<!-- demonstrations -->", "<!-- keys -->"];

/// What the page listens for, and how it names that.
const KEYS: &str = include_str!("page/keys.js");

/// The whole page, in Markdown.
pub fn page(table: &Table) -> String {
    let tables = [by_week(table), keys()];
    let head = PLACES.into_iter().zip(tables);
    let mut text = head.fold(HEAD.to_owned(), |text, (place, table)| {
        text.replacen(place, &table, 1)
    });
    let mut week = None;
    for row in table.rows() {
        let own = row.entry.words.week;
        if week.replace(own) != Some(own) {
            text += &format!("\n## Week {own}\n");
        }
        text += &format!("\n{}\n", of_demo(row));
    }
    text
}

/// All demonstrations, each in a row.
fn by_week(table: &Table) -> String {
    let rows = table.rows().iter().map(|Row { entry, .. }| {
        let words = &entry.words;
        let (name, title) = (entry.name, words.title);
        let link = format!("[`{name}`](#{name})");
        [
            words.week.to_string(),
            link,
            title.into(),
            words.minutes.to_string(),
            words.question.into(),
        ]
    });
    rows_of(["week", "name", "shows", "minutes", "to ask first"], rows)
}

/// The keys, a row for each line of the page's own table.
fn keys() -> String {
    let lines = KEYS.lines().map(|line| line.trim().trim_end_matches(','));
    let rows = lines.filter_map(|line| serde_json::from_str::<[String; 2]>(line).ok());
    rows_of(
        ["key", "does"],
        rows.map(|[key, does]| [format!("`{key}`"), does]),
    )
}

/// What a lecturer needs to know of one.
fn of_demo(Row { assignment, entry }: &Row) -> String {
    let (words, name) = (&entry.words, entry.name);
    let script = words.script.iter().enumerate();
    let script = script.map(|(number, line)| format!("{}. {line}\n", number + 1));
    let minutes = match words.minutes {
        1 => "1 minute".into(),
        minutes => format!("{minutes} minutes"),
    };
    let mut parts = vec![
        format!(
            "### {name}\n\n**{}**, {minutes}, on the code of {assignment}.",
            words.title
        ),
        format!("![{}](labs/{name}.webp)", words.title),
        format!("```sh\n{} --open\n```", Scene::new(entry).command_line()),
        format!(
            "A step is this: {}. There is something to see after {} of them.",
            words.step, words.steps
        ),
        format!("**Ask first:** {}", words.question),
        script.collect::<String>().trim_end().into(),
    ];
    parts.extend(presets(entry));
    parts.extend(knobs(&(entry.knobs)()));
    parts.join("\n\n")
}

/// The settings worth showing, if there are any.
fn presets(entry: &'static Entry) -> Option<String> {
    let rows = entry.words.presets.iter().map(|preset| {
        let line = Scene::preset(entry, preset).0.command_line();
        [preset.name.into(), preset.why.into(), format!("`{line}`")]
    });
    let rows = rows_of(["preset", "why", "opens it"], rows);
    (!entry.words.presets.is_empty()).then_some(rows)
}

/// What can be turned, if there is anything.
fn knobs(knobs: &[Knob]) -> Option<String> {
    let defaults = Values::defaults(knobs);
    let rows = knobs.iter().map(|knob| {
        let turned = if knob.live {
            "acts at once"
        } else {
            "begins anew"
        };
        let flag = format!("`--{}`", knob.name);
        let default = defaults.text(knob.name);
        [
            knob.label.into(),
            flag,
            knob.dial.to_string(),
            default,
            turned.into(),
        ]
    });
    let rows = rows_of(
        ["knob", "flag", "what it takes", "at first", "a turn"],
        rows,
    );
    (!knobs.is_empty()).then_some(rows)
}

/// A table in Markdown.
fn rows_of<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = head.map(str::to_owned).to_vec();
    let rule = vec!["---".to_owned(); N];
    let rows = rows.map(|row| row.map(|cell| cell.replace('|', "\\|")).to_vec());
    let lines: Vec<String> = [head, rule].into_iter().chain(rows).map(line).collect();
    lines.join("\n")
}
