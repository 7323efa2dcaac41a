//! What the discriminator says of pictures and of fakes, at one moment.

use crate::gan;
use crate::staff::{GanTraining, spread};
use burn::tensor::{Tensor, activation::sigmoid};
use common::demo::{Cause, Frame};
use common::figures::{Example, Pictures, Plot};

/// Real pictures that are shown.
const SHOWN: usize = 10;

/// Logits of real pictures and of fakes, and how far both spread.
pub struct Judged {
    /// The first of the real pictures.
    shown: Tensor<4>,
    real: Tensor<2>,
    fake: Tensor<2>,
    /// The standard deviation of the fakes' pixels, in units of that of the real ones.
    spread: f64,
}

impl Judged {
    /// Of real pictures from -1 to 1, `[picture, channel, height, width]`, and of as many fakes.
    pub fn of(learner: &GanTraining, pictures: &Tensor<4>) -> Self {
        let real = &pictures.clone().flatten::<2>(1, 3);
        let fake = learner.fakes(real.dims()[0]);
        let shown = pictures.clone().narrow(0, 0, SHOWN) * 0.5 + 0.5;
        let spread = spread(fake.clone(), real.clone());
        let [real, fake] = [real.clone(), fake].map(|it| learner.pair.judged(it, None));
        Self {
            shown,
            real,
            fake,
            spread,
        }
    }

    /// D(x) of each picture and D(G(z)) of each fake.
    fn said(&self) -> [Vec<f64>; 2] {
        [&self.real, &self.fake].map(|it| sigmoid(it.clone()).into_data().iter().collect())
    }

    /// The means, the losses of both networks, and the spread.
    pub fn numbers(&self) -> Vec<(&'static str, f64)> {
        let [real, fake] = self.said().map(|of| mean(&of));
        let of_generator = gan::generator_loss(self.fake.clone());
        let of_discriminator = gan::discriminator_loss(self.real.clone(), self.fake.clone());
        vec![
            ("D(x)", real),
            ("D(G(z))", fake),
            ("loss_of_D", of_discriminator.into_scalar()),
            ("loss_of_G", of_generator.into_scalar()),
            ("spread", self.spread),
        ]
    }

    /// Fakes and pictures with what is said of each, and what is to be noticed.
    pub fn frame(&self, learner: &GanTraining) -> Frame {
        let said = self.said();
        let captions = |of: &[f64]| of.iter().map(|it| format!("{it:.2}")).collect::<Vec<_>>();
        let samples = learner.pictures("Samples of G, from 25 draws of noise");
        let samples = samples.note("below each D(G(z)): how probably it is real, says D");
        let samples = samples.captions(captions(&said[1]));
        let real = Pictures::grid("Real pictures, from the test part", 5).images(&self.shown);
        let real = real
            .note("below each D(x)")
            .captions(captions(&said[0][..SHOWN]));
        let places = said.iter().enumerate().flat_map(|(class, of)| {
            let mut of = of.clone();
            of.sort_by(f64::total_cmp);
            let place = move |(x, number): (f64, u32)| Example::at((x, number.into()), class);
            of.into_iter().zip(1..).map(place)
        });
        let names = ["real, D(x)", "generated, D(G(z))"].map(Into::into);
        let plot = Plot::new("What D says of pictures and samples")
            .note("a dot each, the least believed at the bottom")
            .x("probability of being real, says D")
            .y("how many get at most this")
            .scatter(&places.collect::<Vec<_>>(), &names)
            .mark("undecided", 0.5)
            .area((0.0, 1.0), (0.0, self.real.dims()[0] as f64));
        let [real_mean, fake_mean] = said.map(|of| mean(&of));
        let spread = 100.0 * self.spread;
        let saturated = "Saturated: D is sure of everything, D(x) > 0.99 and D(G(z)) < 0.01.";
        let collapsed = format!(
            "Alike: the samples spread {spread:.0} % as far as the pictures. Unless G is at its very beginning, \
             it has collapsed."
        );
        let is_even = [real_mean, fake_mean]
            .iter()
            .all(|it| (0.35..0.65).contains(it));
        let even = format!(
            "Balanced: on average D gives pictures {real_mean:.2} and samples {fake_mean:.2}, both near the 0.5 of one \
             who cannot tell them apart."
        );
        let fooled = "Fooled: D takes the samples for real, more than the pictures.";
        Frame::new()
            .panel(samples)
            .panel(plot)
            .panel(real)
            .remark_if(
                real_mean > 0.99 && fake_mean < 0.01,
                Cause::Saturated,
                saturated,
            )
            .remark_if(spread < 30.0, Cause::Collapsed, collapsed)
            .remark_if(is_even && spread > 50.0, Cause::Note, even)
            .remark_if(fake_mean > real_mean + 0.2, Cause::Note, fooled)
    }
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}
