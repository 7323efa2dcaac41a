//! The lecturer's notes are those of the demonstrations as they are.

use common::demo::Scene;
use labs::{notes, table::Table};
use std::fs;
use std::path::Path;

#[test]
fn the_page_is_what_the_command_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/labs.md");
    let page = fs::read_to_string(path).expect("docs/labs.md");
    let wanted = notes::page(&Table::of_course());
    let pairs = page.lines().zip(wanted.lines()).enumerate();
    let different = pairs.into_iter().find(|(_, (one, other))| one != other);
    let advice = "run `cargo run -p labs -- notes > docs/labs.md`";
    assert_eq!(different, None, "the first line that differs: {advice}");
    assert_eq!(page.lines().count(), wanted.lines().count(), "{advice}");
}

#[test]
fn every_demonstration_has_its_place_and_its_commands() {
    let table = Table::of_course();
    let page = notes::page(&table);
    for row in table.rows() {
        let (name, words) = (row.entry.name, &row.entry.words);
        assert!(
            page.contains(&format!("](#{name})")),
            "{name} is not in the table"
        );
        let start = page.find(&format!("\n### {name}\n"));
        let own = &page[start.expect("a section")..];
        let end = own[5..].find("\n### ").map_or(own.len(), |end| end + 5);
        let own = &own[..end];
        for text in words.script.iter().chain([&words.question, &words.step]) {
            assert!(own.contains(text), "{name} does not say: {text}");
        }
        let picture = format!("labs/{name}.webp");
        assert!(own.contains(&picture));
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        assert!(docs.join(&picture).is_file(), "no docs/{picture}");
        for preset in words.presets {
            let (_, wrong) = Scene::preset(row.entry, preset);
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            assert!(own.contains(preset.why), "{name}: {}", preset.name);
        }
        for knob in (row.entry.knobs)() {
            assert!(
                own.contains(&format!("`--{}` | {}", knob.name, knob.dial)),
                "{name}: {}",
                knob.name
            );
        }
    }
}

#[test]
fn the_keys_are_those_of_the_page() {
    let page = notes::page(&Table::of_course());
    let keys = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page/keys.js"));
    let keys = keys.expect("the page's keys");
    let pairs = keys.lines().filter(|line| line.starts_with("  [\""));
    let rows: Vec<&str> = pairs.collect();
    assert!(rows.len() > 5, "{rows:?}");
    for row in rows {
        let does = row.split('"').nth(3).expect("what it does");
        assert!(page.contains(&format!("| {does} |")), "{does}");
    }
}
