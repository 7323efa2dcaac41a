//! `interpolate`: the way from one sample of a trained generator to another, or between the codes of two pictures.

mod maker;

use super::gan::Gan;
use super::vae::Vae;
use crate::interpolation::{linear, places, spherical};
use common::by_hand::Tensor;
use common::figures::Pictures;
use common::program::prelude::*;
use maker::{KNOWN, Maker};

/// Go from one sample of a trained generator to another, straight and on a sphere
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Interpolate {
    /// A run's folder, or gan or vae, for the newest finished run; of vae the way is between codes of test pictures
    #[arg(value_name = "RUN")]
    run: String,

    /// Which two samples, or test pictures, counted from 1 as in the run's figure [default: the first one, and the next of another
    /// class]
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1.., value_parser = at_least::<1>)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    samples: Vec<usize>,

    /// Pictures between the two
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    steps: usize,
}

/// Pictures between two at most.
const MOST: usize = 38;

impl Settings for Interpolate {
    const NAME: &'static str = "interpolate";

    fn defaults(_: &Typed) -> Self {
        Self {
            run: Gan::NAME.into(),
            samples: Vec::new(),
            // The sheet's: nine pictures with both ends.
            steps: 7,
        }
    }

    fn check(&self) -> Result<()> {
        let refused = |words: String| Err(Error::Usage(words));
        match self.samples[..] {
            _ if self.steps > MOST => refused(format!(
                "--steps {} is more than a strip shows: at most {MOST}.",
                self.steps
            )),
            [a, b] if a == b => refused(format!(
                "--samples {a},{b} is one sample twice, and between a picture and itself there is no way. Name two."
            )),
            [a, b] if a.max(b) > KNOWN => refused(format!(
                "--samples {a},{b}: there are {KNOWN} samples to choose from, and the run's figure shows the first 25."
            )),
            [] | [_, _] => Ok(()),
            _ => refused("--samples takes two numbers: --samples 1,2".into()),
        }
    }
}

impl Program for Interpolate {
    // It is made when the run is found to be one of pictures.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let lacks = "has no generator of pictures";
        let (program, folder) = run.named(&self.run, &[Gan::NAME, Vae::NAME], lacks)?;
        let maker = Maker::of(run, program, &folder)?;
        let known = maker.places();
        let [from, to] = self.ends(&maker, &known)?;
        run.make_folder()?;
        let end =
            |number: usize, of: &Tensor<2>| of.clone().narrow(0, number, 1).squeeze_dim::<1>(0);
        let ends = [from, to].map(|number| end(number, &known));
        // What is told goes straight from one class to the other.
        let told = maker.told();
        let told = told.map(|told| linear([from, to].map(|number| end(number, &told)), self.steps));
        let t = places(self.steps, &known.clone().narrow(0, 0, 1)).into_data();
        let t: Vec<f64> = t.iter().collect();
        let [place, numbers] = maker.called();
        let title = format!("From {place} {} to {place} {}", from + 1, to + 1);
        let mut strip = Pictures::rows(&title)
            .note("below each t, and the class of the training picture that is nearest to it");
        for (label, key, way) in [
            ("straight", "straight", linear(ends.clone(), self.steps)),
            ("on the sphere", "spherical", spherical(ends, self.steps)),
        ] {
            let lengths = way.clone().square().sum_dim(1).sqrt().into_data();
            let shortest = lengths.iter::<f64>().fold(f64::INFINITY, f64::min);
            run.record(format!("{key}_shortest_{numbers}"), shortest);
            let rows = maker.rows(way, told.clone());
            let apart = rows.clone().narrow(0, 1, self.steps + 1)
                - rows.clone().narrow(0, 0, self.steps + 1);
            let apart = apart.square().sum_dim(1).sqrt().max().into_scalar::<f64>();
            run.record(format!("{key}_longest_step"), apart);
            let classes = maker.classes(&rows);
            let captions = t.iter().zip(&classes);
            let captions = captions.map(|(t, class)| format!("{t:.2} · {class}"));
            let images = maker.images(rows.clone());
            strip = strip.row(label, &images).captions(captions);
        }
        let latent = known.dims()[1];
        run.explain(format!(
            "{title} of {} by {} pictures between them. shortest_{numbers}: the length of the shortest {numbers} on the way,\n\
             where both ways have the same that of an end; {latent} numbers drawn at random are about {:.1} long. longest_step: the largest\n\
             distance from one picture to the next, over all pixels.",
            folder.display(),
            self.steps,
            (latent as f64).sqrt(),
        ));
        match run.wants_figures() {
            true => run.save_figure("interpolation", &strip.figure()),
            false => Ok(()),
        }
    }
}

impl Interpolate {
    /// The two places, counted from 0: those that were named, or the first one and the next of another class.
    fn ends(&self, maker: &Maker, known: &Tensor<2>) -> Result<[usize; 2]> {
        let count = known.dims()[0];
        if let [from, to] = self.samples[..] {
            return match from.max(to) <= count {
                true => Ok([from - 1, to - 1]),
                false => Err(Error::Usage(format!(
                    "--samples {from},{to}: there are {count} {}s to choose from. Choose smaller numbers.",
                    maker.called()[0]
                ))),
            };
        }
        let classes = maker.classes(&maker.rows(known.clone(), maker.told()));
        let other = classes.iter().position(|class| *class != classes[0]);
        Ok([0, other.unwrap_or(1)])
    }
}
