//! Finished figures, alone and several as one.

use super::chart::Chart;
use super::picture::{self, Picture};
use super::style::{literal, words};
use crate::error::{Error, Result};
use crate::files;
use image::ImageFormat;
use kuva::prelude::{PngBackend, SvgBackend};
use kuva::render::render::{Primitive, Scene};
use kuva::render::render_utils::wrap_text;
use std::path::{Path, PathBuf};

/// Pixels of the PNG along a unit of the SVG.
const PIXELS_PER_UNIT: u32 = 2;

/// A finished figure.
pub struct Figure {
    /// What it is drawn from, unless that is several figures or pictures.
    pub(super) chart: Option<Chart>,
    pub(super) scene: Scene,
    /// On top of the scene.
    pictures: Vec<Picture>,
    svg: String,
}

impl Figure {
    pub(super) fn of(chart: Chart) -> Self {
        let figure = Self::with_pictures(chart.scene(1.0, true), Vec::new());
        Self {
            chart: Some(chart),
            ..figure
        }
    }

    /// A scene, and pictures on top of it.
    pub(super) fn with_pictures(scene: Scene, pictures: Vec<Picture>) -> Self {
        // With a view box it shrinks to the width of a page, instead of being cut off there.
        let view = format!(
            "<svg viewBox=\"0 0 {:.2} {:.2}\" ",
            scene.width, scene.height
        );
        let svg = SvgBackend::new().render_scene(&scene);
        let mut svg = svg.replacen("<svg ", &view, 1);
        if !pictures.is_empty() {
            const END: &str = "</svg>";
            svg.truncate(svg.trim_end().trim_end_matches(END).len());
            svg += "<g style=\"image-rendering:pixelated\">";
            for picture in &pictures {
                picture.write_svg(&mut svg);
            }
            svg += "</g>";
            svg += END;
        }
        Self {
            chart: None,
            scene,
            pictures,
            svg,
        }
    }

    /// Writes `<name>.svg` and `<name>.png` (two pixels a unit) into `folder`, which is created
    /// if missing, and returns the path of the SVG.
    ///
    /// # Errors
    /// [`Error::Io`] if a file cannot be written, [`Error::Failed`] if the PNG cannot be drawn.
    pub fn save(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        let failed = |reason| Error::Failed(format!("could not draw {name}.png: {reason}"));
        let png = self.to_png().map_err(failed)?;
        files::create_folder(folder)?;
        files::write_atomic(&folder.join(format!("{name}.png")), &png)?;
        let path = folder.join(format!("{name}.svg"));
        files::write_atomic(&path, self.svg.as_bytes())?;
        Ok(path)
    }

    /// The figure as a PNG, two pixels a unit.
    ///
    /// # Errors
    /// Those of the drawing crate, in words.
    pub fn to_png(&self) -> Result<Vec<u8>, String> {
        let scale = PIXELS_PER_UNIT as f32;
        let png = PngBackend::new()
            .with_scale(scale)
            .render_scene(&self.scene)?;
        if self.pictures.is_empty() {
            return Ok(png);
        }
        let drawing = image::load_from_memory_with_format(&png, ImageFormat::Png);
        let mut drawing = drawing.map_err(|error| error.to_string())?.into_rgb8();
        for picture in &self.pictures {
            picture.paste(&mut drawing, PIXELS_PER_UNIT);
        }
        picture::encoded(drawing.into())
    }

    /// Its width in units of the SVG.
    pub(crate) fn width(&self) -> f64 {
        self.scene.width
    }

