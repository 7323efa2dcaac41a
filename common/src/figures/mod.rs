//! Figures for reports, as SVG and PNG: curves, bars, histograms, decision maps, confusion
//! matrices, trajectories over a surface, and several of them side by side.
//!
//! No other module knows the plotting crate. Colours are told apart in common forms of colour
//! blindness and never stand alone: every series has a marker of its own as well. The same input
//! gives the same bytes, and no input panics: what cannot be drawn is left out.

mod axes;
mod bar;
mod bars;
mod chart;
mod confusion;
mod contours;
mod curves;
mod decision_boundary;
mod frame;
mod histograms;
mod map;
mod marks;
mod outline;
mod panels;
mod plot;
mod spread;
mod spread_curves;
mod surface;
mod trajectories;

pub use axes::Scale;
pub use bars::{BarSeries, ValueRange, bars};
pub use confusion::confusion;
pub use curves::{Curve, Mark, curves, curves_marked, curves_scaled};
pub use decision_boundary::{Example, Plane, decision_boundary};
pub use histograms::{Sample, histograms};
pub use panels::panels;
pub use plot::Plot;
pub use spread::Spread;
pub use spread_curves::{SpreadCurve, curves_with_spread};
pub use surface::Surface;
pub use trajectories::{Trajectory, trajectories};

use crate::error::{Error, Result};
use crate::files;
use chart::Chart;
use kuva::prelude::{PngBackend, SvgBackend};
use kuva::render::render::Scene;
use std::path::{Path, PathBuf};

/// A finished figure.
pub struct Figure {
    /// What it is drawn from, unless that is several figures.
    chart: Option<Chart>,
    scene: Scene,
    svg: String,
}

impl Figure {
    fn of(chart: Chart) -> Self {
        Self::drawn(chart.scene(1.0, true), Some(chart))
    }

    fn drawn(scene: Scene, chart: Option<Chart>) -> Self {
        let svg = SvgBackend::new().render_scene(&scene);
        Self { chart, scene, svg }
    }

    /// Draws it once more, as a part of another figure: see [`Chart::scene`].
    fn again(&self, share: f64, with_legend: bool) -> Scene {
        if let Some(chart) = &self.chart {
            return chart.scene(share, with_legend);
        }
        let mut scene = Scene::new(self.scene.width, self.scene.height);
        scene.font_family.clone_from(&self.scene.font_family);
        scene.elements.clone_from(&self.scene.elements);
        scene
    }

    /// Writes `<name>.svg` and `<name>.png` (two pixels a unit) into `folder`, which is created
    /// if missing, and returns the path of the SVG.
    ///
    /// # Errors
    /// [`Error::Io`] if a file cannot be written, [`Error::Failed`] if the PNG cannot be drawn.
    pub fn save(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        let png = PngBackend::new()
            .with_scale(2.0)
            .render_scene(&self.scene)
            .map_err(|reason| Error::Failed(format!("could not draw {name}.png: {reason}")))?;
        files::create_folder(folder)?;
        files::write_atomic(&folder.join(format!("{name}.png")), &png)?;
        let path = folder.join(format!("{name}.svg"));
        files::write_atomic(&path, self.svg.as_bytes())?;
        Ok(path)
    }

    /// The figure as SVG text.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn names(count: usize) -> Vec<String> {
        (0..count).map(|class| format!("class {class}")).collect()
    }

    /// What a figure is saved as: SVG and PNG.
    pub(super) fn saved(figure: &Figure) -> (Vec<u8>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let svg = figure
            .save(&folder.path().join("figures"), "figure")
            .unwrap();
        (
            files::read(&svg).unwrap(),
            files::read(&svg.with_extension("png")).unwrap(),
        )
    }

    /// Checks that two figures of the same input are saved as the same bytes.
    pub(super) fn assert_reproducible(figure: impl Fn() -> Figure) {
        let (svg, png) = saved(&figure());
        assert_eq!((&svg, &png), (&saved(&figure()).0, &saved(&figure()).1));
        assert!(svg.starts_with(b"<svg") && svg.ends_with(b"</svg>"));
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    }

    #[test]
    fn the_svg_is_saved_as_it_is_shown() {
        let figure = confusion("t", &names(2), &[vec![5, 1], vec![0, 4]]);
        assert_eq!(saved(&figure).0, figure.svg().as_bytes());
    }

    /// One figure of each kind, as a program would draw it.
    fn every_kind() -> Vec<Figure> {
        let (linear, log) = (Scale::Linear, Scale::Log);
        let square = (-1.0, 1.0);
        let wave = |shift: f64| -> Vec<(f64, f64)> {
            let steps = (1..=100).map(f64::from);
            steps
                .map(|step| (step, 2.0 + (step / 9.0 + shift).sin()))
                .collect()
        };
        let curve = Curve {
            name: "training".into(),
            points: wave(0.0),
        };
        let mark = Mark {
            name: "suggested".into(),
            x: 30.0,
        };
        let spread = |count: usize| SpreadCurve {
            name: "test".into(),
            points: wave(0.0)
                .iter()
                .zip(wave(0.3))
                .map(|(first, second)| (first.0, Spread::of(&[first.1, second.1])))
                .step_by(100 / count)
                .collect(),
            missing: vec![120.0],
        };
        let series = BarSeries {
            name: "test".into(),
            values: vec![Spread::of(&[0.9, 0.92]), Spread::of(&[0.94, 0.95])],
        };
        let sample = Sample {
            name: "weights".into(),
            values: wave(0.0).iter().map(|point| point.1 - 2.0).collect(),
        };
        let surface = Surface::of(square, square, |x, y| x * x + 9.0 * y * y);
        let way = Trajectory {
            name: "momentum".into(),
            points: wave(0.0)
                .iter()
                .map(|point| (1.0 - point.0 / 100.0, point.1 / 9.0))
                .collect(),
        };
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
        let spreads = |title, curve, x| {
            curves_with_spread(title, "mean ± spread", "x", "y", &[curve], x, linear)
        };
        vec![
            curves_marked("curves", "x", "y", &[curve], &[mark], log, log),
            spreads("error bars", spread(10), log),
            spreads("band", spread(50), linear),
            bars(
                "bars",
                "",
                "accuracy",
                &names(2),
                &[series],
                ValueRange::Fitted,
            ),
            histograms("histogram", "weight", &[sample], log),
            trajectories(
                "trajectories",
                "x",
                "y",
                &surface,
                log,
                &[(0.0, 0.0)],
                &[way],
            ),
            decision_boundary("map", "x", "y", &plane, &[], &names(2)),
            confusion("matrix", &names(2), &[vec![5, 1], vec![0, 4]]),
        ]
    }

    #[test]
    fn every_kind_is_drawn_alone_and_among_others() {
        let figures = every_kind();
        for figure in &figures {
            saved(figure);
            assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
        }
        let all = panels("all", 3, &figures);
        saved(&all);
        for title in [
            "all",
            "curves",
            "error bars",
            "band",
            "bars",
            "histogram",
            "trajectories",
            "map",
            "matrix",
        ] {
            assert!(all.svg().contains(&format!(">{title}<")), "{title}");
        }
    }
}
