//! One page that a student can hand in or look at: settings, result, figures.

mod samples;

use crate::error::Result;
use crate::files;
use crate::metrics::shown;
use crate::results::Expected;
use crate::table::Table;
use serde::Deserialize;
use serde_json::Value;
use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;\
padding:0 1rem;color:#222}table{border-collapse:collapse;margin:1rem 0}td,th{text-align:left;\
padding:.2rem 1rem .2rem 0;border-bottom:1px solid #ddd}figure{margin:2rem 0}\
svg,img{max-width:100%;height:auto}.steps{display:flex;flex-wrap:wrap;gap:0 1rem}\
.steps figure{flex:1 1 16rem;margin:0 0 1rem}pre{white-space:pre-wrap}code{background:#f4f4f4;padding:.1rem .3rem}";

/// What an SVG outside of a page needs.
const NAME_SPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// What a program says beside its metrics.
#[derive(Debug, Default)]
pub struct Told {
    /// What stands in place of a list of all metrics.
    pub table: Option<Table>,
    /// In words, below the table; may be empty.
    pub words: String,
    /// What the report alone has, behind its figures: a heading, a table, and how it is to be read.
    pub appendix: Option<(String, Table, String)>,
}

/// Writes `report.html` into the run's folder, with every figure of `figures/` inside it, and of
/// the samples of a training, `samples/<step>/`, the first, the middle and the last: the page is one
/// file and asks nothing of the network. Of a figure that is no SVG, an animation, its PNG is shown.
///
/// # Errors
/// [`Error::Io`](crate::error::Error::Io) with the path.
pub fn write(folder: &Path, settings: &toml::Table, result: &Value, told: &Told) -> Result<()> {
    let Told {
        table,
        words,
        appendix,
    } = told;
    let title = escape(result["task"].as_str().unwrap_or_default());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<h1>{title}</h1>\n"
    );
    let seconds = result["seconds"].as_f64().unwrap_or_default();
    page += "<h2>Result</h2>\n";
    write_words(&mut page, words);
    if let Some(table) = table {
        write_table(&mut page, table);
        page += "<details><summary>All metrics</summary>\n";
    }
    page += "<table>\n<tr><th>metric<th>value<th>expected\n";
    for (name, value) in result["metrics"].as_object().into_iter().flatten() {
        let value = value.as_f64().map_or("not a number".into(), shown);
        let expected = Expected::deserialize(&result["expected"][name]);
        let expected = expected.map(|expected| expected.to_string());
        let expected = expected.unwrap_or_default();
        let _ = writeln!(page, "<tr><td>{}<td>{value}<td>{expected}", escape(name));
    }
    page += "</table>\n";
    if table.is_some() {
        page += "</details>\n";
    }
    let _ = writeln!(page, "<p>The run took {seconds:.1} seconds.</p>");
    for (name, drawing) in figures(&folder.join("figures"))? {
        let _ = writeln!(page, "<figure id=\"{}\">{drawing}</figure>", escape(&name));
    }
    samples::write(&mut page, &folder.join("samples"))?;
    if let Some((heading, table, words)) = appendix {
        let _ = writeln!(page, "<h2>{}</h2>", escape(heading));
        write_table(&mut page, table);
        write_words(&mut page, words);
    }
    page += "<h2>Settings</h2>\n<table>\n";
    for (flag, value) in settings {
        let value = escape(&value.to_string());
        let _ = writeln!(page, "<tr><td><code>{}</code><td>{value}", escape(flag));
    }
    page += "</table>\n";
    if let Ok(command) = fs::read_to_string(folder.join("command.txt")) {
        let _ = writeln!(page, "<p>Command: <code>{}</code></p>", escape(&command));
    }
    files::write_atomic(&folder.join("report.html"), page.as_bytes())
}

/// A paragraph that keeps its lines; nothing for no words.
fn write_words(page: &mut String, words: &str) {
    if !words.is_empty() {
        let words = escape(words);
        let _ = writeln!(page, "<p style=\"white-space:pre-line\">{words}</p>");
    }
}

