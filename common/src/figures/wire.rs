//! How figures are written for a page that draws them itself: as they are, with large fields packed.

use super::map::{Example, Plane};
use super::picture::Picture;
use super::spread::Spread;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{SerializeSeq, SerializeStruct, SerializeTuple};
use serde::{Serialize, Serializer};

/// Bytes as base64.
pub(super) fn packed(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Points as `[x, y]`, or `[x, mean, low, high]` where they spread.
pub(super) fn points<S: Serializer>(
    points: &[(f64, Spread)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(points.len()))?;
    for (x, spread) in points {
        let [low, mean, high] = spread.ends();
        match (low, high) == (mean, mean) || mean.is_nan() {
            true => sequence.serialize_element(&[*x, mean])?,
            false => sequence.serialize_element(&[*x, mean, low, high])?,
        }
    }
    sequence.end()
}

impl Serialize for Example {
    /// As `[x, y, class, test]`; places as exact as any screen needs them.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(4)?;
        tuple.serialize_element(&(self.x as f32))?;
        tuple.serialize_element(&(self.y as f32))?;
        tuple.serialize_element(&self.class)?;
        tuple.serialize_element(&self.test)?;
        tuple.end()
    }
}

impl Serialize for Plane {
    /// Cells packed: a byte for the class, a byte for the confidence as a share of 255.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let classes: Vec<u8> = self
            .classes
            .iter()
            .map(|class| (*class).min(255) as u8)
            .collect();
        let share = |confidence: &f64| (255.0 * confidence.clamp(0.0, 1.0)).round() as u8;
        let confidence: Vec<u8> = self.confidence.iter().map(share).collect();
        let mut plane = serializer.serialize_struct("Plane", 6)?;
        plane.serialize_field("x", &self.x)?;
        plane.serialize_field("y", &self.y)?;
        plane.serialize_field("columns", &self.columns)?;
        plane.serialize_field("rows", &self.rows)?;
        plane.serialize_field("classes", &packed(&classes))?;
        plane.serialize_field("confidence", &packed(&confidence))?;
        plane.end()
    }
}

impl Serialize for Picture {
    /// Rows of red, green and blue bytes, packed.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (width, height) = self.pixels().dimensions();
        let mut picture = serializer.serialize_struct("Picture", 3)?;
        picture.serialize_field("width", &width)?;
        picture.serialize_field("height", &height)?;
        picture.serialize_field("pixels", &packed(self.pixels().as_raw()))?;
        picture.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::paths::Surface;
    use super::*;
    use crate::figures::{Edge, Graph, Heat, Node, Pictures, Plot};
    use burn::tensor::{Device, Tensor};
    use serde_json::{Value, json, to_value};

    fn bytes(packed: &Value) -> Vec<u8> {
        STANDARD.decode(packed.as_str().unwrap()).unwrap()
    }