    /// The figure as SVG text.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

/// Several figures as one, row by row in so many columns, with a common title above. The plots
/// shrink to stay together on a page, the text does not; a legend that all have in common
/// stands once.
pub fn panels(title: &str, columns: usize, figures: &[Figure]) -> Figure {
    let columns = columns.clamp(1, figures.len().max(1));
    let share = match columns {
        1 => 1.0,
        2 => 0.72,
        _ => 0.55,
    };
    arranged(title, (columns, share, false), figures)
}

/// Pairs of figures, one pair below the other. A legend that a pair has in common stands once.
pub(crate) fn pairs(figures: Vec<[Figure; 2]>) -> Figure {
    // The only pair is as large as alone.
    let share = if figures.len() == 1 { 1.0 } else { 0.72 };
    let figures: Vec<Figure> = figures.into_iter().flatten().collect();
    arranged("", (2, share, true), &figures)
}

/// Several figures below each other, as small as side by side.
pub(crate) fn column(figures: &[Figure]) -> Figure {
    arranged("", (1, 0.72, false), figures)
}

/// Several figures in so many columns, at a share of their size. Legends are compared row by row, or
/// all with each other.
fn arranged(
    title: &str,
    (columns, share, by_row): (usize, f64, bool),
    figures: &[Figure],
) -> Figure {
    let labels = |figure: &Figure| {
        let legend = figure.chart.iter().flat_map(|chart| &chart.legend);
        legend.map(|entry| entry.label.clone()).collect::<Vec<_>>()
    };
    let in_common = |figures: &[Figure]| {
        let mut pairs = figures.windows(2);
        pairs.all(|pair| labels(&pair[0]) == labels(&pair[1]))
    };
    let all_in_common = in_common(figures);
    let again = |(index, figure): (usize, &Figure)| {
        let row = figures
            .chunks(columns)
            .nth(index / columns)
            .unwrap_or_default();
        let with_legend = match by_row {
            true => !in_common(row) || index % columns + 1 == columns,
            false => !all_in_common || index + 1 == columns,
        };
        let chart = figure.chart.as_ref();
        chart.map(|chart| chart.scene(share, with_legend))
    };
    let again: Vec<Option<Scene>> = figures.iter().enumerate().map(again).collect();
    // Panels in panels stay as they are.
    let scenes = again.iter().zip(figures);
    let scenes = scenes.map(|(again, figure)| again.as_ref().unwrap_or(&figure.scene));
    let scenes: Vec<&Scene> = scenes.collect();
    let width = |column: usize| {
        let column = scenes.iter().skip(column).step_by(columns);
        column.map(|scene| scene.width).fold(0.0, f64::max)
    };
    let mut whole = Scene::new((0..columns).map(width).sum(), 0.0);
    whole.font_family = scenes.first().and_then(|scene| scene.font_family.clone());
    let mut pictures = Vec::new();
    if !title.is_empty() {
        let line_height = 31.0;
        for line in wrap_text(&literal(title), (whole.width / 15.0) as usize) {
            let middle = (whole.width / 2.0, whole.height + 0.74 * line_height);
            whole.add(words(line, middle, 25, "black"));
            whole.height += line_height;
        }
        whole.height += 0.5 * line_height;
    }
    for (row, figures) in scenes.chunks(columns).zip(figures.chunks(columns)) {
        let heights = row.iter().map(|scene| scene.height);
        let highest = heights.fold(0.0, f64::max);
        whole.height += highest;
        let mut left = 0.0;
        for (column, scene) in row.iter().enumerate() {
            // On a common base line, whatever their titles; what has no axes in the middle.
            let figure = &figures[column];
            let has_base = figure.chart.is_some() || !figure.pictures.is_empty();
            let room = highest - scene.height;
            let top = whole.height - scene.height - if has_base { 0.0 } else { room / 2.0 };
            whole.add(Primitive::GroupStart {
                transform: Some(format!("translate({left:.2},{top:.2})")),
                title: None,
                extra_attrs: None,
            });
            whole.elements.extend(scene.elements.iter().cloned());
            whole.add(Primitive::GroupEnd);
            whole.defs.extend(scene.defs.iter().cloned());
            let own = figures[column].pictures.iter().cloned();
            pictures.extend(own.map(|picture| picture.shifted((left, top))));
            left += width(column);
        }
    }
    // Clips of one name are one rectangle.
    whole.defs.sort();
    whole.defs.dedup();
    // A picture without any pixel cannot be written.
    (whole.width, whole.height) = (whole.width.max(1.0), whole.height.max(1.0));
    Figure::with_pictures(whole, pictures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Plot;
    use crate::figures::tests::{assert_reproducible, saved};

    fn figure(title: &str, name: &str) -> Figure {
        let plot = Plot::new(title).x("x").y("y");
        plot.line(name, [(0.0, 1.0), (1.0, 2.0)]).figure()
    }

    fn count(figure: &Figure, text: &str) -> usize {
        figure.svg().matches(text).count()
    }

    #[test]
    fn the_svg_is_saved_as_it_is_shown() {
        let figure = figure("a", "loss");
        assert_eq!(saved(&figure).0, figure.svg().as_bytes());
    }

    #[test]
    fn the_view_is_as_large_as_the_figure() {
        let figure = figure("a", "loss");
        let numbers = figure.svg().split(['"', ' ']);
        let numbers: Vec<f64> = numbers.filter_map(|word| word.parse().ok()).collect();
        let (width, height) = (figure.scene.width, figure.scene.height);
        for (number, expected) in numbers.iter().zip([0.0, 0.0, width, height, width, height]) {
            assert!((number - expected).abs() < 0.01, "{numbers:?}");
        }
    }

    #[test]
    fn the_same_panels_give_the_same_bytes() {
        assert_reproducible(|| panels("t", 2, &[figure("a", "loss"), figure("b", "loss")]));
    }

    #[test]
    fn every_clip_is_named_after_its_rectangle() {
        let (narrow, wide) = (figure("a", "loss"), figure("b", "a much longer name"));
        let row = panels("t", 2, &[narrow, wide]);
        let clips = |figure: &Figure| (count(figure, "<clipPath"), count(figure, "url(#clip-"));
        assert_eq!((clips(&figure("a", "loss")), clips(&row)), ((1, 1), (1, 2)));
        assert_eq!(count(&row, "kuva-clip"), 0);
    }

    #[test]
    fn a_common_legend_stands_once_and_different_ones_stay() {
        let same = ["a", "b", "c"].map(|title| figure(title, "loss"));
        let row = panels("all", 3, &same);
        let counts = [">loss<", ">all<", ">c<"].map(|text| count(&row, text));
        assert_eq!(counts, [1, 1, 1]);
        let different = panels("both", 2, &[figure("a", "loss"), figure("b", "error")]);
        assert_eq!(
            (count(&different, ">loss<"), count(&different, ">error<")),
            (1, 1)
        );
    }

    #[test]
    fn pairs_share_a_legend_each() {
        let pair = |name: &str| ["a", "b"].map(|title| figure(title, name));
        let figure = pairs(vec![pair("loss"), pair("error")]);
        let counts = [">loss<", ">error<", ">a<"].map(|text| count(&figure, text));
        assert_eq!(counts, [1, 1, 2]);
        let alone = pairs(vec![pair("loss")]);
        assert!(alone.width() > figure.width());
    }

    #[test]
    fn plots_shrink_and_text_does_not() {
        let single = figure("a", "loss");
        let row = panels("", 3, &["a", "b", "c"].map(|title| figure(title, "loss")));
        assert!(row.scene.width < 2.0 * single.scene.width);
        for size in ["font-size=\"17\"", "font-size=\"20\""] {
            assert!(count(&single, size) > 0 && count(&row, size) > 0, "{size}");
        }
    }

    #[test]
    fn odd_numbers_of_panels_are_drawn() {
        for columns in [0, 1, 2, 5, usize::MAX] {
            for number in [0, 1, 3] {
                let figures: Vec<_> = (0..number).map(|_| figure("a", "loss")).collect();
                saved(&panels("title", columns, &figures));
                saved(&panels("", columns, &[panels("inner", 2, &figures)]));
            }
        }
    }
}