fn write_table(page: &mut String, table: &Table) {
    for (number, line) in table.lines().enumerate() {
        *page += if number == 0 { "<table>\n<tr>" } else { "<tr>" };
        for cell in line {
            *page += if number == 0 { "<th>" } else { "<td>" };
            *page += &escape(cell);
        }
        page.push('\n');
    }
    *page += "</table>\n";
}

/// What is shown of every figure, by name.
fn figures(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| match path.extension().and_then(OsStr::to_str) {
            Some("svg") => true,
            Some("png") => !path.with_extension("svg").exists(),
            _ => false,
        })
        .collect();
    paths.sort();
    let drawn = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let bytes = files::read(&path)?;
        let drawing = match path.extension().is_some_and(|it| it == "svg") {
            true => {
                // From `<svg` on: an XML declaration has no place inside a page, which knows the element
                // without its name space too.
                let svg = String::from_utf8_lossy(&bytes);
                let start = svg.find("<svg").unwrap_or(0);
                svg[start..].replacen(NAME_SPACE, "", 1)
            }
            false => samples::image(&name, &bytes),
        };
        Ok((name.into_owned(), drawing))
    });
    drawn.collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Pictures, Plot};
    use burn::tensor::{Device, Tensor};

    #[test]
    fn the_page_is_one_file_and_escapes_what_was_typed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("figures")).unwrap();
        fs::write(folder.path().join("figures/a.svg"), "<?xml?><svg>x</svg>").unwrap();
        fs::write(folder.path().join("figures/moves.png"), "x").unwrap();
        let pictures = Tensor::zeros([1, 1, 2, 2], &Device::flex());
        let pictures = Pictures::rows("t").images(&pictures).figure();
        let line = Plot::new("t").line("loss", [(0.0, 1.0)]).figure();
        for (name, figure) in [("b", pictures), ("c", line)] {
            figure.save(&folder.path().join("figures"), name).unwrap();
        }
        let result = serde_json::json!({
            "task": "mlp", "seconds": 1.5, "metrics": {"test_accuracy": 0.9},
            "expected": {"test_accuracy": {"value": 0.88, "interval": [0.84, 0.92], "seeds": 20}},
        });
        let settings = "dataset = \"<b>.csv\"".parse().unwrap();
        let mut table = Table::new(["case", "epochs"]);
        table.row(["<1>", "20"]);
        let mut layers = Table::new(["layer"]);
        layers.row(["conv"]);
        let told = Told {
            table: Some(table),
            words: "1 < 2".into(),
            appendix: Some(("Layers".into(), layers, "of <one> image".into())),
        };
        write(folder.path(), &settings, &result, &told).unwrap();
        let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
        assert!(page.contains(
            "<figure id=\"moves\"><img alt=\"moves\" src=\"data:image/png;base64,eA==\">"
        ));
        assert_eq!(page.matches("<figure").count(), 4);
        assert!(page.contains("<figure id=\"a\"><svg>x</svg></figure>"));
        assert!(page.contains("<figure id=\"b\"><svg viewBox=\"0 0 420.00 "));
        assert!(page.contains("href=\"data:image/png;base64,"));
        assert!(page.contains("&lt;b&gt;.csv") && !page.contains("<b>.csv"));
        assert!(page.contains("1 &lt; 2"));
        assert!(page.contains("0.840 to 0.920 (95 %, 20 seeds)"));
        assert!(page.contains("<tr><td>&lt;1&gt;<td>20\n</table>"));
        let layers = "<h2>Layers</h2>\n<table>\n<tr><th>layer\n<tr><td>conv\n</table>\n<p style=\"white-space:pre-line\">of &lt;one&gt; image";
        assert!(page.contains(layers));
        assert!(!page.contains("http"), "nothing is asked of the network");
    }
}