    fn keys(object: &Value) -> Vec<&str> {
        let object = object.as_object().unwrap();
        let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    /// A plane of so many cells along both sides.
    fn plane(side: usize) -> Plane {
        let cells = 0..side * side;
        Plane {
            x: (-1.0, 1.0),
            y: (-2.0, 2.0),
            columns: side,
            rows: side,
            classes: cells.clone().map(|cell| cell % 3).collect(),
            confidence: cells.map(|cell| (cell % 10) as f64 / 9.0).collect(),
        }
    }

    #[test]
    fn a_plot_has_all_that_a_page_draws() {
        let spread = Spread {
            mean: 2.0,
            low: 1.5,
            high: 3.0,
        };
        let plot = Plot::new("t").note("n").x("across").y("up").log_y();
        let plot = plot.line("a", [(0.0, 1.0), (1.0, f64::NAN)]);
        let plot = plot.spread("b", [(0.5, spread)]).missing([7.0]);
        let plot = plot.bars("c", [("one", spread)]).target((3.0, 4.0));
        let plot = plot
            .arrow("d", (0.0, 1.0), (2.0, 3.0))
            .area((0.0, 9.0), (1.0, 8.0));
        let series = |index: usize, name: &str, kind: &str, points: Value, missing: Value| json!({"index": index, "name": name, "kind": kind, "points": points, "missing": missing});
        let expected = json!({
            "title": "t",
            "note": "n",
            "labels": ["across", "up"],
            "scales": ["linear", "log"],
            "series": [
                series(0, "a", "line", json!([[0.0, 1.0], [1.0, null]]), json!([])),
                series(1, "b", "means", json!([[0.5, 2.0, 1.5, 3.0]]), json!([7.0])),
                series(2, "c", "bars", json!([[0.0, 2.0, 1.5, 3.0]]), json!([])),
                series(3, "d", "arrow", json!([[0.0, 1.0], [2.0, 3.0]]), json!([])),
            ],
            "categories": ["one"],
            "targets": [[3.0, 4.0]],
            "surface": null,
            "map": null,
            "classes": [],
            "area": [[0.0, 9.0], [1.0, 8.0]],
            "examples": [],
        });
        assert_eq!(to_value(plot).unwrap(), expected);
    }

    #[test]
    fn every_kind_of_series_has_its_name() {
        let plot = Plot::new("t")
            .mark("best", 3.0)
            .dots("d", [("one", 1.0.into())]);
        let plot = plot
            .histogram("h", [0.25, f64::INFINITY])
            .path("p", [(1.0, 2.0)]);
        let plot = to_value(plot).unwrap();
        let series = plot["series"].as_array().unwrap();
        let kinds: Vec<_> = series
            .iter()
            .map(|it| (&it["kind"], &it["points"]))
            .collect();
        let expected = [
            ("mark", json!([[3.0, null]])),
            ("dots", json!([[0.0, 1.0]])),
            ("histogram", json!([[0.25, 0.0], [null, 0.0]])),
            ("path", json!([[1.0, 2.0]])),
        ];
        for ((kind, points), (name, expected)) in kinds.into_iter().zip(&expected) {
            assert_eq!((kind.as_str(), points), (Some(*name), expected));
        }
    }

    #[test]
    fn a_map_with_examples_is_small_and_unpacks() {
        let example = |number: usize| Example {
            x: (number as f64).sin(),
            y: (number as f64).cos(),
            class: number % 3,
            test: number.is_multiple_of(5),
        };
        let examples: Vec<Example> = (0..500).map(example).collect();
        let names = ["a", "b", "c"].map(str::to_owned);
        let plot = Plot::new("t").map(&plane(100), &names).examples(&examples);
        let text = serde_json::to_string(&plot).unwrap();
        assert!(text.len() < 60_000, "{}", text.len());
        let plot: Value = serde_json::from_str(&text).unwrap();
        let map = &plot["map"];
        assert_eq!(
            keys(map),
            ["classes", "columns", "confidence", "rows", "x", "y"]
        );
        assert_eq!(
            (&map["x"], &map["y"]),
            (&json!([-1.0, 1.0]), &json!([-2.0, 2.0]))
        );
        assert_eq!((&map["columns"], &map["rows"]), (&json!(100), &json!(100)));
        assert_eq!(bytes(&map["classes"])[..4], [0, 1, 2, 0]);
        let confidence = bytes(&map["confidence"]);
        assert_eq!(
            (confidence.len(), &confidence[8..11]),
            (10_000, &[227, 255, 0][..])
        );
        let (x, y) = (5_f64.sin() as f32, 5_f64.cos() as f32);
        let example = serde_json::to_string(&examples[5]).unwrap();
        assert_eq!(example, format!("[{x},{y},2,true]"));
        assert_eq!(plot["examples"].as_array().map(Vec::len), Some(500));
        assert_eq!(plot["classes"], json!(["a", "b", "c"]));
    }

    #[test]
    fn a_surface_is_small_and_unpacks() {
        let surface = Surface::of((0.0, 1.0), (0.0, 2.0), |x, y| 1.0 + x + 10.0 * y);
        let text = serde_json::to_string(&Plot::new("t").contours(&surface)).unwrap();
        assert!(text.len() < 100_000, "{}", text.len());
        let plot: Value = serde_json::from_str(&text).unwrap();
        let surface = &plot["surface"];
        assert_eq!(keys(surface), ["levels", "side", "values", "x", "y"]);
        let values = bytes(&surface["values"]);
        let values = values
            .as_chunks()
            .0
            .iter()
            .map(|value| f32::from_le_bytes(*value));
        let values: Vec<f32> = values.collect();
        let side = surface["side"].as_u64().unwrap() as usize;
        assert_eq!(values.len(), side * side);
        // The lowest row first, and in it the lowest x.
        assert_eq!(
            [values[0], values[side - 1], values[side * side - 1]],
            [1.0, 2.0, 22.0]
        );
        assert!(surface["levels"].as_array().unwrap().contains(&json!(10.0)));
        assert_eq!(plot["area"], json!([[0.0, 1.0], [0.0, 2.0]]));
    }

    #[test]
    fn pictures_are_packed_pixels_with_their_words() {
        let device = Device::flex();
        let images =
            Tensor::<4>::from_floats([[[[0.0, 0.5]], [[1.0, 0.5]], [[0.0, 0.5]]]], &device);
        let pictures = Pictures::grid("t", 3)
            .row("first", &images)
            .captions(["one"]);
        let empty = Tensor::zeros([1, 1, 0, 2], &device);
        let pictures = to_value(pictures.images(&empty)).unwrap();
        assert_eq!(
            keys(&pictures),
            ["columns", "given", "groups", "note", "title"]
        );
        assert_eq!(
            (&pictures["columns"], &pictures["given"]),
            (&json!(3), &json!(2))
        );
        let group = &pictures["groups"][0];
        assert_eq!(
            (&group["label"], &group["captions"]),
            (&json!("first"), &json!(["one"]))
        );
        let picture = &group["pictures"][0];
        assert_eq!(
            (&picture["width"], &picture["height"]),
            (&json!(2), &json!(1))
        );
        assert_eq!(bytes(&picture["pixels"]), [0, 255, 0, 128, 128, 128]);
        assert_eq!(pictures["groups"][1]["pictures"], json!([null]));
    }

    #[test]
    fn graphs_and_heat_maps_have_all_that_a_page_draws() {
        let node = Node::at((1.0, 2.0), "h").value("0.5").strength(f64::NAN);
        let graph = Graph::new("t").note("n").node(node.chosen(true));
        let graph = graph.edge(Edge::between(0, 0).label("w").strength(-0.5));
        let expected = json!({
            "title": "t",
            "note": "n",
            "nodes": [{"x": 1.0, "y": 2.0, "label": "h", "value": "0.5", "strength": null, "chosen": true}],
            "edges": [{"from": 0, "to": 0, "label": "w", "strength": -0.5, "chosen": false}],
        });
        assert_eq!(to_value(graph).unwrap(), expected);
        let heat = Heat::new("t", ["a", "b"])
            .x("to")
            .y("from")
            .row("r", [1.0, f64::NAN]);
        let expected = json!({
            "title": "t",
            "note": "",
            "labels": ["to", "from"],
            "columns": ["a", "b"],
            "rows": [["r", [1.0, null]]],
            "limit": 2.0,
            "chosen": [0, 1],
        });
        assert_eq!(to_value(heat.limit(2.0).chosen(0, 1)).unwrap(), expected);
    }
}
