//! Where the windows of a convolution are, and the matrix that has one of them in each column.

use crate::number::Number;
use crate::winograd::Tiles;

/// Where the windows of a convolution are.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    /// Shape of x: batch, in, height, width.
    pub(crate) image: [usize; 4],
    /// Shape of w: out, in, kernel height, kernel width.
    pub(crate) filters: [usize; 4],
    stride: usize,
    padding: usize,
}

impl Places {
    /// # Panics
    /// If the shapes do not fit.
    pub fn new(image: [usize; 4], filters: [usize; 4], [stride, padding]: [usize; 2]) -> Self {
        let fits = (2..4).all(|side| image[side] + 2 * padding >= filters[side]);
        assert!(
            stride > 0 && fits && image[1] == filters[1],
            "{filters:?} filters do not fit {image:?}"
        );
        Self {
            image,
            filters,
            stride,
            padding,
        }
    }

    /// Height and width of what comes out.
    pub(crate) fn output(&self) -> [usize; 2] {
        [2, 3].map(|side| {
            (self.image[side] + 2 * self.padding - self.filters[side]) / self.stride + 1
        })
    }

    /// Rows of the matrix of columns, and how many of the latter an image has.
    pub(crate) fn columns(&self) -> [usize; 2] {
        [
            self.filters[1..].iter().product(),
            self.output().iter().product(),
        ]
    }

    /// How many images a group has: some hundred columns, so that they stay in the cache.
    pub(crate) fn group(&self) -> usize {
        (COLUMNS / self.columns()[1]).clamp(1, self.image[0].div_ceil(2))
    }

    /// What one offset into the window, down or to the right, meets on the way over an image.
    fn span(&self, side: usize, offset: usize) -> Span {
        let (stride, padding) = (self.stride, self.padding);
        let output = padding.saturating_sub(offset).div_ceil(stride);
        // Beyond the last pixel there is only padding.
        let behind = (self.image[side] + padding).saturating_sub(offset);
        let last = behind.div_ceil(stride).min(self.output()[side - 2]);
        Span {
            output,
            pixel: output * stride + offset - padding.min(output * stride + offset),
            count: last.saturating_sub(output),
        }
    }

    /// The columns of some images `[images, in, height, width]`: shape `[in * kernel, images * places]`.
    pub(crate) fn im2col<E: Number>(&self, x: &[E], images: usize) -> Vec<E> {
        let mut columns = Vec::with_capacity(self.columns()[0] * images * self.columns()[1]);
        // The runs come in order, and what lies between them is padding.
        self.walk(images, |column, pixel, count, stride| {
            columns.resize(column, E::default());
            match stride {
                1 => columns.extend_from_slice(&x[pixel..][..count]),
                _ => columns.extend(x[pixel..].iter().step_by(stride).take(count)),
            }
        });
        columns.resize(columns.capacity(), E::default());
        columns
    }

    /// Adds to each pixel what stands where [`im2col`](Self::im2col) copied it to.
    pub(crate) fn col2im<E: Number>(&self, columns: &[E], x: &mut [E], images: usize) {
        self.walk(images, |column, pixel, count, stride| {
            let (from, to) = (&columns[column..][..count], &mut x[pixel..]);
            match stride {
                1 => to[..count]
                    .iter_mut()
                    .zip(from)
                    .for_each(|(to, from)| *to += *from),
                _ => to
                    .iter_mut()
                    .step_by(stride)
                    .zip(from)
                    .for_each(|(to, from)| *to += *from),
            }
        });
    }

    /// Every run of elements of the columns that comes from one row of an image: where it begins in the columns and in
    /// the images, its length, and the distance of its pixels.
    fn walk(&self, images: usize, mut run: impl FnMut(usize, usize, usize, usize)) {
        let ([_, channels, height, width], [_, _, down, right]) = (self.image, self.filters);
        let ([_, output_width], [_, places]) = (self.output(), self.columns());
        for row in 0..channels * down * right {
            let (channel, offset) = (row / (down * right), row % (down * right));
            let (y, x) = (self.span(2, offset / right), self.span(3, offset % right));
            for image in 0..images {
                let column = (row * images + image) * places;
                let pixel = (image * channels + channel) * height * width;
                // Where the whole row is padding, there is no pixel to name.
                for line in 0..if x.count > 0 { y.count } else { 0 } {
                    let to = column + (y.output + line) * output_width + x.output;
                    let from = pixel + (y.pixel + line * self.stride) * width + x.pixel;
                    run(to, from, x.count, self.stride);
                }
            }
        }
    }
}

/// A part of one side of an image.
struct Span {
    /// The first output that is not in the padding.
    output: usize,
    /// The pixel that it meets.
    pixel: usize,
    /// How many there are.
    count: usize,
}

/// Columns of a group: their matrix stays in a core's cache.
const COLUMNS: usize = 512;

impl Places {
    /// Where Winograd's way is the faster one: many channels, and more than a tile.
    pub(crate) fn tiles(&self) -> Option<Tiles> {
        let ([_, channels, height, width], [out, _, down, right]) = (self.image, self.filters);
        let fits = [down, right, self.stride, self.padding] == [3, 3, 1, 1];
        let pays =
            channels % 4 == 0 && out % 4 == 0 && channels.min(out) >= 16 && height.min(width) >= 3;
        (fits && pays).then_some(Tiles {
            channels,
            out,
            height,
            width,
        })
    }
}
