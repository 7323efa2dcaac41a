//! Figures for reports: curves, decision maps, confusion matrices, as SVG and PNG.
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
mod map;
mod marks;
mod outline;
mod spread;
mod spread_curves;
mod surface;
mod trajectories;

pub use axes::Scale;
pub use bars::{BarSeries, ValueRange, bars};
pub use confusion::confusion;
pub use curves::{Curve, Mark, curves, curves_marked, curves_scaled};
pub use decision_boundary::{Example, Plane, decision_boundary};
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
    scene: Scene,
    svg: String,
}

impl Figure {
    fn of(chart: Chart) -> Self {
        let scene = chart.scene(1.0, true);
        let svg = SvgBackend::new().render_scene(&scene);
        Self { scene, svg }
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
}
