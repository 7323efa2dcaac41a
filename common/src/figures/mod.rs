//! Figures for reports: curves, decision maps, confusion matrices, as SVG and PNG.
//!
//! No other module knows the plotting crate. Colours are told apart in common forms of colour
//! blindness and never stand alone: every series has a marker of its own as well. The same input
//! gives the same bytes, and no input panics: what cannot be drawn is left out.

mod axes;
mod confusion;
mod curves;
mod decision_boundary;
mod map;
mod marks;

pub use axes::Scale;
pub use confusion::confusion;
pub use curves::{Curve, curves, curves_scaled};
pub use decision_boundary::{Example, Plane, decision_boundary};

use crate::error::{Error, Result};
use crate::files;
use kuva::prelude::{Layout, Plot, PngBackend, ScatterPlot, SvgBackend, render_multiple};
use kuva::render::color::Color;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{Primitive, Scene};
use std::path::{Path, PathBuf};

/// Characters of a legend before it wraps.
const LEGEND_WIDTH: usize = 24;

/// A finished figure.
pub struct Figure {
    scene: Scene,
    svg: String,
}

impl Figure {
    /// Lays `plots` over `background`, which is drawn in pixels inside the axes.
    fn compose(
        layout: Layout,
        (width, height): (f64, f64),
        background: impl FnOnce(&ComputedLayout) -> Vec<Primitive>,
        mut plots: Vec<Plot>,
    ) -> Self {
        // The size asked for is that of the plot; labels and legend come on top of it.
        let layout = layout
            .with_scale(1.4)
            .with_title_wrap(48)
            .with_x_label_wrap(60)
            .with_y_label_wrap(40)
            .with_legend_box(false)
            .with_box_axes()
            .with_legend_wrap(LEGEND_WIDTH);
        let natural = ComputedLayout::from_layout(&layout);
        let layout = layout
            .with_width(natural.width - natural.plot_width() + width)
            .with_height(natural.height - natural.plot_height() + height);
        let background = background(&ComputedLayout::from_layout(&layout));
        // Without any plot there would be no axes either.
        plots.push(ScatterPlot::new().into());
        let mut scene = render_multiple(plots, layout);
        // Before the axes, so that it covers neither them nor their ticks.
        scene.elements.splice(0..0, background);
        // The clip's name counts the figures of the process, so it would differ from run to
        // run; everything is drawn inside the axes anyway.
        scene.defs.clear();
        scene
            .elements
            .retain(|element| !matches!(element, Primitive::ClipStart { .. } | Primitive::ClipEnd));
        for element in &mut scene.elements {
            // A legend knows no hollow markers: its white discs get an outline.
            if let Primitive::Circle {
                fill: Color::Rgb(255, 255, 255),
                stroke,
                stroke_width,
                ..
            } = element
            {
                (*stroke, *stroke_width) = (Some(marks::INK.into()), Some(2.0));
            }
        }
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
