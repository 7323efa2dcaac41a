//! `faces`: a generator that goes from one face to the next in real time, and whether it has learned them by heart.

mod figures;
mod source;

use crate::interpolation::spherical;
use crate::staff::memorised::Memorised;
use crate::staff::tour::{self, Times};
use common::program::prelude::*;
use source::{SAMPLES, Source};

/// Go from face to face in real time, with a generator that the repository has
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Faces {
    /// A run of gan --arch dcgan on pictures, in place of the shipped generator: its folder, or gan, for the newest
    /// finished one
    #[arg(value_name = "RUN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<String>,

    /// What the shipped generator makes: faces or emoji
    #[arg(long, value_name = "NAME", value_parser = source::shipped)]
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<Dataset>,

    /// Samples that it goes through, and back to the first
    #[arg(long, value_name = "N", value_parser = at_least::<2>)]
    stops: usize,

    /// Pictures from one stop to the next
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    frames: usize,
}

/// Pictures in all, at most.
const MOST: usize = 5000;
/// Pictures before the clock counts, so that nothing is done for the first time any more.
const WARM_UP: usize = 10;

impl Settings for Faces {
    const NAME: &'static str = "faces";

    fn defaults(typed: &Typed) -> Self {
        let (stops, frames) = match typed.preset() {
            Preset::Quick => (2, 4),
            Preset::Course | Preset::Paper => (4, 24),
        };
        // A run has learned from a data set of its own.
        let has_run = typed.get::<String>("run").is_some();
        Self {
            run: None,
            dataset: (!has_run).then_some(Dataset::Faces),
            stops,
            frames,
        }
    }

    fn check(&self) -> Result<()> {
        let refused = |words: String| Err(Error::Usage(words));
        match (&self.run, &self.dataset) {
            (Some(run), Some(dataset)) => refused(format!(
                "--dataset {dataset} chooses a shipped generator, and {run} has one of its own, with its data set. \
                 Leave one of them out."
            )),
            _ if self.stops > SAMPLES => refused(format!(
                "--stops {}: there are {SAMPLES} samples to go through. Choose fewer.",
                self.stops
            )),
            _ if self.stops.saturating_mul(self.frames) > MOST => refused(format!(
                "--stops {} with --frames {} makes more than {MOST} pictures. Choose fewer.",
                self.stops, self.frames
            )),
            _ => Ok(()),
        }
    }
}

impl Program for Faces {
    // It is made when the run is found to be one of pictures.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let source = match (&self.run, &self.dataset) {
            (Some(name), _) => Source::of_run(name, run)?,
            (None, dataset) => Source::shipped(dataset.clone().unwrap_or(Dataset::Faces), run)?,
        };
        run.make_folder()?;
        let stops = source.noise.clone().narrow(0, 0, self.stops);
        let places = tour::round_trip(&stops, self.frames, spherical);
        for place in places.iter().cycle().take(WARM_UP) {
            tour::picture(&source.generator, place.clone());
        }
        let drawn = places.into_iter();
        let drawn = drawn.map(|place| tour::picture(&source.generator, place));
        let (pictures, milliseconds): (Vec<_>, Vec<_>) = drawn.unzip();
        let times = Times::of(&milliseconds).expect("a stop has a picture");
        let [parameters, bytes] = tour::size(&source.generator);
        let samples = source.samples();
        let memorised = Memorised::of(&samples, &source.data);
        for (name, value) in [
            ("frames_per_second", times.per_second),
            ("frame_ms", times.median),
            ("frame_ms_95", times.slow),
            ("parameters", parameters as f64),
            ("bytes", bytes as f64),
            ("nearest_distance", memorised.of_samples),
            ("test_nearest_distance", memorised.of_test),
        ] {
            run.record(name, value);
        }
        run.explain(format!(
            "{} pictures on {}, one a forward pass, each from the noise to the pixels in memory: half of them\n\
             within {:.2} ms, 95 of 100 within {:.2} ms, {:.0} a second over all, by {parameters} parameters.\n\n{}\n\n{}",
            pictures.len(),
            run.start.base.device,
            times.median,
            times.slow,
            times.per_second,
            memorised.words(),
            source.people()
        ));
        match run.wants_figures() {
            true => figures::draw(run, &source, (&samples, &memorised), &pictures),
            false => Ok(()),
        }
    }
}
