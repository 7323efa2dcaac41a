//! Rows and columns of small pictures: samples, reconstructions, interpolations.

use super::figure::Figure;
use super::picture::{Picture, SIDE};
use super::sheet::{self, GAP, LABEL_GAP, LABEL_SIZE, MARGIN, Sheet, width};
use super::style::{font, literal};
use burn::tensor::Tensor;
use kuva::render::render::Scene;
use kuva::render::render_utils::wrap_text;
use serde::Serialize;
use std::mem;

/// Pictures that a figure shows at most; it says how many there are.
const MOST: usize = 400;
/// Pictures in a row.
const MOST_COLUMNS: usize = 40;

/// Small pictures in rows and columns under construction. They are enlarged without smoothing, by a
/// whole factor, to 84 units or a little more.
///
/// A grid wraps:
/// ```
/// use burn::tensor::{Device, Tensor};
/// use common::figures::Pictures;
///
/// let samples = Tensor::<4>::zeros([25, 1, 28, 28], &Device::flex());
/// let names = (0..25).map(|sample| format!("sample {sample}"));
/// let figure = Pictures::grid("Samples", 5).images(&samples).captions(names).figure();
/// assert!(figure.svg().contains(">sample 24<"));
/// ```
/// Rows have a label each:
/// ```
/// # use burn::tensor::{Device, Tensor};
/// # use common::figures::Pictures;
/// # let [digits, nearly] = [0.0, 0.1].map(|grey| Tensor::full([8, 1, 28, 28], grey, &Device::flex()));
/// let rows = Pictures::rows("Reconstructions");
/// let figure = rows.row("original", &digits).row("k = 10", &nearly).figure();
/// ```
#[derive(Serialize)]
#[must_use]
pub struct Pictures {
    title: String,
    note: String,
    columns: usize,
    groups: Vec<Group>,
    /// Pictures that were given, also those that are one too many to be shown.
    given: usize,
}

/// Pictures that begin a row.
#[derive(Serialize)]
struct Group {
    label: String,
    /// None for one without pixels, which keeps its place.
    pictures: Vec<Option<Picture>>,
    captions: Vec<String>,
}

impl Pictures {
    /// An empty figure whose rows have this many pictures, from 1 to 40.
    pub fn grid(title: impl Into<String>, columns: usize) -> Self {
        Self {
            title: title.into(),
            note: String::new(),
            columns: columns.clamp(1, MOST_COLUMNS),
            groups: Vec::new(),
            given: 0,
        }
    }

    /// An empty figure whose rows are as long as what is put into them, up to 40 pictures.
    pub fn rows(title: impl Into<String>) -> Self {
        Self::grid(title, MOST_COLUMNS)
    }

    /// The same pictures below another title; their own becomes the beginning of the note.
    pub(crate) fn headed(mut self, title: &str) -> Self {
        (self.title, self.note) = sheet::headed(title, (self.title, self.note));
        self
    }

    /// The line below the title.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Adds pictures, beginning with a new row.
    ///
    /// Values are brightnesses from 0, black, to 1, white; what lies outside is clamped, and what is
    /// not a number is drawn in vermilion. Of one or two channels the first is shown in grey; of
    /// three or more the first three are red, green and blue.
    ///
    /// # Shapes
    /// - images: `[image, channel, height, width]`
    pub fn images(self, images: &Tensor<4>) -> Self {
        self.row("", images)
    }

    /// Adds pictures as [`images`](Self::images) does, with a label to their left.
    ///
    /// # Shapes
    /// - images: `[image, channel, height, width]`
    pub fn row(mut self, label: impl Into<String>, images: &Tensor<4>) -> Self {
        let [count, channels, height, width] = images.dims();
        let shown = count.min(MOST.saturating_sub(self.given));
        self.given += count;
        let shape = [channels, height, width];
        let size: usize = shape.iter().product();
        let pictures = match shown == 0 || size == 0 {
            true => (0..shown).map(|_| None).collect(),
            false => {
                let values: Vec<f32> = images
                    .clone()
                    .narrow(0, 0, shown)
                    .into_data()
                    .iter()
                    .collect();
                values
                    .chunks(size)
                    .map(|image| Picture::of(image, shape))
                    .collect()
            }
        };
        self.groups.push(Group {
            label: label.into(),
            pictures,
            captions: Vec::new(),
        });
        self
    }

