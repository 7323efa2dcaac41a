//! `convolution`: a filter gliding over an image, and what a convolution costs in each of its forms.

mod comparison;
mod figures;
mod steps;

use self::comparison::{record, table};
use crate::convolution::Window;
use crate::staff::filters::Filter;
use crate::staff::forms::{FORMS, Task};
use burn::tensor::Tensor;
use common::program::prelude::*;

/// Images, maps of the input and maps of the output of the convolution whose cost is measured.
const MEASURED: [usize; 3] = [8, 16, 32];

/// Show a filter gliding over an image, and what a convolution costs by loops, by im2col and by kernels
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Convolution {
    #[command(flatten)]
    #[serde(flatten)]
    images: Images,

    /// Which image of the test set, counted from 0
    #[arg(long, value_name = "N", value_parser = at_least::<0>)]
    example: usize,

    /// The filter that glides
    #[arg(long, value_enum)]
    filter: Filter,

    /// Pixels from one place of the window to the next
    #[arg(long, value_name = "PIXELS", value_parser = at_least::<1>)]
    stride: usize,

    /// Rows and columns of zeros around the image: 0, 1 or 2
    #[arg(long, value_name = "PIXELS", value_parser = at_least::<0>)]
    padding: usize,

    /// How often each form is timed
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    repetitions: usize,
}

impl Settings for Convolution {
    const NAME: &'static str = "convolution";

    fn defaults(typed: &Typed) -> Self {
        Self {
            images: Images::defaults(typed, Dataset::Faces),
            example: 0,
            filter: Filter::SobelX,
            stride: 1,
            padding: 1,
            repetitions: match typed.preset() {
                Preset::Quick => 1,
                Preset::Course => 7,
                Preset::Paper => 21,
            },
        }
    }

    fn check(&self) -> Result<()> {
        if self.padding > 2 {
            return Err(Error::Usage(format!(
                "--padding {}: a window of 3x3 would stand on padding alone. Choose 0, 1 or 2; 1 keeps the \
                 size of the image.",
                self.padding
            )));
        }
        Ok(())
    }
}

impl Program for Convolution {
    // It is made when the image is found.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let image = self.image(&run.start)?; // [1, 1, height, width]
        run.make_folder()?;
        let [_, _, height, width] = image.dims();
        let window = Window {
            size: [3, 3],
            stride: self.stride,
            padding: self.padding,
        };
        let task = Task::draw(MEASURED, [height, width], &run.start, window);
        let costs = FORMS.map(|(form, _)| task.cost(form, self.repetitions));
        record(run, &task, &costs);
        run.set_table(table(&task, &costs));
        let [down, across] = window.places([height, width]);
        let [batch, from, to] = MEASURED;
        run.explain(format!(
            "Equation (2): {height}x{width} pixels, padding {}, a window of 3x3, stride {}: {down}x{across} places.\n\
             The table is a convolution from {from} to {to} maps of this size, on {batch} images, in f32: the median of \
             {} passes.\nMemory is what a form lays out beside input, weight and output; the kernels do it \
             tile by tile. A difference is the largest from the loops, which add up in double precision.",
            self.padding, self.stride, self.repetitions
        ));
        match run.wants_figures() {
            true => figures::draw(run, &image, (self.filter, window), &costs),
            false => Ok(()),
        }
    }
}

impl Convolution {
    /// The image in grey, `[1, 1, height, width]`, from 0 to 1.
    fn image(&self, start: &Start) -> Result<Tensor<4>> {
        let data = self.images.load(start)?;
        let count = data.test.len();
        if self.example >= count {
            return Err(Error::Usage(format!(
                "--example {}: the test set of {} has {count} images. Choose one from 0 to {}.",
                self.example,
                data.name,
                count.saturating_sub(1)
            )));
        }
        Ok(data.test.gather(&[self.example]).inputs.mean_dim(1))
    }
}
