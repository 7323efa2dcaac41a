//! Figures for reports and demonstrations, as SVG and PNG: curves, bars, histograms, decision maps,
//! examples and arrows in the plane, confusion matrices, trajectories over a surface, heat maps with
//! numbers, graphs, rows of small pictures, and several of them side by side. A page that draws them
//! itself gets them as JSON (`wire`).
//!
//! No other module knows the plotting crate. Colours are told apart in common forms of colour
//! blindness and never stand alone: every series has a marker of its own as well. The same input
//! gives the same bytes, and no input panics: what cannot be drawn is left out.

mod arrow;
mod axes;
mod chart;
mod confusion;
mod figure;
mod graph;
mod grid;
mod heat;
mod histogram;
mod lines;
mod map;
mod notes;
mod paths;
mod pen;
mod picture;
mod pictures;
mod plot;
mod rows;
mod series;
mod sheet;
mod spread;
mod style;
mod wire;

pub use confusion::confusion;
pub use figure::{Figure, panels};
pub(crate) use figure::{column, pairs};
pub use graph::{Edge, Graph, Node};
pub use heat::Heat;
pub use map::{Example, Plane};
pub(crate) use notes::Notes;
pub use paths::Surface;
pub use pictures::Pictures;
pub use plot::Plot;
pub use spread::Spread;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    pub(super) fn names(count: usize) -> Vec<String> {
        (0..count).map(|class| format!("class {class}")).collect()
    }

    /// What a figure is saved as: SVG and PNG.
    pub(super) fn saved(figure: &Figure) -> (Vec<u8>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("figures");
        let svg = figure.save(&folder, "figure").unwrap();
        let png = svg.with_extension("png");
        (files::read(&svg).unwrap(), files::read(&png).unwrap())
    }

    /// Checks that two figures of the same input are saved as the same bytes.
    pub(super) fn assert_reproducible(figure: impl Fn() -> Figure) {
        let (svg, png) = saved(&figure());
        assert_eq!((&svg, &png), (&saved(&figure()).0, &saved(&figure()).1));
        assert!(svg.starts_with(b"<svg") && svg.ends_with(b"</svg>"));
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    }

    /// One figure of each kind, as a program would draw it.
    fn every_kind() -> Vec<Figure> {
        let wave = |shift: f64| {
            let steps = (1..=100).map(f64::from);
            steps.map(move |step| (step, 2.0 + (step / 9.0 + shift).sin()))
        };
        let spread = |mean: f64| Spread {
            mean,
            low: mean - 0.1,
            high: mean + 0.1,
        };
        let means = |every: usize| {
            let points = wave(0.0).step_by(every);
            points.map(move |(x, y)| (x, spread(y)))
        };
        let rows = [("L1", spread(0.9)), ("L2", spread(0.95))];
        let square = (-1.0, 1.0);
        let bowl = Surface::of(square, square, |x, y| x * x + 9.0 * y * y);
        let way = wave(0.0).map(|(x, y)| (1.0 - x / 100.0, y / 9.0));
        let plane = Plane {
            x: square,
            y: square,
            columns: 40,
            rows: 40,
            classes: (0..1600)
                .map(|cell| usize::from(cell % 40 > cell / 40))
                .collect(),
            confidence: vec![0.8; 1600],
        };
        let example = |test: bool| Example {
            x: 0.5,
            y: 0.1,
            class: 1,
            test,
        };
        let new = |title: &str| Plot::new(title).note("mean ± spread").x("x").y("y");
        let plots = [
            new("lines")
                .line("train", wave(0.0))
                .mark("suggested", 30.0)
                .log_x()
                .log_y(),
            new("error bars")
                .spread("test", means(10))
                .missing([120.0])
                .log_x(),
            new("band").spread("test", means(2)),
            new("dots").dots("train", rows).dots("test", rows),
            new("bars").bars("train", rows),
            new("histogram")
                .histogram("weights", wave(0.0).map(|point| point.1 - 2.0))
                .log_y(),
            new("paths")
                .contours(&bowl)
                .path("momentum", way)
                .target((0.0, 0.0)),
            new("map")
                .map(&plane, &names(2))
                .examples(&[example(false), example(true)]),
            new("arrows")
                .arrow("gradient", (0.0, 0.0), (1.0, 2.0))
                .area(square, square),
            new("scatter").scatter(&[example(false), example(true)], &names(2)),
        ];
        let mut figures: Vec<_> = plots.map(Plot::figure).into();
        let nodes = [-1.0, 1.0].map(|x| Node::at((x, 0.0), "h").value("0.5").strength(x));
        let graph = nodes.into_iter().fold(Graph::new("graph"), Graph::node);
        let edge = Edge::between(0, 1).strength(-0.5).label("w");
        figures.push(graph.note("weights").edge(edge).figure());
        let heat = Heat::new("heat", names(2)).x("to").y("from").chosen(0, 1);
        let heat = heat.row("a", [1.0, -2.0]).row("b", [f64::NAN, 0.5]);
        figures.push(heat.figure());
        figures.push(confusion("matrix", &names(2), &[vec![5, 1], vec![0, 4]]));
        figures
    }

    #[test]
    fn every_kind_is_drawn_alone_and_among_others_with_the_same_bytes() {
        let figures = every_kind();
        for (figure, again) in figures.iter().zip(every_kind()) {
            assert!(saved(figure) == saved(&again));
            assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
        }
        let all = panels("all", 3, &figures);
        saved(&all);
        for title in [
            "all",
            "lines",
            "error bars",
            "band",
            "dots",
            "bars",
            "histogram",
            "paths",
            "map",
            "arrows",
            "scatter",
            "graph",
            "heat",
            "matrix",
        ] {
            assert!(all.svg().contains(&format!(">{title}<")), "{title}");
        }
    }

    /// Checks that a figure can be saved, and that nothing in it is a number that is none.
    fn assert_drawn(plot: Plot) {
        let figure = plot.figure();
        saved(&figure);
        let is_odd = ["NaN", "inf"].map(|odd| figure.svg().contains(odd));
        assert_eq!(is_odd, [false, false]);
    }

    const ODD: [f64; 13] = [
        0.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN_POSITIVE,
        1e99,
        -1e99,
        1e16,
        1e16 + 2.0,
        1e-14,
        -3.0,
        1.0,
    ];

    #[test]
    fn odd_numbers_are_drawn_without_what_has_no_place() {
        // Each beside another one, and beside itself.
        let pairs = (0..ODD.len()).map(|index| (ODD[index], ODD[index * 5 % ODD.len()]));
        for (x, y) in pairs.chain(ODD.map(|odd| (odd, odd))) {
            let spread = Spread {
                mean: x,
                low: y,
                high: 2.0,
            };
            let rows = [("a", spread), ("b", y.into())];
            for log in [false, true] {
                let new = || match log {
                    true => Plot::new("t").log_x().log_y(),
                    false => Plot::new("t"),
                };
                let lines = new().line("loss", [(x, y), (1.0, x)]).mark("best", y);
                assert_drawn(
                    lines
                        .spread("test", [(y, spread), (2.0, spread)])
                        .missing([x]),
                );
                assert_drawn(new().dots("test", rows).bars("train", rows));
                assert_drawn(new().histogram("weights", [x, y, 1.0]));
                assert_drawn(new().path("Adam", [(x, y), (0.5, 0.5)]).target((y, x)));
                let arrow = new().arrow("step", (x, y), (0.5, 0.5));
                assert_drawn(arrow.area((x, y), (y, 1.0)));
                assert_drawn(new().arrow("step", (x, y), (y, x)));
            }
        }
        assert_drawn(
            Plot::new("")
                .line("", [])
                .spread("", [])
                .missing([1.0])
                .path("", []),
        );
        assert_drawn(
            Plot::new("")
                .dots("", Vec::<(String, Spread)>::new())
                .missing([1.0]),
        );
        assert_drawn(Plot::new("").histogram("", []));
    }

    #[test]
    fn odd_surfaces_and_planes_are_drawn() {
        let (square, far) = (
            (-1.0, 1.0),
            [(0.0, 0.0), (-3.0, 1e99), (3.0, -1e99), (0.0, 0.5)],
        );
        for (index, value) in ODD.into_iter().enumerate() {
            let range = [square, (value, 1.0), (3.0, 3.0), (1.0, value)][index % 4];
            let steep = |x: f64, y: f64| if x > y { value } else { (1.0 / x).exp() };
            let surface = Surface::of(range, square, steep);
            let plot = Plot::new("t").contours(&surface).path("SGD", far);
            assert_drawn(plot.target((value, 0.0)));
            for (classes, side) in [(0, 3), (1, 0), (2, 1), (10, 9)] {
                let plane = Plane {
                    x: range,
                    y: square,
                    columns: side,
                    rows: side,
                    classes: (0..side * side).map(|cell| cell * 7 / 3 % 11).collect(),
                    confidence: vec![value; side * side],
                };
                let example = Example {
                    x: value,
                    y: 0.0,
                    class: classes,
                    test: true,
                };
                let plot = Plot::new("t").map(&plane, &names(classes));
                assert_drawn(plot.examples(&[example]));
                assert_drawn(Plot::new("t").scatter(&[example], &names(classes)));
                assert_drawn(Plot::new("t").scatter(&[], &names(classes + 1)));
                let lacking = Plane {
                    columns: 0,
                    rows: 9,
                    ..plane
                };
                assert_drawn(Plot::new("t").map(&lacking, &names(classes)));
            }
        }
    }

    #[test]
    fn long_series_stay_small() {
        let rising = || (0..50_000).map(f64::from).map(|x| (x, x));
        let (mut lines, mut bands, mut paths) = (Plot::new("t"), Plot::new("t"), Plot::new("t"));
        for index in 0..10 {
            let shift = f64::from(index);
            lines = lines.line("loss", rising().map(|(x, y)| (x, y + shift)));
            let spread = |y: f64| Spread {
                mean: y,
                low: y - 1.0,
                high: y + shift,
            };
            bands = bands.spread("loss", rising().map(|(x, y)| (x, spread(y))));
            let way = (0..50_000).map(|step: i32| (f64::from(step % 7), f64::from(step % 11)));
            paths = paths.path("Adam", way);
        }
        for plot in [lines, bands, paths] {
            let svg = plot.figure().svg().len();
            assert!(svg < 300_000, "{svg}");
        }
    }
}