    /// What stands below each of the pictures that were added last, in their order. Long captions
    /// wrap.
    pub fn captions(mut self, captions: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if let Some(last) = self.groups.last_mut() {
            last.captions = captions.into_iter().map(Into::into).collect();
        }
        self
    }

    /// The finished figure. It shows at most 400 pictures, and says so if there are more.
    pub fn figure(self) -> Figure {
        let groups = || self.groups.iter();
        let labels = groups().flat_map(Group::label);
        let label = labels.map(|line| width(&line, LABEL_SIZE) + LABEL_GAP);
        let label = label.fold(0.0, f64::max);
        let sizes = groups().flat_map(|group| group.pictures.iter().flatten());
        let widths = sizes.map(|picture| picture.size().0);
        let cell = widths.fold(f64::from(SIDE), f64::max);
        let longest = groups().map(|group| group.pictures.len().min(self.columns));
        let across = (cell + GAP) * longest.max().unwrap_or(0) as f64 - GAP;
        // Wide enough for a title.
        let whole = (label + across + 2.0 * MARGIN).max(420.0);
        let mut sheet = Sheet {
            scene: Scene::new(whole, MARGIN),
            pictures: Vec::new(),
            left: ((whole - label - across) / 2.0).floor() + label,
            cell,
        };
        sheet.scene.font_family = font();
        self.write_head(&mut sheet.scene);
        for group in &self.groups {
            let (mut label, mut captions) = (group.label(), group.captions.iter());
            for row in group.pictures.chunks(self.columns) {
                // Only the first row of several has the label.
                sheet.add_row(row, &mem::take(&mut label));
                sheet.add_captions(captions.by_ref().take(row.len()));
            }
        }
        sheet.scene.height += MARGIN - GAP;
        Figure::with_pictures(sheet.scene, sheet.pictures)
    }

    /// The title and the line below it.
    fn write_head(&self, scene: &mut Scene) {
        let mut note = self.note.clone();
        if self.given > MOST {
            let separator = if note.is_empty() { "" } else { "; " };
            note += &format!("{separator}the first {MOST} of {} pictures", self.given);
        }
        sheet::write_head(scene, &self.title, &note);
    }
}

