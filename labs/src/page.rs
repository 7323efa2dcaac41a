//! The page's files, inside the binary.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";

/// Name behind `/assets/`, type and text of each file.
const FILES: &[File] = &[
    script("address.js", include_str!("page/address.js")),
    script("axis.js", include_str!("page/axis.js")),
    script("contours.js", include_str!("page/contours.js")),
    script("curtain.js", include_str!("page/curtain.js")),
    script("curves.js", include_str!("page/curves.js")),
    script("demo.js", include_str!("page/demo.js")),
    script("dials.js", include_str!("page/dials.js")),
    script("dom.js", include_str!("page/dom.js")),
    script("fields.js", include_str!("page/fields.js")),
    script("graph.js", include_str!("page/graph.js")),
    script("heat.js", include_str!("page/heat.js")),
    script("history.js", include_str!("page/history.js")),
    script("keys.js", include_str!("page/keys.js")),
    script("knobs.js", include_str!("page/knobs.js")),
    script("labels.js", include_str!("page/labels.js")),
    script("layout.js", include_str!("page/layout.js")),
    script("legend.js", include_str!("page/legend.js")),
    script("list.js", include_str!("page/list.js")),
    script("main.js", include_str!("page/main.js")),
    script("nodes.js", include_str!("page/nodes.js")),
    script("notes.js", include_str!("page/notes.js")),
    script("numbers.js", include_str!("page/numbers.js")),
    script("panels.js", include_str!("page/panels.js")),
    script("pictures.js", include_str!("page/pictures.js")),
    script("plot.js", include_str!("page/plot.js")),
    script("pointer.js", include_str!("page/pointer.js")),
    script("presets.js", include_str!("page/presets.js")),
    script("remembered.js", include_str!("page/remembered.js")),
    script("rows.js", include_str!("page/rows.js")),
    script("series.js", include_str!("page/series.js")),
    script("sheet.js", include_str!("page/sheet.js")),
    script("socket.js", include_str!("page/socket.js")),
    style("style.css", include_str!("page/style.css")),
    script("style.js", include_str!("page/style.js")),
    script("transport.js", include_str!("page/transport.js")),
    script("words.js", include_str!("page/words.js")),
    script(
        "vendor/uPlot.iife.min.js",
        include_str!("page/vendor/uPlot.iife.min.js"),
    ),
    style(
        "vendor/uPlot.min.css",
        include_str!("page/vendor/uPlot.min.css"),
    ),
    (
        "vendor/LICENSE",
        "text/plain; charset=utf-8",
        include_str!("page/vendor/LICENSE"),
    ),
];

type File = (&'static str, &'static str, &'static str);

const fn script(name: &'static str, text: &'static str) -> File {
    (name, "text/javascript; charset=utf-8", text)
}

const fn style(name: &'static str, text: &'static str) -> File {
    (name, "text/css; charset=utf-8", text)
}

/// The page itself.
pub async fn index() -> Response {
    let text = include_str!("page/index.html");
    ([(CONTENT_TYPE, HTML)], text).into_response()
}

/// One of its files.
pub fn file(name: &str) -> Option<Response> {
    let (_, kind, text) = FILES.iter().find(|(known, ..)| *known == name)?;
    Some(([(CONTENT_TYPE, *kind)], *text).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const INDEX: &str = include_str!("page/index.html");

    #[test]
    fn the_whole_page_is_small() {
        let size: usize = FILES.iter().map(|(.., text)| text.len()).sum();
        assert!(size + INDEX.len() <= 300_000, "{size}");
    }

    #[test]
    fn every_file_that_the_page_names_is_there() {
        let is_there = |name: &str| FILES.iter().any(|(known, ..)| *known == name);
        let named = |text: &'static str, before: &'static str| {
            let parts = text.split(before).skip(1);
            parts.filter_map(|part| part.split('"').next())
        };
        let scripts = FILES.iter().filter(|(name, ..)| !name.contains('/'));
        let imported = scripts.flat_map(|(.., text)| named(text, "from \"./"));
        let mut names: Vec<&str> = imported.chain(named(INDEX, "\"/assets/")).collect();
        names.retain(|name| !is_there(name));
        assert!(names.is_empty(), "{names:?}");
    }

    #[test]
    fn every_file_of_the_page_is_served() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page");
        for entry in folder.read_dir().unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_named = |(known, ..): &File| known.split('/').next() == Some(&name);
            assert!(name == "index.html" || FILES.iter().any(is_named), "{name}");
        }
    }
}