impl Group {
    /// The lines of its label.
    fn label(&self) -> Vec<String> {
        match self.label.as_str() {
            "" => Vec::new(),
            label => wrap_text(&literal(label), 16),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::panels;
    use crate::figures::tests::{assert_reproducible, saved};
    use burn::tensor::{Device, TensorData};
    use image::{GenericImageView, ImageFormat};

    /// Pictures of `[channels, height, width]` in different greys.
    fn images(count: usize, [channels, height, width]: [usize; 3]) -> Tensor<4> {
        let shape = [count, channels, height, width];
        let size = channels * height * width;
        let values = (0..count * size).map(|place| (place / size) as f32 / count as f32);
        let data = TensorData::new(values.collect::<Vec<f32>>(), shape);
        Tensor::from_data(data, &Device::flex())
    }

    fn count(figure: &Figure, text: &str) -> usize {
        figure.svg().matches(text).count()
    }

    #[test]
    fn every_picture_and_every_caption_is_there() {
        let names = (0..7).map(|number| format!("no. {number}"));
        let grid = Pictures::grid("Samples", 3).images(&images(7, [1, 28, 28]));
        let figure = grid.captions(names).figure();
        assert_eq!(count(&figure, "<image "), 7);
        for text in [">Samples<", ">no. 0<", ">no. 6<"] {
            assert_eq!(count(&figure, text), 1, "{text}");
        }
        // The fourth begins the second row, below the caption of the first.
        let place = |number: usize| {
            let image = figure.svg().split("<image x=\"").nth(number + 1).unwrap();
            let mut words = image.split('"');
            let x: f64 = words.next().unwrap().parse().unwrap();
            (x, words.nth(1).unwrap().parse::<f64>().unwrap())
        };
        assert_eq!((place(3).0, place(2).1), (place(0).0, place(0).1));
        assert!(place(3).1 > place(0).1 + 84.0 + 15.0);
        assert_eq!(place(1).0 - place(0).0, 84.0 + GAP);
    }

    #[test]
    fn the_png_shows_what_the_svg_shows() {
        let figure = || {
            let rows = Pictures::rows("t")
                .note("n")
                .row("white", &images(1, [1, 8, 8]).ones_like());
            rows.row("grey", &images(2, [3, 28, 28])).figure()
        };
        assert_reproducible(figure);
        let (svg, png) = saved(&figure());
        let png = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap();
        let svg = String::from_utf8(svg).unwrap();
        // In the middle of each picture of the SVG lies its colour in the PNG.
        for (number, grey) in [255, 0, 128].into_iter().enumerate() {
            let image = svg.split("<image ").nth(number + 1).unwrap();
            let numbers: Vec<f64> = image
                .split('"')
                .skip(1)
                .step_by(2)
                .map_while(|word| word.parse().ok())
                .collect();
            let middle = |start: usize| (2.0 * numbers[start] + numbers[start + 2]) as u32;
            assert_eq!(png.get_pixel(middle(0), middle(1)).0[0], grey, "{number}");
        }
    }

    #[test]
    fn pictures_stay_in_their_panel() {
        let figure = |title: &str| {
            let pictures = Pictures::grid(title, 2).images(&images(2, [1, 28, 28]));
            pictures.figure()
        };
        let both = || panels("both", 2, &[figure("first"), figure("second")]);
        assert_reproducible(both);
        let (alone, both) = (figure("first"), both());
        assert_eq!((count(&alone, "<image "), count(&both, "<image ")), (2, 4));
        let x = |figure: &Figure, number: usize| -> f64 {
            let image = figure.svg().split("<image x=\"").nth(number + 1).unwrap();
            image.split('"').next().unwrap().parse().unwrap()
        };
        let width = alone.svg().split(" width=\"").nth(1).unwrap();
        let width: f64 = width.split('"').next().unwrap().parse().unwrap();
        assert_eq!(x(&both, 2), x(&alone, 0) + width);
    }

    #[test]
    fn odd_pictures_are_drawn() {
        let device = Device::flex();
        for shape in [
            [0, 1, 2, 2],
            [3, 0, 2, 2],
            [3, 1, 0, 2],
            [2, 2, 1, 300],
            [1, 5, 600, 2],
        ] {
            for columns in [0, 1, usize::MAX] {
                let nan = Tensor::full(shape, f32::NAN, &device);
                let pictures = Pictures::grid("", columns).captions(["too early"]);
                let pictures = pictures
                    .images(&nan)
                    .captions(["a", "", "$x$ \u{7}", "one more"]);
                saved(
                    &pictures
                        .row("a label that is long", &images(1, [1, 3, 9]))
                        .figure(),
                );
            }
        }
        saved(&Pictures::rows("").figure());
        saved(&panels("", 1, &[Pictures::rows("nothing").figure()]));
    }

    #[test]
    fn of_very_many_pictures_the_first_are_shown_and_it_is_said() {
        let many = images(3000, [1, 1, 1]);
        let figure = Pictures::grid("t", 40).images(&many).images(&many).figure();
        assert_eq!(count(&figure, "<image "), MOST);
        assert_eq!(count(&figure, ">the first 400 of 6000 pictures<"), 1);
    }
}
